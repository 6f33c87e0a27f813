public import Commerce
public import Contract
public import Operations

// Values that stand in while the shapes of the calls are found out: for enums with payloads, and for words of which the
// core keeps no list.

extension PageRequest.Anchor: Exemplified {
  /// Stands in.
  public static var example: Self { .first }
}
extension CashAccount: Exemplified {
  /// Stands in.
  public static var example: Self { .sales }
}
extension StockLocation: Exemplified {
  /// Stands in.
  public static var example: Self { .bench }
}
extension EditMoney: Exemplified {
  /// Stands in.
  public static var example: Self { .unchanged }
}
extension Fact: Exemplified {
  /// Stands in.
  public static var example: Self { .count(0) }
}
extension CommerceError: Exemplified {
  /// Stands in.
  public static var example: Self { .unauthenticated }
}
extension StoreTrouble.Kind: Exemplified {
  /// Stands in.
  public static var example: Self { .failed }
}
extension PickVerdict: Exemplified {
  /// Stands in.
  public static var example: Self { .skipped(item: "") }
}
extension PackVerdict: Exemplified {
  /// Stands in.
  public static var example: Self { .nextBox(1) }
}
extension CountVerdict: Exemplified {
  /// Stands in.
  public static var example: Self { .set(item: "", total: 0) }
}
extension AdjustRequest.Amount: Exemplified {
  /// Stands in.
  public static var example: Self { .by(0) }
}
extension BulkOrderAction: Exemplified {
  /// Stands in.
  public static var example: Self { .release }
}
extension StockScan: Exemplified {
  /// Stands in.
  public static var example: Self { .unknown("") }
}
extension AnythingHit.Target: Exemplified {
  /// Stands in.
  public static var example: Self { .run("") }
}
extension ReportValue: Exemplified {
  /// Stands in.
  public static var example: Self { .count(0) }
}
extension DispatchPlan: Exemplified {
  /// Stands in.
  public static var example: Self { .unassign([]) }
}
extension InboundID: Exemplified {
  /// Stands in.
  public static var example: Self { .delivery(ID(0)) }
}
extension PrintDestination: Exemplified {
  /// Stands in.
  public static var example: Self { .folder }
}
