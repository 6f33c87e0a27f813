import Commerce
import Operations

/// The runs and attempts of past trade: one run a town and day that has ended, one a town that is on the road.
struct PastRoad: Sendable {
  private struct Key: Hashable { let site: ID<Site>, day: String }

  private var runs: [Key: (run: ID<Run>, stops: Int)] = [:]

  /// Writes the attempt that brought an order where it is, and for what is not with its customer the box it is in.
  mutating func write(
    _ order: Order, _ id: ID<Order>, lines: [(ID<OrderLine>, Int)], course: Course, by driver: ID<Person>,
    town: SampleTown, ids: any IDSource, in transaction: any WriteTransaction
  ) throws(CommerceError) {
    let ended = order.status == .outForDelivery ? nil : order.statusAt
    let local = LocalTime(order.statusAt, offsetMinutes: town.site.utcOffsetMinutes)
    let key = Key(site: order.site, day: ended == nil ? "" : local.date)
    if runs[key] == nil {
      runs[key] = (try open(order.site, driver, course.sent, ended: ended, in: transaction), 0)
    }
    guard let (run, before) = runs[key] else { return }
    let stops = before + 1
    runs[key] = (run, stops)
    let isFailed = order.status == .failed
    var dispatch = Dispatch(
      id: ID(0), uuid: ids.next(), order: id, site: order.site, driver: driver, run: run, position: stops, attempt: 1,
      status: ended == nil ? .outForDelivery : isFailed ? .failed : .delivered, assignedAt: course.packed,
      outAt: course.sent, closedAt: ended)
    if isFailed { dispatch.failure = .noAnswer }
    if let ended, !isFailed { dispatch.proof = Proof(recipient: order.customer.name, at: ended) }
    _ = try transaction.insert(dispatch)
    guard order.status != .delivered else { return }
    var parcel = try transaction.insert(
      Parcel(
        id: ID(0), order: id, site: order.site, code: "", box: 1,
        contents: lines.map { ParcelContent(line: $0.0, quantity: $0.1) }))
    parcel.state = isFailed ? .dueBack : .out
    try transaction.update(parcel)
  }

  private func open(
    _ site: ID<Site>, _ driver: ID<Person>, _ sent: Instant, ended: Instant?, in transaction: any WriteTransaction
  ) throws(CommerceError) -> ID<Run> {
    try transaction.insert(
      Run(
        id: ID(0), code: "", site: site, driver: driver, state: ended == nil ? .out : .closed, createdAt: sent,
        outAt: sent, closedAt: ended)
    ).id
  }
}
