import Commerce
import FoundationEssentials
import Operations
import Store
import TestSupport
import Testing

@Suite("Import")
struct ImportTests {
  private static let kinds: [ImportKind] = [.sites, .zones, .bins, .totes, .products, .people]

  @Test("the sample files go in whole; a second time nothing changes and nothing is written")
  func sampleFiles() async throws {
    let (house, admin) = try await ownedHouse()
    for kind in Self.kinds {
      let csv = try Self.sample(kind)
      let dry = try await house.load(kind, csv, by: admin, dryRun: true)
      #expect(dry.issues.isEmpty && !dry.committed, "\(kind): \(dry.issues.prefix(3))")
      let report = try await house.load(kind, csv, by: admin)
      #expect(report.committed && report.added > 0 && report.unchanged == 0, "\(kind): \(report)")
      #expect(report.added == dry.added && report.changed == dry.changed && report.rows == dry.rows)
      let before = try await house.desks.history.lastSequence()
      let again = try await house.load(kind, csv, by: admin)
      #expect(again.unchanged == report.rows && again.added == 0 && again.changed == 0, "\(kind): \(again)")
      #expect(try await house.desks.history.lastSequence() == before)
    }
    let session = try await house.desks.session.signIn(badge: "B-1001", pin: "1001")
    #expect(session.sites.map(\.code) == ["accra"])
    let item = try await house.desks.stock.find(
      "6031137690493", limit: 5, by: Caller(person: admin.person, site: session.sites[0].id))
    #expect(item.map(\.variant.sku) == ["RICE-LG-5KG"])
  }

