import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the stock desk.
  mutating func addStock() throws {
    try query(StockCalls.find) { try await $0.stock.find($1.text, limit: $1.limit, by: $2) }
    try query(StockCalls.card) { try await $0.stock.card($1.variant, by: $2) }
    try query(StockCalls.moves) { try await $0.stock.moves(of: $1.variant, $1.page, by: $2) }
  }
}
