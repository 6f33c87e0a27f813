import Commerce

/// The people desk on a local store.
struct LocalPeopleDesk: PeopleDesk {
  let house: House

  func people(by caller: Caller) async throws(CommerceError) -> [PersonDetail] {
    try await house.store.read { transaction throws(CommerceError) in
      let view = try PeopleView(transaction, for: caller)
      var details: [PersonDetail] = []
      for (person, _) in try transaction.people(in: view.scope) {
        details.append(try view.detail(of: person, in: transaction))
      }
      return details
    }
  }

  func person(_ id: ID<Person>, by caller: Caller) async throws(CommerceError) -> PersonDetail {
    try await house.store.read { transaction throws(CommerceError) in
      try Self.detail(try transaction.person(id), id.description, in: transaction, for: caller)
    }
  }

  func person(named name: String, by caller: Caller) async throws(CommerceError) -> PersonDetail {
    try await house.store.read { transaction throws(CommerceError) in
      try Self.detail(try SignInName(name).person(in: transaction), name, in: transaction, for: caller)
    }
  }

  private static func detail(
    _ person: Person?, _ name: String, in transaction: any ReadTransaction, for caller: Caller
  ) throws(CommerceError) -> PersonDetail {
    let view = try PeopleView(transaction, for: caller)
    guard let person else { throw .notFound(.person, name) }
    let detail = try view.detail(of: person, in: transaction)
    guard !detail.grants.isEmpty || view.scope.sites == nil else { throw .notFound(.person, name) }
    return detail
  }

  func add(_ draft: PersonDraft, _ intent: Intent) async throws(CommerceError) -> ID<Person> {
    let password = draft.password.isEmpty ? nil : draft.password
    let pin = draft.pin.isEmpty ? nil : draft.pin
    let hashes = try hashed(password: password, pin: pin, intent)
    return try await house.carryOut(
      "person.add", intent, needing: .managePeople, about(draft.name, draft.email, draft.badge, draft.grant)
    ) {
      transaction, command, _ throws(CommerceError) in
      try AdministerPeople(transaction, by: command, for: intent.caller)
        .add(draft, password: hashes.password, pin: hashes.pin)
    }
  }

  func edit(
    _ person: ID<Person>, name: String, badge: String, isActive: Bool, _ intent: Intent
  ) async throws(CommerceError) {
    try await administer("person.edit", intent, about(person, name, badge, isActive)) { people throws(CommerceError) in
      try people.edit(person, name: name, badge: badge, isActive: isActive)
    }
  }

  func grant(_ grant: Grant, to person: ID<Person>, _ intent: Intent) async throws(CommerceError) {
    try await administer("person.grant", intent, about(grant, person)) { people throws(CommerceError) in
      try people.grant(grant, to: person)
    }
  }

  func revoke(_ grant: Grant, from person: ID<Person>, _ intent: Intent) async throws(CommerceError) {
    try await administer("person.revoke", intent, about(grant, person)) { people throws(CommerceError) in
      try people.revoke(grant, from: person)
    }
  }

  func setSecrets(
    of person: ID<Person>, password: String?, pin: String?, _ intent: Intent
  ) async throws(CommerceError) {
    guard password != nil || pin != nil else { throw .invalid([FieldIssue("password", "or a PIN is needed")]) }
    let hashes = try hashed(password: password, pin: pin, intent)
    try await administer("person.secrets", intent, about(person, password != nil, pin != nil)) {
      people throws(CommerceError) in
      try people.setSecrets(of: person, password: hashes.password, pin: hashes.pin)
    }
  }

  func impersonate(_ person: ID<Person>, _ intent: Intent) async throws(CommerceError) -> Session {
    _ = try await house.carryOut("person.impersonate", intent, needing: .impersonate, about(person)) {
      transaction, command, _ throws(CommerceError) in
      try Impersonate.begin(person, for: intent.caller, in: transaction, by: command)
      return Done()
    }
    return try await house.session(of: person, impersonator: intent.caller.person)
  }

  func endImpersonation(_ intent: Intent) async throws(CommerceError) {
    guard let impersonator = intent.caller.impersonator else { return }
    // Whoever may no longer act as others must still be able to stop, and it is said that they did.
    let person = intent.caller.person
    try await house.store.write { [clock = house.clock] transaction throws(CommerceError) in
      guard try transaction.outcome(of: intent.id) == nil else { return }
      let command = Command(
        id: intent.id, actor: impersonator, site: intent.caller.site, at: clock.now)
      try transaction.append(
        Change(.session, person.serial, site: intent.caller.site, field: "acting", old: "yes", new: "no"), by: command)
      try transaction.remember(StoredOutcome(kind: "person.end_impersonation", text: ""), of: command)
    }
  }

