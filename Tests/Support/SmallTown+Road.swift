public import Commerce
public import Operations
import Store

extension SmallTown {
  /// Places an order and brings it through the floor: ready for dispatch in its lane.
  public func ready(
    _ lines: [(String, Int)] = [("MILO-400", 2)], customer: String = "Kofi Mensah", area: String = "Osu",
    method: PaymentMethod = .cod
  ) async throws -> PlacedOrder {
    let placed = try await place(lines, customer: customer, area: area, method: method)
    if method.isPrepaid {
      let command = Command(id: ids.next(), actor: nil, site: site, at: clock.now)
      try await store.write { transaction throws(CommerceError) in
        guard let scope = AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .findOrders) else {
          throw .unauthenticated
        }
        try ConfirmPayment.run(
          placed.id, amount: placed.total, reference: "MM-\(placed.number)", in: transaction, by: command, scope: scope)
      }
    }
    try await bringToLane(placed.id)
    return placed
  }

  /// Picks, packs and stages an order.
  public func bringToLane(_ order: ID<Order>) async throws {
    let desk = house.desks.warehouse
    var work = try await desk.claim([order], intent(picker))
    let tote = try await freeTote()
    work = try await desk.scan(tote, on: work.list.id, intent(picker)).work
    while let task = work.list.current {
      let result = try await desk.scan(task.variant.sku, on: work.list.id, intent(picker))
      work = result.work
      if case .refused = result.verdict {
        work = try await desk.scan(task.bin.code, on: work.list.id, intent(picker)).work
      }
    }
    var packing = try await desk.packing(order, by: picker)
    while let line = packing.lines.first(where: { $0.packed < $0.quantity }) {
      packing = try await desk.packScan(line.sku, order: order, intent(picker)).work
    }
    for parcel in packing.parcels {
      _ = try await desk.packScan(parcel.code, order: order, intent(picker))
      let row = try await desk.stagingParcel(parcel.code, by: picker)
      _ = try await desk.stage(parcel: parcel.code, lane: row.lane.isEmpty ? "L-01" : row.lane, intent(picker))
    }
  }

  private func freeTote() async throws -> String {
    try await store.read { [site] transaction throws(CommerceError) in
      for number in 101...120 {
        guard let tote = try transaction.tote(code: "T-\(number)", at: site),
          try transaction.orderInTote(tote.id) == nil
        else { continue }
        return tote.code
      }
      throw .notFound(.tote, "a free one")
    }
  }

  /// Previews a plan and carries it out as previewed.
  @discardableResult
  public func carryOut(_ plan: DispatchPlan, by caller: Caller? = nil) async throws -> PlanResult {
    let caller = caller ?? dispatcher
    let preview = try await house.desks.dispatch.preview(plan, by: caller)
    return try await house.desks.dispatch.carryOut(plan, basis: preview.basis, intent(caller))
  }

  /// Assigns orders to the first driver and sends them out; answers their attempts in the same order.
  @discardableResult
  public func sendOut(_ orders: [ID<Order>], with driver: ID<Person>? = nil) async throws -> [ID<Dispatch>] {
    try await carryOut(.assign(orders, to: driver ?? staff.driver))
    try await carryOut(.sendOut(orders))
    var dispatches: [ID<Dispatch>] = []
    for order in orders {
      if let dispatch = try await card(order)?.dispatch { dispatches.append(dispatch.id) }
    }
    return dispatches
  }

  /// The card of an order on the board; nil when it is on none.
  public func card(_ order: ID<Order>) async throws -> BoardCard? {
    try await house.desks.dispatch.board(by: dispatcher).cards.first { $0.order == order }
  }

  /// The order as the admin sees it.
  public func detail(_ order: ID<Order>) async throws -> OrderDetail {
    try await house.desks.orders.detail(order, by: admin)
  }

  /// The level of an item.
  public func level(_ sku: String) async throws -> StockLevel {
    try await store.read { [site, variants] transaction throws(CommerceError) in
      try transaction.level(of: variants[sku] ?? ID(0), at: site)
    }
  }
}
