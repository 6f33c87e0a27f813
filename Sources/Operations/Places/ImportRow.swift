import Commerce

/// One row of an import, read field by field; what is wrong is collected instead of thrown.
struct ImportRow {
  let line: Int
  /// The digest of the whole file it stands in; 0 for a row on its own.
  let file: UInt64
  private let values: [String: String]
  private(set) var issues: [FieldIssue] = []

  init(_ row: CSVTable.Row, header: [String], file: UInt64 = 0) {
    line = row.line
    self.file = file
    values = Dictionary(zip(header, row.fields.map(trimmed)), uniquingKeysWith: { first, _ in first })
  }

  /// The field as it stands; empty when the column is not there.
  func optional(_ column: String) -> String { values[column] ?? "" }

  mutating func fail(_ column: String, _ problem: String) { issues.append(FieldIssue(column, problem)) }

  mutating func text(_ column: String, limit: Int = 200) -> String {
    let value = optional(column)
    if value.isEmpty { fail(column, "is empty") }
    if value.count > limit { fail(column, "is longer than \(limit) characters") }
    return value
  }

  /// A code as it is scanned: upper case, no control characters.
  mutating func code(_ column: String) -> String { ResolveCode.cleaned(text(column, limit: 64)) }

  mutating func number(_ column: String, _ range: ClosedRange<Int>) -> Int {
    guard let value = Int(optional(column)), range.contains(value) else {
      fail(column, "is not a whole number from \(range.lowerBound) to \(range.upperBound)")
      return range.lowerBound
    }
    return value
  }

  mutating func choice<Value: RawRepresentable & CaseIterable>(_ column: String, _ usual: Value) -> Value
  where Value.RawValue == String {
    if let value = Value(rawValue: optional(column).lowercased()) { return value }
    fail(column, "is none of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
    return usual
  }

  mutating func yesOrNo(_ column: String) -> Bool {
    let value = optional(column).lowercased()
    if value != "yes", value != "no" { fail(column, "is neither yes nor no") }
    return value == "yes"
  }

  /// `HH:MM` as minutes of the day; 24:00 closes at midnight.
  mutating func clock(_ column: String) -> Int {
    let parts = optional(column).split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hours = Int(parts[0]),
      let minutes = Int(parts[1]), (0...59).contains(minutes), (0...1440).contains(hours * 60 + minutes)
    else {
      fail(column, "is not a time HH:MM")
      return 0
    }
    return hours * 60 + minutes
  }

  /// Decimal degrees as micro-degrees; nil when empty.
  mutating func degrees(_ column: String, limit: Int) -> Int? {
    let value = optional(column)
    if value.isEmpty { return nil }
    let isNegative = value.hasPrefix("-")
    let parts = value.dropFirst(isNegative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
    let fraction = parts.count == 2 ? String(parts[1]) : ""
    guard (1...2).contains(parts.count), fraction.utf8.count <= 6,
      let micro = Int(parts[0] + fraction + String(repeating: "0", count: 6 - fraction.utf8.count)), micro >= 0,
      micro <= limit * 1_000_000
    else {
      fail(column, "is not degrees with up to six decimals")
      return nil
    }
    return isNegative ? -micro : micro
  }
}

/// What an import would do with one row.
struct PlannedRow {
  /// One write of it, run once every row has turned out right.
  typealias Step = (any WriteTransaction, Command) throws(CommerceError) -> Void

  var added = false
  var steps: [Step] = []

  mutating func add(_ step: @escaping Step) {
    added = true
    steps.append(step)
  }

  mutating func change(_ step: @escaping Step) { steps.append(step) }

  var isUnchanged: Bool { steps.isEmpty }
}

/// How rows of one kind become a plan against the store as it is; one value reads one file from top to bottom.
protocol RowImporter {
  /// Columns that have to be there.
  var required: [String] { get }
  /// Columns that may be there.
  var optional: [String] { get }
  /// What the row would do; its issues are collected in the row, and then the plan is not used.
  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow
}

/// What an import may touch: towns and other things of the whole house only by those who may everywhere.
struct ImportReach {
  let sites: [Site]
  let isEverywhere: Bool
  let scope: Scope

  init(of person: ID<Person>, in transaction: any ReadTransaction) throws(CommerceError) {
    let policy = try transaction.policy(of: person)
    guard let scope = policy.scope(for: .importData) else { throw .forbidden(.importData) }
    self.scope = scope
    sites = try transaction.sites(in: scope)
    isEverywhere = policy.allowsEverywhere(.importData)
  }

  /// The towns of a `site` column: one by its code, or every one for `*`.
  func sites(_ row: inout ImportRow) -> [Site] {
    let code = row.text("site").lowercased()
    let named = code == "*" ? sites : sites.filter { $0.code == code }
    if named.isEmpty, !code.isEmpty { row.fail("site", "is no site you may import to") }
    return named
  }
}

/// Keys a file has named so far.
struct SeenKeys {
  private var seen: [String: Int] = [:]

  /// Adds an issue to the row when an earlier line has the same key.
  mutating func note(_ key: String, _ column: String, _ row: inout ImportRow) {
    if let line = seen[key] {
      row.fail(column, "stands on line \(line) already")
    } else {
      seen[key] = row.line
    }
  }
}

extension WriteTransaction {
  /// Appends one change for each field that differs.
  func append(
    _ entity: EntityKind, _ id: Int64, site: ID<Site>?, _ fields: [(name: String, old: String, new: String)],
    by command: Command
  ) throws(CommerceError) {
    for field in fields where field.old != field.new {
      try append(
        Change(entity, id, site: site, field: field.name, old: field.old, new: field.new, reason: "import"),
        by: command)
    }
  }

  /// Appends that something new came by an import.
  func appendAdded(_ entity: EntityKind, _ id: Int64, site: ID<Site>?, _ code: String, by command: Command)
    throws(CommerceError)
  {
    try append(Change(entity, id, site: site, field: "added", new: code, reason: "import"), by: command)
  }
}
