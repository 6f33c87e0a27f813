import Commerce
import Operations
import Terminal

/// The drivers of the town: shift, capacity, cash limit, and whether anything may be given to them.
struct DriversScreen: Screen {
  private(set) var rows: [DriverRow] = []
  private(set) var isLoaded = false
  private(set) var table = WindowedTable<ID<Person>>()

  var request: ScreenRequest { .dispatch(.drivers) }
  var title: String { "Drivers" }

  var bannerFacts: String {
    let free = rows.count { $0.refusal == nil }
    return isLoaded ? "\(free) of \(rows.count) free" : ""
  }

  private var row: DriverRow? { rows.first { $0.driver.person == table.selection } }

  func bindings(_ context: Context) -> [Binding] {
    let missing = context.missing(.manageDrivers)
    let isAvailable = row?.driver.isAvailable ?? true
    return [
      Binding("drivers.edit", "edit", [.enter], importance: 9, refusal: missing),
      Binding(
        "drivers.available", isAvailable ? "not available" : "available again", [.character("v")], importance: 8,
        refusal: missing),
      Binding("drivers.run", "the run", [.character("o")], importance: 6),
      Binding("drivers.cash_up", "cash-up", [.character("$")], importance: 5, refusal: context.missing(.viewCash)),
      ListKeys.export,
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { [read] }

  private var read: Effect { .call(.dispatch(.board), tag: "board") }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .answer(.dispatch(.board(let board)), _):
      rows = board.drivers
      isLoaded = true
      table.replace(window: rows.map(\.driver.person), hasBefore: false, hasAfter: false)
    case .answer(.done, let tag): return [.notice(Notice(.done, "Saved: \(tag)")), read]
    case .answer(.failed(let error, _), _): return [.notice(.error(error, now: context.now)), .bell]
    case .filled(let fields, "edit"): return save(fields, context)
    case .filled(let fields, "away"):
      guard var driver = row?.driver else { return [] }
      driver.isAvailable = false
      driver.unavailableReason = (fields["text"] ?? "").trimmed
      guard !driver.unavailableReason.isEmpty else {
        return [.notice(Notice(.refused, "Say why, for whoever asks the driver next")), .bell, askWhy(driver)]
      }
      return [.call(.dispatch(.saveDriver(driver)), tag: driver.name)]
    case .chosen(let format, "export"): return export(format, context)
    case .committed, .tick: return [read]
    case .mouse(let mouse):
      let (clicked, _) = table.handle(mouse, in: context.area)
      if clicked != nil, mouse.action == .doubleClick { return act("drivers.edit", context) }
    default: break
    }
    return []
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      _ = table.move(key, visibleRows: WindowedTable<ID<Person>>.visibleRows(in: context.area))
      return []
    }
    if name == "list.export" { return [.choose(ExportTable.formats, title: "Export the drivers as", tag: "export")] }
    guard let row else { return [] }
    switch name {
    case "drivers.edit": return [.fill(sheet(row.driver), tag: "edit")]
    case "drivers.available":
      guard row.driver.isAvailable else {
        var driver = row.driver
        driver.isAvailable = true
        driver.unavailableReason = ""
        return [.call(.dispatch(.saveDriver(driver)), tag: driver.name)]
      }
      return [askWhy(row.driver)]
    case "drivers.run":
      guard !row.runCode.isEmpty else { return [.notice(Notice(.info, "\(row.driver.name) has no run just now."))] }
      return [.open(.dispatch(.run(row.runCode)))]
    case "drivers.cash_up": return [.openAddress("cash-up driver=\(row.driver.code)")]
    default: return []
    }
  }

  private func askWhy(_ driver: Driver) -> Effect {
    .fill(.text("\(driver.name) is not available", label: "why"), tag: "away")
  }

  // MARK: Editing

  private func sheet(_ driver: Driver, errors: [String: String] = [:], _ fields: [String: String] = [:]) -> FormSheet {
    let shift = driver.shiftText.split(separator: "-").map(String.init)
    let limit = Money(minor: driver.cashLimitMinor, .cedi).plain
    func value(_ id: String, _ own: String) -> String { fields[id] ?? own }
    var form = Form([
      .text("code", label: "code, two characters", value: value("code", driver.code), maximumLength: 2),
      .text("capacity", label: "orders a run", value: value("capacity", "\(driver.capacity)"), maximumLength: 3),
      .text("limit", label: "cash limit, 0 is none", value: value("limit", limit), maximumLength: 12),
      .text("from", label: "shift from", value: value("from", shift.first ?? ""), maximumLength: 5),
      .text("until", label: "shift until", value: value("until", shift.last ?? ""), maximumLength: 5),
      .text("vehicle", label: "vehicle", value: value("vehicle", driver.vehicle), maximumLength: 60),
    ])
    form.show(errors: errors)
    return FormSheet(driver.name, form)
  }

  /// Saves what was entered; what is wrong is said at its field.
  private func save(_ fields: [String: String], _ context: Context) -> [Effect] {
    guard var driver = row?.driver else { return [] }
    let code = (fields["code"] ?? "").trimmed.uppercased()
    let capacity = Int((fields["capacity"] ?? "").trimmed)
    let limit = Money(decimal: (fields["limit"] ?? "").trimmed, context.site?.currency ?? .cedi)
    let (from, until) = (Self.minute(fields["from"] ?? ""), Self.minute(fields["until"] ?? ""))
    var errors: [String: String] = [:]
    if code.count != 2 || !code.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) {
      errors["code"] = "two letters or digits"
    }
    if capacity.map({ (1...200).contains($0) }) != true { errors["capacity"] = "1 to 200" }
    if limit == nil { errors["limit"] = "an amount" }
    if from == nil { errors["from"] = "such as 08:00" }
    if until == nil { errors["until"] = "such as 18:00" }
    guard errors.isEmpty, let capacity, let limit, let from, let until else {
      return [.fill(sheet(driver, errors: errors, fields), tag: "edit"), .bell]
    }
    driver.code = code
    driver.capacity = capacity
    driver.cashLimitMinor = limit.minor
    driver.shiftStart = from
    driver.shiftEnd = until
    driver.vehicle = (fields["vehicle"] ?? "").trimmed
    return [.call(.dispatch(.saveDriver(driver)), tag: driver.name)]
  }

  /// The minute of the day of `08:00`; `24:00` is its end.
  private static func minute(_ text: String) -> Int? {
    let parts = text.trimmed.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0...24).contains(hour), (0..<60).contains(minute), hour < 24 || minute == 0
    else { return nil }
    return hour * 60 + minute
  }

  // MARK: Drawing

  private func columns(_ context: Context) -> [ListColumn<DriverRow>] {
    let currency = context.site?.currency ?? .cedi
    func money(_ minor: Int64) -> Money { Money(minor: minor, currency) }
    return [
      ListColumn("", .fixed(2), priority: .max, export: "code") { TableCell($0.driver.code, .key) },
      ListColumn("DRIVER", .flexible(minimum: 10, weight: 2), priority: .max, export: "name") {
        TableCell($0.driver.name)
      },
      ListColumn("LOAD", .fixed(6), align: .right, priority: 90) { row in
        TableCell("\(row.load.assigned + row.load.out)/\(row.driver.capacity)")
      },
      ListColumn("RUN", .fixed(7), priority: 60) { TableCell($0.runCode) },
      ListColumn(
        "CASH", .fixed(9), align: .right, priority: 70,
        exported: { $0.hidesCash ? "" : money($0.load.cashMinor).plain }
      ) { row in
        TableCell(row.hidesCash ? "" : money(row.load.cashMinor).digits)
      },
      ListColumn("LIMIT", .fixed(9), align: .right, priority: 50, exported: { money($0.driver.cashLimitMinor).plain }) {
        TableCell($0.driver.cashLimitMinor == 0 ? "-" : money($0.driver.cashLimitMinor).digits, .muted)
      },
      ListColumn("SHIFT", .fixed(11), priority: 55) { TableCell($0.driver.shiftText) },
      ListColumn("TODAY", .fixed(7), priority: 30, export: "delivered and failed today") { row in
        TableCell("\(row.load.deliveredToday)+\(row.load.failedToday)", .muted)
      },
      ListColumn("", .flexible(minimum: 12, weight: 2), priority: 65, export: "why not") { row in
        if !row.driver.isAvailable { return TableCell("away: \(row.driver.unavailableReason)", .warning) }
        let why = row.refusal.map { DispatchPromptView.why($0, row.driver.name, context.now) }
        return TableCell(why ?? "free", .muted)
      },
      ListColumn("VEHICLE", .flexible(minimum: 10, weight: 1), priority: 20) { TableCell($0.driver.vehicle, .muted) },
    ]
  }

  private func export(_ format: String, _ context: Context) -> [Effect] {
    guard let format = ExportTable.Format(rawValue: format), let site = context.site else { return [] }
    let columns = columns(context)
    return [
      .export(
        ExportTable(
          name: "drivers-\(site.code)", format: format, columns: columns.map(\.exportTitle),
          rows: rows.map { row in columns.map { $0.exported?(row) ?? $0.cell(row).text } }))
    ]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = columns(context)
    let known = Dictionary(rows.map { ($0.driver.person, $0) }) { first, _ in first }
    table.draw(
      on: &canvas, in: area, columns: columns.map(\.column), gap: area.columns < 60 ? 1 : 2,
      empty: isLoaded ? ["No drivers here.", "The role is given under people (g P)."] : []
    ) { id in
      known[id].map { row in
        let state: TableRow.State? =
          !row.driver.isAvailable ? .refused : row.load.runState == .out ? .active : row.refusal != nil ? .warning : nil
        return TableRow(columns.map { $0.cell(row) }, state: state)
      } ?? TableRow([])
    }
  }
}
