import Commerce

/// The house's own set-up on a local store.
struct LocalHouseDesk: HouseDesk {
  let house: House

  func createFirstAdmin(
    email: String, name: String, password: String, id: UniqueID
  ) async throws(CommerceError) -> ID<Person> {
    let admin = try CreateFirstAdmin(email: email, name: name, password: password)
    let hash = try house.hasher.hash(password)
    let command = Command(id: id, actor: nil, site: nil, at: house.clock.now)
    return try await house.store.write { transaction throws(CommerceError) in
      try admin.run(hash: hash, in: transaction, by: command)
    }
  }

  func people(by caller: Caller) async throws(CommerceError) -> [PersonRow] {
    try await house.store.read { transaction throws(CommerceError) in
      let scope = try transaction.reach(of: caller, for: .viewPeople, at: nil)
      var rows: [PersonRow] = []
      for (person, grants) in try transaction.people(in: scope) {
        // What somebody does in a town beyond the caller's reach is not the caller's to know.
        let known = grants.filter { grant in grant.site.map(scope.includes) ?? true }
        rows.append(PersonRow(person: person, roles: try transaction.describe(known)))
      }
      return rows
    }
  }

  func importRows(
    _ kind: ImportKind, csv: String, dryRun: Bool, _ intent: Intent
  ) async throws(CommerceError) -> ImportReport {
    let person = intent.caller.person
    if kind == .people, intent.caller.impersonator != nil {
      throw .refused(Refusal(.actingAsOther, remedy: .endActing))
    }
    try await house.store.read { transaction throws(CommerceError) in
      let reach = try ImportReach(of: person, in: transaction)
      // People belong to the whole house, and their secrets are not for one town's admin to try.
      guard kind != .people || reach.isEverywhere else { throw .forbidden(.importData) }
    }
    let table = try CSVTable(csv)
    let secrets = kind == .people ? try await house.hashedSecrets(of: table) : [:]
    if dryRun { return try await check(kind, table, secrets, by: person) }
    do {
      return try await house.carryOut(
        "house.import", intent, needing: .importData, about(kind, kind == .people ? nil : csv)
      ) {
        transaction, command, _ throws(CommerceError) in
        var (report, steps) = try ImportRows.plan(kind, table, secrets: secrets, by: person, in: transaction)
        guard report.issues.isEmpty else { throw .invalid(report.issues.map(\.issue)) }
        for step in steps { try step(transaction, command) }
        report.committed = true
        return report
      }
    } catch .invalid(let issues) {
      // Nothing was written; the rows are read once more for the report that names their lines.
      let report = try await check(kind, table, secrets, by: person)
      guard !report.issues.isEmpty else { throw .invalid(issues) }
      return report
    }
  }

  private func check(
    _ kind: ImportKind, _ table: CSVTable, _ secrets: [String: PeopleRows.HashedSecrets], by person: ID<Person>
  ) async throws(CommerceError) -> ImportReport {
    try await house.store.read { transaction throws(CommerceError) in
      try ImportRows.plan(kind, table, secrets: secrets, by: person, in: transaction).report
    }
  }

  func site(by caller: Caller) async throws(CommerceError) -> Site {
    try await house.look(caller, needing: .enterSite) { transaction, _ throws(CommerceError) in
      guard let site = try transaction.site(caller.site) else { throw .notFound(.site, caller.site.description) }
      return site
    }
  }

  func setPolicy(_ policy: SitePolicy, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("house.policy", intent, needing: .manageSites, about(policy)) {
      transaction, command, scope throws(CommerceError) in
      try SetPolicy.run(policy, at: intent.caller.site, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func sheet(_ kind: SheetKind, by caller: Caller) async throws(CommerceError) -> [SheetEntry] {
    // A badge is half of a sign-in: its sheet is for those who may see who works here.
    let permission: Permission = kind == .badges ? .viewPeople : .printSheets
    return try await house.look(caller, needing: permission) { transaction, scope throws(CommerceError) in
      try Sheets.run(kind, at: caller.site, in: transaction, scope: scope)
    }
  }
}
