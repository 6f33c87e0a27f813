import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct HomeScreenTests {
  static let counts = FloorCounts(
    stages: [
      .waiting: .init(orders: 37, late: 4), .picking: .init(orders: 6, late: 1), .picked: .init(orders: 3),
      .packed: .init(orders: 9), .ready: .init(orders: 15, late: 2),
    ], held: 2,
    zones: [
      .init(zone: ID(1), label: "1 Labadi", stages: [.waiting: .init(orders: 12, late: 3)]),
      .init(zone: ID(2), label: "2 Ridge", stages: [.waiting: .init(orders: 9), .packed: .init(orders: 4)]),
      .init(
        zone: ID(3), label: "3 Osu", stages: [.waiting: .init(orders: 16, late: 1), .ready: .init(orders: 15, late: 2)]),
      .init(zone: nil, label: "", stages: [.picking: .init(orders: 1)]),
    ],
    pickers: [
      .init(
        person: ID(7), name: "Ama Koranteng", inHand: 3, linesToday: 84, since: ConsoleSample.now.adding(minutes: -9)),
      .init(person: ID(8), name: "Yaw Asare", inHand: 1, linesToday: 61, since: ConsoleSample.now.adding(minutes: -2)),
      .init(person: ID(9), name: "Naa Dedei Lartey", inHand: 0, linesToday: 1, since: nil),
    ], shortages: 3, putBacks: 1)

  static func console(_ size: Size = Size(columns: 80, rows: 24)) -> Program {
    var program = ConsoleSample.console(size: size)
    program.reply(.floor(counts)) { $0 == .warehouse(.floor) }
    program.reply(.queue(Page(rows: ListSample.queueRows(0..<30)))) {
      if case .warehouse(.queue) = $0 { true } else { false }
    }
    return program
  }

  @Test func looks() { expectGoldens("home") { Self.console($0) } }

  @Test func everyNumberOpensItsList() {
    var seen: [ScreenRequest] = []
    for steps in 0..<15 {
      var program = Self.console()
      for _ in 0..<steps { program.press(.down) }
      program.press(.enter)
      if let request = program.top?.screen.request { seen.append(request) }
    }
    var late = QueueFilter()
    late.late = true
    #expect(seen.contains(.queue(late)))
    #expect(seen.contains(.shortages))
    #expect(seen.contains(.putBacks))
    #expect(
      seen.contains { if case .queue(let filter) = $0 { filter.zone == "3" && filter.zoneID == ID(3) } else { false } })
  }

  @Test func countsThatChangeDoNotMoveTheRowAtHand() {
    var program = Self.console()
    for _ in 0..<11 { program.press(.down) }
    #expect(program.frame.lines.contains { $0.contains("▶!3 Osu") })
    var fewer = Self.counts
    fewer.zones.removeFirst()
    _ = program.deliver(.committed, now: program.now)
    _ = program.tick(now: program.now.adding(seconds: 1))
    program.reply(.floor(fewer)) { $0 == .warehouse(.floor) }
    #expect(program.frame.lines.contains { $0.contains("▶!3 Osu") })
  }

  @Test func homeIsTheRunOfWhoOnlyDrives() {
    let driver = Session(
      person: ConsoleSample.ama.person, sites: [ConsoleSample.accra],
      grants: [Grant(role: .driver, site: ConsoleSample.accra.id)])
    var program = ConsoleSample.console(driver)
    program.openAddress("queue")
    program.openAddress("home")
    #expect(program.top?.screen.request == .dispatch(.myRun))
    #expect(program.stack.count == 1)
  }

  @Test func aFloorThatCannotBeReadSaysWhy() {
    let program = ConsoleSample.showing(
      HomeScreen(), told: [.answer(.failed(.forbidden(.viewQueue), .warehouse(.floor)), tag: "floor")])
    #expect(program.frame.lines.contains { $0.contains("may not view queue") })
    #expect(!program.frame.lines.contains { $0.contains("reading the floor") })
  }
}
