import Commerce
import Operations
import Store
import TestSupport
import Testing

/// Random evenings at the till, against a few sums kept beside them.
@Suite("The day's close under random work")
struct DayPropertyTests {
  @Test("a day closes when every hand is at zero and every count decided, and never else", arguments: 1...5)
  func closes(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let drivers = [town.staff.driver, town.staff.otherDriver]
    var held: [ID<Person>: Int64] = [:]
    var open: [ID<Person>: (id: ID<CashUp>, counted: Int64)] = [:]
    var till: Int64 = 0
    var (closed, refused) = (0, 0)
    var random = SeededGenerator(seed: seed)
    for number in 0..<45 {
      town.clock.advance(minutes: 1)
      let driver = drivers[Int(random.next() % 2)]
      let intent = town.intent(town.cashier)
      switch random.next() % 8 {
      case 0 where number < 30:
        let order = try await town.ready([("KEY-200", 1 + number % 4)])
        let stop = try #require(try await town.sendOut([order.id], with: driver).first)
        held[driver, default: 0] += try await town.deliver(stop).collected.minor
      case 1..<4:
        // Often right, sometimes too little, sometimes cash that nobody knows of.
        let off = [0, 0, -60, 40][Int(random.next() % 4)]
        let counted = max(0, held[driver, default: 0] + Int64(off))
        let result = try await desk.countCash(of: driver, countedMinor: counted, intent)
        open[driver] = result.state == .open ? (result.id, counted) : nil
        if result.state == .agreed {
          till += counted
          held[driver] = 0
        }
      case 4..<6:
        guard let waiting = open[driver] else { break }
        let second = StepUp(name: "B-9", pin: "9999")
        if (try? await desk.settle(waiting.id, reason: .driver, stepUp: second, intent)) != nil {
          till += waiting.counted
          held[driver] = 0
          open[driver] = nil
        }
      case 6 where till > 0:
        try await desk.deposit(minor: till, reference: "slip \(number)", intent)
        till = 0
      default: break
      }
      let isZero = till == 0 && open.isEmpty && held.values.allSatisfy { $0 == 0 }
      let code = await refusalCode { () throws(CommerceError) in _ = try await desk.closeDay(nil, intent.again(town)) }
      #expect(code == (isZero ? nil : "rule.cash.day_not_zero"), "seed \(seed) step \(number)")
      if code == nil { closed += 1 } else { refused += 1 }
      // What was closed stays closed: work goes on the next day.
      if code == nil { town.clock.advance(minutes: 1440) }
    }
    #expect(closed > 0 && refused > 5, "closed \(closed), refused \(refused)")
    #expect(try await town.store.check().problems == [])
  }

  @Test("cash that nobody knows of keeps the day open until it is decided, though every hand is at zero")
  func openCount() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.cash
    let count = try await desk.countCash(of: town.staff.driver, countedMinor: 50, town.intent(town.cashier))
    #expect(count.state == .open)
    await expect(code: "rule.cash.day_not_zero") { _ = try await desk.closeDay(nil, town.intent(town.cashier)) }
    _ = try await desk.settle(count.id, reason: .tolerance, stepUp: nil, town.intent(town.cashier))
    try await desk.deposit(minor: 50, reference: "slip", town.intent(town.cashier))
    #expect(try await desk.closeDay(nil, town.intent(town.cashier)).open.isEmpty)
  }

  private func refusalCode(_ body: () async throws(CommerceError) -> Void) async -> String? {
    do throws(CommerceError) {
      try await body()
      return nil
    } catch { return error.code }
  }
}

extension Intent {
  /// Another command of the same caller.
  fileprivate func again(_ town: SmallTown) -> Intent { town.intent(caller) }
}
