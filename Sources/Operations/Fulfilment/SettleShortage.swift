public import Commerce

/// Decides what becomes of units that could not be found.
public enum SettleShortage {
  /// Retries, drops or holds. Throws `rule.shortage.settled` when somebody was faster, `rule.stock.insufficient` when
  /// there is still nothing to retry with.
  public static func run(
    _ id: ID<Shortage>, _ settlement: ShortageSettlement, reason: String, in transaction: any WriteTransaction,
    by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard let shortage = try transaction.shortage(id), scope.includes(shortage.site),
      var order = try transaction.order(shortage.order, in: scope),
      let line = try transaction.lines(of: shortage.order).first(where: { $0.id == shortage.line })
    else { throw .notFound(.shortage, id.description) }
    guard shortage.state == .open else {
      throw .refused(Refusal(.shortageSettled, [.order: .text(order.number), .item: .text(line.name)], remedy: .none))
    }
    switch settlement {
    case .retry: try retry(shortage, line, &order, in: transaction, by: command, scope: scope)
    case .drop: try drop(shortage, line, &order, reason: reason, in: transaction, by: command)
    case .hold:
      let text = reason.isEmpty ? "short \(shortage.quantity) \(line.name)" : reason
      let name = try command.actor.flatMap { id throws(CommerceError) in try transaction.person(id)?.name } ?? ""
      order.hold = Hold(reason: text, by: name, since: command.at)
      try order.save(in: transaction)
      try transaction.append(order.change("hold", new: text), by: command)
    }
  }

  private static func retry(
    _ shortage: Shortage, _ line: OrderLine, _ order: inout Order, in transaction: any WriteTransaction,
    by command: Command, scope: Scope
  ) throws(CommerceError) {
    let available = try transaction.level(of: line.variant, at: shortage.site).available
    let quantity = min(shortage.quantity, max(0, available))
    guard quantity > 0 else {
      throw .refused(
        Refusal(
          .insufficientStock,
          [.item: .text(line.name), .requested: .count(shortage.quantity), .available: .count(available)],
          remedy: .orderLess))
    }
    try transaction.reserve(quantity, of: line.variant, at: shortage.site)
    try settle(shortage, quantity, .reallocated, line, in: transaction, by: command)
    if let id = order.pickList, let list = try transaction.pickList(id), list.closedAt == nil,
      let variant = try transaction.variant(line.variant)
    {
      let found = try AllocateBins.run(quantity, of: line.variant, at: shortage.site, in: transaction)
      for part in found.taken {
        _ = try transaction.insert(
          PickTask(
            id: ID(0), order: order.id, orderLine: line.id, variant: variant, bin: part.bin, quantity: part.quantity),
          on: id)
      }
    }
    try transaction.append(
      order.change("short", old: "\(quantity) \(line.sku)", new: "to be picked again"), by: command)
  }

  private static func drop(
    _ shortage: Shortage, _ line: OrderLine, _ order: inout Order, reason: String, in transaction: any WriteTransaction,
    by command: Command
  ) throws(CommerceError) {
    let lines = try transaction.lines(of: order.id)
    guard lines.reduce(0, { $0 + $1.quantity }) > shortage.quantity else {
      throw .refused(
        Refusal(.moveNotAllowed, [.order: .text(order.number), .item: .text(line.name)], remedy: .chooseOther))
    }
    try settle(shortage, shortage.quantity, .dropped, line, in: transaction, by: command)
    var reduced = line
    reduced.short -= shortage.quantity
    reduced.quantity -= shortage.quantity
    try transaction.update(reduced)
    let before = order.totals
    let lost = line.unitPriceMinor * Int64(shortage.quantity)
    let subtotal = before.subtotalMinor - lost
    order.totals = try OrderTotals(
      currency: before.currency, subtotalMinor: subtotal, discountMinor: min(before.discountMinor, subtotal),
      deliveryMinor: before.deliveryMinor, taxMinor: before.taxMinor)
    try settleMoney(
      Money(minor: before.totalMinor - order.totals.totalMinor, before.currency), &order, reason, in: transaction,
      by: command)
    let finished = try transaction.lines(of: order.id).allSatisfy { $0.picked == $0.quantity }
    if order.status == .picking, order.pickedAt == nil, finished {
      order.pickedAt = command.at
      try transaction.append(order.change("picked", new: "all"), by: command)
    }
    try order.save(in: transaction)
    try transaction.append(
      order.change("total", old: before.total.text, new: order.totals.total.text, reason: reason), by: command)
  }

