import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

/// A pack station whose printer answers when a test says so, or fails.
@Suite struct PackPrinterTests {
  private static let jam = CommerceError.trouble(
    StoreTrouble(.failed, place: "printer zebra", detail: "lp ended with status 1"))

  @Test func aPrintUnderWayHoldsUpNoScan() async throws {
    var bench = try await Bench([("MILO-400", 1)])
    let print = try #require(try await bench.item("MILO-400").first)
    let label = try #require(bench.screen?.labelsDue.first?.code)
    let next = bench.scan(label)
    #expect(bench.program.context().typedAhead == 0 && bench.program.context().waitingSince != nil)
    try await bench.settle(next)
    #expect(bench.screen?.last == LastScan(text: "\(bench.number) packed"))
    #expect(bench.program.pending[print.number] != nil, "the printer has not answered yet")
    #expect(bench.program.context().waitingSince == nil, "nobody waits for it")
    #expect(bench.fail(print, Self.jam).isEmpty, "the label was scanned: it is on its box")
    #expect(bench.program.notice == nil)
  }

  @Test func aFailedPrintLetsTheNextScanThroughAtOnceAndOwesItsLabel() async throws {
    var bench = try await Bench([("MILO-400", 2)])
    let print = try #require(try await bench.box("MILO-400").first)
    let label = try #require(bench.screen?.labelsDue.first?.code)
    #expect(bench.fail(print, Self.jam) == [.bell])
    #expect(bench.program.stalled == nil)
    let said = "LABEL \(label) NOT PRINTED: printer zebra: lp ended with status 1"
    #expect(bench.program.notice == Notice(.warning, said) && bench.text.contains(said))
    let next = bench.scan(SmallTown.code("MILO-400"))
    #expect(next.count == 1 && bench.program.context().typedAhead == 0)
    try await bench.settle(next)
    #expect(bench.text.contains("label owed: \(label), F12 other printer"), "while packing goes on")
    try await bench.settle(bench.scan(label))
    #expect(!bench.text.contains("label owed"))
  }

  @Test func twoFailedLabelsAreBothOwedUntilAPrinterTakesThem() async throws {
    var bench = try await Bench([("MILO-400", 2)])
    let first = try await bench.box("MILO-400")
    let second = try await bench.item("MILO-400")
    for print in first + second { _ = bench.fail(print, Self.jam) }
    let codes = bench.screen?.labelsDue.map(\.code) ?? []
    #expect(codes.count == 2)
    #expect(bench.text.contains("label owed: \(codes.joined(separator: ", ")), F12"))
    _ = bench.program.calls(.key(.function(12)))
    let again = bench.program.calls(.key(.character("1")))
    #expect(again.count == 2 && bench.text.contains("label owed: \(codes.joined(separator: ", "))"))
    _ = bench.program.deliver(.answer(again[0].number, .text("first.txt")), now: bench.program.now)
    #expect(bench.text.contains("label owed: \(codes[1]), F12"))
    _ = bench.program.deliver(.answer(again[1].number, .text("second.txt")), now: bench.program.now)
    #expect(!bench.text.contains("label owed") && bench.text.contains("Label printed: second.txt"))
  }

  @Test func anEarlierTryThatFailsLateIsNoLoss() async throws {
    var bench = try await Bench([("MILO-400", 1)])
    let slow = try #require(try await bench.item("MILO-400").first)
    _ = bench.program.calls(.key(.function(12)))
    let again = try #require(bench.program.calls(.key(.character("1"))).first)
    _ = bench.program.deliver(.answer(again.number, .text("label.txt")), now: bench.program.now)
    #expect(bench.fail(slow, Self.jam).isEmpty)
    #expect(bench.program.notice?.kind == .info && !bench.text.contains("label owed"))
  }

  @Test func theDebtStaysWhileAnotherToteIsPacked() async throws {
    var bench = try await Bench([("MILO-400", 2)])
    let print = try #require(try await bench.box("MILO-400").first)
    let label = try #require(bench.screen?.labelsDue.first?.code)
    try await bench.pick([("RICE-5", 1)], into: "T-102")
    bench.program.press(.escape)
    try await bench.settle(bench.scan("T-102"))
    #expect(bench.fail(print, Self.jam) == [.bell])
    #expect(bench.program.notice?.text.contains(label) == true && !bench.text.contains("label owed"))
    bench.program.press(.escape)
    try await bench.settle(bench.scan("T-101"))
    #expect(bench.text.contains("label owed: \(label)"))
  }

