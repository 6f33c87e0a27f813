import Commerce

/// Rows of `people.csv`: somebody who signs in, with a role at some sites or everywhere.
struct PeopleRows: RowImporter {
  let required = ["email", "name", "badge", "pin", "role", "sites"]
  let optional = ["password"]
  let reach: ImportReach
  let secrets: [String: HashedSecrets]
  var emails = SeenKeys()
  var badges = SeenKeys()
  var admins: Set<ID<Person>>

  /// The secrets of a row that are not those stored already, hashed before the transaction began.
  struct HashedSecrets: Sendable {
    var password: String?
    var pin: String?
  }

  init(
    reach: ImportReach, secrets: [String: HashedSecrets], in transaction: any ReadTransaction
  ) throws(CommerceError) {
    self.reach = reach
    self.secrets = secrets
    let admin = Grant(role: .admin, site: nil)
    admins = Set(
      try transaction.everybody().filter { $0.person.isActive && $0.grants.contains(admin) }.map(\.person.id))
  }

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let email = row.text("email", limit: 254).lowercased()
    if !email.contains("@") { row.fail("email", "is not an e-mail address") }
    emails.note(email, "email", &row)
    let badge = row.optional("badge").isEmpty ? "" : row.code("badge")
    let old = try transaction.person(email: email)
    if !badge.isEmpty {
      badges.note(badge, "badge", &row)
      if let holder = try transaction.person(badge: badge), holder.id != old?.id {
        row.fail("badge", "is \(holder.name)'s")
      }
    }
    Self.checkSecrets(&row)
    let grants = grants(&row)
    if !reach.isEverywhere { row.fail("email", "needs the right to import everywhere") }
    let secrets = secrets[email] ?? HashedSecrets()
    let person = Person(
      id: old?.id ?? ID(0), email: email, name: row.text("name"), badge: badge, isActive: old?.isActive ?? true)
    return try plan(person, old, grants, secrets, &row, in: transaction)
  }

  private mutating func plan(
    _ person: Person, _ old: Person?, _ grants: [Grant], _ secrets: HashedSecrets, _ row: inout ImportRow,
    in transaction: any ReadTransaction
  ) throws(CommerceError) -> PlannedRow {
    var plan = PlannedRow()
    let roles = try transaction.describe(grants).joined(separator: ", ")
    guard let old else {
      plan.add { transaction, command throws(CommerceError) in
        let id = try transaction.insert(person)
        try transaction.setGrants(grants, of: id)
        try transaction.setSecrets(password: secrets.password, pin: secrets.pin, of: id)
        try transaction.appendAdded(.person, id.serial, site: nil, "\(person.email) \(roles)", by: command)
      }
      return plan
    }
    let before = try transaction.grants(of: old.id)
    let sameGrants = Set(before) == Set(grants)
    if !sameGrants, admins.contains(old.id), !grants.contains(Grant(role: .admin, site: nil)) {
      if admins.count == 1 { row.fail("role", "takes the last admin's rights away") }
      admins.remove(old.id)
    }
    guard old != person || !sameGrants || secrets.password != nil || secrets.pin != nil else { return plan }
    let rolesBefore = try transaction.describe(before).joined(separator: ", ")
    plan.change { transaction, command throws(CommerceError) in
      try transaction.update(person)
      try transaction.setGrants(grants, of: person.id)
      try transaction.setSecrets(password: secrets.password, pin: secrets.pin, of: person.id)
      try transaction.append(
        .person, person.id.serial, site: nil,
        [
          ("name", old.name, person.name), ("badge", old.badge, person.badge),
          ("roles", sameGrants ? "" : rolesBefore, sameGrants ? "" : roles),
          ("password", "", secrets.password == nil ? "" : "changed"), ("pin", "", secrets.pin == nil ? "" : "changed"),
        ], by: command)
    }
    return plan
  }

  private static func checkSecrets(_ row: inout ImportRow) {
    let pin = row.optional("pin")
    if !pin.isEmpty, let problem = NewPIN.problem(pin) { row.fail("pin", problem) }
    let password = row.optional("password")
    if !password.isEmpty, let problem = NewPassword.problem(password) { row.fail("password", problem) }
  }

  private func grants(_ row: inout ImportRow) -> [Grant] {
    let role: Role = row.choice("role", .customer)
    let places = row.text("sites")
    if places == "*" { return [Grant(role: role, site: nil)] }
    var grants: [Grant] = []
    for code in places.split(separator: " ") {
      if let site = reach.sites.first(where: { $0.code == code.lowercased() }) {
        grants.append(Grant(role: role, site: site.id))
      } else {
        row.fail("sites", "names \(code), which is no site")
      }
    }
    return grants
  }
}

/// What a new password has to be.
enum NewPassword {
  /// What is wrong with it; nil when it will do.
  static func problem(_ password: String) -> String? {
    if password.count < 8 { return "is shorter than 8 characters" }
    return password.utf8.count > 1024 ? "is too long" : nil
  }
}
