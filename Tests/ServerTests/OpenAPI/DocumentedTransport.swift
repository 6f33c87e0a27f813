import Contract
import Server
import Testing
import TownDialect

/// Sends requests on, and holds every answer against the published document: its status, its type, its shape.
struct DocumentedTransport: Transport {
  private let listener: Listener<Town>
  private let inner: any Transport

  /// Carries requests to `listener`, by `transport` where one is given.
  init(_ listener: Listener<Town>, over transport: (any Transport)? = nil) {
    self.listener = listener
    inner = transport ?? listener
  }

  func send(_ request: Request) async throws -> Response {
    let response = try await inner.send(request)
    let reader = DocumentReader(document: try await KnownDocuments.all.document(of: listener))
    for fault in reader.faults(of: response, to: request) {
      Issue.record("\(request.method) \(request.path) \(response.status) is not as documented: \(fault)")
    }
    return response
  }
}

/// Reads what a document says of the answer to a request.
struct DocumentReader {
  let document: PublishedSchemas

  /// What of an answer the document does not say.
  func faults(of response: Response, to request: Request) -> [String] {
    let operation = operation(of: request)
    guard let operation else {
      // What cannot be read may not come so far as to be unknown.
      guard [400, 404, 405, 429].contains(response.status) else { return ["no operation"] }
      return body(response, ["application/json": ["schema": ["$ref": "#/components/schemas/Problem"]]])
    }
    guard let answer = operation["responses"]?[String(response.status)] else {
      return ["this status is not documented"]
    }
    guard let content = answer["content"] else { return response.bytes.isEmpty ? [] : ["a body is not documented"] }
    return body(response, content)
  }

  private func body(_ response: Response, _ content: JSONValue) -> [String] {
    let type = response.headers["content-type"]?.split(separator: ";").first.map(String.init) ?? ""
    guard let schema = content[type]?["schema"] else { return ["the type \(type) is not documented"] }
    guard type == "application/json" else { return [] }
    guard let value = try? JSONReader.read(response.bytes) else { return ["the body is no JSON"] }
    return document.faults(value, schema)
  }

  /// The operation a request is of: of several paths that fit, the one that says more of it in so many words.
  private func operation(of request: Request) -> JSONValue? {
    guard let paths = document.document["paths"] else { return nil }
    let parts = request.path.split(separator: "/", omittingEmptySubsequences: false)
    let fitting = paths.names.filter { path in
      let wanted = path.split(separator: "/", omittingEmptySubsequences: false)
      return wanted.count == parts.count && zip(wanted, parts).allSatisfy { $0.hasPrefix("{") ? !$1.isEmpty : $0 == $1 }
    }
    guard let path = fitting.min(by: { $0.count { $0 == "{" } < $1.count { $0 == "{" } }) else { return nil }
    return paths[path]?[request.method.lowercased()]
  }
}

/// The documents of the listeners of this process, by what they serve: making one takes a while.
private actor KnownDocuments {
  static let all = KnownDocuments()
  private var known: [Int: PublishedSchemas] = [:]

  func document(of listener: Listener<Town>) async throws -> PublishedSchemas {
    if let document = known[listener.operations.count] { return document }
    let response = await listener.send(Request(method: "GET", path: Town.prefix + "/openapi.json"))
    let document = PublishedSchemas(document: try JSONReader.read(response.bytes))
    known[listener.operations.count] = document
    return document
  }
}
