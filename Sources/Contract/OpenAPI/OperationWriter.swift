/// What the document says of one operation.
struct OperationWriter {
  let route: Route
  let description: OperationDescription
  let envelope: (Schema) -> Schema
  let problem: Schema

  func write(_ parts: inout OpenAPIDocument.Components) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("operationId", .text(description.id)), ("summary", .text(description.summary)),
      ("tags", [.text(description.tag)]),
    ]
    let parameters = parameters.map { parameter($0, &parts) }
    if !parameters.isEmpty { members.append(("parameters", .list(parameters))) }
    if let body = description.body {
      members.append(
        (
          "requestBody",
          ["required": .boolean(true), "content": ["application/json": ["schema": body.document(&parts)]]]
        ))
    }
    members.append(("responses", .named(responses(&parts))))
    members.append(("security", security))
    return .named(members)
  }

  // MARK: Parameters

  private var parameters: [OperationDescription.Parameter] {
    let key = OperationDescription.Parameter.idempotencyKey
    let isSaid = description.parameters.contains { $0.name == key.name }
    return description.parameters + (route.isIdempotent && !isSaid ? [key] : [])
  }

  private func parameter(
    _ parameter: OperationDescription.Parameter, _ parts: inout OpenAPIDocument.Components
  ) -> JSONValue {
    // Null cannot be said in a path, query or header: what is optional there is left out.
    var schema = parameter.schema
    if case .optional(let inner) = schema { schema = inner }
    var members: [(String, JSONValue)] = [
      ("name", .text(parameter.name)), ("in", .text(parameter.place.rawValue)),
      ("required", .boolean(parameter.isRequired)), ("schema", schema.document(&parts)),
    ]
    if !parameter.about.isEmpty { members.append(("description", .text(parameter.about))) }
    return .named(members)
  }

  // MARK: Answers

  private func responses(_ parts: inout OpenAPIDocument.Components) -> [(String, JSONValue)] {
    let counting: [(String, JSONValue)] = ["Limit", "Remaining", "Reset"].map { name in
      ("X-RateLimit-" + name, ["$ref": .text("#/components/headers/" + name)])
    }
    var answers: [(String, JSONValue)] = []
    for status in [route.success] + description.otherSuccesses {
      var headers = counting
      if description.packing == .bare { headers.append(("ETag", ["$ref": "#/components/headers/ETag"])) }
      answers.append(
        (String(status), ["description": "Done", "headers": .named(headers), "content": content(&parts)]))
    }
    if description.packing == .bare {
      answers.append(("304", ["description": "As `If-None-Match` has it", "headers": .named(counting)]))
    }
    let problem = problem.document(&parts)
    for status in failures {
      var headers = counting
      if status == 429 { headers.append(("Retry-After", ["$ref": "#/components/headers/RetryAfter"])) }
      answers.append(
        (
          String(status),
          [
            "description": .text(Self.words(status)), "headers": .named(headers),
            "content": ["application/json": ["schema": problem]],
          ]
        ))
    }
    return answers.sorted { $0.0 < $1.0 }
  }

  private func content(_ parts: inout OpenAPIDocument.Components) -> JSONValue {
    switch description.packing {
    case .envelope: ["application/json": ["schema": envelope(description.reply).document(&parts)]]
    case .bare: ["application/json": ["schema": description.reply.document(&parts)]]
    case .events: ["text/event-stream": ["schema": ["description": .text(Self.events)]]]
    }
  }

  private static let events = "Server-sent events; what the data of one is stands in the operation's summary"

  /// What is declared, and what any operation of this kind may answer: a query or a key that cannot be read, a token
  /// that is not good, a body that is too large or of another type, too many requests, our own trouble.
  private var failures: [Int] {
    var statuses = Set(description.failures)
    statuses.formUnion([400, 429, 500, 503])
    if route.access.takesToken { statuses.insert(401) }
    if route.access == .signature { statuses.insert(401) }
    if !route.parameters.isEmpty { statuses.insert(404) }
    if description.body != nil { statuses.formUnion([413, 415]) }
    return statuses.sorted()
  }

  private static func words(_ status: Int) -> String {
    switch status {
    case 400: "The request, or a field of it, is wrong"
    case 401: "Nobody is signed in, or not with this token"
    case 403: "You may not do that"
    case 404: "That is not known here"
    case 409: "A rule of the house says no, or somebody else was first"
    case 413: "The body is too large"
    case 415: "The body is not JSON by its content type"
    case 422: "A rule of the house says no"
    case 429: "Too many requests"
    case 503: "Not now: the store or a provider cannot take that"
    default: "Something went wrong here"
    }
  }

  // MARK: Who may call

  private var security: JSONValue {
    switch route.access {
    case .anyone, .loopback: []
    case .signature: [["webhookSignature": [], "webhookTimestamp": []]]
    case .bearer(guest: false): [["bearer": []]]
    case .bearer(guest: true): [["bearer": []], ["guestToken": []]]
    case .optionalBearer: [[:], ["bearer": []]]
    }
  }
}

extension Access {
  /// True when a bearer token is read, needed or not.
  fileprivate var takesToken: Bool {
    switch self {
    case .bearer, .optionalBearer: true
    case .anyone, .signature, .loopback: false
    }
  }
}

extension OperationDescription.Parameter {
  /// The header under which the same request again has the same answer.
  static let idempotencyKey = OperationDescription.Parameter(
    "Idempotency-Key", in: .header, .text(1...128, .key),
    about: "The same key with the same body again gets the same answer, and changes nothing")
}