  @Test("a dry run writes nothing, and one wrong row keeps every row out, each issue with line and field")
  func allOrNothing() async throws {
    let (house, admin) = try await ownedHouse()
    _ = try await house.load(.sites, Self.sites, by: admin)
    let before = try await house.desks.history.lastSequence()
    let csv = """
      site,code,walk_order,kind
      accra,A-01-1,10,pick
      accra,A-01-1,20,pick
      nowhere,A-01-2,30,pick
      accra,A-01-3,far,heap

      """
    for dryRun in [true, false] {
      let report = try await house.load(.bins, csv, by: admin, dryRun: dryRun)
      #expect(!report.committed && report.rows == 4)
      #expect(
        report.issues.map { "\($0.line) \($0.issue.field)" } == ["3 code", "4 site", "5 walk_order", "5 kind"])
    }
    #expect(try await house.desks.history.lastSequence() == before)
    _ = try await house.load(.bins, "site,code,walk_order,kind\naccra,A-01-1,10,pick\n", by: admin, dryRun: true)
    #expect(try await house.desks.history.lastSequence() == before)
  }

  @Test("the same command again answers the same report and changes nothing")
  func once() async throws {
    let (house, admin) = try await ownedHouse()
    let intent = Intent(id: house.ids.next(), caller: admin)
    let first = try await house.desks.house.importRows(.sites, csv: Self.sites, dryRun: false, intent)
    #expect(first.added == 2 && first.committed)
    #expect(try await house.desks.house.importRows(.sites, csv: Self.sites, dryRun: false, intent) == first)
  }

  @Test(
    "what is not CSV is refused with its line",
    arguments: [
      ("a,b\n1\n", "line 2"), ("a,b\n1,2\n\"x,2\n", "line 3"), ("a,b\n1,\"2\"x\n", "line 2"),
      ("a,b\n1,2\"\n", "line 2"),
      ("", ""),
    ])
  func strict(csv: String, field: String) async throws {
    let (house, admin) = try await ownedHouse()
    let error = await #expect(throws: CommerceError.self) { _ = try await house.load(.totes, csv, by: admin) }
    guard case .invalid(let issues) = error else { return #expect(error == nil) }
    #expect(issues.map(\.field) == [field])
  }

  @Test("quotes, commas, line breaks, CRLF and a byte order mark are read as RFC 4180 says")
  func quoting() async throws {
    let (house, admin) = try await ownedHouse()
    let csv =
      "\u{FEFF}code,name,kind,currency,utc_offset_minutes,opens,closes,promise_minutes\r\n"
      + "x,\"A \"\"B\"\", C\nD\",town,GHS,0,08:00,20:00,60\r\n"
    let report = try await house.load(.sites, csv, by: admin)
    #expect(report.added == 1, "\(report)")
    let session = try await house.desks.session.signIn(email: "esi@shop.example", password: "long enough")
    #expect(session.sites.map(\.name) == ["A \"B\", C\nD"])
  }

  @Test("missing, doubled and unknown columns are named")
  func header() async throws {
    let (house, admin) = try await ownedHouse()
    let report = try await house.load(.totes, "code,code,colour\nT-1,T-1,red\n", by: admin)
    #expect(report.issues.map(\.issue.field) == ["site", "code", "colour"])
    #expect(report.issues.allSatisfy { $0.line == 1 })
  }

  @Test("a stock file brings the ledger to its quantities, and only as far as nothing is promised away")
  func stock() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let milo = try #require(town.variants["MILO-400"])
    let csv = "site,bin,sku,quantity\naccra,A-01-1,MILO-400,55\naccra,C-12-1,MILO-400,5\naccra,A-07-1,KEY-200,60\n"
    let report = try await town.house.load(.stock, csv, by: town.admin)
    #expect(report.added == 1 && report.changed == 1 && report.unchanged == 1)
    #expect(try await town.level(milo).onHand == 60)
    let again = try await town.house.load(.stock, csv, by: town.admin)
    #expect(again.unchanged == 3)
    let moves = try await town.house.desks.stock.moves(of: milo, PageRequest(), by: town.admin).rows
    #expect(moves.map(\.move.reason) == [.opening, .adjust, .opening])
    try await town.place([("MILO-400", 58)])
    let less = try await town.house.load(.stock, "site,bin,sku,quantity\naccra,A-01-1,MILO-400,50\n", by: town.admin)
    #expect(less.issues.map(\.issue.field) == ["quantity"])
    #expect(try await town.level(milo).onHand == 60)
  }

  @Test("changed particulars are changed, each field once in the feed; the last admin stays one")
  func changes() async throws {
    let (house, admin) = try await ownedHouse()
    _ = try await house.load(.sites, Self.sites, by: admin)
    let before = try await house.desks.history.lastSequence()
    let report = try await house.load(
      .sites, Self.sites.replacing("Accra,town,GHS,0,08:00", with: "Accra Central,town,GHS,0,07:30"), by: admin)
    #expect(report.changed == 1 && report.unchanged == 1)
    let feed = try await house.desks.history.changes(after: before, limit: 10, by: admin)
    #expect(feed.map(\.change.field) == ["name", "opens"])
    let demoted = try await house.load(
      .people, "email,name,badge,pin,role,sites\nesi@shop.example,Esi Owusu,,,picker,accra\n", by: admin)
    #expect(demoted.issues.map(\.issue.field) == ["role"])
  }

  @Test("only those who may import everywhere touch sites, products and people; pickers touch nothing")
  func rights() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    await #expect(throws: CommerceError.forbidden(.importData)) {
      _ = try await town.house.load(.totes, "site,code\naccra,T-900\n", by: town.picker)
    }
    let (picker, site) = (town.staff.picker, town.site)
    try await town.store.write { transaction throws(CommerceError) in
      try transaction.setGrants([Grant(role: .admin, site: site)], of: picker)
    }
    #expect(try await town.house.load(.totes, "site,code\naccra,T-900\n", by: town.picker).committed)
    #expect(try await town.house.load(.totes, "site,code\n*,T-901\n", by: town.picker).committed)
    let foreign = try await town.house.load(.totes, "site,code\ntema,T-902\n", by: town.picker)
    #expect(foreign.issues.map(\.issue.field) == ["site"])
    let unknown = try await town.house.load(.totes, "site,code\nnowhere,T-902\n", by: town.picker)
    #expect(foreign.issues == unknown.issues)
    #expect(try await !town.house.load(.sites, Self.sites, by: town.picker).committed)
    let tema = try await town.house.desks.house.sheet(
      .totes, by: Caller(person: town.staff.admin, site: town.elsewhere))
    #expect(!tema.contains { $0.code == "T-901" })
  }

  private static let sites = """
    code,name,kind,currency,utc_offset_minutes,opens,closes,promise_minutes
    accra,Accra,town,GHS,0,08:00,20:00,60
    tema,Tema,town,GHS,0,08:00,20:00,60

    """

  private static func sample(_ kind: ImportKind) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let data = try Data(contentsOf: root.appending(path: "sample-data/\(kind.rawValue).csv"))
    return String(decoding: data, as: UTF8.self)
  }

  private func ownedHouse() async throws -> (House, Caller) {
    let house = try emptyHouse()
    let admin = try await house.desks.house.createFirstAdmin(
      email: "esi@shop.example", name: "Esi Owusu", password: "long enough", id: house.ids.next())
    return (house, Caller(person: admin, site: ID(0)))
  }
}

extension House {
  func load(
    _ kind: ImportKind, _ csv: String, by caller: Caller, dryRun: Bool = false
  ) async throws(CommerceError) -> ImportReport {
    try await desks.house.importRows(kind, csv: csv, dryRun: dryRun, Intent(id: ids.next(), caller: caller))
  }
}
