import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Customers from a file")
struct ImportCustomersTests {
  private let head = "site,name,phone,address,area,note\n"

  private func run(
    _ town: SmallTown, _ csv: String, dryRun: Bool = false
  ) async throws -> ImportReport {
    try await town.house.desks.house.importRows(.customers, csv: csv, dryRun: dryRun, town.intent(town.admin))
  }

  @Test("they are found by name and phone, with their address, before they ever order; again changes nothing")
  func known() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.customers
    let csv = head + "accra,Yaa Asantewaa,0277 000 111,4 Castle Rd,Osu,no bell\naccra,Kojo Antwi,+233277000222,,,\n"
    #expect(try await run(town, csv, dryRun: true).added == 2)
    #expect(try await desk.findCustomers("asante", limit: 10, by: town.support).isEmpty, "a dry run writes nothing")
    let report = try await run(town, csv)
    #expect(report.committed && report.added == 2)
    #expect(try await run(town, csv).unchanged == 2)
    let rows = try await desk.findCustomers("yaa asan", limit: 10, by: town.support)
    #expect(rows.map(\.name) == ["Yaa Asantewaa"] && rows.map(\.phone) == ["0277000111"] && rows[0].last == nil)
    #expect(try await desk.findCustomers("277000222", limit: 10, by: town.support).map(\.name) == ["Kojo Antwi"])
    let card = try await desk.customer(phone: "+233277000111", by: town.support)
    #expect(card.places.map(\.address.line1) == ["4 Castle Rd"] && card.places[0].orders == 0)
    #expect(card.notes.map(\.text) == ["no bell"] && card.orders.isEmpty)
    let moved = head + "accra,Yaa Asantewaa,0277000111,9 Ring Rd,Osu,no bell\n"
    #expect(try await run(town, moved).changed == 1)
    #expect(try await desk.customer(phone: "0277000111", by: town.support).places.map(\.address.line1) == ["9 Ring Rd"])
    #expect(try await town.store.check().problems == [])
  }

  @Test("one wrong row and nothing is written; each is named by line and field")
  func issues() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let csv =
      "site,name,phone,zone,email\naccra,Good,0277000111,,\naccra,Bad,call me,,\nnowhere,Lost,0277000333,,\n"
      + "accra,,0277000444,,\naccra,Twice,+233277000111,,\naccra,Far,0277000555,Atlantis,\naccra,Odd,0277000666,,x\n"
    let report = try await run(town, csv)
    #expect(!report.committed)
    #expect(
      report.issues.map { "\($0.line) \($0.issue.field)" } == [
        "3 phone", "4 site", "5 name", "6 phone", "7 zone", "8 email",
      ])
    #expect(try await town.house.desks.customers.findCustomers("good", limit: 10, by: town.support).isEmpty)
  }
}
