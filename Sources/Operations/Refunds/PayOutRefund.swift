import Commerce

/// Pays refunds out: PENDING → PROCESSED or FAILED, FAILED → PENDING (contracts.md §2.4).
enum PayOutRefund {
  /// Makes the caller its owner, and pays cash from the caller's till at once; a provider has to be asked outside the
  /// transaction. Throws `rule.refund.processed`,
  /// `rule.refund.over_remaining` when other refunds took what a failed one was for, `rule.step_up.needed` for a sum
  /// that nobody vouched for and one person may not give back alone, or `rule.cash.over_balance`.
  static func begin(
    _ id: ID<Refund>, approver: ID<Person>?, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard var refund = try transaction.refund(id, in: scope) else { throw .notFound(.refund, id.description) }
    let order = try transaction.existingOrder(refund.order, in: scope)
    guard refund.status != .processed else {
      throw .refused(
        Refusal(.refundProcessed, [.order: .text(order.number), .amount: .money(refund.amount)], remedy: .none))
    }
    let sums = try RefundSums(of: order, in: transaction)
    try vouch(&refund, approver, sums, at: order.site, in: transaction, by: command)
    if refund.status == .failed {
      if refund.latePayment == nil, refund.amount.minor > sums.remainingMinor(excluding: id) {
        throw sums.over(refund.amount.minor)
      }
      refund.attempt += 1
      try move(&refund, to: .pending, at: order.site, in: transaction, by: command)
    }
    if refund.owner != command.actor {
      try transaction.append(
        refund.change(
          "owner", at: order.site, old: refund.owner?.description ?? "", new: command.actor?.description ?? ""),
        by: command)
      refund.owner = command.actor
      try transaction.update(refund)
    }
    if refund.tender == .cash { try payCash(&refund, order, in: transaction, by: command) }
  }

  /// Cancelling and coming back from the road open refunds of any size with nobody's word: it is asked for here, before
  /// the money leaves. What one person gave back of the order before counts, too.
  private static func vouch(
    _ refund: inout Refund, _ approver: ID<Person>?, _ sums: RefundSums, at id: ID<Site>,
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    try Vouching.check(approver, against: [command.actor, command.impersonator])
    guard refund.approver == nil else { return }
    let site = try transaction.existingSite(id)
    let limit = max(0, site.policy.refundLimitMinor - sums.paidOutAloneMinor(besides: refund.id))
    if approver == nil, refund.amount.minor > limit {
      throw .refused(
        Refusal(
          .stepUpNeeded, [.amount: .money(refund.amount), .limit: .money(Money(minor: limit, site.currency))],
          remedy: .askSupervisor))
    }
    guard let approver else { return }
    refund.approver = approver
    try transaction.update(refund)
    try transaction.append(refund.change("approver", at: id, new: approver.description), by: command)
  }

  private static func payCash(
    _ refund: inout Refund, _ order: Order, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard let cashier = command.actor else { throw .unauthenticated }
    let till = try transaction.balance(of: .cashier(cashier), at: order.site)
    guard refund.amount.minor <= till else {
      throw .refused(
        Refusal(
          .overBalance,
          [.requested: .money(refund.amount), .available: .money(Money(minor: till, refund.amount.currency))],
          remedy: .none))
    }
    try transaction.post(
      CashMove(
        site: order.site, amount: refund.amount, from: .cashier(cashier), to: .refunds, reason: .refund,
        order: order.id), by: command)
    try move(&refund, to: .processed, at: order.site, in: transaction, by: command)
  }

  /// Notes what the provider answered; whoever asked second finds it done.
  static func end(
    _ id: ID<Refund>, attempt: Int, _ answer: NoteRequest.Answer, in transaction: any WriteTransaction,
    by command: Command
  ) throws(CommerceError) {
    guard var refund = try transaction.refund(id, in: try WholeHouse.scope()), refund.status != .processed else {
      return
    }
    let order = try transaction.existingOrder(refund.order, in: try WholeHouse.scope())
    switch answer {
    case .reference(let reference):
      // The money has gone, whatever was thought of an earlier try.
      if refund.status == .failed { try move(&refund, to: .pending, at: order.site, in: transaction, by: command) }
      refund.reference = reference
      refund.failure = ""
      try transaction.post(
        CashMove(
          site: order.site, amount: refund.amount, from: .momo, to: .refunds, reason: .refund, order: order.id),
        by: command)
      try move(&refund, to: .processed, at: order.site, in: transaction, by: command)
    case .refused(let words):
      guard refund.status == .pending, refund.attempt == attempt else { return }
      refund.failure = words
      try move(&refund, to: .failed, at: order.site, reason: words, in: transaction, by: command)
    }
  }

  private static func move(
    _ refund: inout Refund, to status: RefundStatus, at site: ID<Site>, reason: String = "",
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard refund.status.next.contains(status) else {
      throw .refused(
        Refusal(
          .moveNotAllowed, [.status: .text(refund.status.rawValue), .target: .text(status.rawValue)],
          remedy: .chooseOther))
    }
    let old = refund.status
    refund.status = status
    refund.updatedAt = command.at
    try transaction.update(refund)
    try transaction.append(
      refund.change("status", at: site, old: old.rawValue, new: status.rawValue, reason: reason), by: command)
  }
}

/// Makes the caller look after a refund.
enum OwnRefund {
  /// Throws `rule.refund.processed` for one that is done with.
  static func run(
    _ id: ID<Refund>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard var refund = try transaction.refund(id, in: scope) else { throw .notFound(.refund, id.description) }
    let order = try transaction.existingOrder(refund.order, in: scope)
    guard refund.status != .processed else {
      throw .refused(Refusal(.refundProcessed, [.order: .text(order.number)], remedy: .none))
    }
    guard refund.owner != command.actor else { return }
    try transaction.append(
      refund.change(
        "owner", at: order.site, old: refund.owner?.description ?? "", new: command.actor?.description ?? ""),
      by: command)
    refund.owner = command.actor
    refund.updatedAt = command.at
    try transaction.update(refund)
  }
}
