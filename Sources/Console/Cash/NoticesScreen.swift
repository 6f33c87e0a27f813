import Commerce
import Operations
import Terminal

/// What payment providers told us, as it came: how the signature stands, what became of it, the raw words.
struct NoticesScreen: Screen {
  private(set) var filter: NoticeFilter
  private(set) var listing = CashListing<PaymentNotice>()
  /// The notice whose words are shown; it follows once keys pause.
  private(set) var told: PaymentNotice?

  init(_ filter: NoticeFilter) { self.filter = filter }

  var request: ScreenRequest { .cash(.notices(filter)) }
  var title: String { "Provider notices" }
  var bannerFacts: String {
    let failed = listing.list.window.count { $0.state == .failed }
    return failed > 0 ? "\(failed) failed" : ""
  }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    let row = listing.selected
    let nothing = row == nil ? CommerceError.invalid([FieldIssue("", "No notice is at hand")]) : nil
    return [
      Binding(
        "notices.replay", "replay", [.character("r")], importance: 9,
        refusal: context.missing(.pollPayments) ?? nothing),
      Binding(
        "notices.payment", "its payment", [.enter], importance: 8, refusal: context.missing(.viewPayments) ?? nothing),
      Binding(
        "notices.towns", filter.allTowns ? "this town" : "all towns", [.character("w")], section: .view, importance: 3),
      ListKeys.export,
    ] + NoticePreset.allCases.map(\.binding) + ListKeys.moves()
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { listing.restart(ask(context)) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .chosen(let format, _): return listing.exporting(as: format, ask(context))
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return listing.refresh(ask(context))
    case .paused:
      told = listing.selected
      return []
    case .resized: return [.awaitPause]
    case .mouse(let mouse):
      let (opened, effects) = listing.point(mouse, in: layout(context.area, context).table, ask(context))
      return effects + (opened.map { payment(of: $0) } ?? [.awaitPause])
    case .confirmed, .cancelled, .filled, .key, .paste, .scan, .tick: return []
    }
  }

  private func layout(_ area: Rect, _ context: Context) -> CashListLayout {
    CashListLayout(area, context, below: max(6, area.rows * 2 / 5))
  }

  private func ask(_ context: Context) -> CashListing<PaymentNotice>.Ask {
    let query = NoticeQuery(site: filter.allTowns ? nil : context.site?.id, states: filter.states)
    return { .notices(query, $0) }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let effects = listing.act(name, in: layout(context.area, context).table, ask(context)) {
      return effects + (listing.selected?.id == told?.id ? [] : [.awaitPause])
    }
    if let preset = NoticePreset.allCases.first(where: { $0.binding.name == name }) {
      filter.states = preset.states
      return listing.restart(ask(context))
    }
    if name == "notices.towns" {
      filter.allTowns.toggle()
      return listing.restart(ask(context))
    }
    guard let row = listing.selected else { return [] }
    switch name {
    case "notices.payment": return payment(of: row)
    case "notices.replay": return [.call(.cash(.replay(row.id)), tag: "replay")]
    default: return []
    }
  }

  private func payment(of row: PaymentNotice) -> [Effect] {
    [.open(.cash(.payments(PaymentFilter(text: row.reference))))]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .cash(.notices(let page)):
      let effects = listing.take(
        page, tag, ask(context), name: "notices", columns: NoticeColumns(context: context, hasTowns: true).columns)
      if let told { self.told = listing.list.rows[told.id] }
      if told == nil { told = listing.selected }
      return effects
    case .cash(.notice(let notice)):
      let outcome = notice.outcome.isEmpty ? "" : ": \(notice.outcome)"
      let kind: MessageLine.Kind = notice.state == .failed ? .warning : notice.state == .applied ? .done : .info
      return [.notice(Notice(kind, "\(notice.event) replayed, \(Wording.notice(notice.state))\(outcome)"))]
        + listing.refresh(ask(context))
    case .failed(let error, _):
      if let effects = listing.fail(error, tag, ask(context)) { return effects }
      return [.notice(.error(error, now: context.now)), .bell]
    default: return []
    }
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let layout = layout(area, context)
    let label = NoticePreset.with(filter.states)?.label ?? filter.words.joined(separator: " ")
    CashFilterLine(
      words: [label, filter.allTowns ? "all towns" : ""], count: listing.count("notice"),
      isNew: listing.list.newer > 0
    ).draw(on: &canvas, in: layout.filter)
    listing.draw(
      on: &canvas, in: layout.table, NoticeColumns(context: context, hasTowns: filter.allTowns).columns,
      empty: nothing(context)
    ) { NoticeColumns.state($0) }
    layout.drawRule(on: &canvas)
    if let told {
      draw(told, on: &canvas, in: layout.isWide ? layout.detail : layout.detail.inset(columns: 1), context)
    }
  }

  private func nothing(_ context: Context) -> [String] {
    let seesAll = context.session?.policy.allowsEverywhere(.viewPayments) == true
    let townless =
      seesAll && !filter.allTowns
      ? "What fits no payment has no town: w shows all towns."
      : "What fits no payment has no town: only those who reach every town see it."
    let lines =
      filter.states.isEmpty ? ["No notice here yet."] : ["No notice here in this state.", "0 shows all notices."]
    return lines + (seesAll && filter.allTowns ? [] : [townless])
  }

  private func draw(_ notice: PaymentNotice, on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    guard !rect.isEmpty else { return }
    let isFalse = notice.signature == .invalid
    let outcome = notice.outcome.isEmpty ? "" : ": \(notice.outcome)"
    var lines = [
      StyledLine("\(notice.provider) \(notice.event)", .heading)
        .adding("  \(Wording.signature(notice.signature))", isFalse ? .refused : .muted)
        .adding("  came \(context.told(notice.receivedAt))", .muted)
        .adding(notice.appliedAt.map { "  applied \(context.told($0))" } ?? "", .muted)
    ]
    lines += StyledLine.wrapped(
      "\(Wording.notice(notice.state))\(outcome)", rect.columns, notice.state == .failed ? .refused : .text)
    lines += StyledLine.wrapped(notice.raw, rect.columns, .muted)
    ScrollPane().draw(lines, on: &canvas, in: rect)
  }
}

