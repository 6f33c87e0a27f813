import Client
import Commerce
import Contract
import Operations
import Server
import TestSupport
import Testing
import TownDialect

@Suite("Sessions over the wire")
struct RemoteSessionTests {
  @Test("signing in answers the whole session, as the house itself does")
  func signIn() async throws {
    let remote = try await RemoteTown()
    let session = try await remote.signIn("B-1", "1111")
    #expect(try await session == remote.local.session.signIn(badge: "B-1", pin: "1111"))
    #expect(try await remote.desks.session.refreshed(session) == session)
    #expect(try await remote.desks.session.sites(of: session) == remote.local.session.sites(of: session))
    #expect(try await remote.desks.session.needsFirstAdmin() == false)
    #expect(try await remote.desks.session.sampleAccounts() == [])
    await #expect(throws: CommerceError.unauthenticated) { try await remote.signIn("B-1", "1112") }
  }

  @Test("a wrong secret is tried once, whatever token carries it")
  func wrongSecret() async throws {
    let remote = try await RemoteTown()
    let session = try await remote.signIn("B-1", "1111")
    try await remote.desks.session.unlock(session, secret: "1111")
    let before = remote.wire.paths.count
    await #expect(throws: CommerceError.unauthenticated) {
      try await remote.desks.session.unlock(session, secret: "1112")
    }
    #expect(remote.wire.paths.count == before + 1)
  }

  @Test("a token is renewed at half of its life, for twelve hours and no longer")
  func renewal() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("B-1", "1111")
    let first = remote.wallet.token(of: remote.town.picker)
    _ = try await remote.desks.warehouse.floor(by: remote.town.picker)
    #expect(!remote.wire.paths.contains("/staff/refresh"))
    for _ in 1...23 {
      remote.town.clock.advance(minutes: 31)
      _ = try await remote.desks.warehouse.floor(by: remote.town.picker)
    }
    #expect(remote.wire.paths.filter { $0 == "/staff/refresh" }.count >= 22)
    #expect(remote.wallet.token(of: remote.town.picker) != first)
    remote.town.clock.advance(minutes: 31)
    await #expect(throws: CommerceError.unauthenticated) {
      _ = try await remote.desks.warehouse.floor(by: remote.town.picker)
    }
  }

  @Test("a refused token is tried to be renewed once, and then somebody has to sign in")
  func refusedToken() async throws {
    let remote = try await RemoteTown()
    _ = try await remote.desks.session.needsFirstAdmin()
    remote.wallet.keep("nonsense", of: remote.town.staff.picker)
    let before = remote.wire.paths.count
    await #expect(throws: CommerceError.unauthenticated) {
      _ = try await remote.desks.warehouse.floor(by: remote.town.picker)
    }
    #expect(remote.wire.paths.dropFirst(before).last == "/staff/refresh")
    #expect(remote.wire.paths.count == before + 2)
  }

  @Test("who acts as somebody has a token with both names until they stop")
  func impersonation() async throws {
    let remote = try await RemoteTown()
    let town = remote.town
    let order = try await town.place([("MILO-400", 1)])
    try await remote.signIn("B-0", "0000")
    let session = try await remote.desks.people.impersonate(town.staff.support, town.intent(town.admin))
    let acting = session.caller(at: town.site)
    #expect(session.person.id == town.staff.support && session.impersonator?.id == town.staff.admin)
    try await remote.desks.orders.hold(order.id, reason: "asked to wait", town.intent(acting))
    let feed = try await remote.desks.history.changes(
      HistoryQuery(site: town.site), PageRequest(.first, limit: 20), by: town.admin
    ).rows
    let hold = try #require(feed.first { $0.change.field == "hold" })
    #expect(hold.actor == town.staff.support && hold.impersonator == town.staff.admin)
    try await remote.desks.people.endImpersonation(town.intent(acting))
    await #expect(throws: CommerceError.unauthenticated) { _ = try await remote.desks.warehouse.floor(by: acting) }
    _ = try await remote.desks.warehouse.floor(by: town.admin)
    try await remote.signIn("B-1", "1111")
    await #expect(throws: CommerceError.forbidden(.impersonate)) {
      _ = try await remote.desks.people.impersonate(town.staff.support, town.intent(town.picker))
    }
  }

  @Test("acting for long does not cost one's own session")
  func ownTokenLives() async throws {
    let remote = try await RemoteTown()
    let town = remote.town
    try await remote.signIn("B-0", "0000")
    let session = try await remote.desks.people.impersonate(town.staff.support, town.intent(town.admin))
    for _ in 1...3 {
      town.clock.advance(minutes: 31)
      _ = try await remote.desks.warehouse.floor(by: session.caller(at: town.site))
    }
    try await remote.desks.people.endImpersonation(town.intent(session.caller(at: town.site)))
    _ = try await remote.desks.warehouse.floor(by: town.admin)
  }

  @Test("the first admin is made where the store is")
  func firstAdmin() async throws {
    let remote = try await RemoteTown()
    let refusal = await #expect(throws: CommerceError.self) {
      _ = try await remote.desks.house.createFirstAdmin(
        email: "a@townhouse.example", name: "A", password: "long enough", id: remote.town.ids.next())
    }
    guard case .trouble(let trouble) = try #require(refusal) else { return }
    #expect(trouble.kind == .notOffered)
  }
}
