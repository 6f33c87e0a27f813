extension Schema {
  /// The shape as JSON Schema (2020-12) says it; named shapes go to `parts`.
  func document(_ parts: inout OpenAPIDocument.Components) -> JSONValue {
    switch self {
    case .boolean: return ["type": "boolean"]
    case .integer(let bounds):
      return [
        "type": "integer", "minimum": .number(String(bounds.lowerBound)), "maximum": .number(String(bounds.upperBound)),
      ]
    case .decimal(let bounds):
      return [
        "type": "number", "minimum": .number(String(bounds.lowerBound)), "maximum": .number(String(bounds.upperBound)),
      ]
    case .text(let lengths, let format): return Self.text(lengths, format)
    case .words(let words): return ["type": "string", "enum": .list(words.map { .text($0) })]
    case .list(let element, let counts):
      return [
        "type": "array", "items": element.document(&parts), "minItems": .number(String(counts.lowerBound)),
        "maxItems": .number(String(counts.upperBound)),
      ]
    case .object(let fields): return Self.object(fields, &parts)
    case .map(let element): return ["type": "object", "additionalProperties": element.document(&parts)]
    case .optional(let inner): return Self.nullable(inner.document(&parts))
    case .named(let name, let inner): return parts.reference(name, inner.document(&parts))
    // Anything.
    default: return [:]
    }
  }

  private static func object(_ fields: [Field], _ parts: inout OpenAPIDocument.Components) -> JSONValue {
    var members: [(String, JSONValue)] = [("type", "object")]
    if !fields.isEmpty {
      members.append(
        (
          "properties",
          .named(
            fields.map { field in
              let schema = field.schema.document(&parts)
              return (field.name, field.about.isEmpty ? schema : schema.with("description", .text(field.about)))
            })
        ))
    }
    let required = fields.filter(\.isRequired).map { JSONValue.text($0.name) }
    if !required.isEmpty { members.append(("required", .list(required))) }
    return .named(members)
  }

  private static func text(_ lengths: ClosedRange<Int>, _ format: TextFormat) -> JSONValue {
    var members: [(String, JSONValue)] = [("type", "string")]
    if let word = format.published { members.append(("format", .text(word))) }
    if let pattern = format.pattern {
      members.append(("pattern", .text(pattern)))
    }
    members.append(("minLength", .number(String(lengths.lowerBound))))
    members.append(("maxLength", .number(String(lengths.upperBound))))
    return .named(members)
  }

  /// The shape or null.
  private static func nullable(_ shape: JSONValue) -> JSONValue {
    if case .object(let members) = shape, members.isEmpty { return shape }
    if case .text(let type)? = shape["type"], shape["enum"] == nil {
      return shape.with("type", [.text(type), "null"])
    }
    return ["anyOf": [shape, ["type": "null"]]]
  }
}

extension JSONValue {
  /// The object with a member set; it keeps the place it has.
  func with(_ name: String, _ value: JSONValue) -> JSONValue {
    guard case .object(var members) = self else { return self }
    if let index = members.firstIndex(where: { $0.name == name }) {
      members[index].value = value
    } else {
      members.append(Member(name: name, value: value))
    }
    return .object(members)
  }
}

extension Schema.TextFormat {
  /// The format's name in the document; nil where a pattern says it all.
  var published: String? {
    switch self {
    case .uuid, .date: rawValue
    case .dateTime: "date-time"
    default: nil
    }
  }

  private var clock: String { "([01][0-9]|2[0-3]):[0-5][0-9]" }

  /// What `accepts` takes, as a regular expression (ECMA-262).
  var pattern: String? {
    switch self {
    case .uuid: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
    case .email:
      "^[!-+\\x2d-?A-~]+@[!-+\\x2d/-?A-~]([!-+\\x2d-?A-~]*)\\.([!-+\\x2d-?A-~]*)[!-+\\x2d/-?A-~]$"
    case .key: "^[!-~]*$"
    case .phone: "^\\+?[0-9]{7,15}$"
    case .date: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
    case .dateTime:
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}T" + clock
        + ":[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]" + clock + ")$"
    // Without control characters, or with whatever it has.
    default: self == .plain ? "^[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]*$" : nil
    }
  }
}
