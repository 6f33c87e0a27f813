import Commerce

/// Gathers what the board shows.
enum LoadBoard {
  static func run(
    _ view: RoadView, policy: AccessPolicy, caller: ID<Person>
  ) throws(CommerceError) -> DispatchBoard {
    let (transaction, site, scope) = (view.transaction, view.site.id, view.scope)
    let drivers = try transaction.drivers(at: site, in: scope)
    var cards = try transaction.boardCards(at: site, naming: drivers, in: scope)
    if !policy.allows(.seePhones, at: site) {
      for index in cards.indices { cards[index].phone = Customer(name: "", phone: cards[index].phone).maskedPhone }
    }
    arrange(&cards)
    let loads = try transaction.loads(at: site, since: view.midnight)
    return DispatchBoard(
      cards: cards, drivers: try view.rows(of: drivers, loads, CashSight(of: caller, policy, at: site)),
      deliveredToday: loads.values.reduce(0) { $0 + $1.deliveredToday },
      failedToday: loads.values.reduce(0) { $0 + $1.failedToday },
      dueBack: try transaction.countDueBack(at: site, in: scope), midnight: view.midnight)
  }

  /// A card's place, in numbers: cards are large, and comparing or moving them for every step of a sort would cost more
  /// than reading them.
  private struct Place {
    let lane: Int
    let zone: Int
    let promiseAt: Instant
    let order: ID<Order>
    let index: Int

    static func precedes(_ left: Place, _ right: Place) -> Bool {
      (left.lane, left.zone, left.promiseAt, left.order) < (right.lane, right.zone, right.promiseAt, right.order)
    }
  }

  /// What failed comes first; then by zone, promise and age.
  private static func arrange(_ cards: inout [BoardCard]) {
    let ranks = zoneRanks(cards)
    let places = cards.indices.map { index in
      Place(
        lane: cards[index].lane == .failed ? 0 : 1, zone: cards[index].zone.flatMap { ranks[$0] } ?? Int.max,
        promiseAt: cards[index].promiseAt, order: cards[index].order, index: index)
    }.sorted(by: Place.precedes)
    // Each card goes to its place by exchange, round by round.
    var source = places.map(\.index)
    for start in source.indices {
      var hole = start
      while source[hole] != start {
        let next = source[hole]
        cards.swapAt(hole, next)
        source[hole] = hole
        hole = next
      }
      source[hole] = hole
    }
  }

  /// Zone codes are numbers more often than not: the shorter one first, then by letters; no zone last.
  private static func zoneRanks(_ cards: [BoardCard]) -> [ID<Zone>: Int] {
    var labels: [ID<Zone>: String] = [:]
    // By index: a card is large to copy.
    for index in cards.indices {
      if let zone = cards[index].zone, labels[zone] == nil { labels[zone] = cards[index].zoneLabel }
    }
    func key(_ label: String) -> (Int, String) { (label.utf8.prefix { $0 != 32 }.count, label) }
    let sorted = Set(labels.values).sorted { key($0) < key($1) }
    let ranks = Dictionary(sorted.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    return labels.mapValues { ranks[$0] ?? 0 }
  }
}
