import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("Payment notices")
struct NoticeTests {
  private func notice(
    _ reference: String, _ status: PaymentStatus, _ minor: Int64, event: String = "e1",
    signature: PaymentNotice.Signature = .valid
  ) -> IncomingNotice {
    IncomingNotice(
      provider: "momo", event: event, raw: "{\"status\":\"\(status)\"}", signature: signature, reference: reference,
      status: status, amount: Money(minor: minor, .cedi))
  }

  /// A town with an order whose customer was asked, and the reference.
  private func asked() async throws -> (SmallTown, House, PlacedOrder, PaymentRow, String) {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let house = town.house(with: ScriptedGateway())
    let (order, _) = try await town.out()
    let row = try await house.desks.cash.switchToMoMo(order.id, phone: nil, town.intent(town.dispatcher))
    return (town, house, order, row, try #require(row.payment.reference))
  }

  @Test("a signed notice pays, and the same event again, received or replayed, changes nothing at all (I30)")
  func paysOnce() async throws {
    let (town, house, order, _, reference) = try await asked()
    let desk = house.desks.cash
    let first = try await desk.receive(
      notice(reference, .paid, order.total.minor), town.intent(town.cashier))
    #expect(first.state == .applied && first.outcome.isEmpty && first.site == town.site)
    #expect(try await town.detail(order.id).order.paymentStatus == .paid)
    let sequence = try await house.desks.history.lastSequence()
    for _ in 0..<2 {
      let again = try await desk.receive(
        notice(reference, .paid, order.total.minor), town.intent(town.cashier))
      #expect(again == first)
      #expect(try await desk.replay(first.id, town.intent(town.supervisor)) == first)
    }
    #expect(try await house.desks.history.lastSequence() == sequence)
    #expect(try await town.balance(.momo) == order.total.minor)
    let page = try await desk.notices(NoticeQuery(site: town.site), PageRequest(), by: town.cashier)
    #expect(page.rows == [first])
    #expect(try await town.store.check().problems == [])
  }

  @Test("unsigned, wrongly signed, of the wrong amount or unknown: kept, and nothing is paid (I13, I22)")
  func doubtful() async throws {
    let (town, house, order, row, reference) = try await asked()
    let desk = house.desks.cash
    let total = order.total.minor
    let doubtful = [
      notice(reference, .paid, total, event: "unsigned", signature: .unsigned),
      notice(reference, .paid, total, event: "invalid", signature: .invalid),
      notice(reference, .paid, total - 1, event: "less"), notice("MM-nobody", .paid, total, event: "unknown"),
    ]
    for incoming in doubtful {
      let stored = try await desk.receive(incoming, town.intent(town.cashier))
      #expect(stored.state == .failed && !stored.outcome.isEmpty && stored.raw == incoming.raw, "\(incoming.event)")
      #expect(try await desk.replay(stored.id, town.intent(town.cashier)).state == .failed)
    }
    #expect(try await town.detail(order.id).payments.last?.status == .pending)
    #expect(try await town.balances().isEmpty)
    let everything = try await desk.notices(NoticeQuery(states: [.failed]), PageRequest(), by: town.admin)
    #expect(everything.rows.map(\.event) == ["unknown", "less", "invalid", "unsigned"])
    let towns = try await desk.notices(NoticeQuery(), PageRequest(), by: town.cashier)
    #expect(towns.rows.map(\.event) == ["less", "invalid", "unsigned"], "one that fits no payment is not a town's")
    let right = try await desk.receive(notice(reference, .paid, total, event: "right"), town.intent(town.cashier))
    #expect(right.state == .applied && right.payment == row.payment.id)
    await expect(code: "input.invalid") {
      _ = try await desk.receive(notice(reference, .paid, total, event: ""), town.intent(town.cashier))
    }
    await expect(code: "access.forbidden") {
      _ = try await desk.receive(notice(reference, .paid, total, event: "x"), town.intent(town.picker))
    }
    #expect(try await town.store.check().problems == [])
  }

  @Test("one order of events as any other, however often each comes: PAID dominates (I29)")
  func permutations() async throws {
    for order in [
      [PaymentStatus.paid, .failed, .pending], [.failed, .paid, .pending], [.pending, .failed, .paid],
      [.failed, .pending, .paid, .failed, .paid], [.paid, .pending, .failed, .paid],
    ] {
      let (town, house, placed, row, reference) = try await asked()
      for (index, status) in order.enumerated() {
        _ = try await house.desks.cash.receive(
          notice(reference, status, placed.total.minor, event: "e\(index)"), town.intent(town.cashier))
      }
      let detail = try await town.detail(placed.id)
      #expect(detail.payments.first { $0.id == row.payment.id }?.status == .paid, "\(order)")
      #expect(detail.order.paymentStatus == .paid && detail.order.paymentMethod == .momo && detail.refunds.isEmpty)
      #expect(try await town.balances() == [.sales: -placed.total.minor, .momo: placed.total.minor])
      #expect(try await town.store.check().problems == [])
    }
  }
}
