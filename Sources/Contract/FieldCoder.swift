import FoundationEssentials

/// Turns path and query parameters into a value and back, by the names and shapes an endpoint declares.
public enum FieldCoder {
  /// The fields of a request. `path` holds what stood in the braces, still percent-encoded. Throws `Fault.fields` for
  /// what is missing or wrong, and `Fault.unknownRoute` when a path parameter cannot be what it should (a path that
  /// names nothing is not found, contracts.md §2.6).
  public static func read<E: Endpoint>(
    _ endpoint: E.Type, path: [String: String], query: String
  ) throws -> E.Fields {
    let parameters = E.description.parameters
    var members: [JSONValue.Member] = []
    var faults: [FieldFault] = []
    let asked = try pairs(of: query)
    for parameter in parameters {
      switch parameter.place {
      case .header: continue
      case .path:
        guard let text = path[parameter.name].flatMap(Percent.decode), let value = value(text, as: parameter.schema),
          parameter.schema.faults(in: value).isEmpty
        else { throw Fault.unknownRoute }
        members.append(JSONValue.Member(name: parameter.name, value: value))
      case .query:
        guard let text = asked[parameter.name] else {
          if parameter.isRequired { faults.append(FieldFault(parameter.name, "is missing")) }
          continue
        }
        guard let value = value(text, as: parameter.schema) else {
          faults.append(FieldFault(parameter.name, "must be \(parameter.schema.kind)"))
          continue
        }
        faults += parameter.schema.faults(in: value, at: parameter.name)
        members.append(JSONValue.Member(name: parameter.name, value: value))
      }
    }
    guard faults.isEmpty else { throw Fault.fields(faults) }
    return try JSONValueDecoder.decode(E.Fields.self, from: .object(members))
  }

  /// The path below the prefix and the query that say these fields.
  public static func write<E: Endpoint>(_ endpoint: E.Type, _ fields: E.Fields) throws -> (path: String, query: String)
  {
    let value = try JSONReader.read(Array(JSONEncoder().encode(fields)))
    let path = E.route.segments.map { segment in
      switch segment {
      case .fixed(let text): "/" + text
      case .parameter(let name): "/" + Percent.encode(value[name]?.plainText ?? "")
      }
    }
    let inPath = Set(E.route.parameters)
    var pairs: [String] = []
    if case .object(let members) = value {
      for member in members where !inPath.contains(member.name) {
        if let text = member.value.plainText { pairs.append(Percent.encode(member.name) + "=" + Percent.encode(text)) }
      }
    }
    return (path.joined(), pairs.joined(separator: "&"))
  }

  /// The pairs of a query string, each percent-decoded once; of a name that stands twice, the last.
  public static func pairs(of query: String) throws -> [String: String] {
    var pairs: [String: String] = [:]
    for part in query.split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map {
        Percent.decode($0.replacing("+", with: "%20"))
      }
      guard let name = halves[0], let value = halves.count > 1 ? halves[1] : "" else {
        throw Fault.malformed("the query is not percent-encoded UTF-8")
      }
      pairs[name] = value
    }
    return pairs
  }

  private static func value(_ text: String, as schema: Schema) -> JSONValue? {
    switch schema {
    case .optional(let inner), .named(_, let inner): value(text, as: inner)
    case .integer: Int64(text).map { $0.description == text ? .number(text) : nil } ?? nil
    case .boolean: ["true": .boolean(true), "false": .boolean(false)][text]
    default: .text(text)
    }
  }
}

extension JSONValue {
  /// The characters of a scalar; nil for null, lists and objects.
  var plainText: String? {
    switch self {
    case .text(let text), .number(let text): text
    case .boolean(let value): value ? "true" : "false"
    case .null, .list, .object: nil
    }
  }

  /// Its JSON text, without blanks.
  public var encoded: [UInt8] {
    var out: [UInt8] = []
    write(to: &out)
    return out
  }

  private func write(to out: inout [UInt8]) {
    switch self {
    case .null: out += "null".utf8
    case .boolean(let value): out += (value ? "true" : "false").utf8
    case .number(let text): out += text.utf8
    case .text(let text): Self.quote(text, to: &out)
    case .list(let values):
      out.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        value.write(to: &out)
      }
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      out.append(UInt8(ascii: "{"))
      for (index, member) in members.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        Self.quote(member.name, to: &out)
        out.append(UInt8(ascii: ":"))
        member.value.write(to: &out)
      }
      out.append(UInt8(ascii: "}"))
    }
  }

  /// A text in quotes, escaped as JSON needs it.
  static func quote(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): out += [UInt8(ascii: "\\"), byte]
      case 0x0a: out += "\\n".utf8
      case 0x0d: out += "\\r".utf8
      case 0x09: out += "\\t".utf8
      case 0..<0x20: out += "\\u00".utf8 + [byte >> 4, byte & 15].map { $0 < 10 ? 0x30 + $0 : 0x57 + $0 }
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }
}

/// Percent-encoding of paths and queries (RFC 3986).
public enum Percent {
  /// Everything but unreserved characters encoded.
  public static func encode(_ text: String) -> String {
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: out.append(byte)
      default: out += [UInt8(ascii: "%"), digit(byte >> 4), digit(byte & 15)]
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// Decoded once; nil for a broken escape, for bytes that are not UTF-8, and for NUL.
  public static func decode(_ text: some StringProtocol) -> String? {
    var out: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard let high = bytes.next().flatMap(value), let low = bytes.next().flatMap(value), high << 4 | low != 0 else {
        return nil
      }
      out.append(high << 4 | low)
    }
    return String(validating: out, as: UTF8.self)
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

  private static func value(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
