import Commerce
import Operations
import TownDialect

/// The stock desk of a server.
struct RemoteStockDesk: StockDesk {
  let link: RemoteLink

  func find(_ text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [StockHit] {
    try await link.ask(StockCalls.find, .init(text: text, limit: limit), by: caller)
  }

  func card(_ variant: ID<Variant>, by caller: Caller) async throws(CommerceError) -> StockCard {
    try await link.ask(StockCalls.card, .init(variant: variant), by: caller)
  }

  func moves(
    of variant: ID<Variant>, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedMove> {
    try await link.ask(StockCalls.moves, .init(variant: variant, page: page), by: caller)
  }
}
