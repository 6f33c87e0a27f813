import Synchronization

/// Names of exchanges: unlike those of any other start of the program, and in order within one.
final class RequestIDs: Sendable {
  private let start: String
  private let count = Atomic<UInt64>(0)

  init() {
    start = Self.digits(UInt64.random(in: 0...UInt64.max), 10)
  }

  func next() -> String {
    start + "-" + Self.digits(count.wrappingAdd(1, ordering: .relaxed).newValue, 8)
  }

  private static func digits(_ number: UInt64, _ count: Int) -> String {
    let text = String(number, radix: 16).suffix(count)
    return String(repeating: "0", count: count - text.count) + text
  }
}
