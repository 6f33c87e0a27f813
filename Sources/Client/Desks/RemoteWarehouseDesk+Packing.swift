import Commerce
import Contract
import Operations
import TownDialect

extension RemoteWarehouseDesk {
  func openPacking(_ code: String, by caller: Caller) async throws(CommerceError) -> PackWork {
    try await link.ask(WarehouseCalls.openPacking, .init(code: code), by: caller)
  }

  func packing(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> PackWork {
    try await link.ask(WarehouseCalls.packing, .init(order: order), by: caller)
  }

  func packScan(_ code: String, order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult {
    try await link.tell(WarehouseCalls.packScan, .init(code: code, order: order), intent)
  }

  func acceptAll(order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult {
    try await link.tell(WarehouseCalls.acceptAll, .init(order: order), intent)
  }

  func nextBox(order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult {
    try await link.tell(WarehouseCalls.nextBox, .init(order: order), intent)
  }

  func setWeight(_ grams: Int, order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult {
    try await link.tell(WarehouseCalls.setWeight, .init(grams: grams, order: order), intent)
  }

  func missing(
    _ quantity: Int, line: ID<OrderLine>, order: ID<Order>, _ intent: Intent
  ) async throws(CommerceError) -> PackResult {
    try await link.tell(WarehouseCalls.missing, .init(quantity: quantity, line: line, order: order), intent)
  }

  func damagedAtPacking(
    _ quantity: Int, line: ID<OrderLine>, order: ID<Order>, _ intent: Intent
  ) async throws(CommerceError) -> PackResult {
    try await link.tell(WarehouseCalls.damagedAtPacking, .init(quantity: quantity, line: line, order: order), intent)
  }

  func papers(of parcel: ID<Parcel>, by caller: Caller) async throws(CommerceError) -> ParcelPapers {
    try await link.ask(WarehouseCalls.papers, .init(parcel: parcel), by: caller)
  }

  func printPaper(
    _ paper: PaperKind, of parcel: ID<Parcel>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String {
    let place = try await link.print(to: destination, intent) { () async throws(CommerceError) in
      try await papers(of: parcel, by: intent.caller).paper(paper)
    }
    return try await link.tell(
      WarehouseCalls.printPaper, .init(paper: paper, parcel: parcel, destination: place), intent)
  }

  func stepBack(order: ID<Order>, reason: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(WarehouseCalls.stepBack, .init(order: order, reason: reason), intent)
  }

  func stagingList(by caller: Caller) async throws(CommerceError) -> [StagingRow] {
    try await link.ask(WarehouseCalls.stagingList, Nothing(), by: caller)
  }

  func stagingParcel(_ code: String, by caller: Caller) async throws(CommerceError) -> StagingRow {
    try await link.ask(WarehouseCalls.stagingParcel, .init(code: code), by: caller)
  }

  func stage(parcel: String, lane: String, _ intent: Intent) async throws(CommerceError) -> StageResult {
    try await link.tell(WarehouseCalls.stage, .init(parcel: parcel, lane: lane), intent)
  }

  func shortages(
    _ page: PageRequest<ID<Shortage>>, by caller: Caller
  ) async throws(CommerceError) -> Page<ShortageRow> {
    try await link.ask(WarehouseCalls.shortages, .init(page: page), by: caller)
  }

  func settle(
    _ shortage: ID<Shortage>, _ settlement: ShortageSettlement, reason: String, _ intent: Intent
  ) async throws(CommerceError) {
    _ = try await link.tell(
      WarehouseCalls.settle, .init(shortage: shortage, settlement: settlement, reason: reason), intent)
  }

  func putBacks(_ page: PageRequest<ID<PutBack>>, by caller: Caller) async throws(CommerceError) -> Page<PutBackRow> {
    try await link.ask(WarehouseCalls.putBacks, .init(page: page), by: caller)
  }

  func putBackItem(_ code: String, by caller: Caller) async throws(CommerceError) -> PutBackRow {
    try await link.ask(WarehouseCalls.putBackItem, .init(code: code), by: caller)
  }

  func putBack(
    _ putBack: ID<PutBack>, into binCode: String, _ intent: Intent
  ) async throws(CommerceError) -> PutBackRow {
    try await link.tell(WarehouseCalls.putBack, .init(putBack: putBack, binCode: binCode), intent)
  }
}
