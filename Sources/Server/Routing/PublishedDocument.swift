import Contract

/// The document of a listener, made when somebody first asks for it.
actor PublishedDocument {
  private let make: @Sendable () -> OpenAPIDocument
  private var made: OpenAPIDocument?

  init(_ make: @escaping @Sendable () -> OpenAPIDocument) { self.make = make }

  private var document: OpenAPIDocument {
    if let made { return made }
    let document = make()
    made = document
    return document
  }

  /// The document, or nothing but its tag for whoever has it already.
  func answer(to request: Request) -> Response {
    let document = document
    let headers = ["etag": document.tag, "cache-control": "public, no-cache"]
    let known = (request.headers["if-none-match"] ?? "").split(separator: ",").map { tag in
      // A proxy that packs bodies makes the tag a weak one.
      let tag = tag.trimmingPrefix(while: { $0 == " " })
      return String(tag.hasPrefix("W/") ? tag.dropFirst(2) : tag).split(separator: " ").first.map(String.init) ?? ""
    }
    if known.contains(document.tag) || known == ["*"] { return Response(status: 304, headers: headers) }
    return .json(200, document.bytes, headers: headers)
  }
}

extension Router {
  /// The document of everything that has been added.
  func document(_ info: OpenAPIDocument.Info) -> OpenAPIDocument {
    OpenAPIDocument(Dialect.self, info, operations.map { ($0.route, $0.description) })
  }

  /// Publishes the document of everything that has been added so far, and of itself.
  mutating func publish(
    at route: Route, _ description: OperationDescription, _ info: OpenAPIDocument.Info
  ) throws {
    var all = self
    try all.add(Operation(route: route, description: description) { _ in throw Fault.unknownRoute })
    let published = PublishedDocument { [all] in all.document(info) }
    try add(
      Operation(route: route, description: description) { incoming in await published.answer(to: incoming.request) })
  }
}
