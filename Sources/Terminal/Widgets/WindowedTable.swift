/// Rows a table wants to see; its owner fetches them by key and hands them over.
public enum WindowDemand<ID: Hashable & Sendable>: Hashable, Sendable {
  /// The first rows of all, or the last ones: answer with `replace`.
  case first, last
  /// Rows just before this one: answer with `prepend` (or `replace`).
  case before(ID)
  /// Rows just after this one: answer with `append` (or `replace`).
  case after(ID)
}

/// A list that holds only a window of its rows, however many there are.
///
/// The selection is a row's id, not its place: rows that come or go never move what is selected, and it keeps its
/// line on the screen while it can.
public struct WindowedTable<ID: Hashable & Sendable>: Hashable, Sendable {
  /// The ids at hand, in order.
  public internal(set) var window: [ID] = []
  /// Whether there are rows before the window.
  public internal(set) var hasBefore = false
  /// Whether there are rows after the window.
  public internal(set) var hasAfter = false
  /// The selected row's place in the window; nil in an empty table.
  public internal(set) var selectedIndex: Int?
  /// The marked rows; they may lie outside the window.
  public var marks: Set<ID> = []
  /// The most rows kept when more are added at one end.
  public var capacity = 1_000
  /// Rows kept in sight before and after the selected one.
  static var margin: Int { 2 }
  /// The window's row on the first line at the last move.
  var top = 0
  /// Steps that wait for rows to be fetched.
  var pendingSteps = 0
  /// A jump that waits for rows to be fetched.
  var pendingJump: WindowDemand<ID>?
  /// What was asked for and not yet answered.
  var awaited: WindowDemand<ID>?

  /// An empty table.
  public init() {}

  /// A table of a first window with its first row selected.
  public init(window: [ID], hasBefore: Bool = false, hasAfter: Bool = false) {
    replace(window: window, hasBefore: hasBefore, hasAfter: hasAfter)
  }

  /// The selected row; nil in an empty table.
  public var selection: ID? { selectedIndex.map { window[$0] } }

  /// Moves by a key that moves; says which rows are wanted now, if any.
  public mutating func move(_ key: Key, visibleRows: Int) -> WindowDemand<ID>? {
    let page = max(1, visibleRows - 1)
    switch key {
    case .up: return step(by: -1, visibleRows: visibleRows)
    case .down: return step(by: 1, visibleRows: visibleRows)
    case .pageUp: return step(by: -page, visibleRows: visibleRows, scrolling: true)
    case .pageDown: return step(by: page, visibleRows: visibleRows, scrolling: true)
    case .home: return jump(to: .first, visibleRows: visibleRows)
    case .end: return jump(to: .last, visibleRows: visibleRows)
    default: return nil
    }
  }

  /// Whether the key moves in a table.
  public static func moves(_ key: Key) -> Bool {
    [.up, .down, .pageUp, .pageDown, .home, .end].contains(key)
  }

  /// Moves the selection by a number of rows, up when negative.
  public mutating func step(by count: Int, visibleRows: Int, scrolling: Bool = false) -> WindowDemand<ID>? {
    guard let index = selectedIndex else { return nil }
    top = shownTop(visibleRows)
    let target = index + count
    let reached = min(max(0, target), window.count - 1)
    selectedIndex = reached
    pendingSteps = (target < 0 && hasBefore) || (target >= window.count && hasAfter) ? target - reached : 0
    if scrolling { top += reached - index }
    top = shownTop(visibleRows)
    return demand(near: reached, visibleRows: visibleRows)
  }

  /// Selects a row of the window; false when it is not there.
  @discardableResult
  public mutating func select(_ id: ID) -> Bool {
    guard let index = window.firstIndex(of: id) else { return false }
    selectedIndex = index
    pendingSteps = 0
    return true
  }

  /// Marks or unmarks the selected row.
  public mutating func toggleMark() {
    guard let selection else { return }
    if marks.remove(selection) == nil { marks.insert(selection) }
  }

  /// Marks all rows of the window from one to the selected one.
  public mutating func mark(from anchor: ID) {
    guard let start = window.firstIndex(of: anchor), let end = selectedIndex else { return }
    marks.formUnion(window[min(start, end)...max(start, end)])
  }

  /// The id on a line of the list, counted from the first row below the head.
  public func id(atLine line: Int, visibleRows: Int) -> ID? {
    guard line >= 0, line < visibleRows else { return nil }
    let index = shownTop(visibleRows) + line
    return index < window.count ? window[index] : nil
  }

  /// Selects the row under the mouse, or moves by the wheel; `rect` is where the table was drawn, head included.
  ///
  /// Returns the row that was clicked and the rows wanted now.
  public mutating func handle(_ mouse: Mouse, in rect: Rect) -> (clicked: ID?, demand: WindowDemand<ID>?) {
    guard rect.contains(row: mouse.row, column: mouse.column) else { return (nil, nil) }
    let rows = max(0, rect.rows - 1)
    switch mouse.action {
    case .wheelUp: return (nil, step(by: -3, visibleRows: rows))
    case .wheelDown: return (nil, step(by: 3, visibleRows: rows))
    case .click, .doubleClick:
      guard let id = id(atLine: mouse.row - rect.row - 1, visibleRows: rows) else { return (nil, nil) }
      top = shownTop(rows)
      select(id)
      return (id, nil)
    }
  }

  private mutating func jump(to end: WindowDemand<ID>, visibleRows: Int) -> WindowDemand<ID>? {
    guard !window.isEmpty else { return nil }
    pendingSteps = 0
    let isFirst = end == .first
    if isFirst ? hasBefore : hasAfter {
      pendingJump = end
      awaited = end
      return end
    }
    selectedIndex = isFirst ? 0 : window.count - 1
    top = isFirst ? 0 : window.count
    top = shownTop(visibleRows)
    return nil
  }

  /// What to fetch when the selection comes within a screenful of an end that is not the list's end.
  private mutating func demand(near index: Int, visibleRows: Int) -> WindowDemand<ID>? {
    var wanted: WindowDemand<ID>?
    if hasAfter, index >= window.count - max(1, visibleRows), let last = window.last {
      wanted = .after(last)
    } else if hasBefore, index < max(1, visibleRows), let first = window.first {
      wanted = .before(first)
    }
    if wanted == awaited, pendingSteps == 0 { return nil }
    awaited = wanted
    return wanted
  }

  /// The window's row on the first line when so many lines are seen: the selected row is always among them.
  func shownTop(_ rows: Int) -> Int {
    guard rows > 0 else { return 0 }
    var first = top
    if let index = selectedIndex {
      let margin = min(Self.margin, (rows - 1) / 2)
      first = max(min(first, index - margin), index + margin - rows + 1)
    }
    return max(0, min(first, window.count - rows))
  }
}
