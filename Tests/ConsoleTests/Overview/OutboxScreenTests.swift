import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct OutboxScreenTests {
  static let commands = [
    OutboxCommand(
      id: UniqueID(high: 1, low: 1), person: ConsoleSample.adwoa.person.id, site: ID(1), call: "warehouse/scan",
      arguments: ["code": "6030000000011", "list": "7"], at: ConsoleSample.now.adding(minutes: -9),
      refusal: .refused(
        Refusal(.onHold, [.order: .text("ORD-42"), .reason: .text("call first")], remedy: .askSupervisor)),
      refusedAt: ConsoleSample.now.adding(minutes: -1)),
    OutboxCommand(
      id: UniqueID(high: 1, low: 2), person: ConsoleSample.adwoa.person.id, site: ID(1), call: "orders/hold",
      arguments: ["order": "12", "reason": "customer asked"], at: ConsoleSample.now.adding(minutes: -5)),
    OutboxCommand(
      id: UniqueID(high: 1, low: 3), person: ID(99), site: ID(2), call: "warehouse/skip", arguments: ["list": "8"],
      at: ConsoleSample.now.adding(minutes: -2)),
  ]

  static func outbox(_ size: Size = Size(columns: 80, rows: 24), link: LinkState = offline) -> Program {
    var program = ConsoleSample.showing(
      OutboxScreen(), ConsoleSample.adwoa, size: size,
      told: [.answer(.overview(.outbox(commands)), tag: "outbox")])
    program.link = link
    return program
  }

  static let offline = LinkState(
    reach: .offline(since: ConsoleSample.now), waiting: 2, refused: 1, knownAt: ConsoleSample.now.adding(minutes: -18))

  @Test func looks() {
    expectGoldens("outbox") { Self.outbox($0) }
    expectGoldens("outbox-drop") { size in
      var program = Self.outbox(size)
      program.press(.character("X"), .character("n"), .character("o"), .enter)
      return program
    }
    expectGoldens("online") { Self.outbox($0, link: LinkState(reach: .online(milliseconds: 42))) }
  }

  @Test func sendsAgainAndDropsOnlyWithAReasonAndAYes() {
    let context = ListSample.context()
    var screen = OutboxScreen()
    _ = screen.update(.answer(.overview(.outbox(Self.commands)), tag: "outbox"), context)
    #expect(
      screen.update(.action("outbox.again"), context) == [
        .call(.overview(.sendAgain(Self.commands[0].id)), tag: "again")
      ])
    #expect(screen.update(.filled(["text": " "], tag: "reason"), context).contains(.bell))
    guard case .confirm? = screen.update(.filled(["text": "twice"], tag: "reason"), context).first else {
      return #expect(Bool(false), "not asked")
    }
    #expect(
      screen.update(.confirmed(tag: "drop"), context) == [
        .call(.overview(.dropCommand(Self.commands[0].id, reason: "twice")), tag: "drop")
      ])
    #expect(screen.update(.action("outbox.open"), context) == [.open(.pick(ID(7)))])
  }

  @Test func aRefusalAfterTheFactIsSaidAndRings() {
    var program = Self.outbox(link: LinkState(reach: .online(milliseconds: 9), waiting: 1))
    let outputs = program.deliver(
      .link(LinkState(reach: .online(milliseconds: 9), refused: 1)), now: ConsoleSample.now)
    #expect(outputs.contains(.bell))
    #expect(program.notice?.text.contains("g O") == true)
  }
}
