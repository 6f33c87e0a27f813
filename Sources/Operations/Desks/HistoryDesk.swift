public import Commerce

/// Who changed what.
public protocol HistoryDesk: Sendable {
  /// A page of the change feed within the caller's reach, newest first.
  func changes(
    _ query: HistoryQuery, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedChange>
  /// Changes after `sequence` within the caller's reach, oldest first, at most `limit`.
  func changes(after sequence: Int64, limit: Int, by caller: Caller) async throws(CommerceError) -> [RecordedChange]
  /// Orders of the caller's town by status, as they stood at a moment.
  func board(at moment: Instant, by caller: Caller) async throws(CommerceError) -> PastBoard
  /// The orders that stood in a status at a moment, the newest first, at most `limit`.
  func orders(
    _ status: OrderStatus, at moment: Instant, limit: Int, by caller: Caller
  ) async throws(CommerceError) -> PastOrders
  /// An order as it stood at a moment. Throws `input.not_found` when it was not placed yet.
  func order(_ number: String, at moment: Instant, by caller: Caller) async throws(CommerceError) -> PastOrder
  /// The newest sequence of the feed.
  func lastSequence() async throws(CommerceError) -> Int64
  /// A signal for each burst of commits by anyone, at most every 50 ms.
  func commits() -> AsyncStream<Void>
}

/// The house's own set-up: people, badges, import, policy.
public protocol HouseDesk: Sendable {
  /// Creates the first admin of an empty store; refused once there is one.
  func createFirstAdmin(
    email: String, name: String, password: String, id: UniqueID
  ) async throws(CommerceError) -> ID<Person>
  /// The people of the caller's reach, by name, with their roles.
  func people(by caller: Caller) async throws(CommerceError) -> [PersonRow]
  /// Checks and, unless it is a dry run, carries out an import; all or nothing.
  func importRows(
    _ kind: ImportKind, csv: String, dryRun: Bool, _ intent: Intent
  ) async throws(CommerceError) -> ImportReport
  /// The site with its policy.
  func site(by caller: Caller) async throws(CommerceError) -> Site
  /// Changes the policy of the caller's town.
  func setPolicy(_ policy: SitePolicy, _ intent: Intent) async throws(CommerceError)
  /// A sheet of barcodes: the command barcodes, or the badges of the caller's town; the codes with their captions.
  func sheet(_ kind: SheetKind, by caller: Caller) async throws(CommerceError) -> [SheetEntry]
}

/// Which sheet of barcodes.
public enum SheetKind: String, Hashable, Sendable, Codable, CaseIterable { case commands, badges, totes, bins, lanes }

/// One barcode of a sheet.
public struct SheetEntry: Hashable, Sendable, Codable {
  /// What is scanned.
  public var code: String
  /// What stands under it.
  public var caption: String

  /// `code`, captioned.
  public init(code: String, caption: String) {
    self.code = code
    self.caption = caption
  }
}

/// One line of the people list.
public struct PersonRow: Hashable, Sendable, Codable {
  /// Who.
  public var person: Person
  /// Roles and where, such as `picker accra`.
  public var roles: [String]

  /// `person` with these roles.
  public init(person: Person, roles: [String]) {
    self.person = person
    self.roles = roles
  }
}

/// What a file of rows is about; also its name on the command line.
public enum ImportKind: String, Hashable, Sendable, Codable, CaseIterable {
  case sites, zones, bins, totes, products, stock, people, drivers, customers, orders, deliveries, reorder
}

/// What came of an import.
public struct ImportReport: Hashable, Sendable, Codable {
  /// One row that is wrong.
  public struct RowIssue: Hashable, Sendable, Codable {
    /// The line of the file, the header being 1.
    public var line: Int
    /// What is wrong with it.
    public var issue: FieldIssue

    /// `issue` at `line`.
    public init(line: Int, issue: FieldIssue) {
      self.line = line
      self.issue = issue
    }
  }

  /// Rows read, the header not counted.
  public var rows: Int
  /// Rows that would add something, or did.
  public var added: Int
  /// Rows that would change something, or did.
  public var changed: Int
  /// Rows that are as they were.
  public var unchanged: Int
  /// Rows that are wrong; any of them and nothing was written.
  public var issues: [RowIssue]
  /// True when it was written.
  public var committed: Bool

  /// A report with these figures.
  public init(
    rows: Int, added: Int, changed: Int, unchanged: Int, issues: [RowIssue], committed: Bool
  ) {
    self.rows = rows
    self.added = added
    self.changed = changed
    self.unchanged = unchanged
    self.issues = issues
    self.committed = committed
  }
}
