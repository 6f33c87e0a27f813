import Commerce
import Operations
import Terminal

/// A row of a list that is read by key: the identity it keeps while it changes, and its place in the list.
protocol KeyedRow: Hashable, Sendable {
  associatedtype RowID: Hashable & Sendable
  associatedtype PageKey: Hashable & Sendable
  var rowID: RowID { get }
  var pageKey: PageKey { get }
}

/// A list however long of which only the rows near the cursor are held: a window over a query, moved by key.
///
/// One page is under way at a time. A new query that comes meanwhile waits for its answer, drops it and asks once, so
/// that fast typing costs at most one query a keystroke and an old answer never shows.
struct KeyedList<Row: KeyedRow>: Hashable, Sendable {
  /// A page to be asked for; its number comes back with the answer.
  struct Fetch: Hashable, Sendable {
    let number: Int
    let request: PageRequest<Row.PageKey>
  }

  private enum Purpose: Hashable, Sendable {
    case restart, jump, append, prepend
    /// `fromHead` is true when it starts at the list's first row and not at the window's.
    case refresh(fromHead: Bool)
  }

  private struct Underway: Hashable, Sendable {
    let number: Int
    let purpose: Purpose
  }

  private(set) var table = WindowedTable<Row.RowID>()
  private(set) var rows: [Row.RowID: Row] = [:]
  /// Rows that have come to stand above the window since it was read; Home shows them.
  private(set) var newer = 0
  /// False until the first answer.
  private(set) var isLoaded = false
  private var underway: Underway?
  private var lastNumber = 0
  private var restartWaits = false
  private var refreshWaits = false
  private var rangeStart: Row.RowID?
  private var marksBeforeRange: Set<Row.RowID> = []
  private let pageSize: Int

  init(pageSize: Int = 100) {
    self.pageSize = pageSize
    table.capacity = pageSize * 5
  }

  /// The row at hand.
  var selected: Row? { table.selection.flatMap { rows[$0] } }
  /// The rows of the window in order.
  var window: [Row] { table.window.compactMap { rows[$0] } }
  /// The marked rows that are known, in list order where they stand in the window.
  var marked: [Row] {
    let inside = window.filter { table.marks.contains($0.rowID) }
    let known = Set(inside.map(\.rowID))
    return inside + table.marks.subtracting(known).compactMap { rows[$0] }
  }
  /// Whether a page is under way.
  var isWaiting: Bool { underway != nil }
  /// Whether moves mark rows.
  var isMarkingRange: Bool { rangeStart != nil }

  // MARK: Asking

  /// Asks for the list anew: another filter, another town. Nil while an answer is still to come; then it follows that.
  mutating func restart() -> Fetch? {
    guard underway == nil else {
      restartWaits = true
      return nil
    }
    restartWaits = false
    refreshWaits = false
    return fetch(.restart, PageRequest(.first, limit: pageSize))
  }

  /// Asks for what is shown once more, because somebody changed something.
  mutating func refresh() -> Fetch? {
    guard underway == nil else {
      refreshWaits = true
      return nil
    }
    refreshWaits = false
    guard let first = table.window.first, let key = rows[first]?.pageKey, table.hasBefore, newer == 0 else {
      return fetch(.refresh(fromHead: true), PageRequest(.first, limit: table.window.count + newer + pageSize))
    }
    return fetch(.refresh(fromHead: false), PageRequest(.from(key), limit: max(pageSize, table.window.count)))
  }

  /// Moves by a key that moves.
  mutating func move(_ key: Key, visibleRows: Int) -> Fetch? {
    let demand = table.move(key, visibleRows: visibleRows)
    markRange()
    return answer(demand)
  }

  /// Goes so many rows down, up when negative.
  mutating func step(by count: Int, visibleRows: Int) -> Fetch? {
    let demand = table.step(by: count, visibleRows: visibleRows)
    markRange()
    return answer(demand)
  }

  /// Selects the row under the mouse or scrolls; answers the row that was clicked.
  mutating func handle(_ mouse: Mouse, in rect: Rect) -> (clicked: Row?, fetch: Fetch?) {
    let (clicked, demand) = table.handle(mouse, in: rect)
    return (clicked.flatMap { rows[$0] }, answer(demand))
  }

  /// Selects a row of the window.
  @discardableResult
  mutating func select(_ id: Row.RowID) -> Bool { table.select(id) }

