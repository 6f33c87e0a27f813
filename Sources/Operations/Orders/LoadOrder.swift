import Commerce

/// Gathers an order with everything that hangs on it.
enum LoadOrder {
  /// Only the newest of a very long timeline are shown.
  private static let timelineLimit = 500

  static func run(
    _ order: Order, policy: AccessPolicy, now: Instant, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> OrderDetail {
    guard let site = try transaction.site(order.site) else { throw .notFound(.site, order.site.description) }
    let zone = try transaction.zones(at: order.site, in: scope).first { $0.id == order.zone }
    let holder = try order.pickList.flatMap { id throws(CommerceError) in try transaction.pickList(id)?.holderName }
    let feed = try transaction.changes(
      HistoryQuery(site: order.site, entity: .order, entityID: order.id.serial), PageRequest(limit: timelineLimit),
      in: scope)
    var shown = order
    if !policy.allows(.seePhones, at: order.site) { shown.customer.phone = order.customer.maskedPhone }
    return OrderDetail(
      order: shown, site: site, zone: zone?.label ?? "", lines: try transaction.lines(of: order.id),
      payments: try transaction.payments(of: order.id), refunds: try transaction.refunds(of: order.id),
      notes: try transaction.notes(of: order.id), parcels: try transaction.parcels(of: order.id),
      totes: try transaction.totes(of: order.id).map(\.code),
      shortages: try transaction.openShortages(of: order.id), holder: holder ?? "", timeline: feed.rows.reversed(),
      actions: OrderActions.run(order, policy: policy, now: now, in: transaction, scope: scope),
      attempts: try attempts(of: order, in: transaction, scope: scope))
  }

  private static func attempts(
    of order: Order, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> [OrderDetail.Attempt] {
    var attempts: [OrderDetail.Attempt] = []
    for dispatch in try transaction.dispatches(of: order.id) {
      attempts.append(
        OrderDetail.Attempt(
          dispatch: dispatch, driverName: try transaction.person(dispatch.driver)?.name ?? "",
          runCode: try transaction.run(dispatch.run, in: scope)?.code ?? ""))
    }
    return attempts
  }
}
