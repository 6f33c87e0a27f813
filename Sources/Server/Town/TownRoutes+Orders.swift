import Commerce
import Contract
import Operations
import TownDialect

extension TownRoutes {
  /// Placing orders, and reading them.
  mutating func addOrders() throws {
    // A guest's token is never kept: it is made again from the order.
    let kept = Kept<PlaceTownOrder.Reply>(
      strip: { PlaceTownOrder.Reply(order: $0.order, guestAccessToken: nil) },
      reissue: { reply, shop in
        guard let uuid = UniqueID(reply.order.id), let town = shop.ids.id(reply.order.townID, of: Site.self) else {
          return reply
        }
        return PlaceTownOrder.Reply(
          order: reply.order, guestAccessToken: try await shop.guestToken(of: uuid, at: town))
      })
    try on(PlaceTownOrder.self, kept: kept) { turn, fields, body in
      let placing = try await turn.shop.place(
        body.order(turn.ids), at: turn.town(fields.townID), by: turn.customer(), id: turn.command)
      switch placing {
      case .placed(let order, let token):
        return Answered(PlaceTownOrder.Reply(order: WireOrder(order, turn.ids), guestAccessToken: token))
      case .short(let short): throw TownShortage(short, turn.ids)
      }
    }
    try on(ShowOrder.self) { turn, fields, _ in
      let detail = try await turn.shop.order(
        turn.order(fields.orderID), at: turn.town(fields.townID), by: turn.visitor(fields.townID))
      return Answered(ShowOrder.Reply(detail, turn.ids))
    }
    try on(ListOrders.self) { turn, fields, _ in
      let page = NumberedPage(page: fields.page, limit: fields.limit)
      let found = try await turn.shop.orders(
        at: turn.town(fields.townID), fields.filter(), page, by: turn.worker(fields.townID))
      return Answered(WirePage(found.rows.map { WireOrder($0, turn.ids) }, page, total: found.total))
    }
  }
}