  private mutating func answer(_ demand: WindowDemand<Row.RowID>?) -> Fetch? {
    guard let demand else { return nil }
    guard underway == nil else {
      table.demandFailed()
      return nil
    }
    switch demand {
    case .first: return fetch(.jump, PageRequest(.first, limit: pageSize))
    case .last: return fetch(.jump, PageRequest(.last, limit: pageSize))
    case .after(let id):
      return rows[id].map { fetch(.append, PageRequest(.after($0.pageKey), limit: pageSize)) }
    case .before(let id):
      return rows[id].map { fetch(.prepend, PageRequest(.before($0.pageKey), limit: pageSize)) }
    }
  }

  private mutating func fetch(_ purpose: Purpose, _ request: PageRequest<Row.PageKey>) -> Fetch {
    lastNumber += 1
    underway = Underway(number: lastNumber, purpose: purpose)
    return Fetch(number: lastNumber, request: request)
  }

  // MARK: Answers

  /// Takes a page; answers what to ask for next, if anything waited for it.
  mutating func take(_ page: Page<Row>, for number: Int) -> Fetch? {
    guard let answered = underway, answered.number == number else { return nil }
    underway = nil
    if restartWaits { return restart() }
    isLoaded = true
    for row in page.rows { rows[row.rowID] = row }
    let ids = page.rows.map(\.rowID)
    switch answered.purpose {
    case .restart:
      let survives = table.selection.map { ids.contains($0) } ?? false
      if !survives { table.replace(window: [], hasBefore: false, hasAfter: false) }
      table.replace(window: ids, hasBefore: page.hasBefore, hasAfter: page.hasAfter)
      newer = 0
      rangeStart = nil
    case .jump:
      table.replace(window: ids, hasBefore: page.hasBefore, hasAfter: page.hasAfter)
      newer = page.hasBefore ? newer : 0
    case .append: table.append(ids, hasAfter: page.hasAfter)
    case .prepend:
      table.prepend(ids, hasBefore: page.hasBefore)
      newer = page.hasBefore ? max(0, newer - ids.count) : 0
    case .refresh(let fromHead): takeRefresh(ids, page, fromHead: fromHead)
    }
    let shown = Set(table.window).union(table.marks)
    if rows.count > shown.count { rows = rows.filter { shown.contains($0.key) } }
    return refreshWaits ? refresh() : nil
  }

  /// Rows that came to stand above the window stay out of it: nothing moves under the cursor.
  private mutating func takeRefresh(_ ids: [Row.RowID], _ page: Page<Row>, fromHead: Bool) {
    var above = 0
    if fromHead, !table.window.isEmpty {
      let known = Set(table.window)
      above = ids.firstIndex { known.contains($0) } ?? 0
      // The row at hand itself may have come forward, as after a change of its priority.
      if let chosen = table.selection, let place = ids.firstIndex(of: chosen) { above = min(above, place) }
    }
    table.replace(
      window: Array(ids[above...]), hasBefore: above > 0 || page.hasBefore, hasAfter: page.hasAfter)
    if fromHead { newer = above }
  }

  /// Notes that a page could not be had; the next move asks again.
  mutating func fail(_ number: Int) -> Fetch? {
    guard underway?.number == number else { return nil }
    underway = nil
    isLoaded = true
    table.demandFailed()
    refreshWaits = false
    return restartWaits ? restart() : nil
  }

  // MARK: Marks

  /// Marks or unmarks the row at hand.
  mutating func toggleMark() { table.toggleMark() }

  /// Starts or ends marking every row that the cursor passes.
  mutating func toggleRange() {
    if rangeStart != nil {
      rangeStart = nil
    } else if let selection = table.selection {
      rangeStart = selection
      marksBeforeRange = table.marks
      markRange()
    }
  }

  /// Takes all marks back.
  mutating func clearMarks() {
    table.marks = []
    rangeStart = nil
  }

  private mutating func markRange() {
    guard let rangeStart else { return }
    table.marks = marksBeforeRange
    table.mark(from: rangeStart)
  }
}

extension QueueRow: KeyedRow {
  var rowID: ID<Order> { key.order }
  var pageKey: QueueKey { key }
}

extension OrderRow: KeyedRow {
  var rowID: ID<Order> { id }
  var pageKey: ID<Order> { id }
}

extension RecordedMove: KeyedRow {
  var rowID: Int64 { sequence }
  var pageKey: Int64 { sequence }
}
