import Commerce
import Contract
import Operations
import TownDialect

extension TownRoutes {
  /// The floor's work, a whole step at a time.
  mutating func addWarehouse() throws {
    try on(ListWarehouseOrders.self) { turn, fields, _ in
      let page = NumberedPage(page: fields.page, limit: fields.limit)
      let statuses = fields.status.map { [$0] } ?? ListWarehouseOrders.statuses
      let found = try await turn.shop.floorOrders(
        at: turn.town(fields.townID), stages: statuses.flatMap(\.stages), page, by: turn.worker(fields.townID))
      return Answered(WirePage(found.rows.map { WireOrder($0, turn.ids) }, page, total: found.total))
    }
    try step(PickOrder.self) { shop, order, intent in try await shop.pick(order, intent) }
    try step(PackOrder.self) { shop, order, intent in try await shop.pack(order, intent) }
    try step(ReadyOrder.self) { shop, order, intent in try await shop.ready(order, intent) }
  }

  private mutating func step<E: Endpoint>(
    _ endpoint: E.Type, _ take: @escaping @Sendable (ShopDesk, UniqueID, Intent) async throws -> ShownOrder
  ) throws where E.Dialect == Town, E.Fields == TownOrderFields, E.Body == Nothing, E.Reply == WireOrderReply {
    try on(endpoint) { turn, fields, _ in
      let intent = try turn.intent(fields.townID)
      let order = try await take(turn.shop, try turn.order(fields.orderID), intent)
      return Answered(WireOrderReply(order: WireOrder(order, turn.ids)))
    }
  }

  /// Drivers and their stops.
  mutating func addDispatches() throws {
    try on(CreateDispatch.self) { turn, fields, body in
      let intent = try turn.intent(fields.townID)
      let (dispatch, order) = try await turn.shop.assign(
        turn.order(body.orderID), to: turn.field("driver_id", body.driverID), intent)
      return Answered(CreateDispatch.Reply(dispatch: WireDispatch(dispatch, of: order, turn.ids)))
    }
    try on(ListJobs.self) { turn, fields, _ in
      let jobs = try await turn.shop.jobs(status: fields.status?.status, by: turn.worker(fields.townID))
      return Answered(ListJobs.Reply(items: jobs.map { ListJobs.Job($0, turn.ids) }))
    }
    try on(ReportDispatch.self) { turn, fields, body in
      let intent = try turn.intent(fields.townID)
      let (dispatch, order) = try await turn.shop.report(
        body.status.status, of: turn.id(fields.dispatchID, .dispatch), reason: body.reason ?? "", proof: body.proof,
        intent)
      return Answered(
        ReportDispatch.Reply(
          dispatch: WireDispatch(dispatch, of: order.order, turn.ids), order: WireOrder(order, turn.ids)))
    }
  }
}
