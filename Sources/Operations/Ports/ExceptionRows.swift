public import Commerce

/// One line of the shortage list.
public struct ShortageRow: Hashable, Sendable, Codable {
  /// The shortage.
  public var shortage: Shortage
  /// The order's number.
  public var number: String
  /// The item's name.
  public var item: String
  /// The item's SKU.
  public var sku: String
  /// The customer's name.
  public var customer: String
  /// When the order was promised.
  public var promiseAt: Instant
  /// Units available elsewhere in the site by now.
  public var available: Int

  /// A line with these columns.
  public init(
    shortage: Shortage, number: String, item: String, sku: String, customer: String, promiseAt: Instant, available: Int
  ) {
    self.shortage = shortage
    self.number = number
    self.item = item
    self.sku = sku
    self.customer = customer
    self.promiseAt = promiseAt
    self.available = available
  }
}

/// One line of the put-back list.
public struct PutBackRow: Hashable, Sendable, Codable {
  /// The put-back.
  public var putBack: PutBack
  /// The order's number.
  public var number: String
  /// The item's name.
  public var item: String
  /// Where it lies now, for people: `T-118`, `bench`, `L-03`.
  public var lies: String
  /// The suggested bin.
  public var binCode: String

  /// A line with these columns.
  public init(putBack: PutBack, number: String, item: String, lies: String, binCode: String) {
    self.putBack = putBack
    self.number = number
    self.item = item
    self.lies = lies
    self.binCode = binCode
  }
}
