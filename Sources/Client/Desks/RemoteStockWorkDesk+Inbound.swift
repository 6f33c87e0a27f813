import Commerce
import Contract
import Operations
import TownDialect

extension RemoteStockWorkDesk {
  func resolve(_ code: String, by caller: Caller) async throws(CommerceError) -> StockScan {
    try await link.ask(StockWorkCalls.resolve, .init(code: code), by: caller)
  }

  func deliveries(by caller: Caller) async throws(CommerceError) -> [DeliveryRow] {
    try await link.ask(StockWorkCalls.deliveries, Nothing(), by: caller)
  }

  func announce(_ draft: DeliveryDraft, _ intent: Intent) async throws(CommerceError) -> ID<Delivery> {
    try await link.tell(StockWorkCalls.announce, .init(draft: draft), intent)
  }

  func inbound(_ code: String, by caller: Caller) async throws(CommerceError) -> InboundWork {
    try await link.ask(StockWorkCalls.inbound, .init(code: code), by: caller)
  }

  func receive(_ receipt: ReceiveRequest, _ intent: Intent) async throws(CommerceError) -> InboundWork {
    try await link.tell(StockWorkCalls.receive, .init(receipt: receipt), intent)
  }

  func undoReceive(_ inbound: InboundID, _ intent: Intent) async throws(CommerceError) -> InboundWork {
    try await link.tell(StockWorkCalls.undoReceive, .init(inbound: inbound), intent)
  }

  func closeInbound(_ inbound: InboundID, reason: String, _ intent: Intent) async throws(CommerceError) -> InboundWork {
    try await link.tell(StockWorkCalls.closeInbound, .init(inbound: inbound, reason: reason), intent)
  }

  func move(_ request: MoveRequest, _ intent: Intent) async throws(CommerceError) -> MoveResult {
    try await link.tell(StockWorkCalls.move, .init(request: request), intent)
  }

  func transfers(by caller: Caller) async throws(CommerceError) -> [TransferRow] {
    try await link.ask(StockWorkCalls.transfers, Nothing(), by: caller)
  }

  func destinations(by caller: Caller) async throws(CommerceError) -> [Site] {
    try await link.ask(StockWorkCalls.destinations, Nothing(), by: caller)
  }

  func beginTransfer(to town: String, _ intent: Intent) async throws(CommerceError) -> TransferWork {
    try await link.tell(StockWorkCalls.beginTransfer, .init(town: town), intent)
  }

  func transfer(_ code: String, by caller: Caller) async throws(CommerceError) -> TransferWork {
    try await link.ask(StockWorkCalls.transfer, .init(code: code), by: caller)
  }

  func putIn(_ request: PutInRequest, _ intent: Intent) async throws(CommerceError) -> TransferWork {
    try await link.tell(StockWorkCalls.putIn, .init(request: request), intent)
  }

  func undoPutIn(_ transfer: ID<Transfer>, _ intent: Intent) async throws(CommerceError) -> TransferWork {
    try await link.tell(StockWorkCalls.undoPutIn, .init(transfer: transfer), intent)
  }

  func send(_ transfer: ID<Transfer>, _ intent: Intent) async throws(CommerceError) -> TransferWork {
    try await link.tell(StockWorkCalls.send, .init(transfer: transfer), intent)
  }

  func printTransfer(
    _ transfer: ID<Transfer>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String {
    let place = try await link.print(to: destination, intent) { () async throws(CommerceError) in
      let open = try await transfers(by: intent.caller).first { $0.transfer.id == transfer }
      guard let open else { throw .notFound(.transfer, "\(transfer)") }
      return try await self.transfer(open.transfer.code, by: intent.caller).paper
    }
    return try await link.tell(StockWorkCalls.printTransfer, .init(transfer: transfer, destination: place), intent)
  }

  func lowStock(all: Bool, by caller: Caller) async throws(CommerceError) -> [ReorderRow] {
    try await link.ask(StockWorkCalls.lowStock, .init(all: all), by: caller)
  }

  func setReorderPoint(_ point: ReorderPoint?, of code: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(StockWorkCalls.setReorderPoint, .init(point: point, code: code), intent)
  }
}
