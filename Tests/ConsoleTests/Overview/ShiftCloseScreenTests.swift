import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct ShiftCloseScreenTests {
  static let now = ConsoleSample.now

  static func order(_ number: Int, _ about: String, owner: String = "", minutes: Int) -> ShiftCloseItem {
    ShiftCloseItem(
      id: Int64(number), order: ID(Int64(number)), label: "ORD-20261121-0\(400 + number)", detail: about, owner: owner,
      minor: Int64(number) * 1250, since: now.adding(minutes: -minutes))
  }

  static let close = ShiftClose(
    at: now, currency: .cedi,
    rows: [
      ShiftCloseRow(
        kind: .unpacked, count: 3, minor: 45_250, oldest: now.adding(minutes: -64), owners: ["Yaw Asare"],
        items: [
          order(3, "Kofi Mensah", owner: "Yaw Asare", minutes: 64), order(9, "Esi Quartey", minutes: 12),
          order(11, "Naa Dedei Lartey", minutes: 3),
        ]),
      ShiftCloseRow(
        kind: .held, count: 1, minor: 8_400, oldest: now.adding(minutes: -3000), owners: ["Sena Support"],
        items: [order(1, "customer calls back", owner: "Sena Support", minutes: 3000)]),
      ShiftCloseRow(
        kind: .driverCash, count: 2, minor: 184_500, oldest: now.adding(minutes: -200),
        owners: ["Kojo Driver", "Abena Driver"],
        items: [
          ShiftCloseItem(
            id: 31, order: nil, label: "Kojo Driver", detail: "", owner: "Kojo Driver", minor: 120_000,
            since: now.adding(minutes: -200)),
          ShiftCloseItem(
            id: 32, order: nil, label: "Abena Driver", detail: "", owner: "Abena Driver", minor: 64_500,
            since: now.adding(minutes: -40)),
        ]),
      ShiftCloseRow(
        kind: .refunds, count: 1, minor: 1250, oldest: now.adding(minutes: -90),
        items: [order(7, "wallet closed", minutes: 90)]),
    ])

  static func console(_ size: Size = Size(columns: 80, rows: 24), _ close: ShiftClose = close) -> Program {
    ConsoleSample.showing(
      ShiftCloseScreen(), ConsoleSample.adwoa, size: size,
      told: [.answer(.overview(.shiftClose(close)), tag: "close")])
  }

  @Test func looks() {
    expectGoldens("shift-close") { Self.console($0) }
    expectGoldens("shift-close-items") { size in
      var program = Self.console(size)
      program.press(.tab)
      return program
    }
    expectGoldens("shift-close-zero") {
      Self.console($0, ShiftClose(at: Self.now, currency: .cedi, rows: []))
    }
  }

  @Test func everyKindLeadsToAViewThatExists() {
    for kind in ShiftCloseKind.allCases {
      #expect(Address(Wording.address(kind)) != nil, "\(kind)")
    }
  }

  @Test func aHoldIsReleasedInPlaceByOneKey() {
    var program = Self.console()
    program.press(.down)
    let effects = program.pressed(.character("f"))
    #expect(effects == [.orders(.releaseHold(ID(1)))])
  }

  @Test func whatTakesMoreThanOneKeySaysSo() {
    var program = Self.console()
    #expect(program.pressed(.character("f")).isEmpty)
    #expect(program.notice?.kind == .refused)
    #expect(program.notice?.text.contains(Wording.remedy(.unpacked)) == true)
    program.press(.enter)
    var filter = QueueFilter()
    filter.stages = [.picked]
    #expect(program.top?.screen.request == .queue(filter))
  }

  @Test func anItemOpensItsOrderWithItsNeighbours() {
    var program = Self.console()
    program.press(.tab)
    program.press(.down)
    program.press(.enter)
    #expect(program.top?.screen.request == .order(.id(ID(9)), neighbours: [ID(3), ID(9), ID(11)]))
  }
}

extension Program {
  /// Presses a key; answers the calls it led to.
  mutating func pressed(_ key: Key) -> [DeskCall] {
    handle(.key(key), now: now).compactMap { output in
      if case .perform(let request) = output { request.call } else { nil }
    }
  }
}
