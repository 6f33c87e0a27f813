import Commerce
import Operations
import TestSupport
import Testing

@testable import Client

/// One thing a picker does.
private enum Move {
  case scan(String)
  case short(Int, ShortReason)
  case damaged(Int)
  case skip, anotherTote, undo
  case countLeft(Int)

  static func random(_ generator: inout SeededGenerator, _ work: PickWork) -> Move {
    let here = work.list.atHand
    switch Int.random(in: 0..<40, using: &generator) {
    case 0: return .skip
    case 1: return .anotherTote
    case 2, 3, 4: return .undo
    case 5: return .short(Int.random(in: 0...2, using: &generator), .other)
    case 6: return .damaged(1)
    case 7: return .countLeft(Int.random(in: 0...3, using: &generator))
    case 8, 9: return .scan(["T-101", "T-102", "T-103"].randomElement(using: &generator) ?? "")
    case 10: return .scan(["KEY-200", "NOBODY", "L-01", "B-1"].randomElement(using: &generator) ?? "")
    case 11..<15: return .scan(work.list.tasks.randomElement(using: &generator)?.bin.code ?? "")
    case 15..<20: return .scan(work.list.tasks.randomElement(using: &generator)?.variant.sku ?? "")
    case 20..<24: return .scan(work.list.orders.flatMap(\.totes).randomElement(using: &generator)?.code ?? "T-101")
    case 24..<32: return .scan(here?.variant.sku ?? "MILO-400")
    default: return .scan(here.flatMap { work.barcodes[$0.variant.id]?.first } ?? "T-104")
    }
  }

  func perform(on list: ID<PickList>, at desk: any WarehouseDesk, _ intent: Intent) async throws(CommerceError)
    -> PickVerdict
  {
    switch self {
    case .scan(let code): try await desk.scan(code, on: list, intent).verdict
    case .short(let got, let reason): try await desk.short(got: got, reason: reason, on: list, intent).verdict
    case .damaged(let quantity): try await desk.damaged(quantity, on: list, intent).verdict
    case .skip: try await desk.skip(on: list, intent).verdict
    case .anotherTote: try await desk.anotherTote(on: list, intent).verdict
    case .undo: try await desk.undo(on: list, intent).verdict
    case .countLeft(let counted): try await desk.countLeft(counted, on: list, intent).verdict
    }
  }
}

@Suite("Picking over a bad link")
struct RemotePickingTests {
  private static let orders: [[(String, Int)]] = [
    [("MILO-400", 3), ("RICE-5", 22), ("PHONE-X", 2)], [("KEY-200", 6), ("FRYTOL-1", 30), ("MILO-400", 2)],
  ]

  private func prepare(_ town: SmallTown, cluster: Bool) async throws {
    var policy = SitePolicy()
    policy.clusterSize = cluster ? 2 : 1
    policy.binCheck = cluster
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
    for lines in Self.orders { try await town.place(lines) }
  }

  @Test(
    "the same scans come to the same work and the same store as at a local desk",
    arguments: Array(1...12) as [UInt64])
  func sameAsLocal(seed: UInt64) async throws {
    let cluster = seed.isMultiple(of: 3)
    let local = try await SmallTown.build(at: SmallTown.temporaryPath())
    let rough = try await RoughTown(seed: seed)
    try await prepare(local, cluster: cluster)
    try await prepare(rough.town, cluster: cluster)
    try await rough.signIn()
    let (here, there) = (local.house.desks.warehouse, rough.house.desks.warehouse)
    let (picker, caller) = (local.picker, rough.town.picker)
    let list = try await here.claimNext(local.intent(picker)).list.id
    let claim = rough.town.intent(caller)
    let claimed = try await rough.untilAnswered { () async throws(CommerceError) in
      try await there.claimNext(claim)
    }
    #expect(claimed.list.id == list)
    var generator = SeededGenerator(seed: seed &* 7919)
    var accepted = 0
    for _ in 0..<120 {
      let move = Move.random(&generator, try await here.work(list, by: picker))
      let expected = await verdict(move, list, here, local.intent(picker))
      var intent = rough.town.intent(caller)
      var found = await verdict(move, list, there, intent)
      while Self.isOfTheLink(found) {
        // The same command again; one that was refused for want of a link was never sent.
        if case .success = found { intent = rough.town.intent(caller) }
        _ = try? await there.floor(by: caller)
        found = await verdict(move, list, there, intent)
      }
      #expect(Self.isSame(found, expected), "seed \(seed) \(move): \(found), expected \(expected)")
      if case .success(let verdict) = found, case .refused = verdict {} else { accepted += 1 }
    }
    await rough.house.journal.settled()
    #expect(accepted > 20)
    #expect(rough.house.monitor.state.waiting == 0)
    #expect(await rough.house.journal.refused.isEmpty)
    rough.wire.smooth()
    #expect(try await there.work(list, by: caller) == (try await here.work(list, by: picker)))
    #expect(try rough.town.digest() == (try local.digest()))
  }

