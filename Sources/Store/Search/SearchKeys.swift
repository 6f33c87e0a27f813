internal import Commerce

/// The numbers that codes and phones are looked up by.
enum SearchKeys {
  /// The last four digits of an order number; nil when it does not end in at least four.
  static func numberTail(_ number: String) -> Int64? {
    var tail: Int64 = 0
    var factor: Int64 = 1
    for byte in number.utf8.reversed() {
      guard byte >= 48, byte <= 57 else { return nil }
      tail += Int64(byte - 48) * factor
      factor *= 10
      if factor == 10_000 { return tail }
    }
    return nil
  }

  /// The last nine digits of a phone: the same with and without country code or trunk zero. Nil without any digit.
  static func phoneTail(_ phone: String) -> Int64? {
    var tail: Int64?
    for byte in phone.utf8 where byte >= 48 && byte <= 57 {
      tail = ((tail ?? 0) * 10 + Int64(byte - 48)) % 1_000_000_000
    }
    return tail
  }
}
