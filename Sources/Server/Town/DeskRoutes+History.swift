import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the history desk.
  mutating func addHistory() throws {
    try query(HistoryCalls.changes) { try await $0.history.changes($1.query, $1.page, by: $2) }
    try query(HistoryCalls.changesAfter) { try await $0.history.changes(after: $1.sequence, limit: $1.limit, by: $2) }
    try query(HistoryCalls.board) { try await $0.history.board(at: $1.moment, by: $2) }
    try query(HistoryCalls.orders) { try await $0.history.orders($1.status, at: $1.moment, limit: $1.limit, by: $2) }
    try query(HistoryCalls.order) { try await $0.history.order($1.number, at: $1.moment, by: $2) }
    try query(HistoryCalls.lastSequence) { desks, _, _ in try await desks.history.lastSequence() }
  }
}
