public import Commerce

/// What a person may do to an order on the board, and why not: by the very checks that the use cases make.
public enum DispatchActions {
  /// The state of every action on `card` for somebody with these grants, at `now`. A late reopening is refused by
  /// `dispatch.reopen_window`: a second person's PIN mends it.
  public static func states(
    of card: BoardCard, grants policy: AccessPolicy, site: Site, now: Instant
  ) -> [ActionState<DispatchAction>] {
    DispatchAction.allCases.map { action in
      do throws(CommerceError) {
        guard action.permissions.contains(where: { policy.allows($0, at: site.id) }) else {
          throw .forbidden(action.permissions[0])
        }
        try check(action, card, site: site, now: now)
        return ActionState(action)
      } catch {
        return ActionState(action, refusal: error)
      }
    }
  }

  /// Throws why the action may not be done to the order now.
  static func check(
    _ action: DispatchAction, _ card: BoardCard, site: Site, now: Instant
  ) throws(CommerceError) {
    switch action {
    case .assign: try checkAssign(card)
    case .unassign, .sendOut: try checkAssigned(card, toLeave: action == .sendOut)
    case .deliver:
      try checkOut(card)
      try checkPayment(card)
    case .fail: try checkOut(card)
    case .decideIncident:
      guard card.dispatch?.status == .outForDelivery, card.dispatch?.incident != nil else {
        throw refuse(.noIncident, card, .none)
      }
    case .reschedule:
      try checkFailed(card)
      guard card.failedAttempts < site.policy.maxAttempts else {
        throw refuse(
          .attemptsUsed, card, .backToDepot,
          [.attempt: .count(card.failedAttempts), .limit: .count(site.policy.maxAttempts)])
      }
    case .swap:
      guard card.dispatch?.status.isActive == true else { throw refuse(.notAssigned, card, .chooseOther) }
    case .backToDepot: try checkFailed(card)
    case .collectOther:
      try checkOut(card)
      guard card.due.minor > 0 else { throw refuse(.nothingDue, card, .none) }
    case .switchToMoMo:
      try checkOut(card)
      guard card.due.minor > 0 else { throw refuse(.nothingDue, card, .none) }
      guard card.paymentMethod == .cod else {
        throw refuse(.paymentLive, card, .pollPayment, [.payment: .text(card.paymentStatus.rawValue)])
      }
    case .pollMoMo, .backToCash:
      guard card.paymentMethod.isPrepaid, card.paymentStatus.isLive else {
        throw refuse(.paymentNotLive, card, .none, [.payment: .text(card.paymentStatus.rawValue)])
      }
      if action == .backToCash { try checkOut(card, whateverIncident: true) }
    case .edit: break
    case .reopen: try checkReopen(card, site: site, now: now)
    }
  }

  private static func checkAssign(_ card: BoardCard) throws(CommerceError) {
    switch card.lane {
    case .assigned, .out: throw refuse(.alreadyAssigned, card, .unassign)
    case .failed: throw refuse(.notReady, card, .chooseSlot, [.status: .text(OrderStatus.failed.rawValue)])
    case .ready: try checkHold(card)
    }
  }

  private static func checkAssigned(_ card: BoardCard, toLeave: Bool) throws(CommerceError) {
    switch card.lane {
    case .assigned: if toLeave { try checkHold(card) }
    case .out: throw refuse(.runLeft, card, .none)
    case .ready, .failed: throw refuse(.notAssigned, card, .chooseDriver)
    }
  }

  private static func checkHold(_ card: BoardCard) throws(CommerceError) {
    if card.onHold { throw refuse(.onHold, card, .release) }
  }

  private static func checkOut(_ card: BoardCard, whateverIncident: Bool = false) throws(CommerceError) {
    guard let dispatch = card.dispatch, dispatch.status == .outForDelivery else {
      throw refuse(card.lane == .assigned ? .notOut : .dispatchEnded, card, card.lane == .assigned ? .sendOut : .none)
    }
    if let incident = dispatch.incident, !whateverIncident {
      throw refuse(.incidentOpen, card, .decideIncident, [.reason: .text(incident.reason.rawValue)])
    }
  }

  private static func checkPayment(_ card: BoardCard) throws(CommerceError) {
    guard card.paymentMethod.isPrepaid, card.paymentStatus != .paid else { return }
    let facts: [FactName: Fact] = [.payment: .text(card.paymentStatus.rawValue)]
    throw card.dispatch?.status == .outForDelivery
      ? refuse(.paymentLive, card, .backToCash, facts) : refuse(.paymentNotCompleted, card, .pollPayment, facts)
  }

  private static func checkFailed(_ card: BoardCard) throws(CommerceError) {
    guard card.lane == .failed else { throw refuse(.notFailed, card, .none) }
  }

  private static func checkReopen(_ card: BoardCard, site: Site, now: Instant) throws(CommerceError) {
    guard let dispatch = card.dispatch, dispatch.outAt != nil, let closed = dispatch.closedAt,
      dispatch.status == .delivered || card.lane == .failed
    else { throw refuse(.notOut, card, .none) }
    let deadline = closed.adding(minutes: site.policy.reopenMinutes)
    guard now <= deadline else {
      throw refuse(.reopenWindow, card, .askSupervisor, [.until: .time(deadline)])
    }
  }

  static func refuse(
    _ rule: Rule, _ card: BoardCard, _ remedy: Remedy, _ facts: [FactName: Fact] = [:]
  ) -> CommerceError {
    var all: [FactName: Fact] = [.order: .text(card.number)]
    if !card.driverName.isEmpty { all[.driver] = .text(card.driverName) }
    if !card.runCode.isEmpty { all[.run] = .text(card.runCode) }
    return .refused(Refusal(rule, all.merging(facts) { $1 }, remedy: remedy))
  }
}

extension DispatchAction {
  /// Any of these is needed for it.
  var permissions: [Permission] {
    switch self {
    case .deliver, .fail, .collectOther, .switchToMoMo, .pollMoMo, .backToCash: [.dispatch, .drive]
    case .edit: [.editOrders]
    case .reopen: [.reopenOutcomes]
    default: [.dispatch]
    }
  }
}
