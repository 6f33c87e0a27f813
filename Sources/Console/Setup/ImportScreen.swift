import Commerce
import Operations
import Terminal

/// Bringing in sites, goods and people from CSV files: a dry run first, then all rows or none.
struct ImportScreen: Screen {
  let request = ScreenRequest.importData
  let title = "Import"

  /// A file that was read and checked.
  struct Draft: Hashable, Sendable {
    var kind: ImportKind
    var path: String
    var csv: String
    var report: ImportReport?
  }

  private(set) var selected = 0
  private(set) var draft: Draft?
  private(set) var written: [ImportKind: ImportReport] = [:]
  private var isWaiting = false

  private var kind: ImportKind { ImportKind.allCases[selected] }

  var hasUnsavedWork: Bool { draft?.report.map { $0.issues.isEmpty && !$0.committed } ?? false }

  func bindings(_ context: Context) -> [Binding] {
    let canWrite = draft?.report.map { $0.issues.isEmpty && !$0.committed } ?? false
    var all = [
      Binding("import.choose", "choose a file", [.enter], importance: 10, refusal: refusal(context))
    ]
    if canWrite { all.insert(Binding("import.write", "write these rows", [.character("w")], importance: 20), at: 0) }
    return all + [
      Binding("list.down", "down", [.down, .character("j")], section: .list),
      Binding("list.up", "up", [.up, .character("k")], section: .list),
    ]
  }

  private func refusal(_ context: Context) -> CommerceError? {
    context.site == nil ? nil : context.missing(.importData)
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("list.down"): selected = min(selected + 1, ImportKind.allCases.count - 1)
    case .action("list.up"): selected = max(0, selected - 1)
    case .action("import.choose"):
      return [
        .fill(.text("Import \(kind.rawValue)", label: "CSV file", value: "\(kind.rawValue).csv"), tag: "path")
      ]
    case .filled(let values, "path"):
      let path = values["text", default: ""].trimmed
      guard !path.isEmpty else { return [] }
      draft = Draft(kind: kind, path: path, csv: "")
      return [.call(.host(.readFile(path)), tag: "read")]
    case .action("import.write"):
      guard let draft, !isWaiting else { return [] }
      isWaiting = true
      return [.call(.house(.importRows(draft.kind, csv: draft.csv, dryRun: false)), tag: "write")]
    case .answer(let answer, let tag): return take(answer, tag, context)
    default: break
    }
    return []
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard draft != nil else { return nil }
    draft = nil
    return [.quiet]
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .text(let csv):
      guard var draft else { return [] }
      draft.csv = csv
      self.draft = draft
      return [.call(.house(.importRows(draft.kind, csv: csv, dryRun: true)), tag: "check")]
    case .imported(let report):
      isWaiting = false
      draft?.report = report
      guard report.committed, let draft else { return [.quiet] }
      written[draft.kind] = report
      self.draft = nil
      if let index = ImportKind.allCases.firstIndex(of: draft.kind) {
        selected = min(index + 1, ImportKind.allCases.count - 1)
      }
      let said = Notice(.done, "\(draft.kind.rawValue): \(report.added) added, \(report.changed) changed")
      // New sites and people change what this session may enter.
      let renew = context.session.map { [Effect.call(.session(.refreshed($0)), tag: "session")] } ?? []
      return [.notice(said)] + renew
    case .session(let session): return [.renewed(session)]
    case .failed(let error, _):
      isWaiting = false
      if tag != "write" { draft = nil }
      return [.notice(tag == "read" ? .outside(error) : .error(error)), .bell]
    default: return []
    }
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let kinds = Rect(row: area.row, column: area.column, rows: min(8, area.rows), columns: area.columns)
    if let draft {
      let (head, rest) = area.splitTop(1)
      let text = "\(draft.kind.rawValue) from \(draft.path)"
      canvas.write(text, row: head.row, column: 1, role: .heading, width: head.columns - 2)
      return drawReport(draft.report, on: &canvas, in: rest)
    }
    canvas.write(
      "From CSV files, in this order", row: kinds.row, column: kinds.column + 3, role: .heading,
      width: kinds.columns - 3)
    for (index, kind) in ImportKind.allCases.enumerated() where index + 1 < area.rows {
      let place = area.line(index + 1)
      let done = written[kind].map { "\(canvas.glyphs.done) \($0.added) added, \($0.changed) changed" } ?? ""
      canvas.write("\(index + 1)  \(kind.rawValue)", row: place.row, column: place.column + 3, width: 14)
      canvas.write(done, row: place.row, column: place.column + 19, role: .done, width: place.columns - 19)
      guard index == selected else { continue }
      canvas.write(String(canvas.glyphs.selected), row: place.row, column: place.column, role: .accent)
      canvas.paint(place, role: .selection)
    }
  }

  private func drawReport(_ report: ImportReport?, on canvas: inout Canvas, in area: Rect) {
    guard let report else {
      canvas.write("reading", row: area.row + 1, column: area.column + 3, role: .muted)
      return
    }
    let same = draft?.kind == .orders ? "already there" : "as they were"
    let counts =
      "\(counted(report.rows, "row")): \(report.added) to add, \(report.changed) to change, \(report.unchanged) \(same)"
    canvas.write(counts, row: area.row, column: area.column + 3, width: area.columns - 3)
    if report.issues.isEmpty {
      canvas.write(
        "Nothing is written yet: w writes all of them", row: area.row + 2, column: area.column + 3, role: .accent,
        width: area.columns - 3)
      return
    }
    canvas.write(
      "\(report.issues.count) wrong: nothing is written until they are mended", row: area.row + 2,
      column: area.column + 3, role: .refused, width: area.columns - 3)
    let list = area.splitTop(3).rest
    let shown = report.issues.prefix(max(0, list.rows - (report.issues.count > list.rows ? 1 : 0)))
    for (index, issue) in shown.enumerated() {
      canvas.write(
        "line \(issue.line)  \(Wording.text(issue.issue))", row: list.row + index, column: list.column + 3,
        width: list.columns - 3)
    }
    if shown.count < report.issues.count {
      canvas.write(
        "and \(report.issues.count - shown.count) more", row: list.endRow - 1, column: list.column + 3, role: .muted)
    }
  }
}
