/// The canonical lifecycle of an order; these eleven words are all that is stored. What an API shows is a projection.
public enum OrderStatus: String, Hashable, Sendable, Codable, CaseIterable {
  case pendingPayment = "pending_payment"
  case pendingFulfilment = "pending_fulfilment"
  case picking, packed
  case readyForDispatch = "ready_for_dispatch"
  case outForDelivery = "out_for_delivery"
  case delivered, failed, cancelled
  case readyForPickup = "ready_for_pickup"
  case completed

  /// True when no ordinary move leaves it; only a correction may.
  public var isTerminal: Bool { self == .delivered || self == .completed || self == .cancelled }

  /// True while the order still holds stock in the warehouse.
  public var isInWarehouse: Bool {
    switch self {
    case .pendingPayment, .pendingFulfilment, .picking, .packed, .readyForDispatch: true
    default: false
    }
  }
}

/// How an order reaches its customer; selects the graph of moves (I33).
public enum FulfilmentMode: String, Hashable, Sendable, Codable, CaseIterable {
  case delivery, courier, rental, consignment
}

/// The dialect or desk that created an order.
public enum Channel: String, Hashable, Sendable, Codable, CaseIterable {
  case console, town, ansania, dhanvantari, collectibles, schools
}

/// Who makes a move: the lifecycle's table names them, permissions decide who they are.
public enum MoveActor: Hashable, Sendable, CaseIterable { case staff, driver, owner, payment, expiry }

/// One edge of the lifecycle.
public struct OrderMove: Hashable, Sendable {
  /// The status it leaves.
  public let from: OrderStatus
  /// The status it reaches.
  public let to: OrderStatus
  /// Who may make it.
  public let actors: Set<MoveActor>
  /// In which modes it exists.
  public let modes: Set<FulfilmentMode>
  /// True when it takes a status back (staff, reason, within the policy window, logged).
  public let isCorrection: Bool
}

/// The lifecycle: contracts.md I33 with the corrections of design.md §4, as one visible table.
public enum OrderLifecycle {
  /// Every allowed move; a pair that is not here is refused.
  public static let moves: [OrderMove] = [
    move(.pendingPayment, .pendingFulfilment, [.payment, .owner, .staff]),
    move(.pendingPayment, .cancelled, [.owner, .staff, .expiry]),
    move(.pendingFulfilment, .picking, [.staff]),
    move(.pendingFulfilment, .cancelled, [.staff, .owner]),
    move(.pendingFulfilment, .delivered, [.staff], [.consignment]),
    move(.picking, .packed, [.staff]),
    move(.picking, .cancelled, [.staff]),
    move(.picking, .cancelled, [.owner], [.rental]),
    move(.picking, .delivered, [.staff], [.consignment]),
    move(.packed, .readyForDispatch, [.staff]),
    move(.packed, .cancelled, [.staff]),
    move(.packed, .cancelled, [.owner], [.rental]),
    move(.readyForDispatch, .outForDelivery, [.driver, .staff]),
    move(.readyForDispatch, .cancelled, [.staff]),
    move(.readyForDispatch, .cancelled, [.owner], [.rental]),
    move(.outForDelivery, .delivered, [.driver, .staff], [.delivery, .courier, .consignment]),
    move(.outForDelivery, .failed, [.driver, .staff]),
    move(.outForDelivery, .readyForPickup, [.driver, .staff], [.rental]),
    move(.outForDelivery, .cancelled, [.owner], [.rental]),
    move(.failed, .readyForDispatch, [.staff, .driver]),
    move(.failed, .cancelled, [.staff]),
    move(.failed, .cancelled, [.owner], [.rental]),
    move(.readyForPickup, .completed, [.staff], [.rental]),
    correction(.picking, .pendingFulfilment),
    correction(.packed, .picking),
    correction(.readyForDispatch, .packed),
    correction(.delivered, .outForDelivery),
    correction(.failed, .outForDelivery),
  ]

  /// The statuses an order may be born in, by how it is paid (I19).
  public static func birth(of method: PaymentMethod) -> OrderStatus {
    method.isPrepaid ? .pendingPayment : .pendingFulfilment
  }

  /// True when the table has the move for that actor in that mode.
  public static func allows(
    _ from: OrderStatus, _ to: OrderStatus, by actor: MoveActor, mode: FulfilmentMode, correcting: Bool = false
  ) -> Bool {
    moves.contains {
      $0.from == from && $0.to == to && $0.modes.contains(mode) && $0.actors.contains(actor)
        && $0.isCorrection == correcting
    }
  }

  /// Throws `order.move_not_allowed` unless the table has the move, and `payment.not_completed` when a prepaid order
  /// without a PAID payment would start to be picked or go beyond (I20).
  public static func check(
    _ from: OrderStatus, _ to: OrderStatus, by actor: MoveActor, mode: FulfilmentMode, payment: PaymentFacts,
    correcting: Bool = false
  ) throws(CommerceError) {
    guard allows(from, to, by: actor, mode: mode, correcting: correcting) else {
      throw .refused(
        Refusal(
          .moveNotAllowed, [.status: .text(from.rawValue), .target: .text(to.rawValue)], remedy: .chooseOther))
    }
    if !correcting, to != .cancelled { try checkPayment(from, to, payment) }
  }

  private static func checkPayment(
    _ from: OrderStatus, _ to: OrderStatus, _ payment: PaymentFacts
  ) throws(CommerceError) {
    guard payment.method.isPrepaid, payment.status != .paid else { return }
    throw .refused(
      Refusal(
        .paymentNotCompleted, [.payment: .text(payment.status.rawValue), .since: .time(payment.since)],
        remedy: .pollPayment))
  }

  private static func move(
    _ from: OrderStatus, _ to: OrderStatus, _ actors: Set<MoveActor>,
    _ modes: Set<FulfilmentMode> = Set(FulfilmentMode.allCases)
  ) -> OrderMove {
    OrderMove(from: from, to: to, actors: actors, modes: modes, isCorrection: false)
  }

  private static func correction(_ from: OrderStatus, _ to: OrderStatus) -> OrderMove {
    OrderMove(from: from, to: to, actors: [.staff], modes: Set(FulfilmentMode.allCases), isCorrection: true)
  }
}
