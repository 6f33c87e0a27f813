import Commerce
import Operations
import TownDialect

extension TownRoutes {
  /// The towns and what they sell.
  mutating func addTowns() throws {
    try on(ListTowns.self) { turn, _, _ in
      Answered(ListTowns.Reply(items: try await turn.shop.towns().map { WireTown($0, turn.ids) }))
    }
    try on(ListProducts.self) { turn, fields, _ in
      let page = NumberedPage(page: fields.page, limit: fields.limit)
      let (town, found) = try await turn.shop.products(of: turn.town(fields.townID), fields.query, page)
      return Answered(
        WirePage(
          found.rows.map { WireProduct($0, currency: town.currency, turn.ids) }, page, total: found.total))
    }
  }
}
