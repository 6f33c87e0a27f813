import Commerce
import Operations
import TestSupport
import Testing

@Suite("The order desk")
struct OrderDeskTests {
  @Test("holds name who and why, block picking, and come off once")
  func holds() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 1)])
    let desk = town.house.desks.orders
    try await desk.hold(order.id, reason: "wrong address", town.intent(town.support))
    let held = try await desk.detail(order.id, by: town.support).order
    #expect(held.hold == Hold(reason: "wrong address", by: "Sena Support", since: town.clock.now))
    await #expect(throws: CommerceError.self) {
      _ = try await town.house.desks.warehouse.claimNext(town.intent(town.picker))
    }
    await #expect(throws: CommerceError.self) {
      try await desk.hold(order.id, reason: "again", town.intent(town.support))
    }
    try await desk.releaseHold(order.id, town.intent(town.support))
    await #expect(throws: CommerceError.self) { try await desk.releaseHold(order.id, town.intent(town.support)) }
    _ = try await town.house.desks.warehouse.claimNext(town.intent(town.picker))
  }

  @Test("phones are whole for those who call, masked for those who pick, in lists and in details")
  func phones() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 1)])
    let desk = town.house.desks.orders
    for (caller, phone) in [(town.picker, "024•••3456"), (town.support, "0244123456")] {
      #expect(try await desk.detail(order.id, by: caller).order.customer.phone == phone)
      #expect(try await desk.find(OrderQuery(), PageRequest(), by: caller).rows.map(\.phone) == [phone])
    }
  }

  @Test("notes and priority stand in the detail and in the timeline")
  func notes() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let order = try await town.place([("MILO-400", 1)])
    let desk = town.house.desks.orders
    try await desk.addNote(" ring twice ", to: order.id, town.intent(town.support))
    try await desk.setPriority(1, of: order.id, town.intent(town.support))
    let detail = try await desk.detail(order.id, by: town.picker)
    #expect(detail.notes.map(\.text) == ["ring twice"] && detail.notes[0].author == "Sena Support")
    #expect(detail.order.priority == 1)
    #expect(detail.timeline.map(\.change.field) == ["status", "note", "priority"])
    await #expect(throws: CommerceError.self) { try await desk.addNote("  ", to: order.id, town.intent(town.support)) }
    await #expect(throws: CommerceError.self) {
      try await desk.setPriority(5, of: order.id, town.intent(town.support))
    }
  }

  @Test("what the detail offers is what the desks do: every allowed action works, every refused one fails alike")
  func actions() async throws {
    for stage in 0..<6 {
      for caller in [\SmallTown.picker, \.support, \.supervisor] {
        for action in OrderAction.allCases {
          let town = try await SmallTown.build(at: SmallTown.temporaryPath())
          let order = try await prepare(stage, town)
          let who = town[keyPath: caller]
          let states = try await town.house.desks.orders.detail(order, by: who).actions
          let state = try #require(states.first { $0.action == action })
          do throws(CommerceError) {
            try await perform(action, order, town.intent(who), town.house(with: ScriptedGateway()).desks)
            #expect(state.refusal == nil, "\(action) at stage \(stage) worked")
          } catch {
            #expect(state.refusal == error, "\(action) at stage \(stage)")
          }
        }
      }
    }
  }

  /// Waiting, unpaid, on hold, in somebody's hands, picked, cancelled.
  private func prepare(_ stage: Int, _ town: SmallTown) async throws -> ID<Order> {
    let order = try await town.place([("MILO-400", 1)], method: stage == 1 ? .momo : .cod).id
    switch stage {
    case 2: try await town.house.desks.orders.hold(order, reason: "x", town.intent(town.admin))
    case 3: _ = try await town.house.desks.warehouse.claimNext(town.intent(town.second))
    case 4:
      let list = try await town.house.desks.warehouse.claimNext(town.intent(town.second)).list.id
      for code in ["T-101", "MILO-400"] {
        _ = try await town.house.desks.warehouse.scan(code, on: list, town.intent(town.second))
      }
    case 5: try await town.house.desks.orders.cancel(order, reason: "x", town.intent(town.admin))
    default: break
    }
    return order
  }

  private func perform(
    _ action: OrderAction, _ order: ID<Order>, _ intent: Intent, _ desks: Desks
  ) async throws(CommerceError) {
    switch action {
    case .pick: _ = try await desks.warehouse.claim([order], intent)
    case .pack: _ = try await desks.warehouse.packScan("MILO-400", order: order, intent)
    case .hold: try await desks.orders.hold(order, reason: "y", intent)
    case .releaseHold: try await desks.orders.releaseHold(order, intent)
    case .addNote: try await desks.orders.addNote("y", to: order, intent)
    case .setPriority: try await desks.orders.setPriority(1, of: order, intent)
    case .stepBack: try await desks.warehouse.stepBack(order: order, reason: "y", intent)
    case .cancel: try await desks.orders.cancel(order, reason: "y", intent)
    case .edit:
      let version = try await desks.orders.detail(order, by: intent.caller).order.version
      try await desks.orders.edit(OrderEdit(note: "gate is blue"), of: order, version: version, intent)
    case .askPayment: _ = try await desks.cash.request(order, phone: nil, intent)
    case .toCash: _ = try await desks.cash.backToCash(order, intent)
    }
  }
}
