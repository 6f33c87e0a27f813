import Commerce

/// Gives an empty store its first admin: the one mutation that nobody has to be signed in for.
struct CreateFirstAdmin {
  private let person: Person

  /// Throws `input.invalid` for an e-mail that is none, an empty name, or a password of fewer than 8 characters.
  init(email: String, name: String, password: String) throws(CommerceError) {
    person = Person(id: ID(0), email: trimmed(email).lowercased(), name: trimmed(name))
    var issues: [FieldIssue] = []
    if !person.email.contains("@") || person.email.count > 254 {
      issues.append(FieldIssue("email", "is not an e-mail address"))
    }
    if person.name.isEmpty || person.name.count > 200 { issues.append(FieldIssue("name", "is empty or too long")) }
    if let problem = NewPassword.problem(password) { issues.append(FieldIssue("password", problem)) }
    guard issues.isEmpty else { throw .invalid(issues) }
  }

  /// Throws `access.forbidden` once somebody can sign in; the same command again answers the same admin.
  func run(
    hash: String, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> ID<Person> {
    let kind = "house.first_admin"
    if let stored = try transaction.outcome(of: command.id) {
      guard stored.kind == kind, let id = ID<Person>(stored: stored.text) else {
        throw .refused(Refusal(.commandReused, remedy: .tryAgain))
      }
      return id
    }
    guard try !transaction.someoneCanSignIn() else { throw .forbidden(.managePeople) }
    let id = try transaction.insert(person)
    try transaction.setGrants([Grant(role: .admin, site: nil)], of: id)
    try transaction.setSecrets(password: hash, pin: nil, of: id)
    try transaction.append(
      Change(.person, id.serial, site: nil, field: "added", new: person.email + " admin everywhere"), by: command)
    try transaction.remember(StoredOutcome(kind: kind, text: id.stored), of: command)
    return id
  }
}