/// The parts of the inbox that one key shows.
enum NoticePreset: Int, CaseIterable {
  case all = 0
  case failed, received, applied, ignored

  var states: Set<PaymentNotice.State> {
    switch self {
    case .all: []
    case .failed: [.failed]
    case .received: [.received]
    case .applied: [.applied]
    case .ignored: [.ignored]
    }
  }

  var label: String { self == .all ? "all notices" : "\(self)" }

  static func with(_ states: Set<PaymentNotice.State>) -> NoticePreset? { allCases.first { $0.states == states } }

  var binding: Binding {
    Binding("notices.show_\(self)", "show \(label)", [.character(Character(String(rawValue)))], section: .view)
  }
}

/// How a notice looks as a row.
struct NoticeColumns {
  let context: Context
  let hasTowns: Bool

  var columns: [ListColumn<PaymentNotice>] {
    var columns: [ListColumn<PaymentNotice>] = [
      ListColumn("CAME", .fixed(12), priority: 80, exported: \.receivedAt.description) { notice in
        TableCell(context.told(notice.receivedAt))
      },
      ListColumn("FROM", .fixed(8), priority: 60) { TableCell($0.provider) },
      ListColumn("SAYS", .fixed(9), priority: .max) { TableCell(Wording.payment($0.status)) },
      ListColumn("AMOUNT", .fixed(10), align: .right, priority: .max, exported: \.amount.plain) { notice in
        TableCell(notice.amount.digits)
      },
      ListColumn("REFERENCE", .flexible(minimum: 10, weight: 1), priority: 50) { TableCell($0.reference) },
      ListColumn("SIGNATURE", .fixed(15), priority: 40) { notice in
        TableCell(Wording.signature(notice.signature), notice.signature == .invalid ? .refused : .muted)
      },
    ]
    if hasTowns { columns.append(ListColumn("TOWN", .fixed(10), priority: 30) { TableCell(town($0)) }) }
    columns.append(
      ListColumn("NOTICE", .fixed(8), priority: .max, export: "state") { notice in
        TableCell(Wording.notice(notice.state), notice.state == .failed ? .refused : .text)
      })
    return columns
  }

  private func town(_ notice: PaymentNotice) -> String {
    guard let site = notice.site else { return "-" }
    return context.session?.sites.first { $0.id == site }?.name ?? ""
  }

  static func state(_ notice: PaymentNotice) -> TableRow.State? {
    switch notice.state {
    case .failed: .refused
    case .received: .active
    case .applied: .done
    case .ignored: nil
    }
  }
}
