import Commerce
import Contract
import Operations
import TownDialect

/// The warehouse desk of a server.
struct RemoteWarehouseDesk: WarehouseDesk {
  let link: RemoteLink

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
    try await link.ask(WarehouseCalls.workInHand, Nothing(), by: caller)
  }

  func work(_ list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> PickWork {
    try await link.ask(WarehouseCalls.work, .init(list: list), by: caller)
  }

  func claimNext(_ intent: Intent) async throws(CommerceError) -> PickWork {
    try await link.tell(WarehouseCalls.claimNext, Nothing(), intent)
  }

  func claim(_ orders: [ID<Order>], _ intent: Intent) async throws(CommerceError) -> PickWork {
    try await link.tell(WarehouseCalls.claim, .init(orders: orders), intent)
  }

  func release(_ list: ID<PickList>, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(WarehouseCalls.release, .init(list: list), intent)
  }

  func takeOver(_ list: ID<PickList>, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> PickWork {
    try await link.tell(WarehouseCalls.takeOver, .init(list: list, stepUp: stepUp), intent)
  }

  func scan(_ code: String, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await link.tell(WarehouseCalls.scan, .init(code: code, list: list), intent)
  }

  func short(
    got: Int, reason: ShortReason, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    try await link.tell(WarehouseCalls.short, .init(got: got, reason: reason, list: list), intent)
  }

  func damaged(_ quantity: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await link.tell(WarehouseCalls.damaged, .init(quantity: quantity, list: list), intent)
  }

  func skip(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await link.tell(WarehouseCalls.skip, .init(list: list), intent)
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
    try await link.tell(WarehouseCalls.anotherTote, .init(list: list), intent)
  }

  func countLeft(_ counted: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await link.tell(WarehouseCalls.countLeft, .init(counted: counted, list: list), intent)
  }

  func undo(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult {
    try await link.tell(WarehouseCalls.undo, .init(list: list), intent)
  }

  func linkBarcode(_ code: String, to sku: String, _ intent: Intent) async throws(CommerceError) -> Variant {
    try await link.tell(WarehouseCalls.linkBarcode, .init(code: code, sku: sku), intent)
  }
}
