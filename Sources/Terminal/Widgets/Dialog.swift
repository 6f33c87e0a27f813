/// What a dialog made of a key.
public enum DialogResult: Hashable, Sendable {
  /// Still open; its own key (typing); yes; no.
  case ignored, changed, confirmed, cancelled
}

/// A question before something that cannot be taken back: the default is No, and Enter never means Yes.
public struct Dialog: Hashable, Sendable {
  /// Verb, object and town.
  public var question: String
  /// What will happen, line by line.
  public var body: [String]
  /// The key that means Yes.
  public var confirmKey: Key
  /// What Yes does, in a word or two.
  public var confirmLabel: String
  /// What No does, in a word or two.
  public var cancelLabel: String
  /// What must be typed before Yes counts; then Enter after the right words means Yes.
  public let requiredText: String?
  /// What was typed so far.
  public private(set) var typed = LineEditor()

  /// A question; with `requiredText` the words must be typed.
  public init(
    question: String, body: [String] = [], confirmKey: Key = .character("y"), confirmLabel: String = "yes",
    cancelLabel: String = "no", requiredText: String? = nil
  ) {
    self.question = question
    self.body = body
    self.confirmKey = confirmKey
    self.confirmLabel = confirmLabel
    self.cancelLabel = cancelLabel
    self.requiredText = requiredText
  }

  /// Takes a key press.
  public mutating func handle(_ key: Key) -> DialogResult {
    if key == .escape { return .cancelled }
    if let requiredText {
      if key == .enter { return typed.text == requiredText ? .confirmed : .ignored }
      return typed.handle(key) == .ignored ? .ignored : .changed
    }
    if key == confirmKey, key != .enter { return .confirmed }
    if key == .enter || key == .character("n") || key == .character("q") { return .cancelled }
    return .ignored
  }

  /// The rows it needs at a width.
  public func height(at width: Int) -> Int {
    height(at: width, body)
  }

  private func height(at width: Int, _ lines: [String]) -> Int {
    question(at: width).count + lines.count + (requiredText == nil ? 2 : 3) + 2
  }

  /// The body's lines: broken at the width where all of them have room then, else one row each.
  private func lines(at width: Int, rows: Int) -> [String] {
    let broken = body.flatMap { TextWidth.wrapped($0, max(1, width - 4)) }
    return height(at: width, broken) <= rows ? broken : body
  }

  private func question(at width: Int) -> [String] { TextWidth.wrapped(question, max(1, width - 4)) }

  /// Draws it in the middle of a rectangle; body lines that do not fit are counted.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    let widest = ([question] + body).map(TextWidth.width).max() ?? 0
    let width = min(rect.columns, max(40, widest + 4))
    let body = lines(at: width, rows: rect.rows)
    let frame = rect.centred(rows: height(at: width, body), columns: width)
    guard frame.rows >= 3, frame.columns >= 8 else { return }
    canvas.fill(frame)
    canvas.box(frame, role: .warning)
    let inner = frame.inset(rows: 1, columns: 2)
    let asked = question(at: width).prefix(max(1, inner.rows - 1))
    for (line, text) in asked.enumerated() {
      canvas.write(text, row: inner.row + line, column: inner.column, role: .heading, width: inner.columns)
    }
    let (bottom, middle) = inner.splitTop(asked.count).rest.splitBottom(requiredText == nil ? 1 : 2)
    let room = max(0, middle.rows - (middle.rows > body.count ? 1 : 0))
    let shown = body.count > room ? max(0, room - 1) : body.count
    for (line, text) in body.prefix(shown).enumerated() {
      canvas.write(text, row: middle.row + line, column: inner.column, width: inner.columns)
    }
    if shown < body.count, room > 0 {
      canvas.write("and \(body.count - shown) more", row: middle.row + shown, column: inner.column, role: .muted)
    }
    drawAnswer(on: &canvas, in: bottom)
  }

  private func drawAnswer(on canvas: inout Canvas, in rect: Rect) {
    guard !rect.isEmpty else { return }
    if let requiredText {
      let label = "type \(requiredText) and Enter"
      let taken = canvas.write(label, row: rect.row, column: rect.column, role: .key, width: rect.columns)
      let line = rect.rows > 1 ? rect.line(1) : rect.line(0).splitLeft(taken, gap: 1).rest
      typed.draw(on: &canvas, in: line)
      return
    }
    var column = rect.column
    column += canvas.write(confirmKey.name, row: rect.row, column: column, role: .key) + 1
    column += canvas.write(confirmLabel, row: rect.row, column: column) + 3
    canvas.cursor = Canvas.Position(row: rect.row, column: min(column, rect.endColumn))
    column += canvas.write("Esc", row: rect.row, column: column, role: .key) + 1
    canvas.write(cancelLabel, row: rect.row, column: column, width: rect.endColumn - column)
  }
}
