import Commerce
import Operations

@testable import Console

/// Payments, refunds, notices, movements and a day of the same afternoon.
extension CashSample {
  static func payment(
    _ number: Int64, _ method: PaymentMethod, _ status: PaymentStatus, minor: Int64, minutes: Int,
    reference: String? = nil, cancelled: Payment.CancelReason? = nil
  ) -> PaymentRow {
    PaymentRow(
      payment: Payment(
        id: ID(number), order: ID(400 + number), method: method, status: status, amount: money(minor),
        reference: reference, cancelReason: cancelled, createdAt: now.adding(minutes: -minutes),
        updatedAt: now.adding(minutes: -minutes / 2)),
      number: "ORD-20261121-0\(400 + number)", customer: ListSample.customers[Int(number) % 10],
      orderStatus: status == .paid ? .picking : .pendingPayment)
  }

  static let payments = [
    payment(19, .momo, .pending, minor: 18_450, minutes: 2, reference: "MM-77A19"),
    payment(18, .momo, .pending, minor: 9950, minutes: 14, reference: "MM-77A18"),
    payment(17, .cod, .pending, minor: 32_950, minutes: 22),
    payment(16, .momo, .paid, minor: 120_400, minutes: 40, reference: "MM-77A16"),
    payment(15, .momo, .failed, minor: 4500, minutes: 55, reference: "MM-77A15"),
    payment(14, .momo, .cancelled, minor: 7000, minutes: 200, reference: "MM-77A14", cancelled: .expired),
  ]

  static func refund(
    _ id: Int64, _ status: RefundStatus, minor: Int64, minutes: Int, owner: String = "", failure: String = "",
    reason: String
  ) -> RefundRow {
    RefundRow(
      refund: Refund(
        id: ID(id), order: ID(410 + id), amount: money(minor), tender: id % 2 == 0 ? .cash : .momo, status: status,
        reason: reason, failure: failure, owner: owner.isEmpty ? nil : esi.id,
        reference: status == .processed ? "RF-\(id)" : nil, createdAt: now.adding(minutes: -minutes)),
      number: "ORD-20261121-0\(410 + id)", customer: ListSample.customers[Int(id) % 10], ownerName: owner)
  }

  static let refunds = [
    refund(
      5, .failed, minor: 12_000, minutes: 190, owner: "Esi S.", failure: "PAYEE_NOT_ALLOWED_TO_RECEIVE",
      reason: "short: 1 RICE LONG GRAIN 5 KG"),
    refund(4, .pending, minor: 4250, minutes: 45, reason: "customer kept one of two"),
    refund(3, .pending, minor: 99_900, minutes: 20, owner: "Esi S.", reason: "paid twice"),
    refund(2, .processed, minor: 650, minutes: 3000, owner: "Kojo A.", reason: "broken soap"),
  ]

  static func notice(
    _ id: Int64, _ state: PaymentNotice.State, _ signature: PaymentNotice.Signature = .valid, outcome: String = "",
    raw: String
  ) -> PaymentNotice {
    PaymentNotice(
      id: ID(id), provider: "momo", event: "evt-\(1000 + id)", raw: raw, signature: signature,
      reference: "MM-77A\(10 + id)", status: .paid, amount: money(9950), receivedAt: now.adding(minutes: -Int(id) * 7),
      state: state, outcome: outcome, appliedAt: state == .applied ? now.adding(minutes: -5) : nil, payment: nil,
      site: ID(1))
  }

  static let notices = [
    notice(
      1, .failed, outcome: "9.95 was paid, 99.50 is due",
      raw:
        "{\"event\":\"payment.succeeded\",\u{1B}[2J\"reference\":\"MM-77A11\",\"amount\":\"9.95\"}\r\n\u{202E}evil\u{7}"
    ),
    notice(2, .received, raw: "{}"), notice(3, .applied, raw: "{\"event\":\"payment.succeeded\"}"),
    notice(4, .ignored, .invalid, outcome: "false signature", raw: "<script>"),
  ]

  static func move(
    _ sequence: Int64, _ minor: Int64, _ from: CashAccount, _ to: CashAccount, _ reason: CashReason, order: Bool = false
  ) -> RecordedCashMove {
    func name(_ account: CashAccount) -> String {
      switch account.person {
      case kwame.person: "Kwame B."
      case esi.id: "Esi S."
      default: ""
      }
    }
    return RecordedCashMove(
      sequence: sequence, at: now.adding(minutes: -Int(100 - sequence) * 9), actorName: "Efua D.",
      move: CashMove(
        site: ID(1), amount: money(minor), from: from, to: to, reason: reason, order: order ? ID(417) : nil),
      orderNumber: order ? "ORD-20261121-0417" : "", fromName: name(from), toName: name(to))
  }

