import Commerce

/// Opens a refund that somebody asks for: money, goods and stock each for itself.
enum RequestRefund {
  /// Throws `rule.plan.changed` when the preview no longer holds, `rule.reason.needed`, `rule.refund.over_remaining`,
  /// `rule.step_up.needed` above the site's limit without a second person, or `input.invalid` line by line.
  static func run(
    _ request: RefundRequest, basis: String, approver: ID<Person>?, in transaction: any WriteTransaction,
    by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<Refund> {
    let reason = try Reason.required(request.reason)
    let order = try transaction.existingOrder(request.order, in: scope)
    guard let site = try transaction.site(order.site) else { throw .notFound(.site, order.site.description) }
    let sums = try RefundSums(of: order, in: transaction)
    guard basis == sums.basis else { throw .refused(Refusal(.planChanged, remedy: .previewAgain)) }
    try check(request, sums)
    try Vouching.check(approver, against: [command.actor, command.impersonator])
    let total = request.totalMinor
    let limit = max(0, site.policy.refundLimitMinor - sums.unvouchedMinor)
    if total > limit, approver == nil {
      let currency = order.totals.currency
      throw .refused(
        Refusal(
          .stepUpNeeded,
          [.amount: .money(Money(minor: total, currency)), .limit: .money(Money(minor: limit, currency))],
          remedy: .askSupervisor))
    }
    let id = try OpenRefund.run(
      Money(minor: total, order.totals.currency), of: order, lines: request.lines,
      shippingMinor: request.shippingMinor, tender: request.tender, reason: reason, owner: command.actor,
      approver: approver, in: transaction, by: command)
    try TakeBackGoods.run(
      request.returned, restock: request.restock, of: order, lines: sums.lines, reason: reason, in: transaction,
      by: command, scope: scope)
    return id
  }

  private static func check(_ request: RefundRequest, _ sums: RefundSums) throws(CommerceError) {
    var issues: [FieldIssue] = []
    let parts = request.lines.map(\.amountMinor) + [request.shippingMinor, request.freeMinor]
    guard request.lines.count <= 1000, parts.allSatisfy({ (0...(1 << 50)).contains($0) }) else {
      throw .invalid([FieldIssue("amount", "is negative or too large")])
    }
    let remaining = sums.remaining
    var seen: Set<ID<OrderLine>> = []
    for (index, line) in request.lines.enumerated() {
      let name = "lines[\(index)]"
      guard let left = remaining.first(where: { $0.line.id == line.line }), seen.insert(line.line).inserted else {
        issues.append(FieldIssue(name, "is not on the order, or stands there twice"))
        continue
      }
      if !(0...left.quantity).contains(line.quantity) {
        issues.append(FieldIssue(name + ".quantity", "is more than the \(left.quantity) left"))
      }
      if line.amountMinor > left.remainingMinor {
        let money = Money(minor: left.remainingMinor, sums.order.totals.currency)
        issues.append(FieldIssue(name + ".amount", "is more than the \(money.text) left"))
      }
    }
    if request.shippingMinor > sums.shippingMinor {
      let money = Money(minor: sums.shippingMinor, sums.order.totals.currency)
      issues.append(FieldIssue("shipping", "is more than the \(money.text) left"))
    }
    guard issues.isEmpty else { throw .invalid(issues) }
    if request.totalMinor == 0 {
      // Goods may come back without money; but something has to happen.
      guard !request.returned.isEmpty else { throw .invalid([FieldIssue("amount", "is nothing")]) }
      return
    }
    try sums.check()
    if request.totalMinor > sums.remainingMinor() { throw sums.over(request.totalMinor) }
  }
}

/// Takes goods back over the counter, into stock again or as damaged.
enum TakeBackGoods {
  static func run(
    _ units: [ID<OrderLine>: Int], restock: Bool, of order: Order, lines: [OrderLine], reason: String,
    in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard !units.isEmpty else { return }
    let held = try transaction.unitsWithCustomer(of: order.id, at: order.site)
    for (line, quantity) in units.sorted(by: { $0.key < $1.key }) {
      guard let line = lines.first(where: { $0.id == line }), quantity > 0, quantity <= held[line.variant] ?? 0 else {
        throw .invalid([FieldIssue("returned", "is more than the customer has")])
      }
      try transaction.post(
        StockMove(
          site: order.site, variant: line.variant, quantity: quantity, from: .customer,
          to: restock ? .bench : .quarantine, reason: .returned, order: order.id), by: command)
      try transaction.append(
        order.change("returned", new: "\(quantity) \(line.sku)", reason: reason), by: command)
      guard restock else { continue }
      let undoing = CancelOrder.Undoing(order: order, transaction: transaction, command: command, scope: scope)
      try undoing.openPutBack(quantity, of: line.variant, at: .bench)
    }
  }
}
