import Commerce
import Operations
import Store
import Testing

/// Rows of cash, collections, refunds and notices as they come back from a file that was closed and opened again.
@Suite struct CashRowsTests {
  private struct Hands: Sendable {
    let shop: SampleShop
    let driver: ID<Person>
    let cashier: ID<Person>
    let order: Order
    let line: ID<OrderLine>

    init() async throws {
      let shop = try await SampleShop()
      let order = try await shop.place(quantity: 3)
      let made = try await shop.store.write { tx throws(CommerceError) in
        (
          try tx.insert(Person(id: ID(0), email: "d@example.com", name: "Kofi", badge: "D1")),
          try tx.insert(Person(id: ID(0), email: "c@example.com", name: "Cudjoe", badge: "C1")),
          try tx.lines(of: order.id)
        )
      }
      (self.shop, self.order, driver, cashier) = (shop, order, made.0, made.1)
      line = try #require(made.2.first).id
    }

    func money(_ minor: Int64) -> Money { Money(minor: minor, .cedi) }

    /// The same file, closed and opened again.
    func reopened() async throws -> SQLiteStore {
      await shop.store.close()
      return try SQLiteStore.open(path: shop.store.path)
    }

    func move(
      _ minor: Int64, _ from: CashAccount, _ to: CashAccount, _ reason: CashReason, cashUp: ID<CashUp>? = nil
    ) -> CashMove {
      CashMove(
        site: shop.accra, amount: money(minor), from: from, to: to, reason: reason, order: order.id,
        dispatch: ID(7), cashUp: cashUp)
    }
  }

  private static let everywhere = SampleShop.everywhere
  private static let later = SampleShop.start.adding(minutes: 5)

  @Test func everyAccountAndReasonOfTheBooksComesBackAndTheBalancesStandBesideThem() async throws {
    let hands = try await Hands()
    let (driver, cashier) = (hands.driver, hands.cashier)
    let moves = [
      hands.move(4500, .sales, .customer, .due), hands.move(4000, .customer, .driver(driver), .collected),
      hands.move(200, .customer, .tolerance, .difference), hands.move(250, .customer, .debt, .difference),
      hands.move(50, .customer, .owned(driver), .difference),
      hands.move(3900, .driver(driver), .cashier(cashier), .cashUp),
      hands.move(70, .credit, .cashier(cashier), .difference),
      hands.move(3000, .cashier(cashier), .bank, .deposit), hands.move(900, .sales, .momo, .collected),
      hands.move(300, .momo, .refunds, .refund), hands.move(250, .debt, .cashier(cashier), .settled),
      hands.move(100, .driver(driver), .customer, .reopened), hands.move(100, .customer, .driver(driver), .collected),
    ]
    let sequences = try await hands.shop.store.write { tx throws(CommerceError) in
      var sequences: [Int64] = []
      for move in moves { sequences.append(try tx.post(move, by: SampleShop.command(site: hands.shop.accra))) }
      return sequences
    }
    #expect(sequences == Array(1...Int64(moves.count)))
    let store = try await hands.reopened()
    try await store.read { tx throws(CommerceError) in
      #expect(try tx.cashMoves(of: hands.order.id) == moves)
      let sums: [CashAccount: Int64] = [
        .sales: -5400, .tolerance: 200, .debt: 0, .owned(driver): 50, .driver(driver): 100, .cashier(cashier): 1220,
        .credit: -70, .bank: 3000, .momo: 600, .refunds: 300, .customer: 0,
      ]
      for (account, minor) in sums { #expect(try tx.balance(of: account, at: hands.shop.accra) == minor) }
      let rows = try tx.balances(at: hands.shop.accra, in: Self.everywhere)
      #expect(Dictionary(uniqueKeysWithValues: rows.map { ($0.account, $0.minor) }) == sums.filter { $0.value != 0 })
      #expect(rows.reduce(0) { $0 + $1.minor } == 0 && rows.allSatisfy { $0.since == SampleShop.start })
      #expect(rows.first { $0.account == .driver(driver) }?.name == "Kofi")
      #expect(try tx.balance(of: .bank, at: hands.shop.tema) == 0)
      #expect(try tx.balances(at: hands.shop.accra, in: hands.shop.scope(hands.shop.tema)).isEmpty)
      let flow = try tx.cashFlow(at: hands.shop.accra, BookSpan(after: 0, through: Int64(moves.count)))
      let collected = flow.first { $0.from == "customer" && $0.to == "driver" }
      #expect(collected?.minor == 4100 && collected?.moves == 2 && collected?.reason == .collected)
      let last = try tx.lastCashMove(at: hands.shop.accra, before: Self.later)
      #expect(last == Int64(moves.count) && collected != nil)
      #expect(try tx.cashFlow(at: hands.shop.accra, BookSpan(after: last, through: last + 9)).isEmpty)
    }
    await store.close()
  }

  @Test func theBooksAreAppendOnlyAndTakeNoNothing() async throws {
    let hands = try await Hands()
    let accra = hands.shop.accra
    _ = try await hands.shop.store.write { tx throws(CommerceError) in
      try tx.post(hands.move(4500, .sales, .customer, .due), by: SampleShop.command(site: accra))
    }
    for wrong in [hands.move(0, .sales, .customer, .due), hands.move(5, .bank, .bank, .deposit)] {
      await #expect(throws: CommerceError.self) {
        try await hands.shop.store.write { tx throws(CommerceError) in
          try tx.post(wrong, by: SampleShop.command(site: accra))
        }
      }
    }
    let file = try RawFile(hands.shop.store.path)
    for sql in ["UPDATE cash_moves SET amount_minor = 1", "DELETE FROM cash_moves"] {
      #expect(throws: (any Error).self) { try file.run(sql) }
    }
    let kept = try await hands.shop.store.read { tx throws(CommerceError) in try tx.cashMoves(of: hands.order.id) }
    #expect(kept.map(\.amount.minor) == [4500])
  }

