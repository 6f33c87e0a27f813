import Commerce

/// Everything an edit does to an order, worked out before anything is written: what the preview shows is what the
/// commit carries out.
struct EditPlan {
  /// One line of the order whose number changes.
  struct LineChange {
    /// The line as it is; a line to be added has no identity yet.
    var line: OrderLine
    /// Whether it is still to be added.
    var isNew: Bool
    /// What it is of.
    var variant: Variant
    /// Units then.
    var to: Int
    /// Units to reserve, to free, and missing ones to give up.
    var added, freed, dropped: Int
    /// Where the added units lie, when somebody is on the way.
    var stops: [(bin: Bin, quantity: Int)] = []
    /// By how much open tasks shrink.
    var shrunk: [(task: PickTask, quantity: Int)] = []
    /// What is available before.
    var available: Int
  }

  /// The order as it is, and as it will be.
  let old: Order
  private(set) var order: Order
  /// Its lines as they are.
  let oldLines: [OrderLine]
  private(set) var changes: [LineChange] = []
  private(set) var money = EditMoney.unchanged
  /// The open list that walks for it.
  let list: PickList?
  private(set) var zoneNames = (old: "", new: "")

  /// Throws why the order may not be edited so.
  init(
    _ edit: OrderEdit, of order: Order, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) {
    try OrderEditing.check(order)
    old = order
    self.order = order
    oldLines = try transaction.lines(of: order.id)
    let walked = try order.pickList.flatMap { id throws(CommerceError) in try transaction.pickList(id) }
    list = walked.flatMap { $0.closedAt == nil ? $0 : nil }
    try planLines(edit.lines, in: transaction)
    try planParticulars(edit, in: transaction, scope: scope)
    guard !changes.isEmpty || self.order != old else { throw .invalid([FieldIssue("edit", "changes nothing")]) }
  }

  private mutating func planLines(
    _ wanted: [OrderEdit.Line], in transaction: any ReadTransaction
  ) throws(CommerceError) {
    var seen: Set<ID<OrderLine>> = []
    var added: Set<ID<Variant>> = []
    for (index, line) in wanted.enumerated() {
      let known = oldLines.first { $0.variant == line.variant && (line.line == nil || $0.id == line.line) }
      if line.line != nil, known == nil {
        throw .invalid([FieldIssue("lines[\(index)].line", "is none of this order")])
      }
      guard known.map({ seen.insert($0.id).inserted }) ?? added.insert(line.variant).inserted else {
        throw .invalid([FieldIssue("lines[\(index)].variant", "stands on an earlier line")])
      }
      guard (0...999).contains(line.quantity) else {
        throw .invalid([FieldIssue("lines[\(index)].quantity", "must be 0 to 999")])
      }
      guard let variant = try transaction.variant(line.variant) else {
        throw .invalid([FieldIssue("lines[\(index)].variant", "is not known")])
      }
      if let change = try change(of: known, to: line.quantity, of: variant, in: transaction) { changes.append(change) }
    }
  }

  private func change(
    of known: OrderLine?, to quantity: Int, of variant: Variant, in transaction: any ReadTransaction
  ) throws(CommerceError) -> LineChange? {
    if known == nil, quantity == 0 { return nil }
    let line =
      known
      ?? OrderLine(
        id: ID(0), order: old.id, variant: variant.id, sku: variant.sku, name: variant.name, quantity: 0,
        unitPriceMinor: variant.priceMinor)
    if line.quantity == quantity { return nil }
    let parts = try OrderEditing.change(of: line, to: quantity)
    // Other lines of the same item take from the same stock.
    let others = changes.filter { $0.variant.id == variant.id }
    let available =
      try transaction.level(of: variant.id, at: old.site).available
      - others.reduce(0) { $0 + $1.added - $1.freed }
    guard parts.added <= available else { throw tooFew(line, parts.added, available) }
    var change = LineChange(
      line: line, isNew: known == nil, variant: variant, to: quantity, added: parts.added, freed: parts.freed,
      dropped: parts.dropped, available: available)
    guard let list else { return change }
    if parts.added > 0 {
      var bins = try transaction.bins(holding: variant.id, at: old.site)
      for stop in others.flatMap(\.stops) {
        if let index = bins.firstIndex(where: { $0.bin.id == stop.bin.id }) { bins[index].allocated += stop.quantity }
      }
      let found = AllocateBins.choose(parts.added, from: bins)
      guard found.missing == 0 else { throw tooFew(line, parts.added, parts.added - found.missing) }
      change.stops = found.taken
    }
    var left = parts.freed
    // The end of the walk first: the picker may be at its beginning already.
    for task in list.openTasks.reversed() where task.orderLine == line.id && left > 0 {
      let units = min(left, task.remaining)
      change.shrunk.append((task, units))
      left -= units
    }
    return change
  }

