/// One column of a table.
public struct Column: Hashable, Sendable {
  /// How much room it takes.
  public enum Width: Hashable, Sendable {
    /// Always so many cells.
    case fixed(Int)
    /// At least so many cells, and a share of what is left by weight.
    case flexible(minimum: Int, weight: Int)
  }

  /// A column that has its place.
  public struct Fitted: Hashable, Sendable {
    /// Its index among all columns.
    public let index: Int
    /// Its first cell, counted from the left edge of the columns.
    public let offset: Int
    /// Its width in cells.
    public let width: Int
  }

  /// The head.
  public var title: String
  /// The room it takes.
  public var width: Width
  /// Where its texts stand; numbers stand right.
  public var align: Alignment
  /// When room is short the lowest goes first; columns of `Int.max` never go.
  public var priority: Int

  /// A column; flexible ones should be few.
  public init(_ title: String, _ width: Width, align: Alignment = .left, priority: Int = 0) {
    self.title = title
    self.width = width
    self.align = align
    self.priority = priority
  }

  private var minimum: Int {
    switch width {
    case .fixed(let cells): max(0, cells)
    case .flexible(let minimum, _): max(1, minimum)
    }
  }

  private var weight: Int {
    if case .flexible(_, let weight) = width { return max(0, weight) }
    return 0
  }

  /// The columns that fit side by side with a gap between them, widened to use the room.
  public static func fit(_ columns: [Column], into width: Int, gap: Int = 2) -> [Fitted] {
    var kept = Array(columns.indices)
    func needed() -> Int { kept.reduce(0) { $0 + columns[$1].minimum } + gap * max(0, kept.count - 1) }
    while kept.count > 1, needed() > width {
      let droppable = kept.filter { columns[$0].priority < Int.max }
      guard let lowest = droppable.map({ columns[$0].priority }).min(),
        let last = droppable.last(where: { columns[$0].priority == lowest })
      else { break }
      kept.removeAll { $0 == last }
    }
    let spare = max(0, width - needed())
    let weights = kept.reduce(0) { $0 + columns[$1].weight }
    var fitted: [Fitted] = []
    var offset = 0
    var given = 0
    var passed = 0
    for index in kept {
      passed += columns[index].weight
      let share = weights == 0 ? 0 : spare * passed / weights - given
      given += share
      let cells = min(columns[index].minimum + share, max(0, width - offset))
      fitted.append(Fitted(index: index, offset: offset, width: cells))
      offset += cells + gap
    }
    return fitted
  }
}
