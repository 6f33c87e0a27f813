internal import Commerce

/// What a search text may mean; it is looked for in every way it can be read.
struct SearchCriteria {
  /// A whole order number, upper case.
  var number: String?
  /// The last four digits a number may have, and the whole suffix to compare when more or fewer were typed.
  var tails: [Int64] = []
  var suffix = ""
  /// The last nine digits of a phone.
  var phone: Int64?
  /// A lower-case e-mail address.
  var email: String?
  /// A SKU, upper case.
  var sku: String?
  /// Part of a name.
  var name: FoldedNeedle?

  /// True when the text has so many digits and nothing else that it is most likely a phone.
  var isPhoneOnly = false

  init(_ text: String) {
    let isASCII = text.utf8.allSatisfy { $0 < 128 }
    let hasLetters =
      isASCII
      ? text.utf8.contains { ($0 | 32) >= UInt8(ascii: "a") && ($0 | 32) <= UInt8(ascii: "z") }
      : text.unicodeScalars.contains { $0.properties.isAlphabetic }
    if text.utf8.contains(UInt8(ascii: "@")) {
      email = text.lowercased()
      return
    }
    let upper = text.uppercased()
    let hasSpace =
      isASCII ? text.utf8.contains { $0 == 32 || (9...13).contains($0) } : text.contains(where: \.isWhitespace)
    if !hasSpace {
      number = upper
      sku = upper
    }
    if hasLetters {
      // Order numbers have letters and many digits; names have hardly any.
      guard text.utf8.count(where: { $0 >= 48 && $0 <= 57 }) < 4 else { return }
      let needle = FoldedNeedle(text)
      if !needle.isEmpty { name = needle }
    } else {
      readDigits(upper)
    }
  }

  private mutating func readDigits(_ text: String) {
    let digits = text.utf8.filter { $0 >= 48 && $0 <= 57 }
    if digits.count >= 9 {
      phone = SearchKeys.phoneTail(text)
      // The end of an order number has a dash before its last digits; without one this is a phone and nothing else.
      if !text.utf8.contains(UInt8(ascii: "-")) {
        isPhoneOnly = true
        return
      }
    }
    let trailing = text.utf8.reversed().prefix { $0 >= 48 && $0 <= 57 }.count
    if trailing >= 4, let tail = SearchKeys.numberTail(text) {
      tails = [tail]
    } else if trailing == 3, digits.count == 3, text.utf8.count == 3, let last = Int64(text) {
      tails = (0...9).map { $0 * 1000 + last }
    }
    suffix = text
  }
}
