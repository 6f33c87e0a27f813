import Commerce
import Operations
import Terminal

/// The refunds still to do: who looks after each, how old it is, and what the provider said when it failed.
struct RefundsScreen: Screen {
  private(set) var filter: RefundFilter
  private(set) var listing = CashListing<RefundRow>()
  private var pane = CashOrderPane()
  /// The row whose words stand below the list; it follows once keys pause.
  private var told: RefundRow?
  /// The row a question or a call is about.
  private var asked: RefundRow?

  init(_ filter: RefundFilter) { self.filter = filter }

  var request: ScreenRequest { .cash(.refunds(filter)) }
  var title: String { "Refunds" }
  var bannerFacts: String {
    let failed = listing.list.window.count { $0.refund.status == .failed }
    return failed > 0 ? "\(failed) failed" : ""
  }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    let row = listing.selected
    let nothing = row == nil ? CommerceError.invalid([FieldIssue("", "No refund is at hand")]) : nil
    let refusal = context.missing(.refund) ?? nothing
    let paid = row?.refund.status == .processed ? CommerceError.refused(Refusal(.refundProcessed, remedy: .none)) : nil
    return [
      Binding("refunds.open", "order", [.enter], importance: 7, refusal: nothing),
      Binding(
        "refunds.pay", row?.refund.status == .failed ? "try again" : "pay out", [.character("p")], importance: 9,
        refusal: refusal ?? paid),
      Binding("refunds.own", "look after it", [.character("w")], importance: 8, refusal: refusal ?? paid),
      ListKeys.export,
    ] + RefundPreset.allCases.map(\.binding) + ListKeys.moves()
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { listing.restart(ask(context)) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .chosen(let format, _): return listing.exporting(as: format, ask(context))
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return listing.refresh(ask(context)) + pane.follow(order, context, anew: true)
    case .paused:
      told = listing.selected
      return pane.follow(order, context)
    case .resized: return [.awaitPause]
    case .mouse(let mouse):
      let (opened, effects) = listing.point(mouse, in: layout(context.area, context).table, ask(context))
      return effects + (opened.map { open($0) } ?? [.awaitPause])
    case .confirmed:
      guard let asked else { return [] }
      return [
        .notice(Notice(.info, "Paying out the refund of \(asked.number)")),
        .call(.cash(.payOut(asked.refund.id, stepUp: nil)), tag: "pay"),
      ]
    case .filled(let fields, "step_up"):
      guard let asked else { return [] }
      let second = StepUp(name: fields["name"] ?? "", pin: fields["pin"] ?? "")
      return [.call(.cash(.payOut(asked.refund.id, stepUp: second)), tag: "pay")]
    case .cancelled, .filled, .key, .paste, .scan, .tick: return []
    }
  }

  private var order: ID<Order>? { listing.selected?.refund.order }

  private func layout(_ area: Rect, _ context: Context) -> CashListLayout { CashListLayout(area, context, below: 3) }

  private func ask(_ context: Context) -> CashListing<RefundRow>.Ask {
    let query = RefundQuery(site: context.site?.id ?? ID(0), statuses: filter.listed)
    return { .refunds(query, $0) }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let effects = listing.act(name, in: layout(context.area, context).table, ask(context)) {
      return effects + [.awaitPause]
    }
    if let preset = RefundPreset.allCases.first(where: { $0.binding.name == name }) {
      filter.statuses = preset.statuses
      return listing.restart(ask(context))
    }
    guard let row = listing.selected else { return [] }
    asked = row
    switch name {
    case "refunds.open": return open(row)
    case "refunds.own": return [.call(.cash(.own(row.refund.id)), tag: "own")]
    case "refunds.pay":
      let refund = row.refund
      let dialog = Dialog(
        question: "Pay \(refund.amount.text) back to \(row.customer) in \(context.site?.name ?? "this town")?",
        body: ["\(row.number), by \(Wording.tender(refund.tender)): \(refund.reason)"]
          + (refund.failure.isEmpty ? [] : ["Last time the provider said: \(refund.failure)"]),
        confirmLabel: "pay it out", cancelLabel: "leave it")
      return [.confirm(dialog, tag: "pay")]
    default: return []
    }
  }

  private func open(_ row: RefundRow) -> [Effect] {
    var seen: Set<ID<Order>> = []
    let neighbours = listing.list.window.map(\.refund.order).filter { seen.insert($0).inserted }
    return [.open(.order(.id(row.refund.order), neighbours: neighbours))]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .cash(.refunds(let page)):
      let columns = RefundColumns(context: context, isWide: true).columns
      let name = "refunds-\(context.site?.code ?? "")"
      let effects = listing.take(page, tag, ask(context), name: name, columns: columns)
      if let told { self.told = listing.list.rows[told.rowID] }
      if told == nil { told = listing.selected }
      return effects + pane.awaiting(order, context)
    case .cash(.refund(let refund)): return [.notice(said(refund))] + listing.refresh(ask(context))
    case .done where tag == "own":
      return [.notice(Notice(.done, "You look after the refund of \(asked?.number ?? "")"))]
        + listing.refresh(ask(context))
    case .order(let detail):
      pane.show(detail)
      return []
    case .failed(let error, .cash(.payOut(_, let second))): return unpaid(error, second, context)
    case .failed(let error, _):
      if tag == "pane" { return [] }
      if let effects = listing.fail(error, tag, ask(context)) { return effects }
      return [.notice(.error(error, now: context.now)), .bell] + listing.refresh(ask(context))
    default: return []
    }
  }

  /// Above the limit somebody else has to vouch before the money leaves.
  private mutating func unpaid(_ error: CommerceError, _ second: StepUp?, _ context: Context) -> [Effect] {
    func voucher(_ name: String) -> Effect {
      .fill(
        .stepUp("A second person vouches for \(asked?.refund.amount.text ?? "the refund")", name: name), tag: "step_up")
    }
    guard case .refused(let refusal) = error else {
      return [.notice(.error(error, now: context.now)), .bell] + listing.refresh(ask(context))
    }
    if refusal.rule == .stepUpNeeded, second == nil { return [voucher("")] }
    if [.stepUpFailed, .secondPersonNeeded].contains(refusal.rule) {
      // After a wrong PIN the name stays; who may not vouch makes room for another.
      return [.notice(.error(error)), .bell, voucher(refusal.rule == .stepUpFailed ? second?.name ?? "" : "")]
    }
    return [.notice(.error(error, now: context.now)), .bell] + listing.refresh(ask(context))
  }

  private func said(_ refund: Refund) -> Notice {
    let what = "\(asked?.number ?? ""): \(refund.amount.text)"
    switch refund.status {
    case .processed: return Notice(.done, "\(what) went back by \(Wording.tender(refund.tender))")
    case .pending: return Notice(.info, "\(what) is on its way; the provider has not answered yet")
    case .failed:
      return Notice(.warning, "\(what) NOT PAID OUT: \(refund.failure.isEmpty ? "no reason given" : refund.failure)")
    }
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let layout = layout(area, context)
    let label = RefundPreset.with(filter.statuses)?.label ?? filter.words.joined(separator: " ")
    CashFilterLine(words: [label], count: listing.count("refund"), isNew: listing.list.newer > 0)
      .draw(on: &canvas, in: layout.filter)
    listing.draw(
      on: &canvas, in: layout.table, RefundColumns(context: context, isWide: layout.table.columns >= 100).columns,
      empty: nothing
    ) { RefundColumns.state($0) }
    if layout.isWide { return pane.draw(on: &canvas, in: layout, context) }
    drawTold(on: &canvas, in: layout.detail, context)
  }

  private var nothing: [String] {
    filter.listed == RefundFilter().listed
      ? ["No refund waits.", "What customers are owed appears here."]
      : ["No refund here in this state.", "0 shows all refunds."]
  }

  private func drawTold(on canvas: inout Canvas, in rect: Rect, _ context: Context) {
    guard let told, !rect.isEmpty else { return }
    let refund = told.refund
    let line = rect.inset(columns: 3)
    let created = context.told(refund.createdAt)
    canvas.write(
      "\(told.number)  asked for \(created): \(refund.reason)", row: line.row + 1, column: line.column, role: .muted,
      width: line.columns)
    let second =
      refund.failure.isEmpty
      ? refund.reference.map { "reference \($0)" } ?? ""
      : "\(canvas.glyphs.refused) the provider said: \(refund.failure)"
    canvas.write(
      second, row: line.row + 2, column: line.column, role: refund.failure.isEmpty ? .muted : .refused,
      width: line.columns)
  }
}
