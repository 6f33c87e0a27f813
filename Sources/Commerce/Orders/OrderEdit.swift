/// What somebody wants changed on an order that is placed and not yet packed. What is not said stays as it is.
public struct OrderEdit: Hashable, Sendable, Codable {
  /// How many of an item are wanted now; none takes its line off.
  public struct Line: Hashable, Sendable, Codable {
    /// What.
    public var variant: ID<Variant>
    /// How many in all, 0 to 999.
    public var quantity: Int
    /// Which of the order's lines, where several are of the same item; otherwise its first.
    public var line: ID<OrderLine>?

    /// `quantity` of `variant`.
    public init(variant: ID<Variant>, quantity: Int, line: ID<OrderLine>? = nil) {
      self.variant = variant
      self.quantity = quantity
      self.line = line
    }
  }

  /// The lines whose number changes, each once; an item that is not on the order yet is added.
  public var lines: [Line]
  /// Who takes it; nil leaves it.
  public var name: String?
  /// Whom to call; nil leaves it.
  public var phone: String?
  /// Where it goes; nil leaves it.
  public var address: Address?
  /// What the customer wants done; nil leaves it.
  public var note: String?
  /// The delivery fee in minor units; nil leaves it.
  public var deliveryMinor: Int64?

  /// An edit of these parts; nothing unless said.
  public init(
    lines: [Line] = [], name: String? = nil, phone: String? = nil, address: Address? = nil, note: String? = nil,
    deliveryMinor: Int64? = nil
  ) {
    self.lines = lines
    self.name = name
    self.phone = phone
    self.address = address
    self.note = note
    self.deliveryMinor = deliveryMinor
  }
}

/// When an order may still be edited, and what of a line is free to go.
public enum OrderEditing {
  /// Throws `rule.order.too_late_to_edit` once the order is packed, has left or has ended.
  public static func check(_ order: Order) throws(CommerceError) {
    switch order.status {
    case .pendingPayment, .pendingFulfilment, .picking: return
    case .packed, .readyForDispatch, .outForDelivery, .delivered, .failed, .cancelled, .readyForPickup, .completed:
      throw .refused(
        Refusal(
          .tooLateToEdit, [.order: .text(order.number), .status: .text(order.status.rawValue)], remedy: .chooseOther))
    }
  }

  /// What a line's new quantity means for its units. Missing ones go first, for nobody has them; picked ones are in a
  /// tote and never go by an edit. Throws `rule.quantity.out_of_range` below what is picked or above 999.
  public static func change(
    of line: OrderLine, to quantity: Int
  ) throws(CommerceError) -> (added: Int, freed: Int, dropped: Int) {
    guard quantity >= line.picked, quantity <= 999 else {
      throw .refused(
        Refusal(
          .quantityOutOfRange,
          [.item: .text(line.name), .quantity: .count(quantity), .limit: .count(quantity > 999 ? 999 : line.picked)],
          remedy: quantity > 999 ? .enterQuantity : .putBack))
    }
    let less = line.quantity - quantity
    if less <= 0 { return (-less, 0, 0) }
    let dropped = min(less, line.short)
    return (0, less - dropped, dropped)
  }

  /// What a new total means for the money of an order. Throws `rule.order.paid_total_up` when more would be due on an
  /// order that is paid already.
  public static func money(
    of order: Order, newTotal: Money
  ) throws(CommerceError) -> EditMoney {
    let change = newTotal.minor - order.totals.totalMinor
    if change == 0 { return .unchanged }
    guard order.paymentStatus == .paid else {
      return order.paymentMethod.isPrepaid ? .askFor(newTotal) : .collect(newTotal)
    }
    guard change < 0 else {
      throw .refused(
        Refusal(
          .paidTotalUp,
          [
            .order: .text(order.number), .amount: .money(newTotal), .due: .money(order.totals.total),
          ], remedy: .chooseOther))
    }
    return .refund(Money(minor: -change, newTotal.currency))
  }
}

/// What an edit does to an order's money.
public enum EditMoney: Hashable, Sendable, Codable {
  /// The total stays.
  case unchanged
  /// So much is collected at the door now.
  case collect(Money)
  /// So much is asked for before picking now.
  case askFor(Money)
  /// So much of what was paid goes back.
  case refund(Money)
}
