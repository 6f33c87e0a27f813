import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct HistoryScreenTests {
  private static func change(_ number: Int64, _ change: Change, by name: String = "Ama Koranteng") -> RecordedChange {
    RecordedChange(
      sequence: number, at: ConsoleSample.now.adding(minutes: Int(number) - 1000), actor: ID(7), actorName: name,
      command: UniqueID(high: 1, low: UInt64(number)), change: change)
  }

  private static let rows = [
    change(999, Change(.order, 417, site: ID(1), field: "status", old: "picking", new: "packed")),
    change(998, Change(.stock, 5, site: ID(1), field: "damaged", old: "0", new: "1", reason: "torn bag")),
    change(
      990, Change(.order, 420, site: ID(1), field: "hold", new: "customer\u{1B}[2J calls back"), by: "Efua Dadzie"),
    change(100, Change(.person, 12, site: nil, field: "created", new: "naa@townhouse.example"), by: ""),
  ]

  private static func console(_ filter: HistoryFilter = HistoryFilter(), _ size: Size = Size(columns: 80, rows: 24))
    -> Program
  {
    var program = ConsoleSample.showing(HistoryScreen(filter), size: size)
    program.reply(.changes(Page(rows: rows))) { if case .history = $0 { true } else { false } }
    return program
  }

  private static func queries(_ outputs: [Output]) -> [HistoryQuery] {
    outputs.compactMap { output in
      if case .perform(let request) = output, case .history(.changes(let query, _)) = request.call { return query }
      return nil
    }
  }

  @Test func looks() { expectGoldens("history") { Self.console(HistoryFilter(), $0) } }

  @Test func aThingAPersonAndAFieldNarrowIt() {
    var program = Self.console()
    let thing = Self.queries(program.press(.character("t")))
    #expect(thing == [HistoryQuery(site: ID(1), entity: .order, entityID: 417)])
    program.reply(.changes(Page(rows: Self.rows)))
    let cleared = Self.queries(program.press(.escape))
    #expect(cleared == [HistoryQuery(site: ID(1))])
  }

  @Test func anOrderNumberIsLookedUpFirst() {
    var filter = HistoryFilter()
    filter.entity = .order
    filter.name = "ord-20261121-0417"
    var program = ConsoleSample.showing(HistoryScreen(filter))
    #expect(program.pending.values.contains { $0.call == .orders(.detailByNumber("ORD-20261121-0417")) })
    program.reply(.failed(.notFound(.order, "ORD-20261121-0417"), .orders(.detailByNumber("ORD-20261121-0417")))) {
      $0 == .orders(.detailByNumber("ORD-20261121-0417"))
    }
    #expect(program.notice?.text == "No order \"ORD-20261121-0417\" here")
  }

  @Test func anOrdersChangeOpensTheOrder() {
    var program = Self.console()
    program.press(.enter)
    #expect(program.top?.screen.request == .order(.id(ID(417)), neighbours: []))
  }
}
