/// Where an order stands on the floor: the status, with picking split into in hand and waiting for the pack station.
public enum FloorStage: Int, Hashable, Sendable, Codable, CaseIterable {
  case awaitingPayment = 0
  case waiting = 1
  case picking = 2
  case picked = 3
  case packed = 4
  case ready = 5
  case out = 6
  case failed = 7
  case done = 8
  case cancelled = 9

  /// The stage of an order in `status`, whose lines are all picked or not.
  public init(status: OrderStatus, isPicked: Bool) {
    self =
      switch status {
      case .pendingPayment: .awaitingPayment
      case .pendingFulfilment: .waiting
      case .picking: isPicked ? .picked : .picking
      case .packed: .packed
      case .readyForDispatch: .ready
      case .outForDelivery, .readyForPickup: .out
      case .failed: .failed
      case .delivered, .completed: .done
      case .cancelled: .cancelled
      }
  }

  /// The stages the floor still has work with.
  public static let open: [FloorStage] = [.waiting, .picking, .picked, .packed, .ready]
}
