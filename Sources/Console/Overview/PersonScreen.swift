import Commerce
import Operations
import Terminal

/// A person by what is known of them.
enum PersonKey: Hashable, Sendable {
  case id(ID<Person>)
  case name(String)
}

/// One person: particulars, roles, secrets, and what was changed about them.
struct PersonScreen: Screen {
  private(set) var key: PersonKey
  private(set) var detail: PersonDetail?
  private(set) var changes: [RecordedChange] = []
  private(set) var roles = WindowedTable<Grant>()

  init(_ key: PersonKey) { self.key = key }

  var request: ScreenRequest { .overview(.person(detail.map { .name($0.person.email) } ?? key)) }
  var title: String { detail?.person.name ?? "Person" }
  var bannerFacts: String { detail.map { $0.person.isActive ? $0.signInWords : "NOT ACTIVE" } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    let unread: CommerceError? = detail == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    func why(_ action: PersonAction) -> CommerceError? { unread ?? detail?.refusal(action) }
    let isActive = detail?.person.isActive ?? true
    return [
      Binding("person.grant", "give a role", [.character("r")], importance: 20, refusal: why(.grant)),
      Binding("person.revoke", "take the role", [.character("x")], importance: 18, refusal: why(.revoke)),
      Binding("person.edit", "name and badge", [.character("c")], importance: 14, refusal: why(.edit)),
      Binding("person.secrets", "PIN, password", [.character("p")], importance: 12, refusal: why(.setSecrets)),
      Binding(
        "person.active", isActive ? "deactivate" : "activate", [.character("d")], importance: 10,
        refusal: why(isActive ? .deactivate : .activate)),
      Binding("person.act", "act as", [.character("I")], importance: 6, refusal: why(.impersonate)),
      Binding("person.history", "all changes", [.character("v")], importance: 5, refusal: unread),
      Binding("person.done", "done by them", [.character("w")], refusal: unread),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { load() }

  private func load() -> [Effect] { [.call(.overview(.person(key)), tag: "person")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.overview(.person(let detail)), _):
      self.detail = detail
      key = .id(detail.person.id)
      roles.replace(window: detail.grants.map(\.grant), hasBefore: false, hasAfter: false)
      let query = HistoryQuery(entity: .person, entityID: detail.person.id.serial)
      return context.missing(.viewHistory) == nil
        ? [.call(.history(.changes(query, PageRequest(.first, limit: 30))), tag: "changes")] : []
    case .answer(.changes(let page), _): changes = page.rows
    case .answer(.session(let session), "act"): return [.signedIn(session)]
    case .answer(.done, let tag): return [.notice(Notice(.done, said(tag)))] + load()
    case .answer(.failed(let error, let call), _):
      return [.notice(.error(error))] + (call.isMutation ? [.bell] : [])
    case .committed: return load()
    case .action(let name): return act(name, context)
    case .filled(let values, let tag): return filled(values, tag)
    case .confirmed(let tag): return confirmed(tag)
    default: break
    }
    return []
  }

  private func said(_ tag: String) -> String {
    let name = detail?.person.name ?? ""
    switch tag {
    case "grant": return "\(name) has the role"
    case "revoke": return "The role is taken from \(name)"
    case "secrets": return "New secrets for \(name)"
    default: return "Kept"
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    guard let detail else { return [] }
    if let key = ListKeys.key(of: name) {
      _ = roles.move(key, visibleRows: max(1, detail.grants.count))
      return []
    }
    switch name {
    case "person.grant": return [.fill(PersonForms.grant(detail, context), tag: "grant")]
    case "person.revoke": return roles.selection == nil ? [] : [.confirm(revokeDialog(detail), tag: "revoke")]
    case "person.edit": return [.fill(PersonForms.edit(detail.person), tag: "edit")]
    case "person.secrets": return [.fill(PersonForms.secrets(detail.person), tag: "secrets")]
    case "person.active":
      return detail.person.isActive ? [.confirm(deactivateDialog(detail.person), tag: "active")] : confirmed("active")
    case "person.act": return [.confirm(PersonForms.actDialog(detail, context), tag: "act")]
    case "person.history": return [.open(.history(PersonForms.history(of: detail.person)))]
    case "person.done":
      let name = detail.person.name
      return [.open(.history(HistoryFilter(actor: detail.person.id, actorName: name, allTowns: true)))]
    default: return []
    }
  }

  private func filled(_ values: [String: String], _ tag: String) -> [Effect] {
    guard let detail else { return [] }
    let id = detail.person.id
    switch tag {
    case "grant":
      guard let grant = PersonForms.grant(values, detail.grantable) else { return [] }
      return [.call(.overview(.grant(grant, id)), tag: tag)]
    case "edit":
      let call = OverviewCall.editPerson(
        id, name: values["name"] ?? "", badge: values["badge"] ?? "", isActive: detail.person.isActive)
      return [.call(.overview(call), tag: tag)]
    case "secrets":
      func given(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
      return [
        .call(.overview(.setSecrets(id, password: given("password"), pin: given("pin"))), tag: tag)
      ]
    default: return []
    }
  }

  private func confirmed(_ tag: String) -> [Effect] {
    guard let person = detail?.person else { return [] }
    switch tag {
    case "revoke": return roles.selection.map { [.call(.overview(.revoke($0, person.id)), tag: tag)] } ?? []
    case "active":
      let call = OverviewCall.editPerson(
        person.id, name: person.name, badge: person.badge, isActive: !person.isActive)
      return [.call(.overview(call), tag: tag)]
    case "act": return [.call(.overview(.impersonate(person.id)), tag: tag)]
    default: return []
    }
  }

  private func revokeDialog(_ detail: PersonDetail) -> Dialog {
    let words = detail.grants.first { $0.grant == roles.selection }?.words ?? ""
    return Dialog(
      question: "Take \"\(words)\" from \(detail.person.name)?",
      body: ["It holds from their next step on; what they have in hand stays theirs."], confirmLabel: "take it",
      cancelLabel: "leave it")
  }

  private func deactivateDialog(_ person: Person) -> Dialog {
    Dialog(
      question: "Deactivate \(person.name)?",
      body: ["They cannot sign in any more; their name stays in the history."], confirmLabel: "deactivate",
      cancelLabel: "leave it")
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let detail else {
      canvas.write("reading", row: area.row + 1, column: area.column + 3, role: .muted)
      return
    }
    let facts: [(String, String)] = [
      ("e-mail", detail.person.email), ("badge", detail.person.badge.isEmpty ? "none" : detail.person.badge),
      ("signs in by", detail.signInWords),
    ]
    let shown = context.isCompact ? Array(facts.suffix(1)) : facts
    for (line, (label, text)) in shown.enumerated() {
      canvas.write(label, row: area.row + line, column: area.column + 3, role: .muted, width: 12)
      canvas.write(
        text, row: area.row + line, column: area.column + 16,
        role: label == "signs in by" && !detail.signsIn ? .warning : .text, width: area.columns - 17)
    }
    let rest = area.splitTop(shown.count + (context.isCompact ? 0 : 1)).rest
    let height = min(max(3, detail.grants.count + 1), max(3, rest.rows / 2))
    let (top, below) = rest.splitTop(context.isCompact ? rest.rows : height)
    let words = Dictionary(detail.grants.map { ($0.grant, $0) }, uniquingKeysWith: { $1 })
    let columns = [
      Column("ROLE", .fixed(14), priority: .max), Column("WHERE", .flexible(minimum: 12, weight: 1), priority: .max),
    ]
    roles.draw(on: &canvas, in: top, columns: columns, empty: ["No role: r gives one."]) { grant in
      TableRow([
        TableCell(grant.role.rawValue), TableCell(grant.site == nil ? "everywhere" : words[grant]?.place ?? ""),
      ])
    }
    drawChanges(on: &canvas, in: below.splitTop(1).rest, context)
  }

  private func drawChanges(on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    guard rect.rows > 1 else { return }
    canvas.write("CHANGES", row: rect.row, column: rect.column + 3, role: .heading)
    for (line, change) in changes.prefix(rect.rows - 1).enumerated() {
      let row = rect.row + 1 + line
      canvas.write(context.local(change.at).dayAndClock, row: row, column: rect.column + 3, role: .muted, width: 12)
      canvas.write(change.actorWords, row: row, column: rect.column + 17, width: 20)
      canvas.write(
        Wording.change(change.change), row: row, column: rect.column + 39, width: rect.columns - 40)
    }
    if changes.isEmpty {
      canvas.write("Nothing was changed yet.", row: rect.row + 1, column: rect.column + 3, role: .muted)
    }
  }
}
