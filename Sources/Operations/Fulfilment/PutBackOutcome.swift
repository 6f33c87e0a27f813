import Commerce

/// A put-back as the store remembers it with its command: what was put back, for whom, and from where to where. The
/// place it lay in is kept as its word alone.
extension PutBackRow: Outcome {
  var stored: String {
    let numbers =
      [
        putBack.id.serial, putBack.site.serial, putBack.order.serial, putBack.variant.serial, Int64(putBack.quantity),
        putBack.bin.serial, putBack.createdAt.milliseconds,
      ] + putBack.location.numbers
    return ([numbers.map(String.init).joined(separator: " ")] + [number, item, lies, binCode]).joined(separator: "\n")
  }

  init?(stored: String) {
    let parts = stored.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.first?.split(separator: " ").compactMap { Int64($0) } ?? []
    // Earlier ones do not say where the units lay.
    guard parts.count == 5, numbers.count == 7 || numbers.count == 9 else { return nil }
    self.init(
      putBack: PutBack(
        id: ID(numbers[0]), site: ID(numbers[1]), order: ID(numbers[2]), variant: ID(numbers[3]),
        quantity: Int(numbers[4]), location: StockLocation(numbers.dropFirst(7)) ?? .bench, bin: ID(numbers[5]),
        createdAt: Instant(milliseconds: numbers[6])),
      number: parts[1], item: parts[2], lies: parts[3], binCode: parts[4])
  }
}

extension StockLocation {
  /// What kind of place, and which.
  fileprivate var numbers: [Int64] {
    switch self {
    case .bench: [0, 0]
    case .bin(let id): [1, id.serial]
    case .tote(let id): [2, id.serial]
    case .lane(let id): [3, id.serial]
    case .quarantine: [4, 0]
    case .vehicle(let id): [5, id.serial]
    case .transit: [6, 0]
    case .site(let id): [7, id.serial]
    case .supplier: [8, 0]
    case .customer: [9, 0]
    case .variance: [10, 0]
    }
  }

  fileprivate init?(_ numbers: ArraySlice<Int64>) {
    guard numbers.count == 2, let kind = numbers.first, let serial = numbers.last else { return nil }
    switch kind {
    case 0: self = .bench
    case 1: self = .bin(ID(serial))
    case 2: self = .tote(ID(serial))
    case 3: self = .lane(ID(serial))
    case 4: self = .quarantine
    case 5: self = .vehicle(ID(serial))
    case 6: self = .transit
    case 7: self = .site(ID(serial))
    case 8: self = .supplier
    case 9: self = .customer
    case 10: self = .variance
    default: return nil
    }
  }
}
