import Commerce

/// Keeps a provider's notice as it came, before anything else happens.
enum StoreNotice {
  /// Stores it once; the same event again answers the one that is there. Throws `input.invalid` for one without name.
  static func run(
    _ incoming: IncomingNotice, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> PaymentNotice {
    var issues: [FieldIssue] = []
    if incoming.provider.isEmpty || incoming.provider.count > 50 { issues.append(FieldIssue("provider", "is missing")) }
    if incoming.event.isEmpty || incoming.event.count > 300 { issues.append(FieldIssue("event", "is missing")) }
    if incoming.raw.utf8.count > 262_144 { issues.append(FieldIssue("raw", "is longer than 256 KiB")) }
    guard issues.isEmpty else { throw .invalid(issues) }
    if let known = try transaction.notice(provider: incoming.provider, event: incoming.event) { return known }
    let payment = try transaction.payment(reference: incoming.reference)
    let site = try payment.flatMap { found throws(CommerceError) in
      try transaction.order(found.order, in: try WholeHouse.scope())?.site
    }
    var notice = PaymentNotice(
      id: ID(0), provider: incoming.provider, event: incoming.event, raw: incoming.raw,
      signature: incoming.signature, reference: incoming.reference, status: incoming.status, amount: incoming.amount,
      receivedAt: command.at, payment: payment?.id, site: site)
    notice.id = try transaction.insert(notice)
    try transaction.append(
      notice.change("state", new: PaymentNotice.State.received.rawValue, reason: notice.event), by: command)
    return notice
  }
}

/// Applies a stored notice.
enum ApplyNotice {
  /// Only a signed one may say that something is paid (I22). What it did once it does not do again (I30).
  static func run(
    _ id: ID<PaymentNotice>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> PaymentNotice {
    guard var notice = try transaction.notice(id) else { throw .notFound(.notice, id.description) }
    if notice.state == .applied { return notice }
    let before = notice
    if notice.payment == nil, let payment = try transaction.payment(reference: notice.reference) {
      notice.payment = payment.id
      notice.site = try transaction.existingOrder(payment.order, in: try WholeHouse.scope()).site
    }
    (notice.state, notice.outcome) = try outcome(of: notice, in: transaction, by: command)
    guard (notice.state, notice.outcome, notice.payment) != (before.state, before.outcome, before.payment) else {
      return notice
    }
    notice.appliedAt = command.at
    try transaction.update(notice)
    try transaction.append(
      notice.change("state", old: before.state.rawValue, new: notice.state.rawValue, reason: notice.outcome),
      by: command)
    return notice
  }

  private static func outcome(
    of notice: PaymentNotice, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> (PaymentNotice.State, String) {
    switch notice.signature {
    case .invalid: return (.failed, "its signature is wrong")
    case .unsigned: return (.failed, "it is not signed: poll the payment")
    case .valid: break
    }
    guard let id = notice.payment, let payment = try transaction.payment(id, in: try WholeHouse.scope()) else {
      return (.failed, "no payment has this reference")
    }
    let event = PaymentEvent(status: notice.status, amount: notice.amount, reference: notice.reference)
    switch try ApplyPaymentEvent.run(event, to: payment, in: transaction, by: command) {
    case .applied: return (.applied, "")
    case .ignored(let why): return (.ignored, why)
    case .mismatched(let why): return (.failed, why)
    }
  }
}

extension PaymentNotice {
  /// A change of this notice.
  func change(_ field: String, old: String = "", new: String, reason: String = "") -> Change {
    Change(.notice, id.serial, site: site, field: field, old: old, new: new, reason: reason)
  }
}
