import Commerce

/// What an order would be, before it is placed: the very checks of placing, without reserving anything.
enum PreviewOrder {
  static func run(
    _ draft: OrderDraft, at site: Site, now: Instant, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> OrderPreview {
    var lines: [OrderPreview.Line] = []
    var refusal: CommerceError?
    var subtotal: Int64 = 0
    for (index, line) in draft.lines.enumerated() {
      guard let variant = try transaction.variant(line.variant) else {
        throw .invalid([FieldIssue("lines[\(index)].variant", "is not known")])
      }
      let available = max(0, try transaction.level(of: variant.id, at: site.id).available)
      if line.quantity > available, refusal == nil {
        refusal = .refused(
          Refusal(
            .insufficientStock,
            [.item: .text(variant.name), .requested: .count(line.quantity), .available: .count(available)],
            remedy: .orderLess))
      }
      lines.append(OrderPreview.Line(variant: variant, quantity: line.quantity, available: available))
      let product = variant.priceMinor.multipliedReportingOverflow(by: Int64(line.quantity))
      let next = subtotal.addingReportingOverflow(product.partialValue)
      if product.overflow || next.overflow { throw .invalid([FieldIssue("totals", "an amount is too large")]) }
      subtotal = next.partialValue
    }
    do throws(CommerceError) { _ = try CheckedDraft(draft) } catch { refusal = error }
    let area = trimmed(draft.address.area)
    let zone = area.isEmpty ? nil : try transaction.zone(named: area, at: site.id)
    let totals = try OrderTotals(
      currency: site.currency, subtotalMinor: subtotal,
      deliveryMinor: draft.deliveryMinor ?? site.policy.deliveryFee(into: zone))
    return OrderPreview(
      lines: lines, totals: totals, promiseAt: try PlaceOrder.promise(of: draft, at: site, now: now).until,
      zone: zone?.label ?? "", refusal: refusal)
  }
}
