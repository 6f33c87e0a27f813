/// The published document of an API (OpenAPI 3.1), made of the very declarations that requests are checked against, so
/// that it says what the server does. The same operations give the same bytes.
public struct OpenAPIDocument: Sendable {
  /// What the document says of the API as a whole.
  public struct Info: Sendable {
    /// Its title.
    public var title: String
    /// The version of the contract.
    public var version: String
    /// What holds for every operation.
    public var description: String

    /// These words.
    public init(title: String, version: String, description: String) {
      self.title = title
      self.version = version
      self.description = description
    }
  }

  /// The document.
  public let value: JSONValue
  /// Its bytes.
  public let bytes: [UInt8]
  /// Differs when the bytes do; as `ETag` has it, quotes included.
  public let tag: String

  /// The document of these operations in the dialect's house rules. What callers of the same machine only may ask is
  /// left out.
  public init<Dialect: APIDialect>(
    _ dialect: Dialect.Type, _ info: Info, _ operations: [(route: Route, description: OperationDescription)]
  ) {
    var parts = Components()
    var paths: [String: [(method: String, operation: JSONValue)]] = [:]
    var tags: [String] = []
    for (route, description) in operations where route.access != .loopback {
      let writer = OperationWriter(
        route: route, description: description, envelope: Dialect.envelope, problem: Dialect.problem)
      paths[Dialect.prefix + route.path, default: []].append(
        (route.method.rawValue.lowercased(), writer.write(&parts)))
      if !tags.contains(description.tag) { tags.append(description.tag) }
    }
    value = [
      "openapi": "3.1.0",
      "info": [
        "title": .text(info.title), "version": .text(info.version), "description": .text(info.description),
      ],
      "servers": [["url": "/"]],
      "tags": .list(tags.sorted().map { ["name": .text($0)] }),
      "paths": .named(
        paths.sorted { $0.key < $1.key }.map { path, found in
          (path, .named(found.sorted { $0.method < $1.method }.map { ($0.method, $0.operation) }))
        }),
      "components": parts.value,
    ]
    bytes = value.encoded
    tag = "\"" + Self.digest(bytes) + "\""
  }

  /// FNV-1a, 64 bits.
  private static func digest(_ bytes: [UInt8]) -> String {
    String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }, radix: 16)
  }
}

extension OpenAPIDocument {
  /// What operations refer to: schemas by their names, headers, and the ways to say who calls.
  struct Components {
    private var schemas: [String: JSONValue] = [:]

    /// A reference to a shape that is said once. Of two shapes under one name, the second gets a number.
    mutating func reference(_ name: String, _ shape: JSONValue) -> JSONValue {
      var unique = name
      var number = 1
      while let known = schemas[unique], known != shape {
        number += 1
        unique = name + String(number)
      }
      schemas[unique] = shape
      return ["$ref": .text("#/components/schemas/" + unique)]
    }

    var value: JSONValue {
      [
        "schemas": .named(schemas.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }),
        "headers": .named(Self.headers),
        "securitySchemes": [
          "bearer": [
            "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
            "description": "The access_token that signing in gave",
          ],
          "guestToken": [
            "type": "apiKey", "in": "header", "name": "X-Guest-Token",
            "description": "The guest_access_token that came with a guest's order; it is good for that order",
          ],
          "webhookSignature": [
            "type": "apiKey", "in": "header", "name": "X-Signature",
            "description":
              "sha256= and the hexadecimal HMAC-SHA256 of the timestamp, a full stop and the raw body, by the shared secret",
          ],
          "webhookTimestamp": [
            "type": "apiKey", "in": "header", "name": "X-Timestamp",
            "description": "Seconds since 1970; at most five minutes from the server's own time",
          ],
        ],
      ]
    }

    private static let headers: [(String, JSONValue)] = [
      ("Limit", header("Requests that may be sent in the window", .integer(1...Int64.max))),
      ("Remaining", header("Requests that are left in the window", .integer(0...Int64.max))),
      ("Reset", header("When the window ends, in seconds since 1970", .integer(0...Int64.max))),
      ("RetryAfter", header("Seconds to wait", .integer(1...Int64.max))),
      ("ETag", header("Differs when the body does", .text(2...64))),
    ]

    private static func header(_ about: String, _ schema: Schema) -> JSONValue {
      var none = Components()
      return ["description": .text(about), "schema": schema.document(&none)]
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  /// A text.
  public init(stringLiteral value: String) { self = .text(value) }

  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .list(elements) }

  /// An object whose names stand in the order given.
  public init(dictionaryLiteral elements: (String, JSONValue)...) { self = .named(elements) }

  /// An object whose names stand in the order given.
  static func named(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(members.map { Member(name: $0.0, value: $0.1) })
  }
}
