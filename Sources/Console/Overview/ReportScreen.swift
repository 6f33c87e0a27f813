import Commerce
import Operations
import Terminal

/// One report: levels over time, a table with bars, and the way out as a file.
struct ReportScreen: Screen {
  let kind: ReportKind
  private(set) var days: Int
  private(set) var report: Report?
  private(set) var table = WindowedTable<Int>()

  /// The days of a report that nobody chose days for.
  static let usualDays = 7
  private static let steps = [1, 7, 14, 28, ReportKind.mostDays]

  init(_ kind: ReportKind, days: Int) {
    self.kind = kind
    self.days = days
  }

  var request: ScreenRequest { .overview(.report(kind, days: days)) }
  var title: String { Wording.text(kind) }
  var bannerFacts: String { report.map { ListCount.counted($0.rows.count, "row") } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    let moment: CommerceError? = kind.isOfDays ? nil : .refused(Refusal(.nothingOpen, remedy: .none))
    return [
      Binding("report.more", "more days", [.character("+")], importance: 12, refusal: moment),
      Binding("report.fewer", "fewer days", [.character("-")], importance: 11, refusal: moment),
      Binding("report.next", "next report", [.tab], section: .list, importance: 8),
      Binding("report.before", "report before", [.backTab], section: .list),
      Binding(
        "list.export", "export", [.character("e")], section: .list, importance: 6,
        refusal: context.missing(.exportData)),
      Binding("report.print", "print", [.character("P")], section: .list, importance: 3),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { load() }

  private func load() -> [Effect] { [.call(.overview(.report(kind, days: days)), tag: "report")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.overview(.report(let report)), _):
      self.report = report
      table.replace(window: Array(report.rows.indices), hasBefore: false, hasAfter: false)
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .tick: return load()
    case .action(let name): return act(name, context)
    case .chosen(let format, "format"): return [.export(export(ExportTable.Format(rawValue: format) ?? .csv, context))]
    case .mouse(let mouse): _ = table.handle(mouse, in: parts(context.area).table)
    default: break
    }
    return []
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      _ = table.move(key, visibleRows: WindowedTable<Int>.visibleRows(in: parts(context.area).table))
      return []
    }
    switch name {
    case "report.more": days = Self.steps.first { $0 > days } ?? ReportKind.mostDays
    case "report.fewer": days = Self.steps.last { $0 < days } ?? 1
    case "report.next": return [.replace(.overview(.report(neighbour(1), days: days)))]
    case "report.before": return [.replace(.overview(.report(neighbour(-1), days: days)))]
    case "list.export": return [.choose(ExportRun<RecordedChange>.formats, title: "Export as", tag: "format")]
    case "report.print":
      return [.print(.text(export(.text, context).text, title: "\(title) \(context.site?.name ?? "")"))]
    default: return []
    }
    return load()
  }

  private func neighbour(_ step: Int) -> ReportKind {
    let all = ReportKind.allCases
    let index = all.firstIndex(of: kind) ?? 0
    return all[(index + step + all.count) % all.count]
  }

  private func export(_ format: ExportTable.Format, _ context: Context) -> ExportTable {
    let rows = report.map { report in
      report.rows.map { $0.map { Wording.plain($0, report.currency) } }
    }
    return ExportTable(
      name: "\(kind.rawValue)-\(context.site?.code ?? "")-\(report?.until ?? "")", format: format,
      columns: report?.columns.map(\.title) ?? [], rows: rows ?? [])
  }

  // MARK: Drawing

  private func parts(_ area: Rect) -> (head: Rect, series: Rect, table: Rect) {
    let (head, rest) = area.splitTop(1)
    let lines = area.rows >= 14 ? report?.series.count ?? 0 : 0
    let (series, below) = rest.splitTop(lines == 0 ? 0 : lines + 1)
    return (head, series, below)
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let report else {
      canvas.write("counting", row: area.row + 1, column: area.column + 3, role: .muted)
      return
    }
    let parts = parts(area)
    let time =
      !kind.isOfDays
      ? "as it stands now" : report.from == report.until ? report.from : "\(report.from) to \(report.until)"
    canvas.write(
      "\(context.site?.name ?? "")  \(time)" + (kind.isOfDays ? "  + - days" : ""), row: parts.head.row,
      column: parts.head.column + 3, role: .muted, width: parts.head.columns - 4)
    for (line, series) in report.series.enumerated() where line < parts.series.rows {
      draw(series, on: &canvas, in: parts.series.line(line))
    }
    drawTable(report, on: &canvas, in: parts.table)
  }

  private func draw(_ series: ReportSeries, on canvas: inout Canvas, in line: Rect) {
    let label = min(26, line.columns / 2)
    canvas.write(series.title, row: line.row, column: line.column + 3, role: .muted, width: label - 3)
    let room = line.splitLeft(label, gap: 1).rest
    Sparkline(series.values).draw(on: &canvas, in: room.splitLeft(max(0, room.columns - 12)).left)
    let shown = min(series.values.count, max(0, room.columns - 12))
    canvas.write(
      "most \(series.values.max() ?? 0)", row: line.row, column: room.column + shown + 2, role: .muted, width: 10)
  }

  private func drawTable(_ report: Report, on canvas: inout Canvas, in rect: Rect) {
    let texts = report.rows.map { $0.map { Wording.text($0, report.currency) } }
    var columns: [Column] = []
    var bar: Int?
    for (index, head) in report.columns.enumerated() {
      let isText = report.rows.first.map { row in if case .text = row[index] { true } else { false } } ?? true
      let width = max(
        TextWidth.width(head.title), texts.map { TextWidth.width($0[index]) }.max() ?? 0)
      columns.append(
        Column(
          head.title.uppercased(), isText && index < 2 ? .flexible(minimum: min(12, width), weight: 1) : .fixed(width),
          align: isText ? .left : .right, priority: head.isBar || index == 0 ? .max : 90 - index))
      if head.isBar { bar = index }
    }
    let values = bar.map { index in report.rows.map { Self.magnitude($0[index]) } } ?? []
    let largest = max(1, values.max() ?? 1)
    let room = min(24, max(8, rect.columns / 5))
    if bar != nil { columns.append(Column("", .fixed(room), priority: 50)) }
    let blocks = canvas.glyphs.blocks
    table.draw(on: &canvas, in: rect, columns: columns, empty: ["Nothing to report for these days."]) { row in
      var cells = texts[row].enumerated().map { TableCell($1, $0 == 0 ? .text : .text) }
      if bar != nil { cells.append(TableCell(Self.bar(values[row], largest, room, blocks), .bar)) }
      return TableRow(cells)
    }
  }

  private static func magnitude(_ value: ReportValue) -> Int {
    switch value {
    case .count(let count): max(0, count)
    case .money(let minor): Int(clamping: max(0, minor))
    case .hidden: 0
    case .minutes(let minutes): max(0, minutes)
    case .share(let share): share ?? 0
    case .tenths(let tenths): tenths ?? 0
    case .text: 0
    }
  }

  /// A bar out of block characters; what is not nothing is always seen.
  private static func bar(_ value: Int, _ largest: Int, _ width: Int, _ blocks: [Character]) -> String {
    let full = blocks.last ?? "#"
    let eighths = Int(Double(value) / Double(largest) * Double(width * blocks.count))
    let whole = eighths / max(1, blocks.count)
    let rest = eighths % max(1, blocks.count)
    let end = rest > 0 ? String(blocks[rest - 1]) : whole == 0 && value > 0 ? String(blocks.first ?? full) : ""
    return String(repeating: String(full), count: whole) + end
  }
}
