import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Signing in")
struct SignInTests {
  @Test("by e-mail and password, by badge and PIN, in any case; the sites are the granted ones")
  func ways() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.session
    let session = try await desk.signIn(email: "AMA.Koomson@townhouse.example", password: SmallTown.password)
    #expect(session.person.id == town.staff.picker && session.sites.map(\.code) == ["accra"])
    #expect(try await desk.signIn(badge: " b-1 ", pin: "1111").person.id == town.staff.picker)
    let admin = try await desk.signIn(badge: "B-0", pin: "0000")
    #expect(admin.sites.map(\.code) == ["accra", "tema"])
    try await town.place([("MILO-400", 1)])
    #expect(try await desk.sites(of: session).map(\.waiting) == [1])
    #expect(try await desk.sites(of: admin).map(\.waiting) == [1, 0])
  }

  @Test("unknown, wrong, inactive and crossed answers are one and the same")
  func uniform() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.session
    try await town.change(town.staff.second) { $0.isActive = false }
    let tries: [(String, String)] = [
      ("nobody@townhouse.example", SmallTown.password), ("ama.koomson@townhouse.example", "wrong"),
      ("yaw.boateng@townhouse.example", SmallTown.password), ("ama.koomson@townhouse.example", "1111"), ("", ""),
      ("B-9", SmallTown.password + "x"),
    ]
    for (name, password) in tries {
      await #expect(throws: CommerceError.unauthenticated) {
        _ = try await desk.signIn(email: name, password: password)
      }
    }
    await #expect(throws: CommerceError.unauthenticated) { _ = try await desk.signIn(badge: "B-2", pin: "2222") }
    await #expect(throws: CommerceError.unauthenticated) {
      _ = try await desk.signIn(badge: "B-1", pin: SmallTown.password)
    }
  }

  @Test("five failures in a row slow a name down, known or not, growing to five minutes; success forgets them")
  func slowing() async throws {
    for name in ["ama.koomson@townhouse.example", "nobody@townhouse.example"] {
      let town = try await SmallTown.build(at: SmallTown.temporaryPath())
      let desk = town.house.desks.session
      for _ in 0..<5 {
        await #expect(throws: CommerceError.unauthenticated) { _ = try await desk.signIn(email: name, password: "no") }
      }
      for wait in [5, 10, 20, 40, 80, 160, 300, 300] {
        // Even the right password has to wait; the wait is told, and trying does not lengthen it.
        for _ in 0..<2 {
          await #expect(throws: CommerceError.slowedDown(seconds: wait)) {
            _ = try await desk.signIn(email: name, password: SmallTown.password)
          }
        }
        town.clock.advance(seconds: Int64(wait))
        await #expect(throws: CommerceError.unauthenticated) { _ = try await desk.signIn(email: name, password: "no") }
      }
    }
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.session
    for _ in 0..<2 {
      for _ in 0..<4 {
        await #expect(throws: CommerceError.unauthenticated) { _ = try await desk.signIn(badge: "B-1", pin: "0") }
      }
      _ = try await desk.signIn(badge: "B-1", pin: "1111")
    }
    _ = try await desk.signIn(badge: "B-9", pin: "9999")
  }

  @Test("the lock opens by the same person's PIN or password only")
  func unlock() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.session
    let session = try await desk.signIn(badge: "B-1", pin: "1111")
    try await desk.unlock(session, secret: "1111")
    try await desk.unlock(session, secret: SmallTown.password)
    await #expect(throws: CommerceError.unauthenticated) { try await desk.unlock(session, secret: "9999") }
  }

  @Test("a grant taken away is gone with the next call (I40)")
  func revoked() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.session
    let session = try await desk.signIn(badge: "B-1", pin: "1111")
    _ = try await town.house.desks.warehouse.floor(by: town.picker)
    let picker = town.staff.picker
    try await town.store.write { transaction throws(CommerceError) in try transaction.setGrants([], of: picker) }
    #expect(try await desk.refreshed(session).sites.isEmpty)
    await #expect(throws: CommerceError.forbidden(.viewQueue)) {
      _ = try await town.house.desks.warehouse.floor(by: town.picker)
    }
    try await town.change(picker) { $0.isActive = false }
    await #expect(throws: CommerceError.unauthenticated) { _ = try await desk.refreshed(session) }
    await #expect(throws: CommerceError.unauthenticated) {
      _ = try await town.house.desks.warehouse.floor(by: town.picker)
    }
  }

  @Test("a second person's PIN lets a picker take over; a wrong one, or a colleague's, does not")
  func stepUp() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.place([("MILO-400", 1)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    let failed = CommerceError.refused(Refusal(.stepUpFailed, remedy: .askSupervisor))
    for stepUp in [
      StepUp(name: "B-9", pin: "1234"), StepUp(name: "B-2", pin: "2222"), StepUp(name: "B-77", pin: "9999"),
    ] {
      await #expect(throws: failed) {
        _ = try await desk.takeOver(list, stepUp: stepUp, town.intent(town.second))
      }
    }
    let work = try await desk.takeOver(list, stepUp: StepUp(name: "b-9", pin: "9999"), town.intent(town.second))
    #expect(work.list.holder == town.staff.second)
  }

  @Test("accounts are listed on a sample store alone")
  func sample() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    #expect(try await town.house.desks.session.sampleAccounts().isEmpty)
    try await town.store.write { transaction throws(CommerceError) in try transaction.setSetting("sample", to: "yes") }
    let accounts = try await town.house.desks.session.sampleAccounts()
    #expect(accounts.count == 9)
    #expect(accounts.contains { $0.badge == "B-1" && $0.role == "picker accra" })
    #expect(accounts.contains { $0.badge == "B-0" && $0.role == "admin everywhere" })
  }
}

extension SmallTown {
  /// Changes a person's particulars behind the desks' back.
  func change(_ id: ID<Person>, _ body: @escaping @Sendable (inout Person) -> Void) async throws {
    try await store.write { transaction throws(CommerceError) in
      guard var person = try transaction.person(id) else { return }
      body(&person)
      try transaction.update(person)
    }
  }
}