  /// Money already paid for what is dropped becomes a refund; money still to come is asked for less.
  private static func settleMoney(
    _ difference: Money, _ order: inout Order, _ reason: String, in transaction: any WriteTransaction,
    by command: Command
  ) throws(CommerceError) {
    let reason = reason.isEmpty ? "short delivery" : reason
    guard try transaction.payments(of: order.id).contains(where: { $0.status == .paid }) else {
      return try AskAnew.run(&order, reason: reason, in: transaction, by: command)
    }
    // Other refunds may have taken part of what was paid (I13).
    let left = try RefundSums(of: order, in: transaction).remainingMinor()
    guard left > 0 || difference.minor == 0 else { return }
    try OpenRefund.run(
      Money(minor: min(difference.minor, left), difference.currency), of: order, reason: reason, in: transaction,
      by: command)
  }

  private static func settle(
    _ shortage: Shortage, _ quantity: Int, _ state: Shortage.State, _ line: OrderLine,
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    var settled = shortage
    settled.quantity -= quantity
    if settled.quantity == 0 { settled.state = state }
    try transaction.update(settled)
    if state == .reallocated {
      var line = line
      line.short -= quantity
      try transaction.update(line)
    }
    try transaction.append(
      Change(
        .shortage, shortage.id.serial, site: shortage.site, field: "state", old: shortage.state.rawValue,
        new: state.rawValue), by: command)
  }
}

/// Scans picked units of a cancelled order back into a bin.
public enum PutBackUnits {
  /// Only now are they available again. Any pick or bulk bin of the site will do. Throws `rule.put_back.not_awaiting`
  /// when somebody was faster, `rule.pick.wrong_bin` for an unknown or quarantine bin.
  public static func run(
    _ id: ID<PutBack>, variant: ID<Variant>, into binCode: String, at site: ID<Site>,
    in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard scope.includes(site), var task = try transaction.putBack(of: variant, at: site), task.id == id else {
      throw .refused(Refusal(.notAwaitingPutBack, remedy: .scanItem))
    }
    guard let bin = try transaction.bin(code: ResolveCode.cleaned(binCode), at: site), bin.kind != .quarantine else {
      throw .refused(Refusal(.wrongBin, [.bin: .text(ResolveCode.cleaned(binCode))], remedy: .scanBin))
    }
    try transaction.addAwaitingPutBack(-task.quantity, of: task.variant, at: site)
    try transaction.post(
      StockMove(
        site: site, variant: task.variant, quantity: task.quantity, from: task.location, to: .bin(bin.id),
        reason: .putBack, order: task.order), by: command)
    try transaction.append(
      Change(.putBack, task.id.serial, site: site, field: "done", new: "\(task.quantity) \(bin.code)"), by: command)
    let quantity = task.quantity
    task.quantity = 0
    try transaction.update(task)
    try transaction.append(
      Change(.order, task.order.serial, site: site, field: "put_back", new: "\(quantity) \(bin.code)"), by: command)
    try freeTotes(of: task.order, at: site, in: transaction)
  }

  private static func freeTotes(
    of order: ID<Order>, at site: ID<Site>, in transaction: any WriteTransaction
  ) throws(CommerceError) {
    let full = try transaction.units(of: order, at: site).filter { $0.2 > 0 }.map(\.0)
    for tote in try transaction.totes(of: order) where !full.contains(.tote(tote.id)) {
      try transaction.release(tote.id)
    }
  }
}
