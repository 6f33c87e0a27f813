import Client
import Commerce
import Contract
import Operations
import Security
import Server
import Store
import Synchronization
import TestSupport
import Testing
import TownDialect

@Suite("A day at remote desks")
struct RemoteDayTests {
  /// Plays a day from morning to the closed books and answers what the store holds then. Everybody signs in again
  /// when the clock has moved on for long.
  private func play(_ plan: DayPlan, at make: (House, FixedClock) throws -> Desks) async throws -> String {
    let path = try SmallTown.temporaryPath()
    try await DayTown.build(at: path)
    let clock = FixedClock(DayTown.start)
    let store = try SQLiteStore.open(path: path)
    let house = DayTown.house(store, clock: clock, ids: SequenceIDs(seed: 11))
    let desks = try make(house, clock)
    let step = Atomic<Int>(0)
    let hand = try await DayHand(plan, on: house, at: desks, move: clock.set) { place in
      DayHand.command(step: step.load(ordering: .relaxed), place: place)
    }
    let people = try await desks.session.sampleAccounts().map(\.email) + (3...5).map { DayTown.email("driver\($0)") }
    var signedIn: Instant?
    for index in plan.steps.indices {
      step.store(index, ordering: .relaxed)
      try await hand.play(plan.steps[index])
      if let signedIn, clock.now.minutes(since: signedIn) < 25 { continue }
      signedIn = clock.now
      for email in people { _ = try await desks.session.signIn(email: email, password: DayTown.password) }
    }
    var digest = try #require(ContentHash())
    try ContentDump().run(path: path) { table, row in
      digest.add(Array(table.utf8))
      digest.add(row)
    }
    await store.close()
    return digest.finish()
  }

  @Test("leaves the same store as a day at local ones (I63)")
  func sameStore() async throws {
    let plan = DayPlan(seed: 63, count: 45)
    try #require(plan.steps.first?.isClock == true)
    let local = try await play(plan) { house, _ in house.desks }
    let remote = try await play(plan) { house, clock in
      let tokens = Tokens(
        audience: "town", keys: [Array(repeating: 7, count: 32)], signer: SodiumSigner(), clock: clock)
      let listener = try TownListener.make(desks: house.desks, tokens: tokens)
      return RemoteDesks.make(
        link: RemoteLink(transport: DocumentedTransport(listener), wallet: TokenWallet(), clock: clock))
    }
    #expect(remote == local)
  }
}
