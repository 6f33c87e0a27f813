import Commerce
import FoundationEssentials
import Testing

/// An error is told at the other end of a link as it was thrown: its rule, its facts, what mends it.
@Suite("Errors over a wire")
struct ErrorWireTests {
  private static let facts: [FactName: Fact] = [
    .item: .text("MILO 400 G “tin”\n"), .quantity: .count(-3), .since: .time(Instant(milliseconds: 1_795_248_000_123)),
    .amount: .money(Money(minor: .max, .cedi)),
  ]

  static let errors: [CommerceError] = [
    .refused(Refusal(.overScan, facts, remedy: .putBack)),
    .refused(Refusal(.noWork, remedy: .none)),
    .invalid([FieldIssue("name", "is empty"), FieldIssue("", "says nothing")]),
    .invalid([]),
    .notFound(.order, "ORD-20261121-0001"),
    .forbidden(.dispatch),
    .unauthenticated,
    .slowedDown(seconds: 300),
    .stale(.order, changedBy: "Esi Supervisor (hold fraud)"),
    .conflict(FieldIssue("name", "is taken by another view")),
    .trouble(StoreTrouble(.newerSchema, place: "/var/lib/townhouse/store.sqlite", detail: "schema 9")),
  ]

  private func wired<Value: Codable & Equatable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test("every kind arrives as it was thrown", arguments: errors)
  func everyKind(_ error: CommerceError) throws {
    let arrived = try wired(error)
    #expect(arrived == error && arrived.code == error.code)
  }

  @Test func everyRuleWithEveryRemedyAndEveryFact() throws {
    for rule in Rule.allCases {
      let error = CommerceError.refused(Refusal(rule, Self.facts, remedy: .none))
      #expect(try wired(error) == error)
    }
    for remedy in Remedy.allCases {
      let error = CommerceError.refused(Refusal(.noWork, remedy: remedy))
      #expect(try wired(error) == error)
    }
    for fact in Self.facts.values { #expect(try wired(fact) == fact) }
  }

  @Test func everyPermissionAndEveryKindOfThing() throws {
    for permission in Permission.allCases {
      #expect(try wired(CommerceError.forbidden(permission)) == .forbidden(permission))
    }
    for kind in EntityKind.allCases {
      #expect(try wired(CommerceError.notFound(kind, "")) == .notFound(kind, ""))
    }
  }

  @Test("what is remembered with a command keeps its form: names of facts as keys, one value a fact")
  func remembered() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let refusal = Refusal(.overScan, [.quantity: .count(3)], remedy: .putBack)
    #expect(
      String(decoding: try encoder.encode(refusal), as: UTF8.self)
        == #"{"facts":{"quantity":{"count":{"_0":3}}},"remedy":"putBack","rule":"pick.over_scan"}"#)
  }
}
