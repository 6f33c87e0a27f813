/// One labelled field of a form.
public struct FormField: Hashable, Sendable {
  /// What can be entered.
  public enum Kind: Hashable, Sendable {
    /// A line of text; also for secrets.
    case text(LineEditor)
    /// One of several words, by index.
    case choice([String], selected: Int)
    /// Yes or no.
    case toggle(Bool)
  }

  /// The name its owner knows it by.
  public let id: String
  /// The words before it.
  public var label: String
  /// What is entered.
  public var kind: Kind
  /// What is wrong with it; shown behind it.
  public var error: String?

  /// A field of any kind.
  public init(_ id: String, label: String, _ kind: Kind, error: String? = nil) {
    self.id = id
    self.label = label
    self.kind = kind
    self.error = error
  }

  /// A line of text.
  public static func text(
    _ id: String, label: String, value: String = "", placeholder: String = "", maximumLength: Int = 500
  ) -> FormField {
    FormField(
      id, label: label, .text(LineEditor(value, placeholder: placeholder, maximumLength: maximumLength)))
  }

  /// A line whose characters are hidden.
  public static func secret(_ id: String, label: String) -> FormField {
    FormField(id, label: label, .text(LineEditor(isSecret: true)))
  }

  /// One of several words.
  public static func choice(_ id: String, label: String, _ words: [String], selected: Int = 0) -> FormField {
    FormField(id, label: label, .choice(words, selected: selected))
  }

  /// Yes or no.
  public static func toggle(_ id: String, label: String, isOn: Bool = false) -> FormField {
    FormField(id, label: label, .toggle(isOn))
  }

  /// The value as text: what was typed, the chosen word, "yes" or "no".
  public var value: String {
    switch kind {
    case .text(let editor): editor.text
    case .choice(let words, let selected): words.indices.contains(selected) ? words[selected] : ""
    case .toggle(let isOn): isOn ? "yes" : "no"
    }
  }
}

/// What a form made of a key.
public enum FormResult: Hashable, Sendable {
  /// Not its key.
  case ignored
  /// The focus or a cursor moved; the field with this id has another value.
  case moved, changed(String)
  /// Enter on the last field; Esc.
  case submitted, cancelled
}

/// Labelled fields below each other.
public struct Form: Hashable, Sendable {
  /// The fields in order.
  public var fields: [FormField]
  /// The field in focus, by index.
  public private(set) var focus: Int

  /// A form with its first field in focus.
  public init(_ fields: [FormField], focus: Int = 0) {
    self.fields = fields
    self.focus = min(max(0, focus), max(0, fields.count - 1))
  }

  /// The value of a field as text; nothing when there is no such field.
  public subscript(id: String) -> String { fields.first { $0.id == id }?.value ?? "" }

  /// Whether the focus is on a field that takes characters.
  public var wantsText: Bool {
    if fields.indices.contains(focus), case .text = fields[focus].kind { return true }
    return false
  }

  /// Puts the focus on a field.
  public mutating func focus(on id: String) {
    if let index = fields.firstIndex(where: { $0.id == id }) { focus = index }
  }

  /// Shows what is wrong per field, and puts the focus on the first wrong one.
  public mutating func show(errors: [String: String]) {
    for index in fields.indices { fields[index].error = errors[fields[index].id] }
    if let index = fields.firstIndex(where: { $0.error != nil }) { focus = index }
  }

  /// Takes a key press.
  public mutating func handle(_ key: Key) -> FormResult {
    guard fields.indices.contains(focus) else { return key == .escape ? .cancelled : .ignored }
    switch key {
    case .escape: return .cancelled
    case .tab, .down: return go(to: (focus + 1) % fields.count)
    case .backTab, .up: return go(to: (focus + fields.count - 1) % fields.count)
    case .enter: return focus == fields.count - 1 ? .submitted : go(to: focus + 1)
    default: return edit(key)
    }
  }

  /// Inserts pasted or scanned text into the field in focus.
  public mutating func paste(_ text: String) -> FormResult {
    guard fields.indices.contains(focus), case .text(var editor) = fields[focus].kind, editor.insert(text) else {
      return .ignored
    }
    return changed(.text(editor))
  }

