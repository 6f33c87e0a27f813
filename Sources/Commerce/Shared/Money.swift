/// A currency by its ISO 4217 code and the number of decimals of its minor unit.
public struct Currency: Hashable, Sendable, Codable {
  /// Three upper-case letters.
  public let code: String
  /// Decimals of the minor unit, 0 to 3 (contracts.md §2.7).
  public let exponent: Int

  /// The currency with that code; nil unless it is three upper-case ASCII letters.
  public init?(code: String) {
    guard code.utf8.count == 3, code.utf8.allSatisfy({ $0 >= 65 && $0 <= 90 }) else { return nil }
    self.code = code
    exponent = ["IDR": 0, "JPY": 0, "KWD": 3][code] ?? 2
  }

  private init(known code: String, exponent: Int) {
    self.code = code
    self.exponent = exponent
  }

  /// Decodes a code and its decimals; refuses what no currency is, as amounts are worded by both.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let decimals = try container.decode(Int.self, forKey: .exponent)
    guard let currency = Currency(code: try container.decode(String.self, forKey: .code)), (0...3).contains(decimals)
    else { throw DecodingError.dataCorruptedError(forKey: .code, in: container, debugDescription: "not a currency") }
    self.init(known: currency.code, exponent: decimals)
  }

  /// The Ghanaian cedi, in pesewas.
  public static let cedi = Currency(known: "GHS", exponent: 2)
}

/// An amount in a currency's minor units. Arithmetic never leaves integers.
public struct Money: Hashable, Sendable, Codable {
  /// Minor units (pesewas, centavos, whole rupiah).
  public var minor: Int64
  /// The currency of the amount.
  public var currency: Currency

  /// That many minor units of `currency`.
  public init(minor: Int64, _ currency: Currency) {
    self.minor = minor
    self.currency = currency
  }

  /// The decimal digits with the currency's full number of decimals and grouped thousands: `1,184.50`.
  public var digits: String { decimal(grouped: true) }

  /// `GHS 1,184.50`.
  public var text: String { currency.code + " " + digits }

  /// The plain decimal text, `1184.50`; `Money(decimal:)` reads it back exactly.
  public var plain: String { decimal(grouped: false) }

  private func decimal(grouped: Bool) -> String {
    let magnitude = String(minor.magnitude)
    let digits = String(repeating: "0", count: max(0, currency.exponent + 1 - magnitude.count)) + magnitude
    let whole = digits.dropLast(currency.exponent)
    let fraction = digits.suffix(currency.exponent)
    var text = ""
    for (index, digit) in whole.enumerated() {
      if grouped, index > 0, (whole.count - index) % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (minor < 0 ? "-" : "") + text + (fraction.isEmpty ? "" : "." + fraction)
  }

  /// Parses a plain non-negative decimal such as `184.5`; nil for signs, exponents, grouping, more decimals than the
  /// currency has, or overflow (contracts.md §2.7).
  public init?(decimal text: String, _ currency: Currency) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.allSatisfy({ $0.isASCII && $0.isNumber })
    else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    guard parts.count == 1 || !fraction.isEmpty, fraction.count <= currency.exponent,
      fraction.allSatisfy({ $0.isASCII && $0.isNumber }),
      let minor = Int64(whole + fraction + String(repeating: "0", count: currency.exponent - fraction.count))
    else { return nil }
    self.init(minor: minor, currency)
  }
}
