public import Commerce
import Contract

/// How the contract says where an order stands (contracts.md §2.2, §2.3).
public enum TownOrderStatus: String, Codable, Sendable, Hashable, CaseIterable {
  case pendingPayment = "PENDING_PAYMENT"
  case pendingFulfilment = "PENDING_FULFILMENT"
  case picking = "PICKING"
  case packed = "PACKED"
  case readyForDispatch = "READY_FOR_DISPATCH"
  case outForDelivery = "OUT_FOR_DELIVERY"
  case delivered = "DELIVERED"
  case failed = "FAILED"
  case cancelled = "CANCELLED"

  /// The word for a stored status; what this contract does not know is the nearest it does.
  public init(_ status: OrderStatus) {
    self =
      switch status {
      case .pendingPayment: .pendingPayment
      case .pendingFulfilment: .pendingFulfilment
      case .picking: .picking
      case .packed: .packed
      case .readyForDispatch: .readyForDispatch
      case .outForDelivery, .readyForPickup: .outForDelivery
      case .delivered, .completed: .delivered
      case .failed: .failed
      case .cancelled: .cancelled
      }
  }

  /// The stored statuses the word stands for, the one it is written as first.
  public var statuses: [OrderStatus] {
    switch self {
    case .pendingPayment: [.pendingPayment]
    case .pendingFulfilment: [.pendingFulfilment]
    case .picking: [.picking]
    case .packed: [.packed]
    case .readyForDispatch: [.readyForDispatch]
    case .outForDelivery: [.outForDelivery, .readyForPickup]
    case .delivered: [.delivered, .completed]
    case .failed: [.failed]
    case .cancelled: [.cancelled]
    }
  }

  /// The stages of floor work the word stands for: exactly the orders it is shown for.
  public var stages: [FloorStage] {
    var stages: [FloorStage] = []
    for status in statuses {
      for isPicked in [false, true] {
        let stage = FloorStage(status: status, isPicked: isPicked)
        if !stages.contains(stage) { stages.append(stage) }
      }
    }
    return stages
  }

  static let shape = Schema.words(allCases.map(\.rawValue))
}

/// How the contract says how an order is paid (contracts.md §2.4).
public enum TownPaymentMethod: String, Codable, Sendable, Hashable, CaseIterable {
  case momo = "MOMO"
  case cod = "COD"

  /// The word for a method; everything paid before delivery is MOMO to this contract.
  public init(_ method: PaymentMethod) { self = method.isPrepaid ? .momo : .cod }

  /// The method it is written as.
  public var method: PaymentMethod { self == .momo ? .momo : .cod }

  static let shape = Schema.words(allCases.map(\.rawValue))
}

/// How the contract says where a payment stands.
public enum TownPaymentStatus: String, Codable, Sendable, Hashable, CaseIterable {
  case initiated = "INITIATED"
  case pending = "PENDING"
  case paid = "PAID"
  case failed = "FAILED"
  case cancelled = "CANCELLED"

  /// The word for a status.
  public init(_ status: PaymentStatus) {
    self =
      switch status {
      case .initiated: .initiated
      case .pending: .pending
      case .paid: .paid
      case .failed: .failed
      case .cancelled: .cancelled
      }
  }

  /// The status it stands for.
  public var status: PaymentStatus {
    switch self {
    case .initiated: .initiated
    case .pending: .pending
    case .paid: .paid
    case .failed: .failed
    case .cancelled: .cancelled
    }
  }

  static let shape = Schema.words(allCases.map(\.rawValue))
}

/// How the contract says how far an attempt to deliver has come.
public enum TownDispatchStatus: String, Codable, Sendable, Hashable, CaseIterable {
  case assigned = "ASSIGNED"
  case outForDelivery = "OUT_FOR_DELIVERY"
  case delivered = "DELIVERED"
  case failed = "FAILED"

  /// The word for a status.
  public init(_ status: DispatchStatus) {
    self =
      switch status {
      case .assigned: .assigned
      case .outForDelivery: .outForDelivery
      case .delivered: .delivered
      case .failed: .failed
      }
  }

  /// The status it stands for.
  public var status: DispatchStatus {
    switch self {
    case .assigned: .assigned
    case .outForDelivery: .outForDelivery
    case .delivered: .delivered
    case .failed: .failed
    }
  }

  static let shape = Schema.words(allCases.map(\.rawValue))
}