  private func tooFew(_ line: OrderLine, _ wanted: Int, _ available: Int) -> CommerceError {
    .refused(
      Refusal(
        .insufficientStock,
        [.item: .text(line.name), .requested: .count(wanted), .available: .count(max(0, available))],
        remedy: .orderLess))
  }

  private mutating func planParticulars(
    _ edit: OrderEdit, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) {
    let left = lines.filter { $0.quantity > 0 }
    guard !left.isEmpty else {
      throw .invalid([FieldIssue("lines", "at least one unit must stay; cancel the order instead")])
    }
    let customer = Customer(
      name: edit.name ?? old.customer.name, phone: edit.phone ?? old.customer.phone, email: old.customer.email)
    let checked = try CheckedDraft(
      OrderDraft(
        lines: Self.draft(of: left), customer: customer,
        address: edit.address ?? old.address, paymentMethod: old.paymentMethod, note: edit.note ?? old.note))
    order.customer = checked.customer
    order.address = checked.address
    order.note = checked.note
    let zones = try transaction.zones(at: old.site, in: scope)
    if checked.address.area != old.address.area {
      order.zone =
        checked.address.area.isEmpty ? nil : try transaction.zone(named: checked.address.area, at: old.site)?.id
    }
    zoneNames = (zones.first { $0.id == old.zone }?.label ?? "", zones.first { $0.id == order.zone }?.label ?? "")
    let before = old.totals
    let subtotal = try Self.subtotal(left)
    order.totals = try OrderTotals(
      currency: before.currency, subtotalMinor: subtotal, discountMinor: min(before.discountMinor, subtotal),
      deliveryMinor: edit.deliveryMinor ?? before.deliveryMinor, taxMinor: before.taxMinor)
    money = try OrderEditing.money(of: old, newTotal: order.totals.total)
    if case .refund(let amount) = money {
      // Other refunds may have taken part of what was paid (I13).
      let left = try RefundSums(of: old, in: transaction).remainingMinor()
      money = left == 0 ? .unchanged : .refund(Money(minor: min(amount.minor, left), amount.currency))
    }
  }

  /// A draft has each item once.
  private static func draft(of lines: [OrderLine]) -> [OrderDraft.Line] {
    var seen: Set<ID<Variant>> = []
    return lines.filter { seen.insert($0.variant).inserted }.map {
      OrderDraft.Line(variant: $0.variant, quantity: $0.quantity)
    }
  }

  private static func subtotal(_ lines: [OrderLine]) throws(CommerceError) -> Int64 {
    var sum: Int64 = 0
    for line in lines {
      let product = line.unitPriceMinor.multipliedReportingOverflow(by: Int64(line.quantity))
      let next = sum.addingReportingOverflow(product.partialValue)
      if product.overflow || next.overflow { throw .invalid([FieldIssue("totals", "an amount is too large")]) }
      sum = next.partialValue
    }
    return sum
  }

  /// The lines as they will be.
  var lines: [OrderLine] {
    var lines = oldLines
    for change in changes {
      if let index = lines.firstIndex(where: { $0.id == change.line.id }), !change.isNew {
        lines[index].quantity = change.to
      } else {
        var line = change.line
        line.quantity = change.to
        lines.append(line)
      }
    }
    return lines
  }

  /// What else changes, by name, as people read it.
  var fields: [EditPreview.Field] {
    let pairs = [
      ("name", old.customer.name, order.customer.name), ("phone", old.customer.phone, order.customer.phone),
      ("address", old.address.text, order.address.text), ("zone", zoneNames.old, zoneNames.new),
      ("customer_note", old.note, order.note),
      ("delivery", Self.fee(old), Self.fee(order)),
    ]
    return pairs.filter { $0.1 != $0.2 }.map { EditPreview.Field(name: $0.0, old: $0.1, new: $0.2) }
  }

  private static func fee(_ order: Order) -> String {
    Money(minor: order.totals.deliveryMinor, order.totals.currency).text
  }

  /// It as the preview shows it.
  var preview: EditPreview {
    EditPreview(
      order: old.id, number: old.number, version: old.version,
      items: changes.map { change in
        EditPreview.Item(
          sku: change.line.sku, name: change.line.name, from: change.line.quantity, to: change.to,
          reserved: change.added - change.freed, available: change.available,
          walk: change.stops.map { "+\($0.quantity) at \($0.bin.code)" }
            + change.shrunk.map { "-\($0.quantity) at \($0.task.bin.code)" })
      }, fields: fields, oldTotal: old.totals.total, newTotal: order.totals.total, money: money,
      promiseAt: order.promiseAt, holder: list?.holderName ?? "")
  }
}

extension Address {
  /// All of it in one line.
  var text: String { [line1, area, landmark].filter { !$0.isEmpty }.joined(separator: ", ") }
}
