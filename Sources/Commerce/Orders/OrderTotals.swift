/// What an order costs; total = lines − discount + delivery + tax, all in minor units (I10).
public struct OrderTotals: Hashable, Sendable, Codable {
  /// The currency of every amount here.
  public let currency: Currency
  /// The sum of the lines.
  public let subtotalMinor: Int64
  /// Taken off, at most the subtotal.
  public let discountMinor: Int64
  /// The delivery fee.
  public let deliveryMinor: Int64
  /// Tax on top.
  public let taxMinor: Int64

  /// Totals of these parts; throws `input.invalid` for a negative part, a discount above the subtotal or an overflow.
  public init(
    currency: Currency, subtotalMinor: Int64, discountMinor: Int64 = 0, deliveryMinor: Int64 = 0, taxMinor: Int64 = 0
  ) throws(CommerceError) {
    let parts = [subtotalMinor, discountMinor, deliveryMinor, taxMinor]
    guard parts.allSatisfy({ $0 >= 0 && $0 <= Self.largestMinor }), discountMinor <= subtotalMinor else {
      throw .invalid([FieldIssue("totals", "an amount is negative or too large")])
    }
    self.currency = currency
    self.subtotalMinor = subtotalMinor
    self.discountMinor = discountMinor
    self.deliveryMinor = deliveryMinor
    self.taxMinor = taxMinor
  }

  /// What the customer pays.
  public var totalMinor: Int64 { subtotalMinor - discountMinor + deliveryMinor + taxMinor }

  /// What the customer pays, with its currency.
  public var total: Money { Money(minor: totalMinor, currency) }

  private static let largestMinor: Int64 = 1 << 53
}
