internal import Commerce
internal import Console
internal import Operations

/// People and their roles.
extension Verb {
  static let peopleVerbs = [
    Verb("people list", options: acting, about: "everybody within your reach, with their roles", run: list),
    Verb(
      "people add", "EMAIL ROLE", count: 2...2, options: acting + [.name, .badge, .everywhere],
      about: "add somebody with a first role in this town", run: add),
    Verb(
      "people grant", "EMAIL ROLE", count: 2...2, options: acting + [.everywhere],
      about: "give a role in this town, or everywhere", run: grant),
    Verb(
      "people revoke", "EMAIL ROLE", count: 2...2, options: acting + [.everywhere],
      about: "take a role in this town, or everywhere", run: revoke),
    Verb(
      "people deactivate", "EMAIL", count: 1...1, options: acting, about: "somebody may sign in no more",
      run: deactivate),
    Verb("people activate", "EMAIL", count: 1...1, options: acting, about: "somebody may sign in again", run: activate),
    Verb(
      "people set-pin", "EMAIL", count: 1...1, options: acting,
      about: "set a PIN: from TOWNHOUSE_NEW_PIN, or asked for without showing it", run: setPIN),
    Verb(
      "people set-password", "EMAIL", count: 1...1, options: acting,
      about: "set a password: from TOWNHOUSE_NEW_PASSWORD, or asked for without showing it", run: setPassword),
  ]

  private static func list(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let people = try await acting.desks.people.people(by: acting.caller)
    try request.output.answer(["people": .list(people.map(JSONText.init(person:)))]) {
      Output.table(
        ["NAME", "E-MAIL", "BADGE", "ACTIVE", "ROLES"],
        people.map { detail in
          [
            detail.person.name, detail.person.email, detail.person.badge, detail.person.isActive ? "yes" : "no",
            detail.grants.map { $0.grant.role.rawValue + " " + ($0.code.isEmpty ? "everywhere" : $0.code) }
              .joined(separator: ", "),
          ]
        })
    }
  }

  private static func grant(of request: Request, _ acting: Acting) throws -> Grant {
    let word = request.words[1].lowercased()
    guard let role = Commerce.Role(rawValue: word) else {
      throw Failure.usage(
        "there is no role \(word)", hint: Commerce.Role.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return Grant(role: role, site: request.arguments.has(.everywhere) ? nil : acting.site.id)
  }

  private static func add(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let draft = PersonDraft(
      email: request.words[0], name: request.arguments[.name] ?? request.words[0],
      badge: request.arguments[.badge] ?? "", grant: try grant(of: request, acting),
      password: Folders.environment("TOWNHOUSE_NEW_PASSWORD") ?? "", pin: Folders.environment("TOWNHOUSE_NEW_PIN") ?? ""
    )
    let id = try await acting.desks.people.add(draft, acting.intent())
    try await show(id, request, acting)
  }

  private static func grant(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let id = try await person(request, acting).person.id
    try await acting.desks.people.grant(try grant(of: request, acting), to: id, acting.intent())
    try await show(id, request, acting)
  }

  private static func revoke(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let id = try await person(request, acting).person.id
    try await acting.desks.people.revoke(try grant(of: request, acting), from: id, acting.intent())
    try await show(id, request, acting)
  }

  private static func deactivate(_ request: Request) async throws { try await setActive(false, request) }
  private static func activate(_ request: Request) async throws { try await setActive(true, request) }

  private static func setActive(_ isActive: Bool, _ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let person = try await person(request, acting).person
    try await acting.desks.people.edit(
      person.id, name: person.name, badge: person.badge, isActive: isActive, acting.intent())
    try await show(person.id, request, acting)
  }

  private static func setPIN(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let id = try await person(request, acting).person.id
    let pin = try secret("TOWNHOUSE_NEW_PIN", "New PIN of \(request.words[0]): ")
    try await acting.desks.people.setSecrets(of: id, password: nil, pin: pin, acting.intent())
    try await show(id, request, acting)
  }

  private static func setPassword(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let id = try await person(request, acting).person.id
    let password = try secret("TOWNHOUSE_NEW_PASSWORD", "New password of \(request.words[0]): ")
    try await acting.desks.people.setSecrets(of: id, password: password, pin: nil, acting.intent())
    try await show(id, request, acting)
  }

  private static func secret(_ variable: String, _ question: String) throws(Failure) -> String {
    if let given = Folders.environment(variable) { return given }
    guard Password.canAsk else { throw .usage("the new secret is missing: set \(variable)") }
    return Password.ask(question)
  }

  private static func person(_ request: Request, _ acting: Acting) async throws -> PersonDetail {
    try await acting.desks.people.person(named: request.words[0], by: acting.caller)
  }

  private static func show(_ id: ID<Person>, _ request: Request, _ acting: Acting) async throws {
    // Who took the last role within reach sees that person no more.
    guard let detail = try? await acting.desks.people.person(id, by: acting.caller) else {
      return try request.output.answer(["person": .null]) { ["done"] }
    }
    try request.output.answer(JSONText(person: detail)) {
      let roles = detail.grants.map { $0.grant.role.rawValue + " " + ($0.code.isEmpty ? "everywhere" : $0.code) }
      return [
        "\(detail.person.name) <\(detail.person.email)> \(detail.person.isActive ? "active" : "not active"): "
          + (roles.isEmpty ? "no role" : roles.joined(separator: ", "))
      ]
    }
  }
}

extension JSONText {
  init(person detail: PersonDetail) {
    self = [
      "name": .text(detail.person.name), "email": .text(detail.person.email), "badge": .text(detail.person.badge),
      "active": .flag(detail.person.isActive), "password": .flag(detail.hasPassword), "pin": .flag(detail.hasPIN),
      "roles": .list(
        detail.grants.map { row in
          ["role": .text(row.grant.role.rawValue), "town": row.code.isEmpty ? .null : .text(row.code)]
        }),
    ]
  }
}
