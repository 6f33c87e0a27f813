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

  /// Draws it over the first row, with an undo or other hint at the right edge.
  public func draw(on canvas: inout Canvas, in rect: Rect, hint: String = "") {
    guard !rect.isEmpty else { return }
    let shape: Character =
      switch kind {
      case .done: canvas.glyphs.done
      case .refused: canvas.glyphs.refused
      case .warning: canvas.glyphs.alert
      case .info: " "
      }
    let side = hint.isEmpty ? 0 : min(TextWidth.width(hint) + 1, rect.columns / 3)
    canvas.write(
      "\(shape) \(text)", row: rect.row, column: rect.column + 1, role: role,
      width: rect.columns - 1 - side - (hint.isEmpty ? 0 : 1))
    canvas.write(hint, row: rect.row, column: rect.endColumn - side, role: .key, width: max(0, side - 1))
  }
}
