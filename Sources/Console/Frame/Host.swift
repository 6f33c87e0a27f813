public import Commerce
public import Operations
public import Terminal

/// What the console asks of the program around it: files, printers, themes.
public protocol ConsoleHost: Sendable {
  /// The theme of that name; nil when there is none or its file is broken.
  func theme(named name: String) -> Theme?
  /// Prints; answers where it went. Throws `store.…` trouble.
  func print(_ job: PrintJob, to destination: PrintDestination) async throws(CommerceError) -> String
  /// Writes a table to a file; answers its path. Throws `store.…` trouble.
  func export(_ table: ExportTable) async throws(CommerceError) -> String
  /// The text of a file to import. Throws `store.…` trouble or `input.invalid`.
  func readFile(_ path: String) async throws(CommerceError) -> String
  /// Keeps the settings. Throws `store.…` trouble.
  func save(_ settings: ConsoleSettings) async throws(CommerceError)
}

/// Something to print: text, or a sheet of barcodes.
public enum PrintJob: Hashable, Sendable {
  /// Plain text under a title.
  case text(String, title: String)
  /// Barcodes with captions under a title.
  case barcodes([SheetEntry], title: String)
}

/// What is seen in a list, for a file.
public struct ExportTable: Hashable, Sendable {
  /// The formats.
  public enum Format: String, Hashable, Sendable, CaseIterable { case csv, tsv, json, text }

  /// The file's name without ending.
  public var name: String
  /// How it is written.
  public var format: Format
  /// The heads.
  public var columns: [String]
  /// The texts, as long as the heads.
  public var rows: [[String]]

  /// A table with these columns and rows.
  public init(name: String, format: Format, columns: [String], rows: [[String]]) {
    self.name = name
    self.format = format
    self.columns = columns
    self.rows = rows
  }
}
