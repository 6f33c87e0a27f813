import Commerce

/// What a person may do to an order now, and why not: by the very checks the use cases make.
enum OrderActions {
  static func run(
    _ order: Order, policy: AccessPolicy, now: Instant, in transaction: any ReadTransaction, scope: Scope
  ) -> [ActionState<OrderAction>] {
    OrderAction.allCases.map { action in
      do throws(CommerceError) {
        try check(action, order, policy: policy, now: now, in: transaction, scope: scope)
        return ActionState(action)
      } catch {
        return ActionState(action, refusal: error)
      }
    }
  }

  /// Throws why somebody may not do that now; `now` matters to corrections only.
  static func check(
    _ action: OrderAction, _ order: Order, policy: AccessPolicy, now: Instant = Instant(milliseconds: 0),
    in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) {
    guard policy.allows(action.permission, at: order.site) else { throw .forbidden(action.permission) }
    switch action {
    case .pick: _ = try ClaimWork.claimable(order.id, in: transaction, scope: scope)
    case .pack: try OpenPacking.check(order, in: transaction)
    case .hold: try HoldOrder.check(order)
    case .releaseHold: try ReleaseHold.check(order)
    case .addNote: break
    case .setPriority: try order.checkInHouse()
    case .stepBack: try StepBack.check(order, now: now, in: transaction)
    case .cancel: try CancelOrder.check(order)
    case .edit: try OrderEditing.check(order)
    case .askPayment: try AskForPayment.check(order, try transaction.payments(of: order.id))
    case .toCash:
      if order.paymentMethod.isPrepaid { return try SwitchToCash.check(order) }
      try BackToCash.check(order, try transaction.payments(of: order.id))
    }
  }
}

extension OrderAction {
  /// What one must be allowed for it.
  var permission: Permission {
    switch self {
    case .pick: .pick
    case .pack: .pack
    case .hold, .releaseHold: .holdOrders
    case .addNote: .addNotes
    case .setPriority: .setPriority
    case .stepBack: .correctStatus
    case .cancel: .cancelOrders
    case .edit: .editOrders
    case .askPayment, .toCash: .pollPayments
    }
  }
}
