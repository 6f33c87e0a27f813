import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("An orders file that comes again")
struct ImportOrdersTests {
  private let file = """
    site,name,address,items
    accra,Kofi,1 High St,MILO-400=2
    accra,Kofi,1 High St,MILO-400=2
    accra,Esi,2 High St,KEY-200=1
    """

  private func run(
    _ town: SmallTown, _ csv: String, dryRun: Bool = false
  ) async throws -> ImportReport {
    try await town.house.desks.house.importRows(.orders, csv: csv, dryRun: dryRun, town.intent(town.admin))
  }

  private func count(_ town: SmallTown) async throws -> Int {
    try await town.house.desks.orders.find(OrderQuery(), PageRequest(), by: town.admin).rows.count
  }

  @Test("the same file places nothing twice and says what is there already; two like rows of one file are two orders")
  func again() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    #expect(try await run(town, file).added == 3)
    let level = try await town.level("MILO-400")
    let dry = try await run(town, file, dryRun: true)
    #expect(dry.added == 0 && dry.unchanged == 3 && dry.issues.isEmpty)
    let again = try await run(town, file)
    #expect(again.committed && again.added == 0 && again.unchanged == 3)
    #expect(try await count(town) == 3)
    #expect(try await town.level("MILO-400") == level)
    let other = try await run(town, file + "\naccra,Ama,3 High St,KEY-200=1\n")
    #expect(other.added == 4, "another file is other orders")
    #expect(try await town.store.check().problems == [])
  }

  @Test("a reference names an order for every file; with other content it is an issue of its row")
  func reference() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let head = "site,name,address,items,reference\n"
    let first = head + "accra,Kofi,1 High St,MILO-400=2,A-1\n"
    #expect(try await run(town, first).added == 1)
    let more = try await run(town, first + "accra,Esi,2 High St,KEY-200=1,A-2\n")
    #expect(more.added == 1 && more.unchanged == 1)
    let changed = try await run(town, head + "accra,Kofi,1 High St,MILO-400=3,A-1\n")
    #expect(!changed.committed && changed.issues.map(\.issue.field) == ["reference"])
    let twice = try await run(
      town, head + "accra,Kofi,1 High St,MILO-400=1,B-1\naccra,Kofi,1 High St,MILO-400=1,B-1\n")
    #expect(!twice.committed && twice.issues.map(\.line) == [3])
    #expect(try await count(town) == 2)
  }
}
