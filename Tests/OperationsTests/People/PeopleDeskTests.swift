import Commerce
import Operations
import TestSupport
import Testing

@Suite("People administration")
struct PeopleDeskTests {
  /// A town with an admin of its own, who reaches nothing else.
  private func town() async throws -> (town: SmallTown, local: Caller) {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let id = try await town.house.desks.people.add(
      PersonDraft(
        email: "local@townhouse.example", name: "Local Admin", badge: "b-50",
        grant: Grant(role: .admin, site: town.site), password: "local-password", pin: "5050"),
      town.intent(town.admin))
    return (town, Caller(person: id, site: town.site))
  }

  @Test("somebody added can sign in by password and by badge, with the role that was given")
  func add() async throws {
    let (town, local) = try await town()
    let desks = town.house.desks
    let session = try await desks.session.signIn(email: "LOCAL@townhouse.example", password: "local-password")
    #expect(session.person.id == local.person && session.sites.map(\.id) == [town.site])
    #expect(try await desks.session.signIn(badge: "B-50", pin: "5050").person.name == "Local Admin")
    let feed = try await desks.history.changes(
      HistoryQuery(site: town.site, entity: .person), PageRequest(.first), by: town.admin
    ).rows
    #expect(feed.map(\.change.new) == ["local@townhouse.example admin accra"])
  }

  @Test("a town's admin gives and takes roles in that town alone")
  func reach() async throws {
    let (town, local) = try await town()
    let people = town.house.desks.people
    let picker = town.staff.picker
    try await people.grant(Grant(role: .cashier, site: town.site), to: picker, town.intent(local))
    #expect(try await people.person(picker, by: local).grants.map(\.grant.role) == [.picker, .cashier])
    try await people.revoke(Grant(role: .cashier, site: town.site), from: picker, town.intent(local))
    #expect(try await people.person(picker, by: local).grants.map(\.grant.role) == [.picker])
    for beyond in [Grant(role: .picker, site: town.elsewhere), Grant(role: .picker, site: nil)] {
      await #expect { try await people.grant(beyond, to: picker, town.intent(local)) } throws: {
        ($0 as? CommerceError)?.code == "rule.people.beyond_reach"
      }
    }
  }

  @Test("what somebody has beyond one's reach protects their sign-in")
  func protectedSignIn() async throws {
    let (town, local) = try await town()
    let people = town.house.desks.people
    for action in [PersonAction.edit, .setSecrets, .deactivate] {
      #expect(try await people.person(town.staff.admin, by: local).refusal(action)?.code == "rule.people.beyond_reach")
    }
    await #expect {
      try await people.setSecrets(
        of: town.staff.admin, password: "taken-over", pin: nil, town.intent(local))
    } throws: {
      ($0 as? CommerceError)?.code == "rule.people.beyond_reach"
    }
    // A picker who also works in Tema is not Accra's alone any more.
    try await people.grant(Grant(role: .picker, site: town.elsewhere), to: town.staff.picker, town.intent(town.admin))
    await #expect {
      try await people.edit(town.staff.picker, name: "X", badge: "B-1", isActive: false, town.intent(local))
    } throws: {
      ($0 as? CommerceError)?.code == "rule.people.beyond_reach"
    }
    #expect(try await people.person(town.staff.picker, by: local).grants.count == 1)
  }

  @Test("nobody raises themselves, and who may not manage people manages nobody")
  func ownGrants() async throws {
    let (town, local) = try await town()
    let people = town.house.desks.people
    await #expect {
      try await people.grant(Grant(role: .admin, site: town.elsewhere), to: local.person, town.intent(local))
    } throws: {
      ($0 as? CommerceError)?.code == "rule.people.own_grants"
    }
    await #expect(throws: CommerceError.forbidden(.managePeople)) {
      try await people.grant(
        Grant(role: .supervisor, site: town.site), to: town.staff.picker, town.intent(town.supervisor))
    }
    #expect(try await people.people(by: town.supervisor).count == 10)
    await #expect(throws: CommerceError.forbidden(.viewPeople)) { _ = try await people.people(by: town.picker) }
  }

  @Test("the last admin stays: neither revoked nor made inactive")
  func lastAdmin() async throws {
    let (town, _) = try await town()
    let people = town.house.desks.people
    let keeper = Grant(role: .admin, site: nil)
    let second = try await people.add(
      PersonDraft(email: "two@townhouse.example", name: "Two", badge: "", grant: keeper), town.intent(town.admin))
    let other = Caller(person: second, site: town.site)
    try await people.revoke(keeper, from: town.staff.admin, town.intent(other))
    #expect(try await people.people(by: other).count == 11)
    // The one who is left cannot be taken by anybody: nobody else reaches so far, and not by themselves either.
    await #expect(throws: CommerceError.self) { try await people.revoke(keeper, from: second, town.intent(other)) }
    await #expect {
      try await people.edit(second, name: "Two", badge: "", isActive: false, town.intent(other))
    } throws: {
      ($0 as? CommerceError)?.code == "rule.people.not_yourself"
    }
  }

  @Test("secrets are checked, hashed and never shown in the feed")
  func secrets() async throws {
    let (town, local) = try await town()
    let desks = town.house.desks
    await #expect(throws: CommerceError.invalid([FieldIssue("pin", "is not 4 to 8 digits")])) {
      try await desks.people.setSecrets(of: town.staff.picker, password: nil, pin: "12a4", town.intent(local))
    }
    try await desks.people.setSecrets(of: town.staff.picker, password: nil, pin: "424242", town.intent(local))
    #expect(try await desks.session.signIn(badge: "B-1", pin: "424242").person.id == town.staff.picker)
    let feed = try await desks.history.changes(
      HistoryQuery(site: town.site, entity: .person, entityID: town.staff.picker.serial), PageRequest(.first),
      by: local
    ).rows
    #expect(feed.map(\.change.field) == ["pin"] && feed.map(\.change.new) == ["changed"])
  }

  @Test("names and badges are unique, and the same command changes once")
  func uniqueness() async throws {
    let (town, local) = try await town()
    let people = town.house.desks.people
    await #expect(throws: CommerceError.conflict(FieldIssue("badge", "is taken by another person"))) {
      try await people.edit(town.staff.picker, name: "Ama", badge: "b-2", isActive: true, town.intent(local))
    }
    let intent = town.intent(local)
    for _ in 1...2 {
      try await people.edit(town.staff.picker, name: "Ama K. Owusu", badge: "B-77", isActive: false, intent)
    }
    let feed = try await town.house.desks.history.changes(
      HistoryQuery(site: town.site, entity: .person, entityID: town.staff.picker.serial), PageRequest(.first),
      by: local
    ).rows
    #expect(feed.map(\.change.field).sorted() == ["active", "badge", "name"])
    await #expect(throws: CommerceError.unauthenticated) {
      _ = try await town.house.desks.session.signIn(badge: "B-77", pin: "1111")
    }
  }
}
