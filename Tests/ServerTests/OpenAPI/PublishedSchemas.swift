import Contract

/// Checks JSON values against the shapes of a published document, as a reader of that document alone would: knowing
/// nothing of how it was made. A field that the document does not mention is a fault, too.
struct PublishedSchemas: Sendable {
  let document: JSONValue

  /// What a reference leads to.
  func resolved(_ reference: String) -> JSONValue? {
    guard reference.hasPrefix("#/") else { return nil }
    return reference.dropFirst(2).split(separator: "/").reduce(document) { $0?[String($1)] }
  }

  /// What of `value` is not as `schema` says.
  func faults(_ value: JSONValue, _ schema: JSONValue, at place: String = "") -> [String] {
    if case .text(let reference)? = schema["$ref"] {
      guard let target = resolved(reference) else { return ["\(place): \(reference) leads nowhere"] }
      return faults(value, target, at: place)
    }
    if let choices = schema["anyOf"]?.elements {
      let found = choices.map { faults(value, $0, at: place) }
      return found.contains([]) ? [] : found.last ?? []
    }
    let types = schema["type"]?.elements?.map(\.words) ?? schema["type"].map { [$0.words] } ?? []
    guard types.isEmpty || types.contains(where: { value.isA($0) }) else {
      return ["\(place): is not \(types.joined(separator: " or "))"]
    }
    if let words = schema["enum"]?.elements, !words.contains(value) { return ["\(place): is none of the words"] }
    switch value {
    case .object(let members): return faults(members, of: value, schema, at: place)
    case .list(let values):
      guard values.count >= schema.bound("minItems") ?? 0, values.count <= schema.bound("maxItems") ?? .max else {
        return ["\(place): has \(values.count) entries"]
      }
      guard let element = schema["items"] else { return [] }
      return values.enumerated().flatMap { faults($1, element, at: "\(place)[\($0)]") }
    case .text(let text):
      let count = text.unicodeScalars.count
      guard count >= schema.bound("minLength") ?? 0, count <= schema.bound("maxLength") ?? .max else {
        return ["\(place): has \(count) characters"]
      }
      guard let format = schema["format"].flatMap({ Schema.TextFormat(rawValue: $0.words) }) else { return [] }
      return format.accepts(text) ? [] : ["\(place): \(text) is no \(format.rawValue)"]
    case .number(let text):
      guard let number = Double(text) else { return ["\(place): is no number"] }
      let low = schema["minimum"].flatMap { Double($0.words) } ?? -.infinity
      let high = schema["maximum"].flatMap { Double($0.words) } ?? .infinity
      return low <= number && number <= high ? [] : ["\(place): \(text) is out of bounds"]
    case .null, .boolean: return []
    }
  }

  private func faults(
    _ members: [JSONValue.Member], of value: JSONValue, _ schema: JSONValue, at place: String
  ) -> [String] {
    var found: [String] = []
    for name in schema["required"]?.elements ?? [] where value[name.words] == nil {
      found.append("\(place).\(name.words): is missing")
    }
    let properties = schema["properties"]
    let others = schema["additionalProperties"]
    for member in members {
      if let property = properties?[member.name] {
        found += faults(member.value, property, at: place + "." + member.name)
      } else if let others {
        found += faults(member.value, others, at: place + "." + member.name)
      } else if properties != nil {
        found.append("\(place).\(member.name): is not documented")
      }
    }
    return found
  }
}

extension JSONValue {
  /// The entries of a list.
  var elements: [JSONValue]? { if case .list(let values) = self { values } else { nil } }

  /// The names of an object.
  var names: [String] { if case .object(let members) = self { members.map(\.name) } else { [] } }

  fileprivate func bound(_ name: String) -> Int? { self[name].flatMap { Int($0.words) } }

  fileprivate func isA(_ type: String) -> Bool {
    switch (type, self) {
    case ("null", .null), ("boolean", .boolean), ("string", .text), ("array", .list), ("object", .object),
      ("number", .number):
      true
    case ("integer", .number(let text)): Int64(text) != nil
    default: false
    }
  }
}
