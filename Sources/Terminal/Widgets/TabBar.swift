/// Names side by side, one of them open.
public struct TabBar: Hashable, Sendable {
  /// The names.
  public var titles: [String]
  /// The open one, by index.
  public var selected: Int

  /// A bar with one name open.
  public init(_ titles: [String], selected: Int = 0) {
    self.titles = titles
    self.selected = selected
  }

  /// Takes Tab, Shift-Tab, Left or Right; whether another name is open now.
  public mutating func handle(_ key: Key) -> Bool {
    guard titles.count > 1 else { return false }
    switch key {
    case .tab, .right: selected = (selected + 1) % titles.count
    case .backTab, .left: selected = (selected + titles.count - 1) % titles.count
    default: return false
    }
    return true
  }

  /// The name under a cell of the row it was drawn in.
  public func index(atColumn column: Int, in rect: Rect) -> Int? {
    var start = rect.column
    for (index, title) in titles.enumerated() {
      let end = start + TextWidth.width(title) + 2
      if column >= start, column < end { return index }
      start = end + 1
    }
    return nil
  }

  /// Draws the names in the first row; brackets mark the open one as well as its colour.
  public func draw(on canvas: inout Canvas, in rect: Rect) {
    var column = rect.column
    for (index, title) in titles.enumerated() where column < rect.endColumn {
      let isOpen = index == selected
      let text = isOpen ? "[\(title)]" : " \(title) "
      column += canvas.write(
        text, row: rect.row, column: column, role: isOpen ? .selection : .text, width: rect.endColumn - column)
      column += 1
    }
  }
}
