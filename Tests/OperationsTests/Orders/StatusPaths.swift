import Commerce

/// The ways of a delivered order as they are agreed (I33 and its corrections), told a second time: what the lifecycle's
/// own table says proves nothing.
enum StatusPaths {
  static let ordinary: [OrderStatus: Set<OrderStatus>] = [
    .pendingPayment: [.pendingFulfilment, .cancelled], .pendingFulfilment: [.picking, .cancelled],
    .picking: [.packed, .cancelled], .packed: [.readyForDispatch, .cancelled],
    .readyForDispatch: [.outForDelivery, .cancelled], .outForDelivery: [.delivered, .failed],
    .failed: [.readyForDispatch, .cancelled], .delivered: [], .cancelled: [],
  ]

  static let corrections: [OrderStatus: OrderStatus] = [
    .picking: .pendingFulfilment, .packed: .picking, .readyForDispatch: .packed, .delivered: .outForDelivery,
    .failed: .outForDelivery,
  ]

  static func has(_ from: OrderStatus, _ to: OrderStatus) -> Bool {
    ordinary[from]?.contains(to) == true || corrections[from] == to
  }
}
