import Commerce
import Operations
import Terminal

/// Everybody within reach, with what they do here; a few letters narrow it.
struct PeopleScreen: Screen {
  private(set) var people: [PersonDetail] = []
  private(set) var isLoaded = false
  private(set) var table = WindowedTable<ID<Person>>()
  private(set) var filter = LineEditor(placeholder: "name, e-mail, badge or role")
  private(set) var isFiltering = false

  let request = ScreenRequest.overview(.people)
  let title = "People"
  var inputMode: InputMode { isFiltering ? .text : .board }
  var bannerFacts: String { isLoaded ? ListCount.counted(people.count, "person", "people") : "" }

  private var chosen: PersonDetail? { people.first { $0.person.id == table.selection } }

  func bindings(_ context: Context) -> [Binding] {
    let nobody: CommerceError? = chosen == nil ? .refused(Refusal(.nothingOpen, remedy: .chooseOther)) : nil
    if isFiltering {
      return [Binding("people.filtered", "take it", [.enter], importance: 20)] + ListKeys.moves(letters: false)
    }
    return [
      Binding("people.open", "person", [.enter], importance: 20, refusal: nobody),
      Binding("people.add", "add", [.character("n")], importance: 18, refusal: context.missing(.managePeople)),
      Binding("people.filter", "filter", [.character("/")], section: .list, importance: 9),
      Binding(
        "people.act", "act as", [.character("I")], importance: 6, refusal: nobody ?? chosen?.refusal(.impersonate)),
      Binding("people.history", "history", [.character("v")], importance: 5, refusal: nobody),
      Binding("list.export", "export", [.character("e")], section: .list, refusal: context.missing(.exportData)),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { load() }

  private func load() -> [Effect] { [.call(.overview(.people), tag: "people")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.overview(.people(let people)), _):
      self.people = people
      isLoaded = true
      narrow()
    case .answer(.session(let session), "act"): return [.signedIn(session)]
    case .answer(.person(let id), "add"): return load() + [.open(.overview(.person(.id(id))))]
    case .answer(.failed(.invalid(let issues), _), "add"):
      return [.notice(.error(.invalid(issues))), .bell]
    case .answer(.failed(let error, let call), _):
      return [.notice(.error(error))] + (call.isMutation ? [.bell] : [])
    case .committed: return load()
    case .action(let name): return act(name, context)
    case .filled(let values, "add"): return add(values, context)
    case .chosen(let format, "format"): return [.export(export(ExportTable.Format(rawValue: format) ?? .csv))]
    case .confirmed("act"): return chosen.map { [.call(.overview(.impersonate($0.person.id)), tag: "act")] } ?? []
    case .key(let key) where isFiltering: if filter.handle(key) == .changed { narrow() }
    case .paste(let text) where isFiltering: if filter.insert(text) { narrow() }
    case .mouse(let mouse):
      _ = table.handle(mouse, in: list(in: context.area))
      if mouse.action == .doubleClick { return open() }
    default: break
    }
    return []
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard isFiltering || !filter.isEmpty else { return nil }
    isFiltering = false
    filter.set("")
    narrow()
    return []
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      _ = table.move(key, visibleRows: WindowedTable<ID<Person>>.visibleRows(in: list(in: context.area)))
      return []
    }
    switch name {
    case "people.open": return open()
    case "people.filter": isFiltering = true
    case "people.filtered": isFiltering = false
    case "people.add": return [.fill(PersonForms.add(context), tag: "add")]
    case "people.act": return chosen.map { [.confirm(PersonForms.actDialog($0, context), tag: "act")] } ?? []
    case "people.history": return chosen.map { [.open(.history(PersonForms.history(of: $0.person)))] } ?? []
    case "list.export": return [.choose(ExportRun<RecordedChange>.formats, title: "Export as", tag: "format")]
    default: break
    }
    return []
  }

  private func open() -> [Effect] { chosen.map { [.open(.overview(.person(.id($0.person.id))))] } ?? [] }

  private func add(_ values: [String: String], _ context: Context) -> [Effect] {
    guard let draft = PersonForms.draft(values, context) else {
      return [.notice(Notice(.refused, "Choose a role and a place"))]
    }
    return [.call(.overview(.addPerson(draft)), tag: "add")]
  }

  private mutating func narrow() {
    let words = filter.text.lowercased().split(separator: " ")
    let found = people.filter { detail in
      let text = ([detail.person.name, detail.person.email, detail.person.badge] + detail.roleWords)
        .joined(separator: " ").lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    table.replace(window: found.map(\.person.id), hasBefore: false, hasAfter: false)
  }

  private func export(_ format: ExportTable.Format) -> ExportTable {
    let shown = Set(table.window)
    return ExportTable(
      name: "people", format: format, columns: ["name", "email", "badge", "active", "roles", "password", "pin"],
      rows: people.filter { shown.contains($0.person.id) }.map { detail in
        [
          detail.person.name, detail.person.email, detail.person.badge, detail.person.isActive ? "yes" : "no",
          detail.roleWords.joined(separator: ", "), detail.hasPassword ? "set" : "", detail.hasPIN ? "set" : "",
        ]
      })
  }

  // MARK: Drawing

  private var showsFilter: Bool { isFiltering || !filter.isEmpty }

  private func list(in area: Rect) -> Rect { showsFilter ? area.splitTop(1).rest : area }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("NAME", .flexible(minimum: 14, weight: 2), priority: .max),
      Column("ROLES", .flexible(minimum: 14, weight: 3), priority: 9),
      Column("BADGE", .fixed(10), priority: 4), Column("SIGNS IN BY", .fixed(14), priority: 3),
      Column("E-MAIL", .flexible(minimum: 20, weight: 2), priority: 2),
    ]
    let known = Dictionary(people.map { ($0.person.id, $0) }, uniquingKeysWith: { $1 })
    let empty = isLoaded ? ["Nobody matches; Esc clears."] : ["reading"]
    table.draw(on: &canvas, in: list(in: area), columns: columns, isFocused: !isFiltering, empty: empty) { id in
      guard let detail = known[id] else { return TableRow([]) }
      let role: Role = detail.person.isActive ? .text : .muted
      return TableRow(
        [
          TableCell(detail.person.name, role), TableCell(detail.roleWords.joined(separator: ", "), role),
          TableCell(detail.person.badge, role), TableCell(detail.signInWords, detail.signsIn ? role : .warning),
          TableCell(detail.person.email, .muted),
        ], state: detail.person.isActive ? nil : .refused)
    }
    guard showsFilter else { return }
    let line = area.line(0)
    canvas.write("/", row: line.row, column: line.column + 1, role: .key)
    filter.draw(
      on: &canvas, in: Rect(row: line.row, column: line.column + 3, rows: 1, columns: min(40, line.columns - 4)),
      isFocused: isFiltering)
  }
}

extension PersonDetail {
  /// Roles as people say them: `picker Accra`, `admin everywhere`.
  var roleWords: [String] { grants.map(\.words) }

  /// True when some secret is set and they are active.
  var signsIn: Bool { person.isActive && (hasPassword || hasPIN) }

  /// How they sign in.
  var signInWords: String {
    guard person.isActive else { return "not active" }
    switch (hasPassword, hasPIN) {
    case (true, true): return "password, PIN"
    case (true, false): return "password"
    case (false, true): return "PIN"
    case (false, false): return "nothing yet"
    }
  }
}

extension GrantRow {
  /// `picker Accra`, `admin everywhere`.
  var words: String { grant.role.rawValue + " " + (grant.site == nil ? "everywhere" : place) }
}
