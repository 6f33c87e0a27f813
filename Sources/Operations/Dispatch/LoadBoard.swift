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
      if left.lane != right.lane { return left.lane < right.lane }
      if left.zone != right.zone { return left.zone < right.zone }
      if left.promiseAt != right.promiseAt { return left.promiseAt < right.promiseAt }
      return left.order < right.order
    }
  }

  /// What failed comes first; then by zone, promise and age.
  private static func arrange(_ cards: inout [BoardCard]) {
    let places = places(of: cards)
    // Each card goes to its place by exchange, round by round; within the span it is moved, not copied.
    var placed = cards.mutableSpan
    var source = places.map(\.index)
    for start in source.indices {
      var hole = start
      while source[hole] != start {
        let next = source[hole]
        placed.swapAt(hole, next)
        source[hole] = hole
        hole = next
      }
      source[hole] = hole
    }
  }

  private static func places(of cards: [BoardCard]) -> [Place] {
    var places: [Place] = []
    places.reserveCapacity(cards.count)
    let ranks = zoneRanks(cards)
    let shown = cards.span
    for index in shown.indices {
      let zone = shown[index].zone
      places.append(
        Place(
          lane: shown[index].lane == .failed ? 0 : 1, zone: ranks.first { $0.zone == zone }?.rank ?? Int.max,
          promiseAt: shown[index].promiseAt, order: shown[index].order, index: index))
    }
    places.sort(by: Place.precedes)
    return places
  }

  /// Zone codes are numbers more often than not: the shorter one first, then by letters; no zone last. A town has few.
  private static func zoneRanks(_ cards: [BoardCard]) -> [(zone: ID<Zone>, rank: Int)] {
    var labels: [(zone: ID<Zone>, length: Int, label: String)] = []
    let shown = cards.span
    for index in shown.indices {
      guard let zone = shown[index].zone, !labels.contains(where: { $0.zone == zone }) else { continue }
      let label = shown[index].zoneLabel
      labels.append((zone, label.utf8.prefix { $0 != 32 }.count, label))
    }
    labels.sort { ($0.length, $0.label) < ($1.length, $1.label) }
    var ranks: [(zone: ID<Zone>, rank: Int)] = []
    for (index, label) in labels.enumerated() {
      // Zones of one name are one group.
      let isSame = index > 0 && labels[index - 1].label == label.label
      ranks.append((label.zone, isSame ? ranks[index - 1].rank : index))
    }
    return ranks
  }
}
