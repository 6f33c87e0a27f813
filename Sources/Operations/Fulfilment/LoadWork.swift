import Commerce

/// Gathers what the pick and pack screens show.
enum LoadWork {
  /// A pick list with what a picker should know of its orders.
  static func pick(
    _ id: ID<PickList>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> PickWork {
    guard let list = try transaction.pickList(id), scope.includes(list.site) else {
      throw .notFound(.pickList, id.description)
    }
    let zones = try transaction.zones(at: list.site, in: scope)
    var orders: [PickOrderSummary] = []
    var shortages = 0
    for entry in list.orders {
      guard let order = try transaction.order(entry.order, in: scope) else { continue }
      orders.append(summary(of: order, zones: zones))
      shortages += try transaction.openShortages(of: order.id).count
    }
    let codes = try barcodes(of: Set(list.tasks.map(\.variant.id)), in: transaction)
    return PickWork(
      list: list, orders: orders, barcodes: codes.mapValues { $0.map(\.code) }, openShortages: shortages,
      packs: Dictionary(
        codes.values.joined().filter { $0.packQuantity != 1 }.map { ($0.code, $0.packQuantity) },
        uniquingKeysWith: { first, _ in first }),
      policy: try transaction.site(list.site)?.policy ?? SitePolicy())
  }

  /// An order at the pack station.
  static func pack(
    _ id: ID<Order>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> PackWork {
    guard let order = try transaction.order(id, in: scope), let site = try transaction.site(order.site) else {
      throw .notFound(.order, id.description)
    }
    let lines = try transaction.lines(of: id)
    let zones = try transaction.zones(at: order.site, in: scope)
    return PackWork(
      order: summary(of: order, zones: zones), lines: lines, totes: try transaction.totes(of: id).map(\.code),
      parcels: try transaction.parcels(of: id),
      barcodes: try barcodes(of: Set(lines.map(\.variant)), in: transaction).mapValues { $0.map(\.code) },
      lane: try lane(of: order, zones: zones, in: transaction), mayAcceptAll: site.policy.acceptAllAtPacking)
  }

  /// The code of the lane an order's parcels belong in; empty when its address lies in no zone.
  static func lane(of order: Order, zones: [Zone], in transaction: any ReadTransaction) throws(CommerceError) -> String
  {
    guard let zone = zones.first(where: { $0.id == order.zone }) else { return "" }
    return try transaction.lane(zone.lane)?.code ?? ""
  }

  static func summary(of order: Order, zones: [Zone]) -> PickOrderSummary {
    PickOrderSummary(
      id: order.id, number: order.number, status: order.status, priority: order.priority, promiseAt: order.promiseAt,
      customer: order.customer.name, zone: zones.first { $0.id == order.zone }?.label ?? "",
      paymentMethod: order.paymentMethod, total: order.totals.total, note: order.note,
      holdReason: order.hold?.reason)
  }

  private static func barcodes(
    of variants: Set<ID<Variant>>, in transaction: any ReadTransaction
  ) throws(CommerceError) -> [ID<Variant>: [Barcode]] {
    var codes: [ID<Variant>: [Barcode]] = [:]
    for variant in variants { codes[variant] = try transaction.barcodes(of: variant) }
    return codes
  }
}
