import Commerce
import Contract
import Operations
import TownDialect

/// The cash desk of a server.
struct RemoteCashDesk: CashDesk {
  let link: RemoteLink

  func till(by caller: Caller) async throws(CommerceError) -> Till {
    try await link.ask(CashCalls.till, Nothing(), by: caller)
  }

  func countCash(
    of driver: ID<Person>, countedMinor: Int64, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult {
    try await link.tell(CashCalls.countCash, .init(driver: driver, countedMinor: countedMinor), intent)
  }

  func settle(
    _ cashUp: ID<CashUp>, reason: CashUpReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult {
    try await link.tell(CashCalls.settle, .init(cashUp: cashUp, reason: reason, stepUp: stepUp), intent)
  }

  func declare(_ minor: Int64?, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(CashCalls.declare, .init(minor: minor), intent)
  }

  func cashUp(_ id: ID<CashUp>, by caller: Caller) async throws(CommerceError) -> CashUpSlip {
    try await link.ask(CashCalls.cashUp, .init(id: id), by: caller)
  }

  func cashUps(_ page: PageRequest<ID<CashUp>>, by caller: Caller) async throws(CommerceError) -> Page<CashUp> {
    try await link.ask(CashCalls.cashUps, .init(page: page), by: caller)
  }

  func printSlip(
    of cashUp: ID<CashUp>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String {
    let place = try await link.print(to: destination, intent) { () async throws(CommerceError) in
      let site = try await link.ask(HouseCalls.site, Nothing(), by: intent.caller)
      return try await self.cashUp(cashUp, by: intent.caller).paper(site: site)
    }
    return try await link.tell(CashCalls.printSlip, .init(cashUp: cashUp, destination: place), intent)
  }

  func deposit(minor: Int64, reference: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(CashCalls.deposit, .init(minor: minor, reference: reference), intent)
  }

  func settleBalance(of order: ID<Order>, minor: Int64, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(CashCalls.settleBalance, .init(order: order, minor: minor), intent)
  }

  func day(_ day: String?, by caller: Caller) async throws(CommerceError) -> DaySheet {
    try await link.ask(CashCalls.day, .init(day: day), by: caller)
  }

  func closeDay(_ day: String?, _ intent: Intent) async throws(CommerceError) -> DaySheet {
    try await link.tell(CashCalls.closeDay, .init(day: day), intent)
  }

  func moves(
    account: CashAccount?, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedCashMove> {
    try await link.ask(CashCalls.moves, .init(account: account, page: page), by: caller)
  }
}
