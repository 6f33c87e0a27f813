import Contract
import TestSupport

/// Makes requests of operations by their declared shapes: what is sound, what is at the ends of what is allowed, and
/// now and then what is beyond.
struct RequestGenerator {
  private var generator: SeededGenerator
  /// Texts that stand for something in the town that is asked.
  private let known: [String]

  init(seed: UInt64, known: [String]) {
    generator = SeededGenerator(seed: seed)
    self.known = known
  }

  /// The path and query of a request, and its headers.
  mutating func target(
    of route: Route, _ description: OperationDescription
  ) -> (path: String, query: String, headers: [String: String]) {
    var path = route.path
    var query: [String] = []
    var headers: [String: String] = [:]
    for parameter in description.parameters {
      let text = value(parameter.schema).scalar
      switch parameter.place {
      case .path:
        // The first sites are there; so it goes on to what is asked of them.
        let site = parameter.name == "site" && chance(90) ? String(Int.random(in: 1...2, using: &generator)) : text
        path = path.replacing("{\(parameter.name)}", with: Percent.encode(site.isEmpty ? "0" : site))
      case .query where parameter.isRequired || chance(50):
        query.append(Percent.encode(parameter.name) + "=" + Percent.encode(text))
      case .query: break
      case .header:
        if parameter.name == "Idempotency-Key" { headers["idempotency-key"] = uuid() }
      }
    }
    return (path, query.joined(separator: "&"), headers)
  }

  /// A value of that shape; one time in forty of another.
  mutating func value(_ schema: Schema, depth: Int = 0) -> JSONValue {
    if depth > 0, chance(2) { return anything(depth) }
    switch schema {
    case .any: return chance(60) ? payload() : anything(depth)
    case .boolean: return .boolean(chance(50))
    case .integer(let bounds): return .number(String(integer(bounds)))
    case .decimal(let bounds): return .number(pick([bounds.lowerBound, 0, bounds.upperBound].map { String($0) }, "0"))
    case .text(let lengths, let format): return .text(text(lengths, format))
    case .words(let words): return .text(pick(words, ""))
    case .list(let element, let counts):
      let most = min(counts.upperBound, chance(2) ? 600 : 3)
      let count = Int.random(in: min(counts.lowerBound, most)...most, using: &generator)
      return .list((0..<count).map { _ in value(element, depth: depth + 1) })
    case .object(let fields) where fields.isEmpty: return payload()
    case .object(let fields):
      return .object(
        fields.compactMap { field in
          if !field.isRequired, chance(30) { return nil }
          return JSONValue.Member(name: field.name, value: value(field.schema, depth: depth + 1))
        })
    case .map(let element):
      return .object([.init(name: pick(known, "a"), value: value(element, depth: depth + 1))])
    case .optional(let inner): return chance(25) ? .null : value(inner, depth: depth)
    case .named(_, let inner): return value(inner, depth: depth)
    }
  }

  /// What enums with payloads look like on the wire, by the names they have here and there.
  private mutating func payload() -> JSONValue {
    let names = [
      "first", "last", "after", "before", "from", "by", "to", "assign", "unassign", "sendOut", "deliver", "backToDepot",
      "delivery", "transfer", "folder", "queue", "driver", "cashier", "sales", "bin", "bench", "priority", "release",
      "hold", "cancel", "note", "unchanged",
    ]
    let number = JSONValue.number(String(integer(Int64.min...Int64.max)))
    let inner: JSONValue =
      switch Int.random(in: 0..<8, using: &generator) {
      case 0, 1: [:]
      case 2, 3, 4: ["_0": number]
      case 5: ["_0": .list([number]), "to": number]
      case 6: ["reason": .text(pick(known, ""))]
      default:
        [
          "_0": [
            "rank": number, "priority": number, "promiseAt": .text("2026-11-21T10:00:00Z"), "order": number,
            "id": number,
          ]
        ]
      }
    return .object([.init(name: pick(names, ""), value: inner)])
  }

  private mutating func anything(_ depth: Int) -> JSONValue {
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: .null
    case 1: .boolean(true)
    case 2: .number(pick(["1e400", "-0", "1.5", "123456789012345678901234567890", "9223372036854775808"], "0"))
    case 3: .text(text(0...100, .raw))
    case 4: .list([])
    case 5: .list([.null, ["a": []]])
    default: payload()
    }
  }

  private mutating func integer(_ bounds: ClosedRange<Int64>) -> Int64 {
    let near: [Int64] = [0, 1, -1, 2, 3, 5, 10, 14, 50, 100, 999, 1000, 1440]
    let far: [Int64] = [
      .min, .max, .min + 1, .max - 1, Int64(Int32.max), Int64(Int32.min), 1 << 53, -(1 << 53), 1 << 62, -1000, 100_000,
    ]
    let chosen: Int64 =
      switch Int.random(in: 0..<10, using: &generator) {
      case 0..<5: Int64.random(in: 1...40, using: &generator)
      case 5, 6: near.randomElement(using: &generator) ?? 0
      case 7: Bool.random(using: &generator) ? bounds.lowerBound : bounds.upperBound
      default: far.randomElement(using: &generator) ?? 0
      }
    return max(bounds.lowerBound, min(bounds.upperBound, chosen))
  }

  private mutating func text(_ lengths: ClosedRange<Int>, _ format: Schema.TextFormat) -> String {
    switch format {
    case .uuid: return uuid()
    case .email: return pick(["kofi@example.com", "a@b.c", "x@y.example"], "")
    case .phone: return pick(["0244123456", "+233244123456", "1234567"], "")
    case .date: return pick(["2026-11-21", "0000-01-01", "9999-12-31", "2024-02-29"], "")
    case .dateTime:
      return pick(
        [
          "2026-11-21T10:00:00Z", "0000-01-01T00:00:00Z", "0000-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
          "9999-12-31T23:59:59.999999999Z", "2026-11-21T10:00:00.5+05:30",
        ], "")
    case .plain, .raw, .key:
      var wild = [
        "", " ", "0", "-1", "9999999999999999999999", "2026-11-21", "12:00", "09:00-12:00", "' OR 1=1 --", "%_*\"",
        "é日本語😀",
        String(repeating: "x", count: 5000), "a\tb\nc", "\u{202e}evil", "🇬🇭🇬🇭", "NEAR(a b)", "AND", "\"", "-", "(",
        "99:99",
      ]
      if format == .raw { wild += ["\u{0}", "\u{1b}[31m", "a\u{0}b", "\r\n"] }
      let chosen = chance(50) ? pick(known, "") : pick(wild, "")
      return chance(90) ? String(String.UnicodeScalarView(chosen.unicodeScalars.prefix(lengths.upperBound))) : chosen
    }
  }

  private mutating func uuid() -> String {
    let digits = (0..<32).map { _ in String(Int.random(in: 0..<16, using: &generator), radix: 16) }.joined()
    var text = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { text.append("-") }
      text.append(digit)
    }
    return text
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }

  private mutating func pick(_ choices: [String], _ none: String) -> String {
    choices.randomElement(using: &generator) ?? none
  }
}

extension JSONValue {
  /// The characters of a scalar; nothing for a list or an object.
  fileprivate var scalar: String {
    switch self {
    case .text(let text), .number(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .null, .list, .object: ""
    }
  }
}
