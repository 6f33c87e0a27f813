import Commerce
import Operations

/// The runs of past days: a driver's stops of one local day, eight to a run, every run closed.
struct PastRuns: Sendable {
  private struct Open {
    var run: Run
    var day: String
    var stops: Int
  }

  private struct Key: Hashable {
    let town: ID<Site>
    let driver: ID<Person>
  }

  private static let longest = 8
  private var open: [Key: Open] = [:]
  private var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed ^ 0x726F_6164) }

  /// Why the stops that came to nothing did, the front of the list most often.
  private static let failures: [FailureReason] = [
    .noAnswer, .noAnswer, .noAnswer, .wrongAddress, .cashNotReady, .refused, .closed, .anotherDay,
  ]

  /// One of a town's drivers.
  mutating func driver(of town: SampleTown) -> Person? {
    let crew = town.drivers
    return crew.isEmpty ? nil : crew[numbers.below(crew.count)]
  }

  mutating func failure() -> FailureReason { Self.failures[numbers.below(Self.failures.count)] }

  /// Writes an attempt that has ended as the next stop of the driver's run of that day.
  mutating func stop(
    _ order: Order, by driver: Person, uuid: UniqueID, failure: FailureReason?, sent: Instant, ended: Instant,
    in transaction: any WriteTransaction, offset: Int
  ) throws(CommerceError) -> Dispatch {
    let key = Key(town: order.site, driver: driver.id)
    let day = LocalTime(sent, offsetMinutes: offset).compactDate
    if let last = open[key], last.day != day || last.stops >= Self.longest {
      try transaction.update(last.run)
      open[key] = nil
    }
    var current: Open
    if let going = open[key] {
      current = going
    } else {
      let run = try transaction.insert(
        Run(
          id: ID(0), code: "", site: order.site, driver: driver.id, state: .closed, createdAt: sent, outAt: sent,
          closedAt: ended))
      current = Open(run: run, day: day, stops: 0)
    }
    current.stops += 1
    current.run.closedAt = max(current.run.closedAt ?? ended, ended)
    open[key] = current
    var dispatch = Dispatch(
      id: ID(0), uuid: uuid, order: order.id, site: order.site, driver: driver.id, run: current.run.id,
      position: current.stops, attempt: 1, status: failure == nil ? .delivered : .failed, failure: failure,
      proof: failure == nil ? Proof(recipient: order.customer.name, at: ended) : nil, assignedAt: sent, outAt: sent,
      closedAt: ended)
    dispatch.id = try transaction.insert(dispatch)
    return dispatch
  }

  /// Gives every run its end.
  mutating func finish(in transaction: any WriteTransaction) throws(CommerceError) {
    for last in open.values.sorted(by: { $0.run.id < $1.run.id }) { try transaction.update(last.run) }
    open = [:]
  }
}