  @Test("with the link cut, scans of the list are taken at once; a code that only the server knows is not")
  func cutLink() async throws {
    let rough = try await RoughTown(seed: 4)
    rough.wire.smooth()
    try await prepare(rough.town, cluster: false)
    try await rough.signIn()
    let desk = rough.house.desks.warehouse
    let caller = rough.town.picker
    let list = try await desk.claimNext(rough.town.intent(caller)).list.id
    _ = try await desk.scan("T-101", on: list, rough.town.intent(caller))
    rough.wire.cut()
    let taken = try await desk.scan("MILO-400", on: list, rough.town.intent(caller))
    #expect(taken.verdict == .taken(item: "MILO 400 G", quantity: 3, bin: "A-01-1", tote: "T-101", jumped: false))
    let wrong = try await desk.scan("A-01-1", on: list, rough.town.intent(caller))
    await rough.untilOffline()
    let unknown = try await desk.scan("A-07-1", on: list, rough.town.intent(caller))
    for result in [wrong, unknown] {
      guard case .refused = result.verdict else { return #expect(Bool(false), "taken: \(result.verdict)") }
    }
    #expect(unknown.work.list.tasks.first { $0.variant.sku == "MILO-400" }?.picked == 3)
    // Nothing of it has reached the server yet, and all of it is on disk.
    let before = try await rough.town.house.desks.warehouse.work(list, by: caller)
    #expect(before.list.tasks.allSatisfy { $0.picked == 0 })
    #expect(await rough.house.journal.pending.map(\.call).first == "scan")
    rough.wire.smooth()
    await rough.house.journal.settled()
    let after = try await rough.town.house.desks.warehouse.work(list, by: caller)
    #expect(after.list.tasks.first { $0.variant.sku == "MILO-400" }?.picked == 3)
  }

  @Test("an answer about the job before that comes late does not take the job at hand away")
  func lateAnswer() async throws {
    let rough = try await RoughTown(seed: 8)
    rough.wire.smooth()
    for _ in 0..<2 { try await rough.town.place([("MILO-400", 1)]) }
    try await rough.signIn()
    let desk = rough.house.desks.warehouse
    let caller = rough.town.picker
    let first = try await desk.claimNext(rough.town.intent(caller)).list.id
    for code in ["T-101", "MILO-400"] { _ = try await desk.scan(code, on: first, rough.town.intent(caller)) }
    await rough.house.journal.settled()
    let (arrived, goOn) = rough.wire.holdBack("work")
    async let late = desk.work(first, by: caller)
    await arrived.wait()
    let second = try await desk.claimNext(rough.town.intent(caller)).list.id
    _ = try await desk.scan("T-102", on: second, rough.town.intent(caller))
    goOn.send()
    _ = try await late
    rough.wire.cut()
    let taken = try await desk.scan("MILO-400", on: second, rough.town.intent(caller))
    #expect(taken.verdict == .taken(item: "MILO 400 G", quantity: 1, bin: "A-01-1", tote: "T-102", jumped: false))
    rough.wire.smooth()
    await rough.house.journal.settled()
  }

  @Test("a scan that the server refuses after it was taken here lands in the outbox, and the work is set right")
  func refusedLater() async throws {
    let rough = try await RoughTown(seed: 6)
    rough.wire.smooth()
    try await prepare(rough.town, cluster: false)
    try await rough.signIn()
    let desk = rough.house.desks.warehouse
    let caller = rough.town.picker
    let work = try await desk.claimNext(rough.town.intent(caller))
    let list = work.list.id
    _ = try await desk.scan("T-101", on: list, rough.town.intent(caller))
    rough.wire.cut()
    _ = try await desk.scan("MILO-400", on: list, rough.town.intent(caller))
    try await rough.town.house.desks.orders.hold(
      try #require(work.orders.first).id, reason: "call first", rough.town.intent(rough.town.supervisor))
    rough.wire.smooth()
    await rough.house.journal.settled()
    #expect(rough.house.monitor.state.refused == 1)
    let refused = try #require(await rough.house.desks.outbox?.commands().first)
    guard case .refused(let refusal)? = refused.refusal else { return #expect(Bool(false), "not refused") }
    #expect(refusal.rule == .onHold)
    #expect(refused.arguments["code"] == "MILO-400")
    #expect(try await desk.work(list, by: caller).list.tasks.allSatisfy { $0.picked == 0 })
  }

  private func verdict(
    _ move: Move, _ list: ID<PickList>, _ desk: any WarehouseDesk, _ intent: Intent
  ) async -> Result<PickVerdict, CommerceError> {
    do throws(CommerceError) {
      return .success(try await move.perform(on: list, at: desk, intent))
    } catch {
      return .failure(error)
    }
  }

  private static func isOfTheLink(_ result: Result<PickVerdict, CommerceError>) -> Bool {
    switch result {
    case .success(.refused(let refusal)): refusal.rule == .notKnownOffline
    case .success: false
    case .failure(let error): error.isUnreachable
    }
  }

  /// A short or damaged pick is answered before anybody knows where the rest comes from.
  private static func isSame(
    _ found: Result<PickVerdict, CommerceError>, _ expected: Result<PickVerdict, CommerceError>
  ) -> Bool {
    switch (found, expected) {
    case (.success(.shorted(let item, let missing, _, _)), .success(.shorted(let other, let gone, _, _))):
      item == other && missing == gone
    case (.success(.quarantined(let item, let units, _, _)), .success(.quarantined(let other, let gone, _, _))):
      item == other && units == gone
    default: found == expected
    }
  }
}

extension RoughTown {
  /// Returns once a cut link was noticed.
  func untilOffline() async {
    while !house.monitor.state.isOffline { await Task.yield() }
  }
}
