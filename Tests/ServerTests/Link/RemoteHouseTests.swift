import Commerce
import Contract
import Operations
import Security
import Server
import TestSupport
import Testing
import TownDialect

@testable import Client

/// A little town behind a rough wire, and a console's house on this side of it.
struct RoughTown {
  let town: SmallTown
  let wire: RoughWire
  let house: RemoteHouse

  init(seed: UInt64) async throws {
    town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let tokens = Tokens(
      audience: "town", keys: [Array(repeating: 7, count: 32)], signer: SodiumSigner(), clock: town.clock)
    wire = RoughWire(
      try TownListener.make(desks: town.house.desks, tokens: tokens, pulse: .never), seed: seed)
    house = try Self.house(wire, town.clock, try JournalFolder(state: SmallTown.temporaryPath(), server: "http://a:1"))
    await house.start()
  }

  static func house(_ wire: RoughWire, _ clock: FixedClock, _ folder: JournalFolder) throws -> RemoteHouse {
    try RemoteHouse(
      transport: wire, place: "http://a:1", journal: folder,
      surroundings: CommandJournal.Surroundings(
        clock: clock, pause: { _ in await Task.yield() }, chance: { 1 }), elapsed: clock)
  }

  /// Does something until the link has let it through: under the same id where it has one.
  func untilAnswered<Value>(_ body: () async throws(CommerceError) -> Value) async throws(CommerceError) -> Value {
    while true {
      do throws(CommerceError) {
        return try await body()
      } catch .trouble(let trouble) where trouble.kind == .unreachable {
        await Task.yield()
      }
    }
  }

  @discardableResult
  func signIn(_ badge: String = "B-1", _ pin: String = "1111") async throws(CommerceError) -> Session {
    try await untilAnswered { () async throws(CommerceError) in
      try await house.desks.session.signIn(badge: badge, pin: pin)
    }
  }
}

@Suite("A console over a bad link")
struct RemoteHouseTests {
  @Test("five hundred commands made without a link go out in order, none lost, none doubled", arguments: [1, 2, 3])
  func fiveHundred(seed: UInt64) async throws {
    let rough = try await RoughTown(seed: seed)
    let order = try await rough.town.place([("MILO-400", 1)])
    try await rough.signIn("B-3", "3333")
    let caller = Caller(person: rough.town.staff.support, site: rough.town.site)
    rough.wire.cut()
    // The first one finds out that the link is down.
    for number in 0..<500 {
      try await rough.house.desks.orders.addNote("note \(number)", to: order.id, rough.town.intent(caller))
    }
    #expect(rough.house.monitor.state.waiting == 500)
    #expect(rough.house.monitor.state.isOffline)
    rough.wire.mend()
    await rough.house.journal.settled()
    #expect(rough.house.monitor.state.waiting == 0)
    #expect(rough.house.monitor.state.refused == 0)
    let notes = try await rough.town.house.desks.orders.detail(order.id, by: rough.town.admin).notes
    let texts = notes.map(\.text)
    #expect(texts.count == 500)
    #expect(Set(texts) == Set((0..<500).map { "note \($0)" }))
    #expect(texts == (0..<500).map { "note \($0)" } || texts == (0..<500).reversed().map { "note \($0)" })
  }

  @Test("what a console left behind goes out with the next one, once its person signs in")
  func leftBehind() async throws {
    let town = try await RoughTown(seed: 5)
    let order = try await town.town.place([("MILO-400", 1)])
    let folder = try JournalFolder(state: SmallTown.temporaryPath(), server: "http://a:1")
    do {
      let first = try RoughTown.house(town.wire, town.town.clock, folder)
      await first.start()
      _ = try await town.untilAnswered { () async throws(CommerceError) in
        try await first.desks.session.signIn(badge: "B-3", pin: "3333")
      }
      let caller = Caller(person: town.town.staff.support, site: town.town.site)
      town.wire.cut()
      try await first.desks.orders.addNote("left behind", to: order.id, town.town.intent(caller))
      await first.stop()
    }
    let second = try RoughTown.house(town.wire, town.town.clock, folder)
    town.wire.smooth()
    await second.start()
    await second.journal.settled()
    #expect(second.monitor.state.needsSignIn || second.monitor.state.waiting == 0)
    _ = try await second.desks.session.signIn(badge: "B-3", pin: "3333")
    await second.journal.settled()
    #expect(second.monitor.state.waiting == 0)
    let notes = try await town.town.house.desks.orders.detail(order.id, by: town.town.admin).notes
    #expect(notes.map(\.text) == ["left behind"])
  }

  @Test("without a link the last answer is shown with its age, but no preview and nothing that was never asked")
  func lastKnown() async throws {
    let rough = try await RoughTown(seed: 7)
    rough.wire.smooth()
    let order = try await rough.town.place([("MILO-400", 1)])
    try await rough.signIn("B-9", "9999")
    let desks = rough.house.desks
    let caller = rough.town.supervisor
    let seen = try await desks.orders.detail(order.id, by: caller)
    let moment = rough.town.clock.now
    #expect(rough.house.monitor.state.knownAt == nil)
    rough.town.clock.advance(seconds: 90)
    rough.wire.cut()
    #expect(try await desks.orders.detail(order.id, by: caller) == seen)
    #expect(rough.house.monitor.state.knownAt == moment)
    #expect(rough.house.monitor.state.isOffline)
    await #expect(throws: CommerceError.self) { _ = try await desks.orders.detail(ID(999), by: caller) }
    // Somebody else's last answer is nobody's.
    await #expect(throws: CommerceError.self) { _ = try await desks.orders.detail(order.id, by: rough.town.picker) }
    rough.wire.smooth()
    _ = try await desks.orders.detail(order.id, by: caller)
    #expect(rough.house.monitor.state.knownAt == nil)
    #expect(!rough.house.monitor.state.isOffline)
  }

  @Test("what is refused after its person went on lies in the outbox, and is sent again or dropped by that person")
  func outbox() async throws {
    let rough = try await RoughTown(seed: 9)
    rough.wire.smooth()
    let order = try await rough.town.place([("MILO-400", 1)])
    try await rough.signIn("B-9", "9999")
    let desks = rough.house.desks
    let caller = rough.town.supervisor
    rough.wire.cut()
    try await desks.orders.releaseHold(order.id, rough.town.intent(caller))
    #expect(await desks.outbox?.commands().map(\.call) == ["orders/release-hold"])
    rough.wire.smooth()
    await rough.house.journal.settled()
    let refused = try #require(await desks.outbox?.commands().first)
    #expect(refused.arguments["order"] == "\(order.id)")
    guard case .refused(let refusal)? = refused.refusal else { return #expect(Bool(false), "not refused") }
    #expect(refusal.rule == .notOnHold)
    #expect(rough.house.monitor.state.refused == 1)
    await #expect(throws: CommerceError.refused(Refusal(.notYourCommand, remedy: .askSupervisor))) {
      try await desks.outbox?.drop(refused.id, reason: "no", by: rough.town.picker)
    }
    try await rough.town.house.desks.orders.hold(order.id, reason: "asked", rough.town.intent(caller))
    try await desks.outbox?.retry(refused.id, by: caller)
    await rough.house.journal.settled()
    #expect(await desks.outbox?.commands().isEmpty == true)
    #expect(try await rough.town.house.desks.orders.detail(order.id, by: caller).order.hold == nil)
  }
}
