import Commerce
import FoundationEssentials
import Testing

@Suite("Values over a wire")
struct ValueWireTests {
  private func arrived<Value: Codable>(_ type: Value.Type, _ text: String) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  @Test("amounts of every number of decimals arrive to the last unit", arguments: ["GHS", "IDR", "KWD"])
  func money(code: String) throws {
    let currency = try #require(Currency(code: code))
    for minor in [Int64.min, -1, 0, 9_007_199_254_740_993, Int64.max] {
      let money = Money(minor: minor, currency)
      #expect(try JSONDecoder().decode(Money.self, from: JSONEncoder().encode(money)) == money)
    }
  }

  @Test(
    "what is no currency is not read as one",
    arguments: [
      #"{"code":"GHS","exponent":-1}"#, #"{"code":"GHS","exponent":4}"#, #"{"code":"ghs","exponent":2}"#,
      #"{"code":"","exponent":2}"#, #"{"code":"GHS"}"#, #"{"exponent":2}"#, #"{"code":"GHS","exponent":2.5}"#,
    ])
  func noCurrency(text: String) {
    #expect(throws: DecodingError.self) { try arrived(Currency.self, text) }
  }

  @Test("identities are bare numbers, command ids and times are text; anything else is refused")
  func identities() throws {
    #expect(try arrived(ID<Order>.self, "9007199254740993").serial == 9_007_199_254_740_993)
    let time = try arrived(Instant.self, #""2026-11-21T14:30:12.345Z""#)
    #expect(String(decoding: try JSONEncoder().encode(time), as: UTF8.self) == #""2026-11-21T14:30:12.345Z""#)
    for text in ["1.5", #""1""#, "9223372036854775808", "null"] {
      #expect(throws: DecodingError.self) { try arrived(ID<Order>.self, text) }
    }
    for text in ["1795248000000", #""2026-02-30T00:00:00Z""#, #""soon""#] {
      #expect(throws: DecodingError.self) { try arrived(Instant.self, text) }
    }
    for text in ["1", #""DA7""#] { #expect(throws: DecodingError.self) { try arrived(UniqueID.self, text) } }
  }

  @Test("every place of a list, and accounts and places with and without an owner")
  func cases() throws {
    let anchors: [PageRequest<Int64>.Anchor] = [.first, .last, .after(3), .before(4), .from(5)]
    for anchor in anchors { try same(PageRequest(anchor, limit: 7)) }
    try same(Page(rows: ["a"], hasBefore: true))
    let accounts: [CashAccount] = [
      .sales, .customer, .driver(ID(1)), .cashier(ID(2)), .bank, .momo, .tolerance, .debt, .credit, .owned(ID(3)),
      .refunds,
    ]
    for account in accounts { try same(account) }
    let places: [StockLocation] = [
      .bin(ID(1)), .tote(ID(2)), .bench, .lane(ID(3)), .quarantine, .vehicle(ID(4)), .transit, .site(ID(5)), .supplier,
      .customer, .variance,
    ]
    for place in places { try same(place) }
    let amount = Money(minor: 1, .cedi)
    for money in [EditMoney.unchanged, .collect(amount), .askFor(amount), .refund(amount)] {
      try same(money)
    }
  }

  private func same<Value: Codable & Equatable>(_ value: Value) throws {
    #expect(try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value)) == value)
  }
}
