internal import Commerce
internal import Operations

extension SQLiteReads: PeopleReads {
  func person(_ id: ID<Person>) throws(CommerceError) -> Person? {
    try database.statement("SELECT id, email, name, badge, is_active FROM people WHERE id = ?1")
      .bind(id).first(Self.person)
  }

  func person(email: String) throws(CommerceError) -> Person? {
    try database.statement("SELECT id, email, name, badge, is_active FROM people WHERE email = ?1")
      .bind(email).first(Self.person)
  }

  func person(badge: String) throws(CommerceError) -> Person? {
    guard !badge.isEmpty else { return nil }
    return try database.statement(
      "SELECT id, email, name, badge, is_active FROM people WHERE badge = ?1 AND badge <> ''"
    ).bind(badge).first(Self.person)
  }

  private static func person(_ row: inout Row) throws(CommerceError) -> Person {
    Person(id: row.id(), email: row.text(), name: row.text(), badge: row.text(), isActive: row.bool())
  }

  func people(in scope: Scope) throws(CommerceError) -> [(person: Person, grants: [Grant])] {
    let everybody = try database.statement(
      "SELECT id, email, name, badge, is_active FROM people WHERE is_customer = 0 ORDER BY name, id"
    ).all(Self.person)
    var found: [(person: Person, grants: [Grant])] = []
    for person in everybody {
      let grants = try grants(of: person.id)
      // A grant for the whole house holds within every reach; one elsewhere is nobody's business here.
      let within = grants.filter { $0.site.map(scope.includes) ?? true }
      if !within.isEmpty || (grants.isEmpty && scope.sites == nil) { found.append((person, within)) }
    }
    return found
  }

  func grants(of person: ID<Person>) throws(CommerceError) -> [Grant] {
    try database.statement("SELECT role, site_id FROM grants WHERE person_id = ?1 ORDER BY id")
      .bind(person).all { row throws(CommerceError) in
        Grant(role: try row.code(Codes.role), site: row.optionalID())
      }
  }

  func secrets(of person: ID<Person>) throws(CommerceError) -> (password: String?, pin: String?) {
    try database.statement("SELECT password_hash, pin_hash FROM people WHERE id = ?1")
      .bind(person).first { row throws(CommerceError) in (row.optionalText(), row.optionalText()) } ?? (nil, nil)
  }

  func signInFailures(of name: String) throws(CommerceError) -> (count: Int, last: Instant)? {
    try database.statement("SELECT count, last FROM sign_in_failures WHERE name = ?1")
      .bind(name).first { row throws(CommerceError) in (row.int(), row.instant()) }
  }

  func setting(_ name: String) throws(CommerceError) -> String? {
    try database.statement("SELECT value FROM settings WHERE name = ?1")
      .bind(name).first { row throws(CommerceError) in row.text() }
  }
}

extension SQLiteWrites: PeopleWrites {
  func insert(_ person: Person) throws(CommerceError) -> ID<Person> {
    try database.statement("INSERT INTO people (email, name, badge, is_active) VALUES (?, ?, ?, ?)")
      .bind(person.email).bind(person.name).bind(person.badge).bind(person.isActive)
      .run(conflict: try takenName(of: person))
    return ID(database.lastInsertedRow)
  }

  func update(_ person: Person) throws(CommerceError) {
    try database.statement("UPDATE people SET email = ?, name = ?, badge = ?, is_active = ? WHERE id = ?")
      .bind(person.email).bind(person.name).bind(person.badge).bind(person.isActive).bind(person.id)
      .run(conflict: try takenName(of: person))
    try expectOneRow(.person, person.email)
  }

  private func takenName(of person: Person) throws(CommerceError) -> FieldIssue {
    if let holder = try self.person(email: person.email), holder.id != person.id {
      return FieldIssue("email", "is taken by another person")
    }
    return FieldIssue("badge", "is taken by another person")
  }

  func setGrants(_ grants: [Grant], of person: ID<Person>) throws(CommerceError) {
    try database.statement("DELETE FROM grants WHERE person_id = ?").bind(person).run()
    for grant in grants {
      try database.statement("INSERT INTO grants (person_id, role, site_id) VALUES (?, ?, ?)")
        .bind(person).bind(code: grant.role).bind(grant.site).run()
    }
  }

  func setSecrets(password: String?, pin: String?, of person: ID<Person>) throws(CommerceError) {
    try database.statement(
      """
      UPDATE people SET password_hash = coalesce(?, password_hash), pin_hash = coalesce(?, pin_hash) WHERE id = ?
      """
    ).bind(password).bind(pin).bind(person).run()
    try expectOneRow(.person, person.description)
  }

  func noteSignInFailure(of name: String, at: Instant?) throws(CommerceError) {
    guard let at else {
      return try database.statement("DELETE FROM sign_in_failures WHERE name = ?").bind(name).run()
    }
    try database.statement(
      """
      INSERT INTO sign_in_failures (name, count, last) VALUES (?, 1, ?)
        ON CONFLICT DO UPDATE SET count = count + 1, last = excluded.last
      """
    ).bind(name).bind(at).run()
  }

  func setSetting(_ name: String, to value: String) throws(CommerceError) {
    try database.statement(
      "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value"
    ).bind(name).bind(value).run()
  }
}
