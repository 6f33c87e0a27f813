import Commerce

/// Moves an order along its lifecycle: the one place where a stored status changes.
enum MoveOrder {
  /// Checks the move against the lifecycle and the payment gate, stores the order as it is given with its new status,
  /// and appends the change. Throws what `OrderLifecycle.check` throws.
  static func run(
    _ order: inout Order, to status: OrderStatus, by actor: MoveActor = .staff, correcting: Bool = false,
    reason: String = "", in transaction: any WriteTransaction, command: Command
  ) throws(CommerceError) {
    try OrderLifecycle.check(
      order.status, status, by: actor, mode: order.mode, payment: order.payment, correcting: correcting)
    let old = order.status
    order.status = status
    order.statusAt = command.at
    try order.save(in: transaction)
    try transaction.append(
      order.change("status", old: old.rawValue, new: status.rawValue, reason: reason), by: command)
  }
}

extension Order {
  /// Stores the order and keeps the value's version in step with the stored one.
  mutating func save(in transaction: any WriteTransaction) throws(CommerceError) {
    try transaction.update(self)
    version += 1
  }

  /// A change of this order.
  func change(_ field: String, old: String = "", new: String, reason: String = "") -> Change {
    Change(.order, id.serial, site: site, field: field, old: old, new: new, reason: reason)
  }

  /// Throws when somebody holds the order or it has been stopped: no floor work then.
  func checkWorkable() throws(CommerceError) {
    if let hold {
      throw .refused(
        Refusal(
          .onHold,
          [.order: .text(number), .reason: .text(hold.reason), .holder: .text(hold.by), .since: .time(hold.since)],
          remedy: .release))
    }
    if status == .cancelled {
      throw .refused(Refusal(.stopped, [.order: .text(number), .status: .text(status.rawValue)], remedy: .holdShelf))
    }
    if paymentMethod.isPrepaid, paymentStatus != .paid {
      throw .refused(
        Refusal(
          .paymentNotCompleted,
          [.order: .text(number), .payment: .text(paymentStatus.rawValue), .since: .time(placedAt)],
          remedy: .pollPayment))
    }
  }
}
