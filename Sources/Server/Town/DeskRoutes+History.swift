import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the history desk.
  mutating func addHistory() throws {
    try query(HistoryCalls.lastSequence) { desks, _, _ in try await desks.history.lastSequence() }
  }
}
