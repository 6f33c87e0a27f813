import Commerce
import Operations

/// The cashier of a town.
struct SampleTill {
  let house: House
  let town: SampleTown

  private var desk: any CashDesk { house.desks.cash }

  private func intent(_ caller: Caller) -> Intent { Intent(id: house.ids.next(), caller: caller) }

  private func balance(_ account: CashAccount) async throws(CommerceError) -> Int64 {
    let site = town.site.id
    return try await house.store.read { transaction throws(CommerceError) in
      try transaction.balance(of: account, at: site)
    }
  }

  /// The drivers hand over and the cashier pays in at the bank. With something missing the first driver's count is left
  /// without a decision, and so the day stays open.
  func evening(missing: Int64, closes: Bool) async throws(CommerceError) {
    guard let cashier = town.caller("cashier") else { return }
    var isOpen = false
    for driver in town.drivers {
      let expected = try await balance(.driver(driver.id))
      guard expected > 0 else { continue }
      let short = !isOpen && expected > missing ? missing : 0
      let result = try await desk.countCash(of: driver.id, countedMinor: expected - short, intent(cashier))
      if result.state == .open { isOpen = true }
    }
    let taken = try await balance(.cashier(cashier.person))
    if taken > 0 {
      try await desk.deposit(minor: taken, reference: "GCB " + town.site.code, intent(cashier))
    }
    if closes, !isOpen { _ = try await desk.closeDay(nil, intent(cashier)) }
  }

  /// A provider's word that does not fit what was asked for, for somebody to look at.
  func strayNotice(_ number: Int) async throws(CommerceError) {
    guard let cashier = town.caller("cashier") else { return }
    let query = PaymentQuery(site: town.site.id, statuses: [.pending], method: .momo)
    let asked = try await desk.payments(query, PageRequest(limit: 1), by: cashier).rows.first?.payment
    let amount = Money(minor: (asked?.amount.minor ?? 4_200) + 650, town.site.currency)
    let reference = asked?.reference ?? "MM-LOST-\(town.site.code.uppercased())-\(number)"
    _ = try await desk.receive(
      IncomingNotice(
        provider: "momo", event: "evt-" + reference.lowercased(),
        raw: "{\"reference\":\"\(reference)\",\"status\":\"SUCCESSFUL\",\"amount\":\"\(amount.digits)\"}",
        signature: .valid, reference: reference, status: .paid, amount: amount), intent(cashier))
  }
}
