import Commerce
import Contract
import Operations
import TownDialect

/// The stock work desk of a server.
struct RemoteStockWorkDesk: StockWorkDesk {
  let link: RemoteLink

  func adjust(_ request: AdjustRequest, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> AdjustResult {
    try await link.tell(StockWorkCalls.adjust, .init(request: request, stepUp: stepUp), intent)
  }

  func approvals(
    _ page: PageRequest<ID<StockAdjustment>>, by caller: Caller
  ) async throws(CommerceError) -> Page<AdjustmentRow> {
    try await link.ask(StockWorkCalls.approvals, .init(page: page), by: caller)
  }

  func approve(_ id: ID<StockAdjustment>, _ intent: Intent) async throws(CommerceError) -> AdjustResult {
    try await link.tell(StockWorkCalls.approve, .init(id: id), intent)
  }

  func reject(_ id: ID<StockAdjustment>, reason: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(StockWorkCalls.reject, .init(id: id, reason: reason), intent)
  }

  func countTasks(
    _ page: PageRequest<ID<CountTask>>, by caller: Caller
  ) async throws(CommerceError) -> Page<CountTaskRow> {
    try await link.ask(StockWorkCalls.countTasks, .init(page: page), by: caller)
  }

  func requestCount(_ code: String, _ intent: Intent) async throws(CommerceError) -> Int {
    try await link.tell(StockWorkCalls.requestCount, .init(code: code), intent)
  }

  func cancelCount(_ id: ID<CountTask>, reason: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(StockWorkCalls.cancelCount, .init(id: id, reason: reason), intent)
  }

  func countInHand(by caller: Caller) async throws(CommerceError) -> CountWork? {
    try await link.ask(StockWorkCalls.countInHand, Nothing(), by: caller)
  }

  func count(_ id: ID<CountTask>, by caller: Caller) async throws(CommerceError) -> CountWork {
    try await link.ask(StockWorkCalls.count, .init(id: id), by: caller)
  }

  func openCount(_ binCode: String, _ intent: Intent) async throws(CommerceError) -> CountWork {
    try await link.tell(StockWorkCalls.openCountOfBin, .init(binCode: binCode), intent)
  }

  func openCount(_ id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountWork {
    try await link.tell(StockWorkCalls.openCount, .init(id: id), intent)
  }

  func countScan(_ code: String, on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult {
    try await link.tell(StockWorkCalls.countScan, .init(code: code, id: id), intent)
  }

  func setCounted(_ quantity: Int, on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult {
    try await link.tell(StockWorkCalls.setCounted, .init(quantity: quantity, id: id), intent)
  }

  func undoCount(on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult {
    try await link.tell(StockWorkCalls.undoCount, .init(id: id), intent)
  }

  func finishCount(_ id: ID<CountTask>, confirmed: Bool, _ intent: Intent) async throws(CommerceError) -> CountSummary {
    try await link.tell(StockWorkCalls.finishCount, .init(id: id, confirmed: confirmed), intent)
  }

  func linkBarcode(
    _ code: String, to sku: String, units: Int, _ intent: Intent
  ) async throws(CommerceError) -> LinkedBarcode {
    try await link.tell(StockWorkCalls.linkBarcode, .init(code: code, sku: sku, units: units), intent)
  }

  func moves(
    of variant: ID<Variant>, reasons: Set<StockReason>, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedMove> {
    try await link.ask(StockWorkCalls.moves, .init(variant: variant, reasons: reasons, page: page), by: caller)
  }
}
