import Commerce

/// Adding people, changing them, and giving and taking roles.
struct AdministerPeople {
  let transaction: any WriteTransaction
  let command: Command
  let policy: AccessPolicy
  let actor: ID<Person>

  /// Throws `access.unauthenticated` when nobody acts.
  init(_ transaction: any WriteTransaction, by command: Command, for caller: Caller) throws(CommerceError) {
    self.transaction = transaction
    self.command = command
    policy = try transaction.policy(of: caller)
    actor = caller.person
  }

  func add(_ draft: PersonDraft, password: String?, pin: String?) throws(CommerceError) -> ID<Person> {
    let person = try Self.checked(
      Person(id: ID(0), email: trimmed(draft.email).lowercased(), name: draft.name, badge: draft.badge))
    try refuse(PeoplePolicy.refusal(granting: draft.grant, to: ID(0), by: actor, with: policy))
    let id = try transaction.insert(person)
    try transaction.setGrants([draft.grant], of: id)
    try transaction.setSecrets(password: password, pin: pin, of: id)
    let role = try transaction.describe([draft.grant]).joined()
    try append(id, [draft.grant], "added", "", person.email + " " + role)
    return id
  }

  func edit(_ id: ID<Person>, name: String, badge: String, isActive: Bool) throws(CommerceError) {
    let (old, grants) = try known(id)
    try refuse(PeoplePolicy.refusal(changing: id, holding: grants, by: actor, with: policy))
    let person = try Self.checked(Person(id: id, email: old.email, name: name, badge: badge, isActive: isActive))
    if old.isActive, !isActive {
      guard id != actor else { throw .refused(Refusal(.notYourself, remedy: .askAdmin)) }
      if grants.contains(PeoplePolicy.keeper) { try keepAnAdmin(without: id) }
    }
    guard person != old else { return }
    try transaction.update(person)
    try append(id, grants, "name", old.name, person.name)
    try append(id, grants, "badge", old.badge, person.badge)
    try append(id, grants, "active", old.isActive ? "yes" : "no", isActive ? "yes" : "no")
  }

  func grant(_ grant: Grant, to id: ID<Person>) throws(CommerceError) {
    let (_, grants) = try known(id)
    try refuse(PeoplePolicy.refusal(granting: grant, to: id, by: actor, with: policy))
    guard !grants.contains(grant) else { return }
    if let site = grant.site, try transaction.site(site) == nil { throw .notFound(.site, site.description) }
    try transaction.setGrants(grants + [grant], of: id)
    try appendRole(id, grant, old: "", new: try transaction.describe([grant]).joined())
  }

  func revoke(_ grant: Grant, from id: ID<Person>) throws(CommerceError) {
    let (person, grants) = try known(id)
    try refuse(PeoplePolicy.refusal(granting: grant, to: id, by: actor, with: policy))
    guard grants.contains(grant) else { return }
    if grant == PeoplePolicy.keeper, person.isActive { try keepAnAdmin(without: id) }
    try transaction.setGrants(grants.filter { $0 != grant }, of: id)
    try appendRole(id, grant, old: try transaction.describe([grant]).joined(), new: "")
  }

  func setSecrets(of id: ID<Person>, password: String?, pin: String?) throws(CommerceError) {
    let (_, grants) = try known(id)
    try refuse(PeoplePolicy.refusal(changing: id, holding: grants, by: actor, with: policy))
    try transaction.setSecrets(password: password, pin: pin, of: id)
    if password != nil { try append(id, grants, "password", "", "changed") }
    if pin != nil { try append(id, grants, "pin", "", "changed") }
  }

  // MARK: Parts

  /// The person and everything they may do, if some of it lies within reach; else as if they did not exist.
  private func known(_ id: ID<Person>) throws(CommerceError) -> (Person, [Grant]) {
    guard let person = try transaction.person(id), let scope = policy.scope(for: .managePeople) else {
      throw .notFound(.person, id.description)
    }
    let grants = try transaction.grants(of: id)
    let isSeen = grants.contains { $0.site.map(scope.includes) ?? true } || (grants.isEmpty && scope.sites == nil)
    guard isSeen else { throw .notFound(.person, id.description) }
    return (person, grants)
  }

  private func keepAnAdmin(without id: ID<Person>) throws(CommerceError) {
    let others = try transaction.everybody().filter {
      $0.person.id != id && $0.person.isActive && $0.grants.contains(PeoplePolicy.keeper)
    }
    if others.isEmpty { throw .refused(Refusal(.lastAdmin, remedy: .chooseOther)) }
  }

  private func refuse(_ error: CommerceError?) throws(CommerceError) {
    if let error { throw error }
  }

  private func appendRole(_ id: ID<Person>, _ grant: Grant, old: String, new: String) throws(CommerceError) {
    try transaction.append(
      Change(.person, id.serial, site: grant.site, field: "role", old: old, new: new), by: command)
  }

  /// Who works in one town alone is that town's history; the others are the house's.
  private func append(
    _ id: ID<Person>, _ grants: [Grant], _ field: String, _ old: String, _ new: String
  ) throws(CommerceError) {
    guard old != new else { return }
    let sites = Set(grants.map(\.site))
    let site = sites.count == 1 ? sites.first ?? nil : nil
    try transaction.append(
      Change(.person, id.serial, site: site, field: field, old: old, new: new), by: command)
  }

  private static func checked(_ person: Person) throws(CommerceError) -> Person {
    var person = person
    person.name = trimmed(person.name)
    person.badge = trimmed(person.badge).uppercased()
    var issues: [FieldIssue] = []
    if !person.email.contains("@") || person.email.count > 254 {
      issues.append(FieldIssue("email", "is not an e-mail address"))
    }
    if person.name.isEmpty || person.name.count > 200 { issues.append(FieldIssue("name", "is empty or too long")) }
    if person.badge.utf8.count > 64 || person.badge.contains(where: { $0.isWhitespace || $0 == "@" }) {
      issues.append(FieldIssue("badge", "is not a badge code"))
    }
    guard issues.isEmpty else { throw .invalid(issues) }
    return person
  }
}
