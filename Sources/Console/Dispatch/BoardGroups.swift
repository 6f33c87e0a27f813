import Commerce
import Operations

/// A group of the board, by what holds it together: it keeps its identity while its cards come and go.
enum BoardGroupID: Hashable, Sendable {
  /// What came to nothing and has to be decided.
  case failed
  /// What waits in a zone; nil for addresses in none.
  case zone(ID<Zone>?)
  /// What a driver has.
  case driver(ID<Person>)
  /// What is assigned or out in a zone, whoever has it.
  case road(ID<Zone>?)
}

/// A line of the board. A card that moves to another group is another line, so that the cursor stays where it is.
enum BoardLine: Hashable, Sendable {
  case head(BoardGroupID)
  case card(ID<Order>, in: BoardGroupID)

  var group: BoardGroupID {
    switch self {
    case .head(let group), .card(_, let group): group
    }
  }
}

/// Cards that belong together, and what their head says of them.
struct BoardGroup: Hashable, Sendable {
  let id: BoardGroupID
  let title: String
  let cards: [ID<Order>]
  /// The driver at its head.
  let driver: DriverRow?
  /// What is to be collected, in minor units.
  let codMinor: Int64
  /// Since when the oldest stands where it stands.
  let oldest: Instant?
  /// The nearest end of a slot.
  let nearest: Instant?
  /// Cards that failed before the local day began.
  let carriedOver: Int

  init(_ id: BoardGroupID, _ title: String, _ cards: [BoardCard], driver: DriverRow? = nil, midnight: Instant) {
    self.id = id
    self.title = title
    self.driver = driver
    self.cards = cards.map(\.order)
    codMinor = cards.reduce(0) { $0 + $1.due.minor }
    oldest = cards.map(\.since).min()
    nearest = cards.map(\.promiseAt).min()
    carriedOver = id == .failed ? cards.count { $0.since < midnight } : 0
  }

  func lines(isFolded: Bool) -> [BoardLine] {
    [.head(id)] + (isFolded ? [] : cards.map { .card($0, in: id) })
  }
}

/// The board in groups: what waits, and what drivers have. Built when the board or the filter changes, not when drawn.
struct BoardGroups: Hashable, Sendable {
  private(set) var cards: [ID<Order>: BoardCard] = [:]
  /// Failed first, then what is ready, by zone.
  private(set) var waiting: [BoardGroup] = []
  /// What drivers have, by driver or by zone.
  private(set) var road: [BoardGroup] = []

  init() {}

  init(_ board: DispatchBoard, _ filter: BoardFilter, byZone: Bool, now: Instant) {
    let shown = board.cards.filter { filter.admits($0, now: now) }
    cards = Dictionary(shown.map { ($0.order, $0) }) { first, _ in first }
    let midnight = board.midnight
    let failed = shown.filter { $0.lane == .failed }.sorted { ($0.since, $0.order) < ($1.since, $1.order) }
    if !failed.isEmpty { waiting.append(BoardGroup(.failed, "FAILED", failed, midnight: midnight)) }
    waiting += Self.byZone(shown.filter { $0.lane == .ready }).map { zone, cards in
      BoardGroup(.zone(zone), Self.title(of: cards), cards, midnight: midnight)
    }
    let held = shown.filter { $0.lane == .assigned || $0.lane == .out }
    if byZone {
      road = Self.byZone(held).map { BoardGroup(.road($0), Self.title(of: $1), $1, midnight: midnight) }
      return
    }
    let byDriver = Dictionary(grouping: held) { $0.dispatch?.driver ?? ID(0) }
    var left = byDriver
    for row in board.drivers {
      let own = left.removeValue(forKey: row.driver.person) ?? []
      // With a filter only drivers that have something of it are worth a line.
      if own.isEmpty, filter.isNarrowed, filter.driver != row.driver.code.lowercased() { continue }
      road.append(
        BoardGroup(.driver(row.driver.person), row.driver.name, Self.inStopOrder(own), driver: row, midnight: midnight))
    }
    for (driver, cards) in left.sorted(by: { $0.key < $1.key }) {
      road.append(
        BoardGroup(.driver(driver), cards.first?.driverName ?? "", Self.inStopOrder(cards), midnight: midnight))
    }
  }

  /// A group by its identity.
  func group(_ id: BoardGroupID) -> BoardGroup? { waiting.first { $0.id == id } ?? road.first { $0.id == id } }

  /// The cards of a group.
  func cards(of id: BoardGroupID) -> [BoardCard] { (group(id)?.cards ?? []).compactMap { cards[$0] } }

  private static func title(of cards: [BoardCard]) -> String {
    cards.first.map { $0.zoneLabel.isEmpty ? "no zone" : $0.zoneLabel } ?? ""
  }

  /// Zones by their number and name, those in none last; cards by promise within.
  private static func byZone(_ cards: [BoardCard]) -> [(ID<Zone>?, [BoardCard])] {
    func rank(_ cards: [BoardCard]) -> (Int, String) {
      let label = cards.first?.zoneLabel ?? ""
      let number = label.split(separator: " ").first.flatMap { Int($0) }
      return (number ?? (label.isEmpty ? .max : .max - 1), label)
    }
    return Dictionary(grouping: cards, by: \.zone).sorted { rank($0.value) < rank($1.value) }
      .map { ($0.key, $0.value.sorted { ($0.promiseAt, $0.order) < ($1.promiseAt, $1.order) }) }
  }

  private static func inStopOrder(_ cards: [BoardCard]) -> [BoardCard] {
    cards.sorted { ($0.dispatch?.position ?? 0, $0.order) < ($1.dispatch?.position ?? 0, $1.order) }
  }
}
