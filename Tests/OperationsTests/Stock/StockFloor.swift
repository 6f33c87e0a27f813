import Commerce
import Operations
import Store
import TestSupport
import Testing

/// A small town for stock work: short words for what most tests do.
struct StockFloor {
  let town: SmallTown
  var desk: any StockWorkDesk { town.house.desks.stockWork }

  static func build() async throws -> StockFloor {
    StockFloor(town: try await SmallTown.build(at: SmallTown.temporaryPath()))
  }

  func adjust(
    _ sku: String, _ bin: String, _ amount: AdjustRequest.Amount, _ reason: AdjustReason = .correction,
    note: String = "", mayWait: Bool = false, stepUp: StepUp? = nil, by caller: Caller? = nil
  ) async throws(CommerceError) -> AdjustResult {
    try await desk.adjust(
      AdjustRequest(code: sku, bin: bin, amount: amount, reason: reason, note: note, mayWait: mayWait),
      stepUp: stepUp, town.intent(caller ?? town.supervisor))
  }

  func level(_ sku: String, at caller: Caller? = nil) async throws -> StockLevel {
    try await town.house.desks.stock.card(try #require(town.variants[sku]), by: caller ?? town.supervisor).level
  }

  func held(_ sku: String, _ bin: String, at caller: Caller? = nil) async throws -> Int {
    let card = try await town.house.desks.stock.card(try #require(town.variants[sku]), by: caller ?? town.supervisor)
    return card.bins.first { $0.bin.code == bin }?.onHand ?? 0
  }

  /// Picks units of an item for an order of its own, and leaves them in a tote.
  func sell(_ sku: String, _ quantity: Int, tote: String) async throws {
    try await town.place([(sku, quantity)])
    let floor = town.house.desks.warehouse
    let list = try await floor.claimNext(town.intent(town.second)).list.id
    _ = try await floor.scan(tote, on: list, town.intent(town.second))
    let work = try await floor.scan(SmallTown.code(sku), on: list, town.intent(town.second)).work
    #expect(work.list.current == nil)
  }

  func waiting() async throws -> [AdjustmentRow] {
    try await desk.approvals(PageRequest(.first, limit: 100), by: town.admin).rows
  }

  /// `check` finds nothing.
  func expectClean(_ when: String = "", sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let report = try await town.store.check()
    #expect(report.problems.isEmpty, "\(when): \(report.problems.prefix(5))", sourceLocation: sourceLocation)
  }
}

/// The rule that refused, and nothing else.
func refusal(
  _ body: () async throws(CommerceError) -> Void, sourceLocation: SourceLocation = #_sourceLocation
) async -> Refusal? {
  do throws(CommerceError) {
    try await body()
    Issue.record("nothing was refused", sourceLocation: sourceLocation)
  } catch {
    if case .refused(let refusal) = error { return refusal }
    Issue.record("\(error)", sourceLocation: sourceLocation)
  }
  return nil
}
