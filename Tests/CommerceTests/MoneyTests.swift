import Commerce
import TestSupport
import Testing

@Suite("Money")
struct MoneyTests {
  @Test("text and value round trip exactly for every exponent (I10)", arguments: ["IDR", "GHS", "KWD"])
  func roundTrip(code: String) throws {
    let currency = try #require(Currency(code: code))
    var generator = SeededGenerator(seed: 10)
    let edges: [Int64] = [0, 1, 9, 10, 99, 100, 101, 999, 1000, 123_456_789, .max]
    for minor in edges + (0..<500).map({ _ in Int64.random(in: 0 ... .max, using: &generator) }) {
      let money = Money(minor: minor, currency)
      #expect(Money(decimal: money.plain, currency) == money)
      #expect(money.digits.filter { $0 != "," } == money.plain)
    }
  }

  @Test("grouping and signs read as people write them")
  func display() {
    #expect(Money(minor: 118_450, .cedi).text == "GHS 1,184.50")
    #expect(Money(minor: 5, .cedi).text == "GHS 0.05")
    #expect(Money(minor: -118_450, .cedi).digits == "-1,184.50")
    #expect(Money(minor: 100_000_000, .cedi).digits == "1,000,000.00")
    #expect(Money(minor: .min, .cedi).plain == "-92233720368547758.08")
  }

  @Test(
    "what is not a plain amount is refused",
    arguments: ["", ".", "1.", ".5", "-1", "+1", "1e3", "1,000", "1.005", " 1", "１", "99999999999999999999", "0x10"])
  func refused(text: String) { #expect(Money(decimal: text, .cedi) == nil) }

  @Test("totals add up, and impossible ones do not exist (I10, I11)")
  func totals() throws {
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      let parts = (0..<4).map { _ in Int64.random(in: -20...2000, using: &generator) }
      let possible = parts.allSatisfy { $0 >= 0 } && parts[1] <= parts[0]
      let totals = try? OrderTotals(
        currency: .cedi, subtotalMinor: parts[0], discountMinor: parts[1], deliveryMinor: parts[2], taxMinor: parts[3])
      #expect((totals != nil) == possible)
      if let totals { #expect(totals.totalMinor == parts[0] - parts[1] + parts[2] + parts[3]) }
    }
    #expect(throws: CommerceError.self) { try OrderTotals(currency: .cedi, subtotalMinor: .max) }
  }
}
