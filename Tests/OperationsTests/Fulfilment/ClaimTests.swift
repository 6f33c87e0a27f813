import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Claims and clusters")
struct ClaimTests {
  @Test("three orders with seven lines on three items take ten scans after one claim")
  func clusterExample() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.setClusterSize(3)
    try await town.place([("MILO-400", 1), ("RICE-5", 2), ("KEY-200", 1)])
    try await town.place([("MILO-400", 2), ("RICE-5", 1)])
    try await town.place([("MILO-400", 1), ("KEY-200", 3)])
    let desk = town.house.desks.warehouse
    var work = try await desk.claimNext(town.intent(town.picker))
    #expect(work.list.orders.count == 3)
    let codes = [
      "MILO-400", "T-101", "T-102", "T-103", "RICE-5", "T-101", "T-102", "KEY-200", "T-101", "T-103",
    ]
    #expect(codes.count == 10)
    for code in codes.map(SmallTown.code) {
      let result = try await desk.scan(code, on: work.list.id, town.intent(town.picker))
      if case .refused(let refusal) = result.verdict { Issue.record("\(code): \(refusal)") }
      work = result.work
    }
    #expect(work.list.closedAt != nil)
    #expect(work.list.tasks.allSatisfy { $0.picked == $0.quantity })
  }

  @Test("in a cluster an item must go into a tote that needs it before anything else")
  func clusterRefusals() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.setClusterSize(2)
    try await town.place([("MILO-400", 1), ("RICE-5", 1)])
    try await town.place([("RICE-5", 1)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    let tote = try await desk.scan("T-101", on: list, town.intent(town.picker))
    #expect(tote.verdict.rule == .itemFirst)
    _ = try await desk.scan(SmallTown.code("MILO-400"), on: list, town.intent(town.picker))
    let other = try await desk.scan(SmallTown.code("RICE-5"), on: list, town.intent(town.picker))
    #expect(other.verdict.rule == .toteFirst)
    _ = try await desk.scan("T-101", on: list, town.intent(town.picker))
    _ = try await desk.scan(SmallTown.code("RICE-5"), on: list, town.intent(town.picker))
    _ = try await desk.scan("T-101", on: list, town.intent(town.picker))
    let full = try await desk.scan("T-101", on: list, town.intent(town.picker))
    #expect(full.verdict.rule == .wrongTote)
  }

  @Test("twenty callers on one queue: every order is claimed once")
  func twentyClaim() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    for _ in 0..<20 { try await town.place([("TOMATO-210", 1)]) }
    let pickers = try await town.addPickers(20)
    let lists = try await withThrowingTaskGroup(of: PickWork.self) { group in
      for picker in pickers {
        group.addTask { try await town.house.desks.warehouse.claimNext(town.intent(picker)) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(lists.flatMap { $0.list.orders.map(\.order) }).count == 20)
    #expect(Set(lists.map(\.list.id)).count == 20)
  }

  @Test("an order in somebody's hands is not claimed a second time, by name or by the next key")
  func heldByOther() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    let named = await #expect(throws: CommerceError.self) { try await desk.claim([order.id], town.intent(town.second)) }
    #expect(named?.code == "rule.claim.held_by_other")
    let next = await #expect(throws: CommerceError.self) { try await desk.claimNext(town.intent(town.second)) }
    #expect(next?.code == "rule.work.none")
    #expect(try await desk.claimNext(town.intent(town.picker)).list.id == list)
  }

  @Test("unpicked work goes back to the queue; picked work does not")
  func release() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 2)])
    let desk = town.house.desks.warehouse
    var list = try await desk.claimNext(town.intent(town.picker)).list.id
    try await desk.release(list, town.intent(town.picker))
    let back = try await town.house.desks.orders.detail(order.id, by: town.admin).order
    #expect(back.status == .pendingFulfilment)
    #expect(back.pickList == nil)
    list = try await desk.claimNext(town.intent(town.second)).list.id
    for code in ["T-101"] { _ = try await desk.scan(code, on: list, town.intent(town.second)) }
    _ = try await desk.short(got: 1, reason: .notFound, on: list, town.intent(town.second))
    let error = await #expect(throws: CommerceError.self) { try await desk.release(list, town.intent(town.second)) }
    #expect(error?.code.hasPrefix("rule.") == true)
  }

  @Test("taking over needs the right, a second person's PIN, or a lease that has run out")
  func takeOver() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    try await town.place([("MILO-400", 2)])
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    let alone = await #expect(throws: CommerceError.self) {
      try await desk.takeOver(list, stepUp: nil, town.intent(town.second))
    }
    #expect(alone?.code == "rule.step_up.needed")
    let wrong = await #expect(throws: CommerceError.self) {
      try await desk.takeOver(list, stepUp: StepUp(name: "B-9", pin: "1234"), town.intent(town.second))
    }
    #expect(wrong?.code == "rule.step_up.failed")
    let taken = try await desk.takeOver(list, stepUp: StepUp(name: "B-9", pin: "9999"), town.intent(town.second))
    #expect(taken.list.holder == town.staff.second)
    town.clock.advance(minutes: 16)
    let back = try await desk.takeOver(list, stepUp: nil, town.intent(town.picker))
    #expect(back.list.holder == town.staff.picker)
    await #expect(throws: CommerceError.self) {
      try await desk.scan("T-101", on: list, town.intent(town.second))
    }
  }

  @Test("an order on hold or unpaid is neither handed out nor claimed by name")
  func notWorkable() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let held = try await town.place([("MILO-400", 1)])
    let unpaid = try await town.place([("KEY-200", 1)], method: .momo)
    try await town.house.desks.orders.hold(held.id, reason: "address", town.intent(town.supervisor))
    let desk = town.house.desks.warehouse
    let none = await #expect(throws: CommerceError.self) { try await desk.claimNext(town.intent(town.picker)) }
    #expect(none?.code == "rule.work.none")
    let hold = await #expect(throws: CommerceError.self) { try await desk.claim([held.id], town.intent(town.picker)) }
    #expect(hold?.code == "rule.order.on_hold")
    let pay = await #expect(throws: CommerceError.self) { try await desk.claim([unpaid.id], town.intent(town.picker)) }
    #expect(pay?.code == "rule.payment.not_completed")
  }
}

extension PickVerdict {
  /// The rule that refused, if one did.
  var rule: Rule? {
    if case .refused(let refusal) = self { refusal.rule } else { nil }
  }
}

extension SmallTown {
  /// Makes F2 hand out that many orders at once.
  func setClusterSize(_ size: Int) async throws {
    try await store.write { [site] transaction throws(CommerceError) in
      guard var place = try transaction.site(site) else { return }
      place.policy.clusterSize = size
      try transaction.update(place)
    }
  }

  /// More pickers at Accra.
  func addPickers(_ count: Int) async throws -> [Caller] {
    let site = site
    let people = try await store.write { transaction throws(CommerceError) in
      var people: [ID<Person>] = []
      for number in 1...count {
        let id = try transaction.insert(
          Person(id: ID(0), email: "extra\(number)@townhouse.example", name: "Extra \(number)", badge: "X-\(number)"))
        try transaction.setGrants([Grant(role: .picker, site: site)], of: id)
        people.append(id)
      }
      return people
    }
    return people.map { Caller(person: $0, site: site) }
  }
}
