import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct PastScreenTests {
  static let moment = ConsoleSample.now.adding(minutes: -20 * 60)

  static let board = PastBoard(
    at: moment, counts: [.pendingFulfilment: 37, .picking: 9, .outForDelivery: 12, .delivered: 1684], movesSince: 212)

  static let orders = PastOrders(
    at: moment, status: .pendingFulfilment,
    rows: (1...12).map { number in
      PastOrderRow(
        id: ID(Int64(number)), number: "ORD-20261120-0\(300 + number)", customer: "Kofi Mensah",
        placedAt: moment.adding(minutes: -number * 7), promiseAt: moment.adding(minutes: 60 - number),
        statusNow: number.isMultiple(of: 3) ? .pendingFulfilment : .delivered)
    }, isCut: false)

  static func console(_ size: Size = Size(columns: 80, rows: 24)) -> Program {
    ConsoleSample.showing(
      PastScreen("2026-11-20T18:30"), ConsoleSample.adwoa, size: size,
      told: [
        .answer(.overview(.past(board)), tag: "past"), .answer(.overview(.pastOrders(orders)), tag: "orders"),
      ])
  }

  @Test func looks() {
    expectGoldens("past") { Self.console($0) }
    expectGoldens("past-order") { size in
      let changes = (1...4).map { number in
        RecordedChange(
          sequence: Int64(number), at: Self.moment.adding(minutes: -60 + number * 10), actor: ID(7),
          actorName: "Ama Koranteng", command: UniqueID(high: 0, low: UInt64(number)),
          change: Change(
            .order, 1, site: ID(1), field: "status", old: ["", "pending_fulfilment", "picking", "packed"][number - 1],
            new: ["pending_fulfilment", "picking", "packed", "ready_for_dispatch"][number - 1]))
      }
      let order = PastOrder(
        at: Self.moment, id: ID(1), number: "ORD-20261120-0301", customer: "Kofi Mensah", status: .readyForDispatch,
        statusNow: .delivered, placedAt: Self.moment.adding(minutes: -50), hold: "customer calls back", payment: "paid",
        holder: "Ama Koranteng", timeline: changes, changesSince: 3)
      return ConsoleSample.showing(
        PastOrderScreen("ORD-20261120-0301", "2026-11-20T18:30"), ConsoleSample.adwoa, size: size,
        told: [.answer(.overview(.pastOrder(order)), tag: "past")])
    }
  }

  @Test func momentsAsPeopleWriteThem() {
    func read(_ text: String, offset: Int = 0) -> String? {
      PastTime.moment(text, now: ConsoleSample.now, offsetMinutes: offset)?.description
    }
    #expect(read("2026-11-20T18:00") == "2026-11-20T18:00:00Z")
    #expect(read("2026-11-20 18:00") == "2026-11-20T18:00:00Z")
    #expect(read("2026-11-20T18:00", offset: 60) == "2026-11-20T17:00:00Z")
    #expect(read("2026-11-20T18:00:30Z", offset: 60) == "2026-11-20T18:00:30Z")
    #expect(read("yesterday 18:00") == "2026-11-20T18:00:00Z")
    #expect(read("12:00") == "2026-11-21T12:00:00Z")
    #expect(read("18:00") == "2026-11-20T18:00:00Z")
    #expect(read("-2h") == "2026-11-21T12:30:00Z" && read("-3d") == "2026-11-18T14:30:00Z")
    #expect(read("2026-11-20") == "2026-11-20T23:59:00Z")
    for text in ["", "tomorrow", "2027-01-01T00:00", "25:00", "18:0", "-h", "2026-13-01"] { #expect(read(text) == nil) }
  }

  @Test func anHourBackIsOneKeyAndTheFutureIsRefused() {
    var program = Self.console()
    #expect(program.pressed(.character("[")) == [.overview(.past(Self.moment.adding(minutes: -60)))])
    for _ in 1...20 { _ = program.pressed(.character("]")) }
    #expect(program.pressed(.character("}")).isEmpty)
    #expect(program.notice?.kind == .refused)
  }
}
