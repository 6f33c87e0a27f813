import Commerce
import Contract
import Operations
import TownDialect

/// The warehouse desk of a server.
struct RemoteWarehouseDesk: WarehouseDesk {
  let link: RemoteLink
  /// Goes on with a pick list while the link is slow or down.
  var picking: RemotePicking?

  func queue(
    _ query: QueueQuery, _ page: PageRequest<QueueKey>, by caller: Caller
  ) async throws(CommerceError) -> Page<QueueRow> {
    try await link.ask(WarehouseCalls.queue, .init(query: query, page: page), by: caller)
  }

  func floor(by caller: Caller) async throws(CommerceError) -> FloorCounts {
    try await link.ask(WarehouseCalls.floor, Nothing(), by: caller)
  }

  func zones(by caller: Caller) async throws(CommerceError) -> [Zone] {
    try await link.ask(WarehouseCalls.zones, Nothing(), by: caller)
  }

  func workInHand(by caller: Caller) async throws(CommerceError) -> PickWork? {
    if let picking { return try await picking.workInHand(by: caller) }
    return try await link.ask(WarehouseCalls.workInHand, Nothing(), by: caller)
  }

  func work(_ list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> PickWork {
    if let picking { return try await picking.work(list, by: caller) }
    return try await link.ask(WarehouseCalls.work, .init(list: list), by: caller)
  }

  func claimNext(_ intent: Intent) async throws(CommerceError) -> PickWork {
    await held(try await link.tell(WarehouseCalls.claimNext, Nothing(), intent))
  }

  func claim(_ orders: [ID<Order>], _ intent: Intent) async throws(CommerceError) -> PickWork {
    await held(try await link.tell(WarehouseCalls.claim, .init(orders: orders), intent))
  }

  func release(_ list: ID<PickList>, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(WarehouseCalls.release, .init(list: list), intent)
  }

  func takeOver(_ list: ID<PickList>, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> PickWork {
    await held(try await link.tell(WarehouseCalls.takeOver, .init(list: list, stepUp: stepUp), intent))
  }

  func scan(_ code: String, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    if let picking { return try await picking.scan(code, on: list, intent) }
    return try await link.tell(WarehouseCalls.scan, .init(code: code, list: list), intent)
  }

  func misScan(
    _ code: String, _ refusal: Refusal, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    try await link.tell(WarehouseCalls.misScan, .init(code: code, refusal: refusal, list: list), intent)
  }

  func short(
    got: Int, reason: ShortReason, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    try await act(.short(got: got), WarehouseCalls.short, .init(got: got, reason: reason, list: list), on: list, intent)
  }

  func damaged(_ quantity: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act(.damaged(quantity), WarehouseCalls.damaged, .init(quantity: quantity, list: list), on: list, intent)
  }

  func skip(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act(.skip, WarehouseCalls.skip, .init(list: list), on: list, intent)
  }

  func elsewhere(on list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> [BinStock] {
    try await link.ask(WarehouseCalls.elsewhere, .init(list: list), by: caller)
  }

  func takeElsewhere(
    from bin: ID<Bin>, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    try await link.tell(WarehouseCalls.takeElsewhere, .init(bin: bin, list: list), intent)
  }

  func anotherTote(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act(.anotherTote, WarehouseCalls.anotherTote, .init(list: list), on: list, intent)
  }

  func countLeft(_ counted: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act(.countLeft(counted), WarehouseCalls.countLeft, .init(counted: counted, list: list), on: list, intent)
  }

  func undo(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await act(.undo, WarehouseCalls.undo, .init(list: list), on: list, intent)
  }

  func linkBarcode(_ code: String, to sku: String, _ intent: Intent) async throws(CommerceError) -> Variant {
    try await link.tell(WarehouseCalls.linkBarcode, .init(code: code, sku: sku), intent)
  }

  /// A job that was just given out, known to whoever goes on with it.
  private func held(_ work: PickWork) async -> PickWork {
    await picking?.adopt(work)
    return work
  }

  private func act<Arguments: Codable & Sendable>(
    _ attempt: PickAttempt, _ call: DeskCall<Arguments, PickResult>, _ arguments: Arguments, on list: ID<PickList>,
    _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    guard let picking else { return try await link.tell(call, arguments, intent) }
    return try await picking.act(attempt, call, arguments, on: list, intent)
  }
}
