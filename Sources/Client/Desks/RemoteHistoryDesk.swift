import Commerce
import Contract
import Operations
import TownDialect

/// The history desk of a server.
struct RemoteHistoryDesk: HistoryDesk {
  let link: RemoteLink

  func changes(
    _ query: HistoryQuery, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedChange> {
    try await link.ask(HistoryCalls.changes, .init(query: query, page: page), by: caller)
  }

  func changes(after sequence: Int64, limit: Int, by caller: Caller) async throws(CommerceError) -> [RecordedChange] {
    try await link.ask(HistoryCalls.changesAfter, .init(sequence: sequence, limit: limit), by: caller)
  }

  func board(at moment: Instant, by caller: Caller) async throws(CommerceError) -> PastBoard {
    try await link.ask(HistoryCalls.board, .init(moment: moment), by: caller)
  }

  func orders(
    _ status: OrderStatus, at moment: Instant, limit: Int, by caller: Caller
  ) async throws(CommerceError) -> PastOrders {
    try await link.ask(HistoryCalls.orders, .init(status: status, moment: moment, limit: limit), by: caller)
  }

  func order(_ number: String, at moment: Instant, by caller: Caller) async throws(CommerceError) -> PastOrder {
    try await link.ask(HistoryCalls.order, .init(number: number, moment: moment), by: caller)
  }

  func lastSequence() async throws(CommerceError) -> Int64 {
    try await link.ask(HistoryCalls.lastSequence, Nothing(), by: try link.anyone())
  }

  func commits() -> AsyncStream<Void> { link.commits() }
}
