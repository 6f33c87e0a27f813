import Terminal

/// A screen with nothing on it but its name.
struct EmptyScreen: Screen {
  let request: ScreenRequest
  let title: String

  init(_ request: ScreenRequest, title: String) {
    self.request = request
    self.title = title
  }

  func bindings(_ context: Context) -> [Binding] { [] }
  mutating func update(_ message: Message, _ context: Context) -> [Effect] { [] }
  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    canvas.write(title, row: area.row, column: area.column + 1, role: .muted, width: area.columns - 1)
  }
}
