import Commerce
import Operations
import TestSupport
import Testing

@Suite("The house desk")
struct HouseDeskTests {
  @Test("policy is the admin's to change, in range, each changed field in the feed once")
  func policy() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.house
    var policy = try await desk.site(by: town.picker).policy
    policy.clusterSize = 3
    policy.binCheck = true
    await #expect(throws: CommerceError.forbidden(.manageSites)) {
      try await desk.setPolicy(policy, town.intent(town.supervisor))
    }
    let before = try await town.house.desks.history.lastSequence()
    try await desk.setPolicy(policy, town.intent(town.admin))
    try await desk.setPolicy(policy, town.intent(town.admin))
    #expect(try await desk.site(by: town.picker).policy == policy)
    let feed = try await town.house.desks.history.changes(after: before, limit: 10, by: town.admin)
    #expect(feed.map(\.change.field) == ["cluster_size", "bin_check"])
    policy.clusterSize = 0
    await #expect(throws: CommerceError.self) { try await desk.setPolicy(policy, town.intent(town.admin)) }
    #expect(try await desk.site(by: town.admin).policy.clusterSize == 3)
  }

  @Test("sheets hold what can be scanned here, and badges only for those who see people")
  func sheets() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.house
    let commands = try await desk.sheet(.commands, by: town.picker).map(\.code)
    #expect(Set(commands).count == commands.count && commands.contains(".n") && commands.contains(".u"))
    #expect(try await desk.sheet(.totes, by: town.picker).count == 20)
    #expect(try await desk.sheet(.bins, by: town.picker).map(\.code).prefix(2) == ["A-01-1", "A-03-2"])
    #expect(try await desk.sheet(.lanes, by: town.picker).map(\.caption).last == "L-03  3 Osu")
    await #expect(throws: CommerceError.forbidden(.viewPeople)) { _ = try await desk.sheet(.badges, by: town.picker) }
    let badges = try await desk.sheet(.badges, by: town.supervisor)
    #expect(badges.contains(SheetEntry(code: "B-1", caption: "Ama Koomson, picker")))
  }
}