  @Test func aSlipThatFailsOwesNoLabelAndALaterRefusalIsNotTalkedOver() async throws {
    var bench = try await Bench([("MILO-400", 2)])
    let print = try #require(try await bench.box("MILO-400").first)
    try await bench.settle(bench.scan("NONSENSE"))
    let refusal = try #require(bench.program.notice)
    _ = bench.program.deliver(.answer(print.number, .text("label.txt")), now: bench.program.now)
    #expect(refusal.kind != .info && bench.program.notice == refusal)
    let slip = try #require(bench.scan(".i").first)
    _ = bench.fail(slip, Self.jam)
    #expect(bench.program.notice?.text.hasPrefix("SLIP P-") == true && !bench.text.contains("label owed"))
  }

  @Test func printersThatHangHoldUpNoOtherCall() async throws {
    let town = try await SmallTown.fresh()
    let host = HangingPrinter()
    let runner = EffectRunner(desks: town.house.desks, ids: town.ids, host: host)
    let arrived = AsyncStream.makeStream(of: Void.self)
    runner.start(Arrival(continuation: arrived.continuation))
    defer { runner.stop() }
    let job = DeskCall.host(.print(.text("page", title: "page"), to: .folder))
    let prints = 32
    for number in 1...prints { runner.perform(Self.request(number, job)) }
    // All hang now, on more threads than any pool has.
    for _ in 1...prints { await host.began() }
    runner.perform(Self.request(0, .session(.needsFirstAdmin)))
    var mail: [Mail] = []
    for await _ in arrived.stream {
      mail += runner.takeMail().filter { if case .answer = $0 { true } else { false } }
      if mail.count == 1 { host.goOn(prints) }
      if mail.count > prints { break }
    }
    guard case .answer(0, .flag(false)) = mail.first else {
      Issue.record("the store's answer comes first, not \(String(describing: mail.first))")
      return
    }
  }

  private static func request(_ number: Int, _ call: DeskCall) -> Request {
    Request(
      number: number, screen: nil, tag: "", call: call, caller: nil, since: ConsoleSample.now, isOpening: false)
  }
}

/// A pack station with tote T-101 open, whose calls are carried out only when a test says so.
private struct Bench {
  let town: SmallTown
  let number: String
  var program: Program
  private let runner: EffectRunner

  init(_ lines: [(String, Int)]) async throws {
    town = try await SmallTown.fresh()
    runner = EffectRunner(desks: town.house.desks, ids: town.ids, host: Nowhere())
    let session = try await town.house.desks.session.signIn(
      email: "ama.koomson@townhouse.example", password: SmallTown.password)
    program = Program(session: session, address: "pack", now: town.clock.now)
    _ = program.start(size: Size(columns: 80, rows: 24), now: town.clock.now)
    number = try await Self.pick(lines, into: "T-101", town)
    try await settle(scan("T-101"))
  }

  var screen: PackScreen? { program.top?.screen as? PackScreen }
  var text: String { program.frame.lines.joined(separator: "\n") }

  /// Picks another order.
  func pick(_ lines: [(String, Int)], into tote: String) async throws {
    _ = try await Self.pick(lines, into: tote, town)
  }

  private static func pick(_ lines: [(String, Int)], into tote: String, _ town: SmallTown) async throws -> String {
    let order = try await town.place(lines)
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in [tote] + lines.map({ SmallTown.code($0.0) }) {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    return order.number
  }

  /// Scans a code; the calls this leads to.
  mutating func scan(_ code: String) -> [Request] {
    program.type(code)
    return program.calls(.key(.enter))
  }

  /// Counts an item and answers the papers that are to be printed then.
  mutating func item(_ sku: String) async throws -> [Request] { try await settle(scan(SmallTown.code(sku))) }

  /// Counts an item and closes its box; answers the papers that are to be printed then.
  mutating func box(_ sku: String) async throws -> [Request] {
    try await item(sku) + settle(program.calls(.key(.function(9))))
  }

  /// Carries calls out on the store and delivers their answers; what these lead to is left to the test.
  @discardableResult
  mutating func settle(_ calls: [Request]) async throws -> [Request] {
    var next: [Request] = []
    for call in calls {
      let answer = try await runner.perform(call.call, caller: call.caller, id: town.ids.next())
      for output in program.deliver(.answer(call.number, answer), now: program.now) {
        if case .perform(let request) = output { next.append(request) }
      }
    }
    return next
  }

  /// The call ends in trouble.
  mutating func fail(_ request: Request, _ error: CommerceError) -> [Output] {
    program.deliver(.answer(request.number, .failed(error, request.call)), now: program.now)
  }
}
