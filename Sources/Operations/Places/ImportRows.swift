import Commerce

/// Carries an import out: every row is checked against the store before the first is written.
enum ImportRows {
  /// The report, and the writes that would make it true; none when a row is wrong.
  static func plan(
    _ kind: ImportKind, _ table: CSVTable, secrets: [String: PeopleRows.HashedSecrets], by person: ID<Person>,
    in transaction: any ReadTransaction
  ) throws(CommerceError) -> (report: ImportReport, steps: [PlannedRow.Step]) {
    let reach = try ImportReach(of: person, in: transaction)
    var importer = try importer(of: kind, reach: reach, secrets: secrets, in: transaction)
    var report = ImportReport(
      rows: table.rows.count, added: 0, changed: 0, unchanged: 0, issues: headerIssues(table, importer),
      committed: false)
    guard report.issues.isEmpty else { return (report, []) }
    var steps: [PlannedRow.Step] = []
    for fields in table.rows {
      var row = ImportRow(fields, header: table.header, file: table.digest)
      let plan = try importer.plan(&row, in: transaction)
      report.issues += row.issues.map { ImportReport.RowIssue(line: row.line, issue: $0) }
      guard row.issues.isEmpty else { continue }
      steps += plan.steps
      if plan.isUnchanged {
        report.unchanged += 1
      } else if plan.added {
        report.added += 1
      } else {
        report.changed += 1
      }
    }
    return (report, report.issues.isEmpty ? steps : [])
  }

  private static func importer(
    of kind: ImportKind, reach: ImportReach, secrets: [String: PeopleRows.HashedSecrets],
    in transaction: any ReadTransaction
  ) throws(CommerceError) -> any RowImporter {
    switch kind {
    case .sites: SiteRows(reach: reach)
    case .zones: ZoneRows(reach: reach)
    case .bins: BinRows(reach: reach)
    case .totes: ToteRows(reach: reach)
    case .products: ProductRows(reach: reach)
    case .stock: StockRows(reach: reach)
    case .drivers: DriverRows(reach: reach)
    case .customers: KnownCustomerRows(reach: reach)
    case .orders: OrderRows(reach: reach)
    case .deliveries: DeliveryRows(reach: reach)
    case .reorder: ReorderPointRows(reach: reach)
    case .people: try PeopleRows(reach: reach, secrets: secrets, in: transaction)
    }
  }

  private static func headerIssues(_ table: CSVTable, _ importer: any RowImporter) -> [ImportReport.RowIssue] {
    var problems: [(String, String)] = []
    for column in importer.required where !table.header.contains(column) { problems.append((column, "is missing")) }
    var seen: Set<String> = []
    for column in table.header {
      if !seen.insert(column).inserted { problems.append((column, "stands there twice")) }
      if !(importer.required + importer.optional).contains(column) { problems.append((column, "is no known column")) }
    }
    return problems.map { ImportReport.RowIssue(line: 1, issue: FieldIssue($0.0, $0.1)) }
  }
}

extension House {
  /// Hashes what the rows of a people file bring that is not stored already: slow, and outside any transaction.
  func hashedSecrets(of table: CSVTable) async throws(CommerceError) -> [String: PeopleRows.HashedSecrets] {
    let rows = table.rows.map { ImportRow($0, header: table.header) }
    let emails = rows.map { $0.optional("email").lowercased() }
    let stored = try await store.read { transaction throws(CommerceError) in
      var stored: [String: PeopleRows.HashedSecrets] = [:]
      for email in emails {
        guard let person = try transaction.person(email: email) else { continue }
        let secrets = try transaction.secrets(of: person.id)
        stored[email] = PeopleRows.HashedSecrets(password: secrets.password, pin: secrets.pin)
      }
      return stored
    }
    var hashed: [String: PeopleRows.HashedSecrets] = [:]
    for (email, row) in zip(emails, rows) {
      hashed[email] = PeopleRows.HashedSecrets(
        password: try fresh(row.optional("password"), against: stored[email]?.password),
        pin: try fresh(row.optional("pin"), against: stored[email]?.pin))
    }
    return hashed
  }

  private func fresh(_ secret: String, against hash: String?) throws(CommerceError) -> String? {
    // One that is too long is the row's own issue, found with its line.
    if secret.isEmpty || secret.utf8.count > 1024 { return nil }
    if let hash, hasher.verify(secret, against: hash) { return nil }
    return try hasher.hash(secret)
  }
}

extension ImportReport: Outcome {
  // Only what was written is remembered, and then no row was wrong.
  var stored: String { "\(rows)|\(added)|\(changed)|\(unchanged)" }

  init?(stored: String) {
    let counts = stored.split(separator: "|").compactMap { Int($0) }
    guard counts.count == 4 else { return nil }
    self.init(
      rows: counts[0], added: counts[1], changed: counts[2], unchanged: counts[3], issues: [], committed: true)
  }
}
