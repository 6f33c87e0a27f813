/// Why fewer units were picked than asked for. The raw value is the digit on the short screen.
public enum ShortReason: Int, Hashable, Sendable, Codable, CaseIterable {
  case notFound = 1
  case miscounted = 2
  case expired = 3
  case unreachable = 4
  case other = 5

  /// True when the units are still in the bin as far as anybody knows, so that the book keeps them.
  public var leavesStockInBin: Bool { self == .unreachable }
}
