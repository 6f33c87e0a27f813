public import Commerce

/// One word for each state.
extension Wording {
  /// A person's role.
  public static func text(_ role: Commerce.Role) -> String { role.rawValue }

  /// Where an order stands.
  public static func status(_ status: OrderStatus) -> String {
    switch status {
    case .pendingPayment: "unpaid"
    case .pendingFulfilment: "waiting"
    case .picking: "picking"
    case .packed: "packed"
    case .readyForDispatch: "ready"
    case .outForDelivery: "out"
    case .delivered: "delivered"
    case .failed: "failed"
    case .cancelled: "cancelled"
    case .readyForPickup: "for pickup"
    case .completed: "completed"
    }
  }

  /// Where an order stands on the floor.
  public static func stage(_ stage: FloorStage) -> String { stage.word }

  /// How an order is paid.
  public static func method(_ method: PaymentMethod) -> String {
    switch method {
    case .momo: "MoMo"
    case .cod: "COD"
    case .virtualAccount: "virtual account"
    case .online: "online"
    case .upi: "UPI"
    case .card: "card"
    case .wallet: "wallet"
    case .gatewayCheckout: "checkout"
    case .invoice: "invoice"
    }
  }

  /// Where a payment stands.
  public static func payment(_ status: PaymentStatus) -> String { status.rawValue }

  /// Where a refund stands.
  public static func refund(_ status: RefundStatus) -> String { status.rawValue }

  /// How far a parcel has come.
  public static func parcel(_ state: Parcel.State) -> String {
    switch state {
    case .open: "being filled"
    case .labelled: "label to scan"
    case .closed: "closed"
    case .staged: "staged"
    case .loaded: "loaded"
    case .out: "on the road"
    case .delivered: "delivered"
    case .dueBack: "due back"
    case .returned: "back"
    }
  }

  /// The dialect or desk an order came by.
  public static func channel(_ channel: Channel) -> String { channel.rawValue }

  /// Why fewer were picked.
  public static func short(_ reason: ShortReason) -> String {
    switch reason {
    case .notFound: "not found"
    case .miscounted: "miscounted"
    case .expired: "expired"
    case .unreachable: "cannot reach"
    case .other: "other"
    }
  }

  /// Why units moved.
  public static func reason(_ reason: StockReason) -> String { reason.rawValue.replacing("_", with: " ") }

  /// How long ago, in the largest unit that tells: `now`, `14 min`, `2h04`, `3 days`.
  public static func age(since then: Instant, now: Instant) -> String { span(minutes: now.minutes(since: then)) }

  /// A length of time: `now`, `14 min`, `2h04`, `3 days`.
  public static func span(minutes: Int) -> String {
    let length = abs(minutes)
    switch length {
    case 0: return "now"
    case 1..<60: return "\(length) min"
    case 60..<(48 * 60):
      let rest = length % 60
      return "\(length / 60)h" + (rest < 10 ? "0" : "") + "\(rest)"
    default: return counted(length / 1440, "day")
    }
  }

  /// A change in words: what happened to it, without who and when.
  public static func change(_ change: Change) -> String {
    let why = change.reason.isEmpty ? "" : " (\(change.reason))"
    let field = change.field.replacing("_", with: " ")
    switch (change.old.isEmpty, change.new.isEmpty) {
    case (true, true): return field + why
    case (true, false): return "\(field) \(value(change.new))\(why)"
    case (false, true): return "\(field) \(value(change.old)) removed\(why)"
    case (false, false): return "\(field) \(value(change.old)) → \(value(change.new))\(why)"
    }
  }

  /// A stored word as people say it; anything else as it is.
  static func value(_ text: String) -> String { OrderStatus(rawValue: text).map(status) ?? text }
}
