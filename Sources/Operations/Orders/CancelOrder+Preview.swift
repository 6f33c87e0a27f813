import Commerce

extension CancelOrder {
  /// What cancelling an order does, computed once for the preview and for the doing.
  struct Effects: Sendable {
    let rule: CancelRule?
    /// What goes back, in minor units.
    let refundMinor: Int64
    let freed: Int
    let putBacks: Int
    let dueBack: Int
    let driverName: String
    let basis: String

    init(_ order: Order, in transaction: any ReadTransaction) throws(CommerceError) {
      let rule = CancelRule.of(order.status, mode: order.mode)
      self.rule = rule
      // What is owed already stays owed, even where paying it out failed: it is tried again, not asked for twice.
      var captured: Int64 = 0
      for payment in try transaction.payments(of: order.id) where payment.status == .paid {
        captured += payment.amount.minor
      }
      let owed = try transaction.refunds(of: order.id).reduce(Int64(0)) {
        $0 + ($1.latePayment == nil ? $1.amount.minor : 0)
      }
      refundMinor = max(0, rule?.refundMinor(of: max(0, captured - owed)) ?? 0)
      let inside = try transaction.units(of: order.id, at: order.site).reduce(0) { $0 + $1.2 }
      putBacks = rule?.putsBack == true ? inside : 0
      let promised = try transaction.lines(of: order.id).reduce(0) { $0 + $1.quantity - $1.short }
      freed = rule?.frees == true ? max(0, promised - inside) : 0
      let parcels = try transaction.parcels(of: order.id)
      dueBack =
        rule?.comesBack == true ? parcels.count { $0.state == .out || $0.state == .dueBack || $0.state == .loaded } : 0
      driverName =
        try transaction.activeDispatch(of: order.id).flatMap { stop throws(CommerceError) in
          try transaction.person(stop.driver)?.name
        } ?? ""
      basis = Basis.of([
        order.id.description, order.status.rawValue, String(refundMinor), String(freed), String(putBacks),
        String(dueBack), driverName,
      ])
    }
  }

  /// Every effect, without changing anything.
  static func preview(
    _ order: Order, in transaction: any ReadTransaction
  ) throws(CommerceError) -> CancelPreview {
    let effects = try Effects(order, in: transaction)
    var refusal: CommerceError?
    do throws(CommerceError) { try check(order) } catch { refusal = error }
    return CancelPreview(
      order: order.id, number: order.number, status: order.status, rule: effects.rule?.words ?? "",
      refund: Money(minor: effects.refundMinor, order.totals.currency), freed: effects.freed,
      putBacks: effects.putBacks, dueBack: effects.dueBack, driverName: effects.driverName, refusal: refusal,
      basis: effects.basis)
  }
}
