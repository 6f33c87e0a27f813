public import Commerce

/// Somebody who wants a customer's account.
public struct SignUp: Hashable, Sendable {
  /// Name.
  public var name: String
  /// E-mail; unique.
  public var email: String
  /// Phone; unique.
  public var phone: String
  /// The password they chose.
  public var password: String
  /// The town they usually order from.
  public var town: ID<Site>?

  /// An account with these particulars.
  public init(name: String, email: String, phone: String, password: String, town: ID<Site>?) {
    self.name = name
    self.email = email
    self.phone = phone
    self.password = password
    self.town = town
  }
}

extension ShopDesk {
  /// Opens a customer's account. Throws `input.invalid`, or `edit.conflict` for an e-mail or phone that is taken.
  public func signUp(_ wanted: SignUp, id: UniqueID) async throws(CommerceError) -> CustomerAccount {
    let account = try Self.checked(wanted)
    let hash = try house.hasher.hash(wanted.password)
    let content = [account.person.email, account.phone, account.person.name, wanted.town?.description ?? "-"]
    let person = try await perform("shop.sign_up", id, nil, nil, about: content) {
      transaction, command throws(CommerceError) in
      if let town = wanted.town {
        guard try transaction.site(town)?.kind == .town else {
          throw .invalid([FieldIssue("town_id", "is not known")])
        }
      }
      var account = account
      account.createdAt = command.at
      account.person.id = try transaction.insert(account.person)
      let grant = Grant(role: .customer, site: wanted.town)
      try transaction.setGrants([grant], of: account.person.id)
      try transaction.setSecrets(password: hash, pin: nil, of: account.person.id)
      try transaction.insert(account)
      try transaction.append(
        Change(
          .person, account.person.id.serial, site: wanted.town, field: "added",
          new: try transaction.describe([grant]).joined()), by: command)
      return account.person.id
    }
    return try await self.account(of: person)
  }

  /// Signs a customer in by e-mail or phone. Throws `access.unauthenticated`, uniform in text and time for unknown,
  /// wrong and no customer, or `access.slowed_down` after repeated failures.
  public func signIn(email: String?, phone: String?, password: String) async throws(CommerceError) -> CustomerAccount {
    let name = email.map { SignInName($0) } ?? SignInName(phone: Self.digits(phone ?? ""))
    let person = try await house.verify(password, kind: .password, of: name)
    do throws(CommerceError) {
      return try await account(of: person.id)
    } catch {
      // Who works here signs in elsewhere; that this was their password is told to nobody.
      guard case .forbidden = error else { throw error }
      throw .unauthenticated
    }
  }

  /// A customer's account. Throws `access.forbidden` for somebody who is none.
  public func account(of person: ID<Person>) async throws(CommerceError) -> CustomerAccount {
    try await house.store.read { transaction throws(CommerceError) in try transaction.customerAccount(person) }
  }

  private static func checked(_ wanted: SignUp) throws(CommerceError) -> CustomerAccount {
    let person = Person(id: ID(0), email: trimmed(wanted.email).lowercased(), name: trimmed(wanted.name))
    let account = CustomerAccount(
      person: person, phone: digits(wanted.phone), town: wanted.town, createdAt: Instant(milliseconds: 0))
    var issues: [FieldIssue] = []
    if person.name.isEmpty || person.name.count > 120 { issues.append(FieldIssue("full_name", "is empty or too long")) }
    if !person.email.contains("@") || person.email.utf8.count > 254 {
      issues.append(FieldIssue("email", "is not an e-mail address"))
    }
    if account.phone.isEmpty { issues.append(FieldIssue("phone", "is missing")) }
    if let problem = NewPassword.problem(wanted.password) { issues.append(FieldIssue("password", problem)) }
    guard issues.isEmpty else { throw .invalid(issues) }
    return account
  }

  /// A phone as it is kept: without what people put between the digits.
  private static func digits(_ phone: String) -> String { String(phone.filter { !" -./()".contains($0) }) }
}
