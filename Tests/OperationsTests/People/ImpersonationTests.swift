import Commerce
import Operations
import TestSupport
import Testing

@Suite("Acting as somebody else")
struct ImpersonationTests {
  @Test("both names stand in every change, and it is noted when it begins and ends")
  func bothNames() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let placed = try await town.place([("MILO-400", 1)])
    let session = try await desks.people.impersonate(town.staff.support, town.intent(town.admin))
    let acting = session.caller(at: town.site)
    #expect(session.person.id == town.staff.support && session.impersonator?.id == town.staff.admin)
    #expect(session.sites.map(\.id) == [town.site])
    try await desks.orders.hold(placed.id, reason: "asked to wait", town.intent(acting))
    try await desks.people.endImpersonation(town.intent(acting))
    let feed = try await desks.history.changes(
      HistoryQuery(site: town.site), PageRequest(.first, limit: 20), by: town.admin
    ).rows
    let hold = try #require(feed.first { $0.change.field == "hold" })
    #expect(hold.actor == town.staff.support && hold.impersonator == town.staff.admin)
    #expect(feed.filter { $0.change.field == "acting" }.map(\.change.new) == ["no", "yes"])
  }

  @Test("both must be allowed: grants of both are read again for every call")
  func bothAllowed() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let session = try await desks.people.impersonate(town.staff.picker, town.intent(town.admin))
    let acting = session.caller(at: town.site)
    await #expect(throws: CommerceError.forbidden(.cancelOrders)) {
      try await desks.orders.cancel(ID(1), reason: "no", town.intent(acting))
    }
    _ = try await desks.warehouse.floor(by: acting)
    let keeper = try await desks.people.add(
      PersonDraft(
        email: "two@townhouse.example", name: "Two", badge: "", grant: Grant(role: .admin, site: nil)),
      town.intent(town.admin))
    try await desks.people.revoke(
      Grant(role: .admin, site: nil), from: town.staff.admin, town.intent(Caller(person: keeper, site: town.site)))
    await #expect(throws: CommerceError.forbidden(.viewQueue)) { _ = try await desks.warehouse.floor(by: acting) }
    await #expect(throws: CommerceError.self) { _ = try await desks.orders.find(OrderQuery(), .init(), by: acting) }
    #expect(try await desks.session.refreshed(session).sites.isEmpty)
  }

  @Test("a made-up impersonator opens nothing: who may not act as others does not by saying so")
  func madeUp() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let forged = Caller(person: town.staff.admin, site: town.site, impersonator: town.staff.picker)
    await #expect(throws: CommerceError.forbidden(.viewQueue)) { _ = try await desks.warehouse.floor(by: forged) }
    await #expect(throws: CommerceError.forbidden(.impersonate)) {
      _ = try await desks.people.impersonate(town.staff.support, town.intent(town.supervisor))
    }
  }

  @Test("who acts as somebody does not vouch for them")
  func noVouching() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let session = try await desks.people.impersonate(town.staff.dispatcher, town.intent(town.admin))
    let acting = session.caller(at: town.site)
    let order = try await town.ready([("RICE-5", 1)])
    let dispatch = try #require(try await town.sendOut([order.id]).first)
    _ = try await desks.dispatch.deliver(
      dispatch, proof: ProofInput(), collected: nil, stepUp: nil, town.intent(acting))
    town.clock.advance(minutes: 180)
    await #expect(throws: CommerceError.refused(Refusal(.secondPersonNeeded, remedy: .askSupervisor))) {
      try await desks.dispatch.reopen(
        dispatch, reason: .mistake, stepUp: StepUp(name: "B-0", pin: "0000"), town.intent(acting))
    }
    try await desks.dispatch.reopen(
      dispatch, reason: .mistake, stepUp: StepUp(name: "B-9", pin: "9999"), town.intent(acting))
  }

  @Test("who acts as a picker does not let that picker take a colleague's list over")
  func noTakeOver() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.warehouse
    try await town.place([("MILO-400", 1)])
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    let acting = Caller(person: town.staff.second, site: town.site, impersonator: town.staff.admin)
    await #expect(throws: CommerceError.refused(Refusal(.secondPersonNeeded, remedy: .askSupervisor))) {
      _ = try await desk.takeOver(list, stepUp: StepUp(name: "B-0", pin: "0000"), town.intent(acting))
    }
    #expect(try await desk.workInHand(by: town.picker)?.list.id == list)
  }

  @Test("who may not sign in any more does not act as anybody either")
  func deactivated() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let people = town.house.desks.people
    let keeper = try await people.add(
      PersonDraft(email: "two@townhouse.example", name: "Two", badge: "", grant: Grant(role: .admin, site: nil)),
      town.intent(town.admin))
    let acting = try await people.impersonate(town.staff.picker, town.intent(town.admin)).caller(at: town.site)
    _ = try await town.house.desks.warehouse.floor(by: acting)
    try await people.edit(
      town.staff.admin, name: "Adwoa Admin", badge: "B-0", isActive: false,
      town.intent(Caller(person: keeper, site: town.site)))
    await #expect(throws: CommerceError.unauthenticated) { _ = try await town.house.desks.warehouse.floor(by: acting) }
  }

  @Test("a command is remembered for who sent it: the person's own does not answer for who acts as them")
  func ownMemory() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.orders
    let placed = try await town.place([("MILO-400", 1)])
    let intent = town.intent(town.support)
    try await desk.hold(placed.id, reason: "ring back", intent)
    let acting = Caller(person: town.staff.support, site: town.site, impersonator: town.staff.admin)
    await #expect(throws: CommerceError.refused(Refusal(.commandReused, remedy: .tryAgain))) {
      try await desk.hold(placed.id, reason: "ring back", Intent(id: intent.id, caller: acting))
    }
  }

  @Test("no secrets, no second mask, not for oneself")
  func limits() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    let second = try await desks.people.add(
      PersonDraft(
        email: "two@townhouse.example", name: "Two", badge: "", grant: Grant(role: .admin, site: nil)),
      town.intent(town.admin))
    let acting = try await desks.people.impersonate(second, town.intent(town.admin)).caller(at: town.site)
    for attempt in 0...1 {
      await #expect {
        if attempt == 0 {
          try await desks.people.setSecrets(
            of: town.staff.picker, password: "chosen-by-me", pin: nil, town.intent(acting))
        } else {
          _ = try await desks.people.impersonate(town.staff.picker, town.intent(acting))
        }
      } throws: {
        ($0 as? CommerceError)?.code == "rule.impersonation.not_here"
      }
    }
    await #expect {
      _ = try await desks.people.impersonate(town.staff.admin, town.intent(town.admin))
    } throws: {
      ($0 as? CommerceError)?.code == "rule.people.not_yourself"
    }
  }
}