  @Test func aCollectionStandsOnceUntilItIsTakenBack() async throws {
    let hands = try await Hands()
    var collection = Collection(
      id: ID(0), dispatch: ID(7), order: hands.order.id, tender: .cash, due: hands.money(4500),
      collected: hands.money(3000), difference: .returnedItem,
      returned: [RefundLine(line: hands.line, quantity: 1, amountMinor: 1500)], approver: hands.cashier, at: Self.later)
    let first = collection
    collection.id = try await hands.shop.store.write { tx throws(CommerceError) in try tx.insert(first) }
    await #expect(throws: CommerceError.conflict(FieldIssue("order", "was collected already"))) {
      try await hands.shop.store.write { tx throws(CommerceError) in _ = try tx.insert(first) }
    }
    let stored = collection
    let store = try await hands.reopened()
    try await store.write { tx throws(CommerceError) in
      #expect(try tx.collection(of: hands.order.id) == stored)
      #expect(try tx.collection(of: ID<Dispatch>(7)) == stored)
      #expect(try tx.collection(of: ID<Dispatch>(8)) == nil)
      var back = stored
      back.isReversed = true
      try tx.update(back)
      #expect(try tx.collection(of: hands.order.id) == nil)
      #expect(try tx.collection(of: ID<Dispatch>(7)) == nil)
      var second = first
      second.difference = nil
      second.returned = []
      second.approver = nil
      second.collected = second.due
      second.id = try tx.insert(second)
      #expect(try tx.collection(of: hands.order.id) == second)
      second.id = ID(99)
      #expect(throws: CommerceError.self) { try tx.update(second) }
    }
    await store.close()
  }

  @Test func countsDeclarationsAndClosedDaysComeBack() async throws {
    let hands = try await Hands()
    let (accra, driver, cashier) = (hands.shop.accra, hands.driver, hands.cashier)
    var open = CashUp(
      id: ID(0), site: accra, driver: driver, cashier: cashier, expected: hands.money(4500), counted: hands.money(4400),
      declared: hands.money(4450), state: .open, countedAt: SampleShop.start)
    let counted = open
    open.id = try await hands.shop.store.write { tx throws(CommerceError) in
      try tx.setDeclaration(4450, of: driver, at: accra)
      try tx.setDeclaration(4460, of: driver, at: accra)
      try tx.insert(DayClose(site: accra, day: "2026-11-21", by: cashier, at: Self.later, ownedMinor: 40))
      return try tx.insert(counted)
    }
    await #expect(throws: CommerceError.conflict(FieldIssue("driver", "has an open count already"))) {
      try await hands.shop.store.write { tx throws(CommerceError) in _ = try tx.insert(counted) }
    }
    await #expect(throws: CommerceError.conflict(FieldIssue("day", "is closed already"))) {
      try await hands.shop.store.write { tx throws(CommerceError) in
        try tx.insert(DayClose(site: accra, day: "2026-11-21", by: driver, at: Self.later, ownedMinor: 0))
      }
    }
    let waiting = open
    let store = try await hands.reopened()
    try await store.write { tx throws(CommerceError) in
      #expect(try tx.openCashUp(of: driver, at: accra) == waiting)
      #expect(try tx.openCashUps(at: accra, in: Self.everywhere) == [waiting])
      #expect(try tx.lastCashUp(of: driver, at: accra) == nil)
      var settled = waiting
      settled.state = .settled
      settled.reason = .driver
      settled.owner = driver
      settled.approver = hands.shop.picker
      settled.settledAt = Self.later
      try tx.update(settled)
      #expect(try tx.openCashUp(of: driver, at: accra) == nil)
      #expect(try tx.lastCashUp(of: driver, at: accra) == settled)
      #expect(try tx.cashUp(settled.id, in: Self.everywhere) == settled)
      #expect(try tx.cashUp(settled.id, in: hands.shop.scope(hands.shop.tema)) == nil)
      #expect(try tx.cashUps(at: accra, PageRequest(limit: 5), in: Self.everywhere).rows == [settled])
      #expect(try tx.declaration(of: driver, at: accra) == 4460)
      try tx.setDeclaration(nil, of: driver, at: accra)
      #expect(try tx.declaration(of: driver, at: accra) == nil)
      let close = DayClose(site: accra, day: "2026-11-21", by: cashier, at: Self.later, ownedMinor: 40)
      #expect(try tx.dayClose("2026-11-21", at: accra) == close)
      #expect(try tx.dayClose("2026-11-22", at: accra) == nil)
    }
    await store.close()
  }

  @Test func refundsPaymentsAndNoticesKeepEveryPart() async throws {
    let hands = try await Hands()
    let order = hands.order
    let made = try await hands.shop.store.write { tx throws(CommerceError) in
      var payment = Payment(
        id: ID(0), order: order.id, method: .momo, status: .cancelled, amount: hands.money(4500), reference: "MM-1",
        cancelReason: .superseded, createdAt: SampleShop.start, updatedAt: Self.later)
      payment.id = try tx.insert(payment)
      var full = Refund(
        id: ID(0), order: order.id, amount: hands.money(2100),
        lines: [RefundLine(line: hands.line, quantity: 1, amountMinor: 1500)], shippingMinor: 600, tender: .cash,
        status: .pending, reason: "torn", owner: hands.cashier, approver: hands.driver, createdAt: SampleShop.start)
      full.id = try tx.insert(full)
      full.status = .failed
      full.failure = "no such phone"
      full.reference = "RF-1"
      full.attempt = 3
      full.owner = hands.driver
      full.updatedAt = Self.later
      try tx.update(full)
      var late = Refund(
        id: ID(0), order: order.id, amount: hands.money(4500), status: .pending, reason: "late",
        latePayment: payment.id, createdAt: Self.later)
      late.id = try tx.insert(late)
      var notice = PaymentNotice(
        id: ID(0), provider: "momo", event: "e1", raw: "{\"a\": \"ɔ\"}", signature: .valid, reference: "MM-1",
        status: .paid, amount: hands.money(4500), receivedAt: SampleShop.start)
      notice.id = try tx.insert(notice)
      (notice.state, notice.outcome, notice.appliedAt) = (.applied, "given back", Self.later)
      (notice.payment, notice.site) = (payment.id, order.site)
      try tx.update(notice)
      return (payment, full, late, notice)
    }
    let (payment, full, late, notice) = made
    await #expect(throws: CommerceError.self, "late money goes back once") {
      try await hands.shop.store.write { tx throws(CommerceError) in _ = try tx.insert(late) }
    }
    await #expect(throws: CommerceError.conflict(FieldIssue("event", "came already"))) {
      try await hands.shop.store.write { tx throws(CommerceError) in _ = try tx.insert(notice) }
    }
    let file = try RawFile(hands.shop.store.path)
    #expect(throws: (any Error).self) { try file.run("UPDATE payment_notices SET raw = '{}'") }
    #expect(throws: (any Error).self) { try file.run("DELETE FROM payment_notices") }
    let store = try await hands.reopened()
    try await store.read { tx throws(CommerceError) in
      #expect(try tx.payment(payment.id, in: Self.everywhere) == payment)
      #expect(try tx.payment(reference: "MM-1") == payment)
      #expect(try tx.payments(of: order.id) == [payment])
      #expect(try tx.refund(full.id, in: Self.everywhere) == full)
      #expect(try tx.refunds(of: order.id) == [full, late])
      #expect(try tx.lateRefund(of: payment.id) == late)
      #expect(try tx.refund(full.id, in: hands.shop.scope(hands.shop.tema)) == nil)
      let failed = RefundQuery(site: order.site, statuses: [.failed])
      let rows = try tx.refunds(failed, PageRequest(limit: 5), in: Self.everywhere).rows
      #expect(rows.map(\.refund) == [full] && rows.map(\.ownerName) == ["Kofi"])
      #expect(try tx.notice(notice.id) == notice)
      #expect(try tx.notice(provider: "momo", event: "e1") == notice)
    }
    await store.close()
  }
}