  static let moves = [
    move(99, 81_250, .driver(kwame.person), .cashier(esi.id), .cashUp),
    move(98, 500, .driver(kwame.person), .owned(kwame.person), .difference),
    move(97, 32_950, .customer, .driver(kwame.person), .collected, order: true),
    move(96, 32_950, .sales, .customer, .due, order: true), move(95, 120_000, .cashier(esi.id), .bank, .deposit),
  ]

  static let cashUps = [
    cashUp(
      8, of: kwame, expected: 81_250, counted: 80_750, declared: 81_250, state: .settled, reason: .driver, minutes: 10),
    cashUp(7, of: issah, expected: 64_000, counted: 63_500, declared: 64_000, state: .open, minutes: 40),
    cashUp(6, of: issah, expected: 64_000, counted: 62_500, state: .superseded, minutes: 50),
    cashUp(5, of: yaw, expected: 41_250, counted: 41_250, state: .agreed, minutes: 1700),
  ]

  static func slip(_ id: Int64) -> CashUpSlip {
    let found = cashUps.first { $0.id.serial == id } ?? cashUps[0]
    return CashUpSlip(
      cashUp: found, driverName: "Kwame Boateng", cashierName: "Esi Sarpong", ownerName: "Kwame Boateng",
      moves: Array(moves.reversed().filter { $0.move.to == .driver(kwame.person) }))
  }

  static func day(_ day: String?, refusal: Bool = false, isClosed: Bool = false) -> DaySheet {
    DaySheet(
      day: day ?? "2026-11-21", currency: .cedi, dueMinor: 351_450, byTender: [.cash: 231_050, .momo: 120_400],
      flow: [
        CashFlow(from: "sales", to: "customer", reason: .due, minor: 351_450, moves: 19),
        CashFlow(from: "customer", to: "driver", reason: .collected, minor: 231_050, moves: 14),
        CashFlow(from: "driver", to: "cashier", reason: .cashUp, minor: 150_000, moves: 3),
      ],
      open: refusal
        ? [
          CashBalance(
            account: .driver(kwame.person), name: "Kwame Boateng", minor: 81_050,
            since: now.adding(minutes: -300)),
          CashBalance(account: .cashier(esi.id), name: "Esi Sarpong", minor: 120_400, since: now.adding(minutes: -320)),
        ] : [],
      owned: [
        CashBalance(account: .owned(kwame.person), name: "Kwame Boateng", minor: 500, since: now.adding(minutes: -3000))
      ], openCashUps: refusal ? 1 : 0,
      close: isClosed ? DayClose(site: ID(1), day: "2026-11-21", by: esi.id, at: now, ownedMinor: 500) : nil,
      closedBy: isClosed ? "Esi S." : "",
      refusal: refusal
        ? .refused(
          Refusal(.dayNotZero, [.person: .text("Kwame Boateng"), .amount: .money(money(81_050))], remedy: .cashUp))
        : nil)
  }

  /// A desk that knows all of this and nothing more.
  @Sendable static func desk(_ call: CashCall, _ changes: Int) -> Answer? {
    switch call {
    case .till: .cash(.till(till()))
    case .payments(let query, _):
      .cash(
        .payments(
          Page(
            rows: payments.filter {
              (query.statuses.isEmpty || query.statuses.contains($0.payment.status))
                && (query.method == nil || query.method == $0.payment.method)
                && (query.text.isEmpty || $0.number.contains(query.text))
            })))
    case .refunds(let query, _):
      .cash(.refunds(Page(rows: refunds.filter { query.statuses.contains($0.refund.status) })))
    case .notices(let query, _):
      .cash(.notices(Page(rows: notices.filter { query.states.isEmpty || query.states.contains($0.state) })))
    case .moves(let account, _):
      .cash(.moves(Page(rows: moves.filter { account == nil || $0.move.from == account || $0.move.to == account })))
    case .cashUps: .cash(.cashUps(Page(rows: cashUps)))
    case .cashUp(let id): .cash(.slip(slip(id.serial)))
    case .day(let asked): .cash(.day(day(asked, refusal: asked == nil)))
    case .poll:
      .cash(.payment(payment(18, .momo, changes > 1 ? .paid : .pending, minor: 9950, minutes: 14)))
    case .backToCash: .cash(.payment(payment(18, .cod, .pending, minor: 9950, minutes: 0)))
    case .payOut(let id, _):
      .cash(
        .refund(
          Refund(
            id: id, order: ID(414), amount: money(4250), status: id == ID(5) ? .failed : .processed, reason: "",
            failure: id == ID(5) ? "PAYEE_NOT_ALLOWED_TO_RECEIVE" : "", createdAt: now)))
    case .replay(let id): .cash(.notice(notice(id.serial, .failed, outcome: "9.95 was paid, 99.50 is due", raw: "")))
    case .printSlip: .text("/tmp/slips/cash-up.txt")
    default: nil
    }
  }
}
