import Commerce

/// A put-back as the store remembers it with its command: what was put back, for whom, and from where to where. The
/// place it lay in is kept as its word alone.
extension PutBackRow: Outcome {
  var stored: String {
    let numbers = [
      putBack.id.serial, putBack.site.serial, putBack.order.serial, putBack.variant.serial, Int64(putBack.quantity),
      putBack.bin.serial, putBack.createdAt.milliseconds,
    ]
    return ([numbers.map(String.init).joined(separator: " ")] + [number, item, lies, binCode]).joined(separator: "\n")
  }

  init?(stored: String) {
    let parts = stored.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let numbers = parts.first?.split(separator: " ").compactMap { Int64($0) } ?? []
    guard parts.count == 5, numbers.count == 7 else { return nil }
    self.init(
      putBack: PutBack(
        id: ID(numbers[0]), site: ID(numbers[1]), order: ID(numbers[2]), variant: ID(numbers[3]),
        quantity: Int(numbers[4]), location: .bench, bin: ID(numbers[5]), createdAt: Instant(milliseconds: numbers[6])),
      number: parts[1], item: parts[2], lies: parts[3], binCode: parts[4])
  }
}
