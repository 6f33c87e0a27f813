import Commerce
import Contract
import Operations
import TownDialect

/// The house desk of a server.
struct RemoteHouseDesk: HouseDesk {
  let link: RemoteLink

  func people(by caller: Caller) async throws(CommerceError) -> [PersonRow] {
    try await link.ask(HouseCalls.people, Nothing(), by: caller)
  }

  func importRows(
    _ kind: ImportKind, csv: String, dryRun: Bool, _ intent: Intent
  ) async throws(CommerceError) -> ImportReport {
    try await link.tell(HouseCalls.importRows, .init(kind: kind, csv: csv, dryRun: dryRun), intent)
  }

  func site(by caller: Caller) async throws(CommerceError) -> Site {
    try await link.ask(HouseCalls.site, Nothing(), by: caller)
  }

  func setPolicy(_ policy: SitePolicy, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(HouseCalls.setPolicy, .init(policy: policy), intent)
  }

  func sheet(_ kind: SheetKind, by caller: Caller) async throws(CommerceError) -> [SheetEntry] {
    try await link.ask(HouseCalls.sheet, .init(kind: kind), by: caller)
  }

  func createFirstAdmin(
    email: String, name: String, password: String, id: UniqueID
  ) async throws(CommerceError) -> ID<Person> {
    // It belongs to whoever holds the store itself.
    throw link.notOffered("the first admin is made on the machine of the store")
  }
}
