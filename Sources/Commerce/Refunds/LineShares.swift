/// What each line of an order costs its customer: discount and tax shared out over the lines so that no unit is lost.
public struct LineShares: Hashable, Sendable {
  /// By line, in minor units. Together with the delivery fee they are the order's total.
  public let minor: [ID<OrderLine>: Int64]
  private let quantities: [ID<OrderLine>: Int]

  /// The shares of `lines` in `totals`.
  public init(_ lines: [OrderLine], _ totals: OrderTotals) {
    var minor: [ID<OrderLine>: Int64] = [:]
    let whole = lines.reduce(0) { $0 + $1.totalMinor }
    // Sharing out the running sum, and taking the steps, hands the last unit to somebody.
    var sum: Int64 = 0
    var shared: Int64 = 0
    for line in lines {
      sum += line.totalMinor
      let upTo = prorate(totals.discountMinor, sum, of: whole)
      let taxed = prorate(totals.taxMinor, sum, of: whole)
      minor[line.id] = line.totalMinor - (upTo - taxed - shared)
      shared = upTo - taxed
    }
    self.minor = minor
    quantities = Dictionary(lines.map { ($0.id, $0.quantity) }) { first, _ in first }
  }

  /// What `quantity` units of a line cost; all of them cost the whole share.
  public func minor(of line: ID<OrderLine>, units quantity: Int) -> Int64 {
    guard let share = minor[line], let whole = quantities[line], whole > 0 else { return 0 }
    return prorate(share, Int64(min(quantity, whole)), of: Int64(whole))
  }
}

/// `amount` × `part` / `whole`, rounded down, without overflow; 0 of nothing.
func prorate(_ amount: Int64, _ part: Int64, of whole: Int64) -> Int64 {
  guard whole > 0, amount > 0, part > 0 else { return 0 }
  if part >= whole { return amount }
  return whole.dividingFullWidth(amount.multipliedFullWidth(by: part)).quotient
}