  private mutating func go(to index: Int) -> FormResult {
    focus = index
    return .moved
  }

  private mutating func changed(_ kind: FormField.Kind) -> FormResult {
    fields[focus].kind = kind
    fields[focus].error = nil
    return .changed(fields[focus].id)
  }

  private mutating func edit(_ key: Key) -> FormResult {
    switch fields[focus].kind {
    case .text(var editor):
      switch editor.handle(key) {
      case .ignored: return .ignored
      case .changed: return changed(.text(editor))
      case .moved:
        fields[focus].kind = .text(editor)
        return .moved
      }
    case .choice(let words, let selected):
      guard !words.isEmpty else { return .ignored }
      switch key {
      case .right, .character(" "): return changed(.choice(words, selected: (selected + 1) % words.count))
      case .left: return changed(.choice(words, selected: (selected + words.count - 1) % words.count))
      case .character(let letter):
        let order = (1...words.count).map { (selected + $0) % words.count }
        guard let found = order.first(where: { words[$0].lowercased().hasPrefix(letter.lowercased()) }) else {
          return .ignored
        }
        return changed(.choice(words, selected: found))
      default: return .ignored
      }
    case .toggle(let isOn):
      guard [.character(" "), .left, .right].contains(key) else { return .ignored }
      return changed(.toggle(!isOn))
    }
  }

  /// How many rows it takes: a label that would be cut beside its field stands above it.
  public func height(columns: Int) -> Int {
    let labels = labels(columns)
    return fields.reduce(0) { $0 + Self.rows(of: $1, labels) }
  }

  /// The width of the labels beside their fields.
  private func labels(_ columns: Int) -> Int {
    min(fields.map { TextWidth.width($0.label) }.max() ?? 0, max(0, columns / 2))
  }

  private static func rows(of field: FormField, _ labels: Int) -> Int {
    TextWidth.width(field.label) > labels ? 2 : 1
  }

  /// Draws the fields below each other, scrolled so that the one in focus is in sight.
  public func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool = true) {
    guard !rect.isEmpty else { return }
    let labels = labels(rect.columns)
    let heights = fields.map { Self.rows(of: $0, labels) }
    var first = 0
    while first < focus, heights[first...focus].reduce(0, +) > rect.rows { first += 1 }
    var line = 0
    for index in first..<fields.count where line < rect.rows {
      let field = fields[index]
      let inFocus = isFocused && index == focus
      // With a row to itself alone the field matters more than the end of its label.
      let isAbove = heights[index] > 1 && line + 1 < rect.rows
      let parts = rect.line(line).splitLeft(isAbove ? rect.columns : labels + 2, gap: 1)
      let marker = inFocus ? String(canvas.glyphs.selected) : " "
      canvas.write(marker, row: parts.left.row, column: parts.left.column, role: .accent)
      canvas.write(
        field.label, row: parts.left.row, column: parts.left.column + 2, role: inFocus ? .heading : .text,
        width: parts.left.columns - 2)
      draw(
        field, on: &canvas, in: isAbove ? rect.line(line + 1).splitLeft(2).rest : parts.rest, inFocus: inFocus)
      line += isAbove ? 2 : 1
    }
  }

  private func draw(_ field: FormField, on canvas: inout Canvas, in rect: Rect, inFocus: Bool) {
    let problem = field.error.map { "\(canvas.glyphs.refused) \($0)" } ?? ""
    let room = problem.isEmpty ? 0 : min(TextWidth.width(problem), rect.columns / 2)
    let (message, entry) = rect.splitRight(room, gap: room > 0 ? 1 : 0)
    switch field.kind {
    case .text(let editor):
      editor.draw(on: &canvas, in: entry.splitLeft(min(40, entry.columns)).left, isFocused: inFocus)
    case .choice, .toggle:
      let text = inFocus ? "< \(field.value) >" : "  \(field.value)"
      canvas.write(text, row: entry.row, column: entry.column, role: inFocus ? .input : .text, width: entry.columns)
      if inFocus { canvas.cursor = Canvas.Position(row: entry.row, column: entry.column + 2) }
    }
    canvas.write(problem, row: message.row, column: message.column, role: .refused, width: message.columns)
  }
}
