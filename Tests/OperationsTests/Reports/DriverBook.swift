import Commerce
import Operations
import TestSupport
import Testing

/// What drivers did, written down as the desks answered it: the oracle of the drivers' report (I55).
actor DriverBook {
  struct Ended: Sendable {
    let order: ID<Order>
    let driver: ID<Person>
    let isFirst: Bool
    let at: Instant
    /// What was collected in cash, in minor units; nil for a failed attempt.
    let collected: Int64?
  }

  /// Figures of one driver.
  struct Figures: Equatable {
    var delivered = 0
    var failed = 0
    var first = 0
    var orders: Set<ID<Order>> = []
    var cash: Int64 = 0
    var attempts: Int { delivered + failed }
  }

  private var ended: [ID<Dispatch>: Ended] = [:]
  private(set) var left = 0

  /// So many attempts left the depot.
  func sent(_ count: Int) { left += count }

  func end(_ stop: Dispatch, by driver: ID<Person>, at: Instant, collected: Int64?) {
    let isFirst = !ended.values.contains { $0.order == stop.order }
    ended[stop.id] = Ended(order: stop.order, driver: driver, isFirst: isFirst, at: at, collected: collected)
  }

  /// The outcome was taken back.
  func reopen(_ stop: ID<Dispatch>) { ended[stop] = nil }

  /// The last outcome there was.
  var last: ID<Dispatch>? { ended.max { ($0.value.at, $0.key) < ($1.value.at, $1.key) }?.key }

  func figures(since: Instant) -> [ID<Person>: Figures] {
    var figures: [ID<Person>: Figures] = [:]
    for stop in ended.values where stop.at >= since {
      var own = figures[stop.driver, default: Figures()]
      own.orders.insert(stop.order)
      if let collected = stop.collected {
        own.delivered += 1
        own.cash += collected
        if stop.isFirst { own.first += 1 }
      } else {
        own.failed += 1
      }
      figures[stop.driver] = own
    }
    return figures
  }
}

extension DriverBook.Figures {
  /// The line that the report has to show: success of the first attempt and of any, of the orders that were tried.
  func row(_ name: String) -> [ReportValue] {
    func share(_ part: Int) -> ReportValue { .share(orders.isEmpty ? nil : part * 1000 / orders.count) }
    return [.text(name), .count(attempts), .count(delivered), share(first), share(delivered), .money(cash)]
  }
}
