public import Commerce
public import Contract
public import Operations

/// The calls of `HouseDesk`.
public enum HouseCalls {
  /// The people of the caller's reach, by name, with their roles.
  public static let people = DeskCall<Nothing, [PersonRow]>(.query, "house", "people")
  /// Checks and, unless it is a dry run, carries out an import.
  public static let importRows = DeskCall<ImportRows, ImportReport>(.command, "house", "import-rows")
  /// The site with its policy.
  public static let site = DeskCall<Nothing, Site>(.query, "house", "site")
  /// Changes the policy of the caller's town.
  public static let setPolicy = DeskCall<SetPolicy, Nothing>(.command, "house", "set-policy")
  /// A sheet of barcodes.
  public static let sheet = DeskCall<Sheet, [SheetEntry]>(.query, "house", "sheet")

  /// What `importRows` takes.
  public struct ImportRows: Codable, Hashable, Sendable {
    /// Which kind.
    public var kind: ImportKind
    /// The rows as CSV with a header.
    public var csv: String
    /// True to check only.
    public var dryRun: Bool

    /// These arguments.
    public init(kind: ImportKind, csv: String, dryRun: Bool) {
      self.kind = kind
      self.csv = csv
      self.dryRun = dryRun
    }
  }

  /// What `setPolicy` takes.
  public struct SetPolicy: Codable, Hashable, Sendable {
    /// The policy.
    public var policy: SitePolicy

    /// These arguments.
    public init(policy: SitePolicy) {
      self.policy = policy
    }
  }

  /// What `sheet` takes.
  public struct Sheet: Codable, Hashable, Sendable {
    /// Which kind.
    public var kind: SheetKind

    /// These arguments.
    public init(kind: SheetKind) {
      self.kind = kind
    }
  }
}
