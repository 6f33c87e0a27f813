public import Commerce

/// Takes back what was collected on an attempt whose outcome is reopened: cash is due again.
public enum ReverseCollection {
  /// Nothing to do when nothing was collected on it. Stores the order. Throws `rule.cash.handed_over` once the cash has
  /// left its driver's hands or the customer's debt or credit was settled, and `rule.refund.processed` when money was
  /// given back since.
  public static func run(
    of dispatch: Dispatch, order: inout Order, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    try check(of: dispatch, order: order, in: transaction)
    guard var collection = try transaction.collection(of: dispatch.id) else { return }
    collection.isReversed = true
    try transaction.update(collection)
    for move in try standing(of: dispatch, order: order, in: transaction) {
      try transaction.post(move.reversed(), by: command)
    }
    try transaction.append(
      Change(
        .collection, collection.id.serial, site: order.site, field: "reversed", old: collection.collected.text, new: "",
        reason: CashReason.reopened.rawValue), by: command)
    try askAgain(&order, in: transaction, by: command)
  }

  /// Throws why the collection of that attempt may not be taken back now.
  static func check(
    of dispatch: Dispatch, order: Order, in transaction: any ReadTransaction
  ) throws(CommerceError) {
    guard let collection = try transaction.collection(of: dispatch.id) else { return }
    let given = try transaction.refunds(of: order.id).filter { $0.latePayment == nil && $0.status != .failed }
    if let refund = given.first {
      throw .refused(
        Refusal(.refundProcessed, [.order: .text(order.number), .amount: .money(refund.amount)], remedy: .none))
    }
    let isSettled = try transaction.cashMoves(of: order.id).contains { $0.reason == .settled }
    let isHandedOver = try transaction.isHandedOver(collection, driver: dispatch.driver)
    guard !isSettled, !isHandedOver else {
      throw .refused(
        Refusal(
          .cashHandedOver, [.order: .text(order.number), .amount: .money(collection.collected)], remedy: .askSupervisor
        ))
    }
  }

  /// What the attempt moved and nobody took back yet, in the order it moved. An attempt may be reopened twice.
  private static func standing(
    of dispatch: Dispatch, order: Order, in transaction: any ReadTransaction
  ) throws(CommerceError) -> [CashMove] {
    var moves: [CashMove] = []
    for move in try transaction.cashMoves(of: order.id) where move.dispatch == dispatch.id {
      let undone = move.reversed(.reopened)
      if move.reason == .reopened,
        let index = moves.lastIndex(where: {
          $0.from == undone.from && $0.to == undone.to && $0.amount == undone.amount
        })
      {
        moves.remove(at: index)
      } else {
        moves.append(move)
      }
    }
    return moves
  }

  private static func askAgain(
    _ order: inout Order, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    for var payment in try transaction.payments(of: order.id) where payment.method == .cod && payment.status == .paid {
      try MovePayment.run(
        &payment, to: .cancelled, of: order, cancelReason: .superseded, PaymentLifecycle.Facts(isCorrection: true),
        in: transaction, by: command)
    }
    _ = try MovePayment.open(.cod, .pending, of: order, in: transaction, by: command)
    try transaction.append(
      order.change("payment", old: order.paymentStatus.rawValue, new: PaymentStatus.pending.rawValue), by: command)
    order.paymentStatus = .pending
    try order.save(in: transaction)
  }
}
