/// What happened last, said in one place: shape, colour and words.
public struct MessageLine: Hashable, Sendable {
  /// The kinds of message.
  public enum Kind: Hashable, Sendable {
    /// It worked; a rule said no; look at this; for your information.
    case done, refused, warning, info
  }

  /// What kind of message it is.
  public var kind: Kind
  /// What happened, to what, and what to do.
  public var text: String

  /// A message.
  public init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  /// The role of its kind.
  public var role: Role {
    switch kind {
    case .done: .done
    case .refused: .refused
    case .warning: .warning
    case .info: .text
    }
  }

  /// Its lines where they are as wide as that beside a hint.
  public func lines(_ columns: Int, hint: String = "") -> [String] {
    TextWidth.wrapped(text, max(1, columns - 3 - Self.side(hint, columns)))
  }

  /// The room of a hint at the right edge, with a blank on both sides.
  private static func side(_ hint: String, _ columns: Int) -> Int {
    hint.isEmpty ? 0 : min(TextWidth.width(hint) + 1, columns / 3) + 1
  }

  /// Draws it over the rows there are, with an undo or other hint at the right edge of the first. In one row it is cut
  /// where it ends; in several it goes on.
  public func draw(on canvas: inout Canvas, in rect: Rect, hint: String = "") {
    guard !rect.isEmpty else { return }
    let shape: Character =
      switch kind {
      case .done: canvas.glyphs.done
      case .refused: canvas.glyphs.refused
      case .warning: canvas.glyphs.alert
      case .info: " "
      }
    let side = Self.side(hint, rect.columns)
    if rect.rows > 1 { canvas.fill(rect) }
    var shown = [text]
    if rect.rows > 1 {
      let all = lines(rect.columns, hint: hint)
      shown = all.prefix(rect.rows - 1) + [all.dropFirst(rect.rows - 1).joined(separator: " ")]
    }
    for (index, line) in shown.enumerated() {
      let row = rect.line(index)
      canvas.write(
        "\(index == 0 ? shape : " ") \(line)", row: row.row, column: row.column + 1, role: role,
        width: row.columns - 1 - side)
    }
    canvas.write(hint, row: rect.row, column: rect.endColumn - side + 1, role: .key, width: max(0, side - 2))
  }
}
