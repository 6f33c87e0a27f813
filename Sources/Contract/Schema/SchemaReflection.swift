/// A type whose decoding alone does not tell its shape, such as an enum with payloads: one value of it stands in while
/// the shape of whatever holds it is found out.
public protocol Exemplified {
  /// Any value.
  static var example: Self { get }
}

extension Schema {
  /// The most characters and entries of a value whose bounds are the core's to say.
  static let unbounded = 0...(16 << 20)

  /// The shape a type decodes from, found out by letting it decode from nothing and noting what it asks for: fields,
  /// which of them may be missing, numbers, texts, words, lists. What cannot be known stays open: an enum with payloads
  /// is an object of any fields.
  public static func reflecting<Value: Decodable>(_ type: Value.Type) -> Schema {
    SchemaReflection().shape(of: type).schema
  }
}

/// One reflection of a type with everything below it.
final class SchemaReflection {
  /// What was found out about a type; the value stands in for it in whatever holds it.
  struct Shape<Value> {
    var schema: Schema
    var sample: Value?
  }

  private var known: [ObjectIdentifier: (schema: Schema, sample: Any?)] = [:]
  private var inWork: Set<ObjectIdentifier> = []

  func shape<Value: Decodable>(of type: Value.Type) -> Shape<Value> {
    if let type = type as? any OptionalShaped.Type {
      return Shape(schema: .optional(schema(of: type.wrapped)), sample: type.nothing as? Value)
    }
    let key = ObjectIdentifier(type)
    if let found = known[key] { return Shape(schema: found.schema, sample: found.sample as? Value) }
    // A type within itself: one level is told.
    guard inWork.insert(key).inserted else { return Shape(schema: .any, sample: nil) }
    defer { inWork.remove(key) }
    let shape = find(type)
    known[key] = (shape.schema, shape.sample)
    return shape
  }

  private func schema(of type: any Decodable.Type) -> Schema { open(type) }

  private func open<Value: Decodable>(_ type: Value.Type) -> Schema { shape(of: type).schema }

  private func find<Value: Decodable>(_ type: Value.Type) -> Shape<Value> {
    if let type = type as? any ListShaped.Type {
      return Shape(schema: .list(schema(of: type.element), Schema.unbounded), sample: type.empty as? Value)
    }
    if let type = type as? any MapShaped.Type {
      // Other keys than texts are written as a list: key, value, key, value.
      let schema: Schema = type.hasTextKeys ? .map(schema(of: type.value)) : .list(.any, Schema.unbounded)
      return Shape(schema: schema, sample: type.empty as? Value)
    }
    if let words = type as? any (CaseIterable & RawRepresentable).Type, let shape = Self.words(words) {
      return Shape(schema: shape.schema, sample: shape.sample as? Value)
    }
    return attempt(type)
  }

  private static func words<Word: CaseIterable & RawRepresentable>(
    _ type: Word.Type
  ) -> (schema: Schema, sample: Any?)? {
    let raw = type.allCases.map(\.rawValue)
    if let words = raw as? [String] { return (.words(words), type.allCases.first) }
    guard let numbers = raw as? [Int], let low = numbers.min(), let high = numbers.max() else { return nil }
    return (.integer(Int64(low)...Int64(high)), type.allCases.first)
  }

  /// Lets it decode, with one text after the other until it takes one: a type may want a time, a code, an identifier.
  private func attempt<Value: Decodable>(_ type: Value.Type) -> Shape<Value> {
    let example = (type as? any Exemplified.Type)?.example as? Value
    var first: Schema?
    for candidate in TextCandidate.allCases {
      let notes = ShapeNotes(self, candidate)
      if let sample = try? Value(from: notes) {
        // Who asks for nothing is an object without fields.
        let schema = notes.hasBeenAsked ? notes.schema : .object([])
        return Shape(schema: named(schema, type), sample: sample)
      }
      if first == nil { first = notes.schema }
      // Whatever stopped it was no text.
      if !notes.askedForText || example != nil { break }
    }
    return Shape(schema: named(first ?? .any, type), sample: example)
  }

  /// An object under the name of its type, so that the document says it once.
  private func named(_ schema: Schema, _ type: Any.Type) -> Schema {
    guard case .object(let fields) = schema, !fields.isEmpty else { return schema }
    let parts = String(reflecting: type).split { !$0.isLetter && !$0.isNumber && $0 != "." }
    let words = parts.map { part in part.split(separator: ".").dropFirst().joined() }
    return .named(words.joined(), schema)
  }
}

/// Texts that types with a form of their own take.
enum TextCandidate: CaseIterable {
  case empty, time, identifier, currency, date

  var text: String {
    switch self {
    case .empty: ""
    case .time: "2026-01-31T10:00:00Z"
    case .identifier: "00000000-0000-4000-8000-000000000000"
    case .currency: "GHS"
    case .date: "2026-01-31"
    }
  }

  /// The shape of a lone text that was taken when it read so.
  var schema: Schema {
    switch self {
    case .empty, .currency: .text(Schema.unbounded, .raw)
    case .time: .text(Schema.unbounded, .dateTime)
    case .identifier: .text(Schema.unbounded, .uuid)
    case .date: .text(Schema.unbounded, .date)
    }
  }
}

private protocol OptionalShaped {
  static var wrapped: any Decodable.Type { get }
  static var nothing: Self { get }
}

extension Optional: OptionalShaped where Wrapped: Decodable {
  static var wrapped: any Decodable.Type { Wrapped.self }
  static var nothing: Self { .none }
}

private protocol ListShaped {
  static var element: any Decodable.Type { get }
  static var empty: Self { get }
}

extension Array: ListShaped where Element: Decodable {
  static var element: any Decodable.Type { Element.self }
  static var empty: Self { [] }
}

extension Set: ListShaped where Element: Decodable {
  static var element: any Decodable.Type { Element.self }
  static var empty: Self { [] }
}

private protocol MapShaped {
  static var hasTextKeys: Bool { get }
  static var value: any Decodable.Type { get }
  static var empty: Self { get }
}

extension Dictionary: MapShaped where Key: Decodable, Value: Decodable {
  static var hasTextKeys: Bool { Key.self is String.Type || Key.self is any CodingKeyRepresentable.Type }
  static var value: any Decodable.Type { Value.self }
  static var empty: Self { [:] }
}
