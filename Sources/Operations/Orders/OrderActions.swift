import Commerce

/// What a person may do to an order now, and why not: by the very checks the use cases make.
enum OrderActions {
  static func run(
    _ order: Order, policy: AccessPolicy, now: Instant, in transaction: any ReadTransaction, scope: Scope
  ) -> [ActionState<OrderAction>] {
    OrderAction.allCases.map { action in
      do throws(CommerceError) {
        guard policy.allows(action.permission, at: order.site) else { throw .forbidden(action.permission) }
        try check(action, order, now: now, in: transaction, scope: scope)
        return ActionState(action)
      } catch {
        return ActionState(action, refusal: error)
      }
    }
  }

  private static func check(
    _ action: OrderAction, _ order: Order, now: Instant, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) {
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
    }
  }
}
