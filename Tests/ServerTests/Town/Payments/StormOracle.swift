import Commerce
import Operations
import TestSupport
import Testing

/// What must have become of an order that is paid by mobile money, whatever was said of it and in whatever order: told
/// from the contract alone (I20 to I23, I26, I29).
struct StormOracle {
  enum State: String { case unpaid, paid, cash, cancelled }
  enum Asked: String { case live, failed, cancelled, paid }

  /// A payment that a phone was asked for.
  struct Payment {
    var state = Asked.live
    /// True once the provider has the customer's money.
    var isCaptured = false
    /// True when its money is owed back because nothing waited for it.
    var isLate = false
  }

  var state = State.unpaid
  var payments: [String: Payment] = [:]
  /// True once it is to be paid in cash, whatever becomes of it.
  var isCash = false
  /// True when the money that paid the order is owed back.
  var isRefunded = false

  /// The payment that a phone is asked for now.
  var live: String? { payments.first { $0.value.state == .live }?.key }

  mutating func ask(_ reference: String) { payments[reference] = payments[reference] ?? Payment() }

  /// A notice that is believed, or what the provider answered when it was asked.
  mutating func hear(_ word: String, of reference: String) {
    guard var payment = payments[reference] else { return }
    let isLive = payment.state == .live
    switch word {
    case "FAILED" where isLive: payment.state = .failed
    case "CANCELLED" where isLive: payment.state = .cancelled
    case "SUCCESSFUL" where !payment.isCaptured:
      payment.isCaptured = true
      if state == .unpaid, payment.state != .cancelled, live == nil || isLive {
        (payment.state, state) = (.paid, .paid)
      } else {
        if isLive { payment.state = .cancelled }
        payment.isLate = true
      }
    default: break
    }
    payments[reference] = payment
  }

  mutating func cancel() {
    guard state != .cancelled else { return }
    isRefunded = state == .paid
    state = .cancelled
    callOff()
  }

  mutating func switchToCash() {
    guard state == .unpaid else { return }
    (state, isCash) = (.cash, true)
    callOff()
  }

  private mutating func callOff() {
    if let live { payments[live]?.state = .cancelled }
  }

  /// Expects an order to be so.
  func check(_ detail: OrderDetail, _ when: String) {
    let expected: OrderStatus =
      switch state {
      case .unpaid: .pendingPayment
      case .paid, .cash: .pendingFulfilment
      case .cancelled: .cancelled
      }
    #expect(detail.order.status == expected, "\(when)")
    let asked = detail.payments.filter { $0.method == .momo && $0.reference != nil }
    #expect(Set(asked.compactMap(\.reference)) == Set(payments.keys), "\(when)")
    for payment in asked {
      guard let own = payments[payment.reference ?? ""] else { continue }
      let status = payment.status.isLive ? "live" : payment.status.rawValue
      #expect(status == own.state.rawValue, "\(payment.reference ?? "") \(when)")
    }
    let total = detail.order.totals.total.minor
    let late = detail.refunds.filter { $0.latePayment != nil }
    #expect(late.count == payments.values.count(where: \.isLate), "each once, \(when)")
    #expect(Set(late.compactMap(\.latePayment)).count == late.count, "\(when)")
    #expect(detail.refunds.count - late.count == (isRefunded ? 1 : 0), "\(when)")
    #expect(detail.refunds.allSatisfy { $0.amount.minor == total }, "\(when)")
    // What the provider took is what the order was paid by, or is owed back: never both, never neither.
    let captured = Int64(payments.values.count(where: \.isCaptured)) * total
    let kept = state == .paid ? total : 0
    #expect(captured == kept + detail.refunds.reduce(0) { $0 + $1.amount.minor }, "\(when)")
  }
}
