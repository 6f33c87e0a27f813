import Commerce
import Operations
import Store
import TestSupport
import Testing

/// What must be true of the money of some orders at any time (I13, I20 to I22, I25 to I27, I29), told from the outside:
/// they are all the orders that their town has.
struct MoneyOracle {
  let town: SmallTown
  let orders: [ID<Order>]
  /// Commands that may say that something is paid.
  var mayPay: Set<UniqueID>?
  /// Commands that may cancel an order.
  var mayCancel: Set<UniqueID> = []

  /// Expects every order, the town's books, the inbox and the feed to agree.
  func check(_ when: String) async throws {
    var details: [OrderDetail] = []
    for id in orders { details.append(try await town.detail(id)) }
    for detail in details {
      checkPayments(detail, "\(detail.order.number) \(when)")
      checkRefunds(detail, "\(detail.order.number) \(when)")
    }
    let balances = try await town.balances()
    let refunds = details.flatMap(\.refunds)
    let given = refunds.filter { $0.status == .processed }
    // What came in is what was paid and what came too late; what went out is what was given back: each once.
    let momo =
      sum(details.flatMap(\.payments).filter { $0.status == .paid && $0.method == .momo }.map(\.amount))
      + sum(refunds.filter { $0.latePayment != nil }.map(\.amount))
      - sum(given.filter { $0.tender == .momo }.map(\.amount))
    #expect(balances[.momo, default: 0] == momo, "I29 \(when)")
    #expect(balances[.refunds, default: 0] == sum(given.map(\.amount)), "I26 \(when)")
    try await checkNotices(details, when)
    try await checkFeed(details, when)
  }

  private func sum(_ amounts: [Money]) -> Int64 { amounts.reduce(0) { $0 + $1.minor } }

  private func checkPayments(_ detail: OrderDetail, _ when: String) {
    let order = detail.order
    let paid = detail.payments.filter { $0.status == .paid }
    let live = detail.payments.filter(\.status.isLive)
    #expect(paid.count <= 1 && live.count <= 1 && (paid.isEmpty || live.isEmpty), "I21 \(when)")
    #expect(!paid.contains { $0.cancelReason != nil }, "I23 \(when)")
    #expect((order.paymentStatus == .paid) == !paid.isEmpty, "the order says what its payments say, \(when)")
    if order.status == .pendingPayment { #expect(paid.isEmpty, "I20 \(when)") }
    if order.paymentMethod.isPrepaid, order.status != .pendingPayment, order.status != .cancelled {
      #expect(!paid.isEmpty, "I20 \(when)")
    }
    if order.status == .cancelled { #expect(live.isEmpty, "nothing is asked for any more, \(when)") }
  }

  private func checkRefunds(_ detail: OrderDetail, _ when: String) {
    let order = detail.order
    let paid = detail.payments.filter { $0.status == .paid }
    let own = detail.refunds.filter { $0.latePayment == nil }
    let standing = own.filter { $0.status != .failed }
    #expect(sum(standing.map(\.amount)) <= sum(paid.map(\.amount)), "I13 \(when)")
    if order.status == .cancelled {
      #expect(sum(own.map(\.amount)) >= sum(paid.map(\.amount)), "I25: all that was paid is owed back, \(when)")
    }
    let late = detail.refunds.compactMap(\.latePayment)
    #expect(late.count == Set(late).count && Set(late).isDisjoint(with: paid.map(\.id)), "I26 \(when)")
    for refund in detail.refunds where refund.latePayment != nil {
      let payment = detail.payments.first { $0.id == refund.latePayment }
      #expect(payment?.amount == refund.amount, "I26 \(when)")
      #expect(payment.map { [.failed, .cancelled].contains($0.status) } == true, "I29 \(when)")
    }
    let isOwed = detail.refunds.contains { $0.status != .processed }
    #expect(
      order.status.isRefunded(by: detail.refunds)
        == (order.status == .cancelled && !isOwed && !detail.refunds.isEmpty), "I27 \(when)")
  }

  /// Only a signed notice of the very amount that was asked for says that something is paid (I13, I22).
  private func checkNotices(_ details: [OrderDetail], _ when: String) async throws {
    let asked = Dictionary(
      details.flatMap(\.payments).map { ($0.id, $0.amount) }, uniquingKeysWith: { first, _ in first })
    let query = NoticeQuery(states: [.applied])
    for notice in try await town.house.desks.cash.notices(query, PageRequest(limit: 1000), by: town.admin).rows
    where notice.status == .paid {
      #expect(notice.signature == .valid, "I22 \(notice.event) \(when)")
      #expect(notice.amount == notice.payment.flatMap { asked[$0] }, "I13 \(notice.event) \(when)")
    }
  }

  private func checkFeed(_ details: [OrderDetail], _ when: String) async throws {
    let feed = try await town.house.desks.history.changes(after: 0, limit: 100_000, by: town.admin)
    let moves = feed.filter { $0.change.field == "status" }
    let refunds = Dictionary(
      details.flatMap(\.refunds).map { ($0.id.serial, $0) }, uniquingKeysWith: { first, _ in first })
    let cash = Set(details.flatMap(\.payments).filter { $0.method == .cod }.map(\.id))
    try MoneyGraphs.check(moves.map(\.change), isCash: cash.contains, "\(when)")
    let opened = moves.filter { $0.change.entity == .refund && $0.change.old.isEmpty }
    let late = Set(opened.filter { refunds[$0.change.entityID]?.latePayment != nil }.map(\.command))
    let paying = Set(
      moves.filter { $0.change.entity == .payment && $0.change.new == PaymentStatus.paid.rawValue }.map(\.command))
    let toCash = Set(
      feed.filter { $0.change.field == "payment_method" && $0.change.new == PaymentMethod.cod.rawValue }.map(\.command))
    for move in moves where move.change.entity == .order {
      #expect(!late.contains(move.command), "I27: late money moves no order, \(when)")
      if move.change.new == OrderStatus.cancelled.rawValue {
        #expect(mayCancel.contains(move.command), "I27: only who cancels does, \(when)")
      } else if move.change.old == OrderStatus.pendingPayment.rawValue {
        #expect(paying.union(toCash).contains(move.command), "I20: only what is paid, or cash by now, goes on, \(when)")
      }
    }
    if let mayPay {
      for move in moves where paying.contains(move.command) && move.actor != nil {
        #expect(mayPay.contains(move.command), "I22 \(when)")
      }
    }
    let ended = moves.filter { $0.change.entity == .order && $0.change.new == OrderStatus.cancelled.rawValue }
    #expect(ended.count == Set(ended.map(\.change.entityID)).count, "I25: an order is cancelled once, \(when)")
    let asked = opened.filter { mayCancel.contains($0.command) }.compactMap { refunds[$0.change.entityID]?.order }
    #expect(asked.count == Set(asked).count, "I25: however often it is cancelled, one refund, \(when)")
  }
}