  // MARK: Parts

  private func administer(
    _ kind: String, _ intent: Intent, _ content: CommandContent,
    _ body: @escaping @Sendable (AdministerPeople) throws(CommerceError) -> Void
  ) async throws(CommerceError) {
    _ = try await house.carryOut(kind, intent, needing: .managePeople, content) {
      transaction, command, _ throws(CommerceError) in
      try body(try AdministerPeople(transaction, by: command, for: intent.caller))
      return Done()
    }
  }

  /// Hashes outside any transaction, and never for somebody who acts as another.
  private func hashed(
    password: String?, pin: String?, _ intent: Intent
  ) throws(CommerceError) -> PeopleRows.HashedSecrets {
    guard password != nil || pin != nil else { return PeopleRows.HashedSecrets() }
    guard intent.caller.impersonator == nil else { throw .refused(Refusal(.actingAsOther, remedy: .endActing)) }
    var issues: [FieldIssue] = []
    if let password, let problem = NewPassword.problem(password) { issues.append(FieldIssue("password", problem)) }
    if let pin, let problem = NewPIN.problem(pin) { issues.append(FieldIssue("pin", problem)) }
    guard issues.isEmpty else { throw .invalid(issues) }
    return PeopleRows.HashedSecrets(
      password: try password.map { text throws(CommerceError) in try house.hasher.hash(text) },
      pin: try pin.map { text throws(CommerceError) in try house.hasher.hash(text) })
  }
}

/// What a new PIN has to be.
enum NewPIN {
  /// What is wrong with it; nil when it will do.
  static func problem(_ pin: String) -> String? {
    let isNumber = pin.utf8.allSatisfy { (48...57).contains($0) }
    return (4...8).contains(pin.utf8.count) && isNumber ? nil : "is not 4 to 8 digits"
  }
}

/// People as one caller may see and change them.
private struct PeopleView {
  let policy: AccessPolicy
  let scope: Scope
  private let caller: Caller
  private let sites: [Site]

  init(_ transaction: any ReadTransaction, for caller: Caller) throws(CommerceError) {
    policy = try transaction.policy(of: caller)
    scope = try policy.reach(for: .viewPeople, at: nil)
    self.caller = caller
    sites =
      try policy.scope(for: .managePeople).map { scope throws(CommerceError) in
        try transaction.sites(in: scope)
      } ?? []
  }

  func detail(of person: Person, in transaction: any ReadTransaction) throws(CommerceError) -> PersonDetail {
    let all = try transaction.grants(of: person.id)
    var rows: [GrantRow] = []
    for grant in all where grant.site.map(scope.includes) ?? true {
      let site = try grant.site.flatMap { id throws(CommerceError) in try transaction.site(id) }
      rows.append(GrantRow(grant: grant, code: site?.code ?? "", place: site?.name ?? ""))
    }
    let secrets = try transaction.secrets(of: person.id)
    var states: [ActionState<PersonAction>] = []
    for action in PersonAction.allCases {
      states.append(ActionState(action, refusal: try refusal(action, of: person, all, in: transaction)))
    }
    return PersonDetail(
      person: person, grants: rows, hasPassword: secrets.password != nil, hasPIN: secrets.pin != nil, actions: states,
      grantable: sites, isGrantableEverywhere: policy.allowsEverywhere(.managePeople))
  }

  private func refusal(
    _ action: PersonAction, of person: Person, _ grants: [Grant], in transaction: any ReadTransaction
  ) throws(CommerceError) -> CommerceError? {
    switch action {
    case .impersonate:
      return Impersonate.refusal(person, grants, for: caller, try transaction.grants(of: caller.person))
    case .grant, .revoke:
      guard policy.allowsSomewhere(.managePeople) else { return .forbidden(.managePeople) }
      return person.id == caller.person ? .refused(Refusal(.ownGrants, remedy: .askAdmin)) : nil
    case .setSecrets where caller.impersonator != nil:
      return .refused(Refusal(.actingAsOther, remedy: .endActing))
    case .deactivate where person.id == caller.person: return .refused(Refusal(.notYourself, remedy: .askAdmin))
    case .edit, .setSecrets, .deactivate, .activate:
      return PeoplePolicy.refusal(changing: person.id, holding: grants, by: caller.person, with: policy)
    }
  }
}
