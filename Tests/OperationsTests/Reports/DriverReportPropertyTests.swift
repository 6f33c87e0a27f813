import Commerce
import Operations
import Store
import TestSupport
import Testing

/// Random days on the road, four drivers and a dispatcher at once in two houses over one file.
@Suite("The drivers' report under random work")
struct DriverReportPropertyTests {
  private static let minutes = [3, 11, 25, 190]

  @Test(
    "total is completed, failed and pending; success by its rule; cash is what was collected (I55)", arguments: 1...6)
  func figures(seed: UInt64) async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let houses = [town, try await SmallTown.reopen(at: town.path, clock: town.clock)]
    var drivers = [town.staff.driver: "Kofi Asante", town.staff.otherDriver: "Kojo Mensah"]
    for name in ["Abla Driver", "Selorm Driver"] {
      let email = name.lowercased().replacing(" ", with: ".") + "@townhouse.example"
      let draft = PersonDraft(email: email, name: name, badge: "", grant: Grant(role: .driver, site: town.site))
      drivers[try await town.house.desks.people.add(draft, town.intent(town.admin))] = name
    }
    var ready: [ID<Order>] = []
    for number in 0..<14 {
      let method: PaymentMethod = number % 3 == 0 ? .momo : .cod
      ready.append(try await town.ready([("KEY-200", 1 + number % 3)], method: method).id)
    }
    let book = DriverBook()
    let names = drivers
    var random = SeededGenerator(seed: seed)
    for round in 0..<30 {
      town.clock.advance(minutes: Self.minutes.randomElement(using: &random) ?? 3)
      let seeds = (0...drivers.count).map { _ in random.next() }
      await withTaskGroup(of: Void.self) { group in
        for (turn, driver) in names.keys.sorted().enumerated() {
          group.addTask { await Self.drive(driver, houses[turn % 2], book, seeds[turn]) }
        }
        group.addTask { await Self.dispatch(names.keys.sorted(), houses[round % 2], book, seeds[names.count]) }
      }
      await Self.change(names.keys.sorted(), town, book, random.next())
      if round % 5 == 4 { try await check(book, names, town, "seed \(seed) round \(round)") }
    }
    let done = await book.figures(since: Instant(milliseconds: 0)).values
    #expect(done.reduce(0) { $0 + $1.attempts } > 12 && done.contains { $0.failed > 0 }, "it must be real work")
    #expect(done.contains { $0.cash > 0 } && done.count == 4)
    #expect(try await town.store.check().problems == [])
  }

  /// A driver ends one of the own stops, one way or another.
  private static func drive(_ driver: ID<Person>, _ town: SmallTown, _ book: DriverBook, _ seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    let desk = town.house.desks.dispatch
    let intent = town.intent(Caller(person: driver, site: town.site))
    guard let own = try? await desk.board(by: town.dispatcher).cards.filter({ $0.dispatch?.driver == driver }),
      let card = own.filter({ $0.lane == .out }).randomElement(using: &random), let stop = card.dispatch
    else { return }
    let choices: [Collected?] = [
      nil, nil, Collected(amountMinor: card.due.minor - 40, difference: .tolerance),
      Collected(amountMinor: card.due.minor + 500, difference: .customerCredit),
      Collected(amountMinor: card.due.minor - 300, difference: .driverShortage),
      // Nobody answers for what is missing: refused.
      Collected(amountMinor: card.due.minor - 200),
    ]
    await tryOthers(driver, town, &random)
    let now = town.clock.now
    if Int(random.next() % 5) < 3 {
      let collected = card.due.minor > 0 ? choices[Int(random.next() % 6)] : nil
      let proof = ProofInput(recipient: "somebody")
      guard let done = try? await desk.deliver(stop.id, proof: proof, collected: collected, stepUp: nil, intent) else {
        return
      }
      await book.end(stop, by: driver, at: now, collected: done.collected.minor)
    } else {
      let reason = FailureReason.allCases.filter { $0.digit != nil }.randomElement(using: &random) ?? .noAnswer
      guard (try? await desk.fail(stop.id, reason: reason, note: "", intent)) != nil else { return }
      await book.end(stop, by: driver, at: now, collected: nil)
    }
  }

  /// Nobody ends, loads or switches what somebody else drives.
  private static func tryOthers(_ driver: ID<Person>, _ town: SmallTown, _ random: inout SeededGenerator) async {
    let desks = town.house.desks
    let intent = town.intent(Caller(person: driver, site: town.site))
    guard let cards = try? await desks.dispatch.board(by: town.dispatcher).cards,
      let stop = cards.compactMap(\.dispatch).filter({ $0.driver != driver && $0.status.isActive }).randomElement(
        using: &random)
    else { return }
    let roll = random.next() % 3
    do throws(CommerceError) {
      switch roll {
      case 0:
        _ = try await desks.dispatch.deliver(stop.id, proof: ProofInput(), collected: nil, stepUp: nil, intent)
      case 1: _ = try await desks.dispatch.fail(stop.id, reason: .noAnswer, note: "", intent)
      default: _ = try await desks.dispatch.endLoading(of: stop.run, gaps: [:], intent)
      }
      let isSwapped = try await town.store.read { transaction throws(CommerceError) in
        try transaction.dispatches(of: stop.order).last?.driver == driver
      }
      #expect(isSwapped, "\(driver) ended or loaded what \(stop.driver) drives")
    } catch {
      // Whoever drives it may have ended it at this very moment.
      let isEnded = roll < 2 && error.code == "rule.dispatch.ended"
      #expect(isEnded || error.code == "rule.dispatch.not_yours", "\(error)")
    }
  }

  /// The dispatcher plans, sends out, and takes back what failed.
  private static func dispatch(_ drivers: [ID<Person>], _ town: SmallTown, _ book: DriverBook, _ seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    let desk = town.house.desks.dispatch
    guard let cards = try? await desk.board(by: town.dispatcher).cards else { return }
    func some(_ lane: BoardCard.Lane, _ limit: Int) -> [ID<Order>] {
      cards.filter { $0.lane == lane }.shuffled(using: &random).prefix(limit).map(\.order)
    }
    for driver in drivers.shuffled(using: &random).prefix(2) {
      _ = try? await town.carryOut(.assign(some(.ready, 2), to: driver))
    }
    if let sent = try? await town.carryOut(.sendOut(some(.assigned, 6))) { await book.sent(sent.done.count) }
    for order in some(.failed, 2) {
      guard let slot = try? await desk.slots(days: 1, by: town.dispatcher).first(where: { $0.refusal == nil }) else {
        continue
      }
      _ = try? await desk.reschedule(order, days: 1, slot: slot.slot, town.intent(town.dispatcher))
    }
    for row in (try? await desk.returns(by: town.dispatcher)) ?? [] {
      _ = try? await desk.scanBack(row.code, town.intent(town.dispatcher))
    }
  }

  /// Between two rounds: hasty outcomes are taken back, stops change drivers, orders are cancelled before they leave.
  private static func change(_ drivers: [ID<Person>], _ town: SmallTown, _ book: DriverBook, _ seed: UInt64) async {
    var random = SeededGenerator(seed: seed)
    let desks = town.house.desks
    guard let cards = try? await desks.dispatch.board(by: town.dispatcher).cards else { return }
    switch random.next() % 4 {
    case 0:
      guard let last = await book.last else { return }
      let reopened: Void? = try? await desks.dispatch.reopen(
        last, reason: .mistake, stepUp: nil, town.intent(town.dispatcher))
      if reopened != nil { await book.reopen(last) }
    case 1:
      guard let card = cards.filter({ $0.dispatch?.status.isActive == true }).randomElement(using: &random),
        let driver = drivers.randomElement(using: &random)
      else { return }
      _ = try? await town.carryOut(.swapOrders([card.order], to: driver, .overloaded))
    case 2 where cards.contains { $0.lane == .assigned } && random.next() % 3 == 0:
      guard let card = cards.filter({ $0.lane == .assigned }).randomElement(using: &random) else { return }
      _ = try? await desks.orders.cancel(card.order, reason: "changed mind", town.intent(town.admin))
    default: break
    }
  }

  private func check(
    _ book: DriverBook, _ names: [ID<Person>: String], _ town: SmallTown, _ when: Comment
  ) async throws {
    let reports = town.house.desks.reports
    let day: Int64 = 86_400_000
    let today = town.clock.now.milliseconds / day
    for days in [1, 2, 30] {
      let figures = await book.figures(since: Instant(milliseconds: (today - Int64(days) + 1) * day))
      let rows = try await reports.report(.drivers, days: days, by: town.supervisor).rows
      #expect(Set(rows.map { Array($0.prefix(6)) }) == Set(figures.map { $1.row(names[$0] ?? "") }), when)
      let failures = try await reports.report(.failures, days: days, by: town.supervisor).rows
      for (driver, own) in figures {
        let failed = failures.filter { $0[2] == .text(names[driver] ?? "") }.map { row -> Int in
          if case .count(let count) = row[3] { count } else { 0 }
        }
        #expect(failed.reduce(0, +) == own.failed, when)
      }
    }
    let all = await book.figures(since: Instant(milliseconds: 0))
    let pending = try await town.house.desks.dispatch.board(by: town.dispatcher).cards.filter { $0.lane == .out }
    #expect(await book.left == all.values.reduce(0) { $0 + $1.attempts } + pending.count, when)
    for (driver, own) in all { #expect(try await town.balance(.driver(driver)) == own.cash, when) }
  }
}
