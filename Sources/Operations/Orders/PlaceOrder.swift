public import Commerce

/// Places an order: prices and totals are the house's, every unit is reserved or nothing happens.
public enum PlaceOrder {
  /// `uuid` is the fresh identifier the APIs will show; the order is placed at `command.at`. Throws `input.invalid`,
  /// or `rule.stock.insufficient` when any line cannot be promised whole; then the caller rolls everything back.
  public static func run(
    _ draft: OrderDraft, uuid: UniqueID, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) -> PlacedOrder {
    let checked = try CheckedDraft(draft)
    guard scope.includes(site), let place = try transaction.site(site) else {
      throw .notFound(.site, site.description)
    }
    let lines = try priced(checked.lines, in: transaction)
    let zone = checked.address.area.isEmpty ? nil : try transaction.zone(named: checked.address.area, at: site)
    let totals = try OrderTotals(
      currency: place.currency, subtotalMinor: try subtotal(lines),
      deliveryMinor: draft.deliveryMinor ?? place.policy.deliveryFee(into: zone))
    for line in lines { try transaction.reserve(line.quantity, of: line.variant, at: site) }
    let day = LocalTime(command.at, offsetMinutes: place.utcOffsetMinutes).compactDate
    let promise = try promise(of: draft, at: place, now: command.at)
    let proof = draft.proof ?? place.policy.proof
    let order = Order(
      id: ID(0), uuid: uuid, number: try transaction.nextOrderNumber(day: day), site: site, channel: draft.channel,
      mode: draft.channel.mode, status: OrderLifecycle.birth(of: draft.paymentMethod),
      paymentMethod: draft.paymentMethod, paymentStatus: draft.paymentMethod.isPrepaid ? .initiated : .pending,
      priority: draft.priority, customer: checked.customer, address: checked.address, zone: zone?.id, totals: totals,
      placedAt: command.at, promiseAt: promise.until, slotFrom: promise.from, note: checked.note,
      proof: proof, deliveryCode: proof == .code ? deliveryCode(from: uuid) : "", statusAt: command.at)
    let id = try transaction.insert(order, lines: lines).order
    _ = try transaction.insert(
      Payment(
        id: ID(0), order: id, method: order.paymentMethod, status: order.paymentStatus, amount: totals.total,
        createdAt: command.at, updatedAt: command.at))
    // One change tells of the birth: its number, by the status it was born in. The path of statuses starts here.
    try transaction.append(
      Change(.order, id.serial, site: site, field: "status", new: order.status.rawValue), by: command)
    return PlacedOrder(id: id, number: order.number, status: order.status, total: totals.total)
  }

  /// When it is promised: by the end of the slot that was chosen, else as soon as the town usually is there. Throws
  /// `rule.slot.past` for a slot that is over.
  static func promise(
    of draft: OrderDraft, at site: Site, now: Instant
  ) throws(CommerceError) -> (from: Instant?, until: Instant) {
    guard let slot = draft.slot else { return (nil, site.promise(forOrderPlaced: now)) }
    guard 0 <= slot.slot.from, slot.slot.from < slot.slot.until, slot.slot.until <= 1440 else {
      throw .invalid([FieldIssue("slot", "is no span of a day")])
    }
    guard (0...60).contains(slot.day) else { throw .invalid([FieldIssue("slot.day", "is not from 0 to 60")]) }
    let local = LocalTime(now, offsetMinutes: site.utcOffsetMinutes)
    let second = Instant(milliseconds: now.milliseconds - now.milliseconds % 1000)
    let midnight = second.adding(seconds: -Int64(local.second)).adding(minutes: slot.day * 1440 - local.minuteOfDay)
    let until = midnight.adding(minutes: slot.slot.until)
    guard until > now else {
      throw .refused(Refusal(.slotPast, [.until: .time(until), .limit: .text(slot.slot.text)], remedy: .chooseSlot))
    }
    return (midnight.adding(minutes: slot.slot.from), until)
  }

  /// Four digits for the customer to say at the door; as random as the identifier.
  private static func deliveryCode(from uuid: UniqueID) -> String {
    String(String(10_000 + uuid.low % 10_000).dropFirst())
  }

  private static func priced(
    _ wanted: [OrderDraft.Line], in transaction: any ReadTransaction
  ) throws(CommerceError) -> [OrderLine] {
    var lines: [OrderLine] = []
    lines.reserveCapacity(wanted.count)
    for (index, line) in wanted.enumerated() {
      guard let variant = try transaction.variant(line.variant) else {
        throw .invalid([FieldIssue("lines[\(index)].variant", "is not known")])
      }
      lines.append(
        OrderLine(
          id: ID(0), order: ID(0), variant: variant.id, sku: variant.sku, name: variant.name, quantity: line.quantity,
          unitPriceMinor: variant.priceMinor))
    }
    return lines
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
}

extension PlacedOrder: Outcome {
  var stored: String { "\(id)|\(number)|\(status.rawValue)|\(total.minor)|\(total.currency.code)" }

  init?(stored: String) {
    let parts = stored.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let id = Int64(parts[0]), let status = OrderStatus(rawValue: parts[2]),
      let minor = Int64(parts[3]), let currency = Currency(code: parts[4])
    else { return nil }
    self.init(id: ID(id), number: parts[1], status: status, total: Money(minor: minor, currency))
  }
}
