import Commerce
import Operations
import Terminal

/// The town's payments: what is pending and for how long, asked of the provider with one key.
struct PaymentsScreen: Screen {
  private(set) var filter: PaymentFilter
  private(set) var listing = CashListing<PaymentRow>()
  /// What is typed after `/`; nil while letters act.
  private(set) var prompt: LineEditor?
  private var pane = CashOrderPane()
  /// The row a call is about; the cursor may move meanwhile.
  private var asked: PaymentRow?
  /// How many have been pending for too long, as of the last look at the clock.
  private(set) var lateCount = 0

  /// Minutes after which a pending payment is late.
  static let patience = 10

  init(_ filter: PaymentFilter) { self.filter = filter }

  var request: ScreenRequest { .cash(.payments(filter)) }
  var title: String { "Payments" }
  var inputMode: InputMode { prompt == nil ? .board : .text }
  var bannerFacts: String { lateCount > 0 ? "\(lateCount) late" : "" }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    if prompt != nil {
      return [Binding("payments.keep_filter", "keep the filter", [.enter], section: .view, importance: 5)]
        + ListKeys.moves(letters: false)
    }
    let row = listing.selected
    let nothing = row == nil ? CommerceError.invalid([FieldIssue("", "No payment is at hand")]) : nil
    return [
      Binding("payments.open", "order", [.enter], importance: 8, refusal: nothing),
      Binding(
        "payments.poll", "ask the provider", [.character("p")], importance: 9,
        refusal: context.missing(.pollPayments) ?? nothing ?? row.flatMap { Self.noPoll($0) }),
      Binding(
        "payments.ask", "ask again", [.character("a")], importance: 7,
        refusal: context.missing(.pollPayments) ?? nothing ?? row.flatMap { Self.noAsk($0) }),
      Binding(
        "payments.back_to_cash", "back to cash", [.character("o")], importance: 6,
        refusal: context.missing(.pollPayments) ?? nothing ?? row.flatMap { Self.noCash($0) }),
      Binding("payments.filter", "filter", [.character("/")], section: .list, importance: 5), ListKeys.export,
      Binding("payments.method", "method by method", [.character("m")], section: .view, importance: 2),
    ] + PaymentPreset.allCases.map(\.binding) + ListKeys.moves()
  }

  /// Only what is not settled can be asked about; cash has nobody to ask.
  private static func noPoll(_ row: PaymentRow) -> CommerceError? {
    if row.payment.method == .cod { return .invalid([FieldIssue("", "Cash has no provider to ask")]) }
    return row.payment.status.isLive || row.payment.status == .failed ? nil : settled(row)
  }

  private static func noCash(_ row: PaymentRow) -> CommerceError? {
    if row.payment.method == .cod { return .invalid([FieldIssue("", "\(row.number) is paid in cash already")]) }
    return row.payment.status == .paid ? settled(row) : row.cashRefusal
  }

  private static func noAsk(_ row: PaymentRow) -> CommerceError? {
    row.payment.status == .paid ? settled(row) : row.askRefusal
  }

  private static func settled(_ row: PaymentRow) -> CommerceError {
    .refused(
      Refusal(
        .paymentNotLive,
        [.order: .text(row.number), .payment: .text(Wording.payment(row.payment.status))], remedy: .none))
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard prompt != nil || !filter.text.isEmpty else { return nil }
    prompt = nil
    guard !filter.text.isEmpty else { return [] }
    filter.text = ""
    return restart(context)
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { restart(context) }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    defer { lateCount = listing.list.window.count { Self.isLate($0, context.now) } }
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key): return prompt?.handle(key) == .changed ? typed(context) : []
    case .paste(let text), .scan(let text): return prompt?.insert(text) == true ? typed(context) : []
    case .chosen(let format, _): return listing.exporting(as: format, ask(context))
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return listing.refresh(ask(context)) + pane.follow(order, context, anew: true)
    case .paused: return pane.follow(order, context)
    case .resized: return pane.awaiting(order, context)
    case .mouse(let mouse):
      let (opened, effects) = listing.point(mouse, in: layout(context).table, ask(context))
      return effects + (opened.map { open($0) } ?? pane.awaiting(order, context))
    case .confirmed:
      guard let asked else { return [] }
      return [.call(.cash(.backToCash(asked.payment.order)), tag: "cash")]
    case .filled(let fields, "ask"):
      guard let asked else { return [] }
      let phone = (fields["text"] ?? "").trimmed
      return [
        .notice(Notice(.info, "Asking \(phone.isEmpty ? "the phone" : phone) for \(asked.number)")),
        .call(.cash(.request(asked.payment.order, phone: phone.isEmpty ? nil : phone)), tag: "ask"),
      ]
    case .cancelled, .filled, .tick: return []
    }
  }

  private var order: ID<Order>? { listing.selected?.payment.order }

  private func layout(_ context: Context) -> CashListLayout { CashListLayout(context.area, context, below: 0) }

  private func ask(_ context: Context) -> CashListing<PaymentRow>.Ask {
    let query = filter.query(site: context.site?.id ?? ID(0))
    return { .payments(query, $0) }
  }

  private mutating func restart(_ context: Context) -> [Effect] { listing.restart(ask(context)) }

  private mutating func typed(_ context: Context) -> [Effect] {
    filter.text = prompt?.text.trimmed ?? ""
    return restart(context)
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let effects = listing.act(name, in: layout(context).table, ask(context)) {
      return effects + pane.awaiting(order, context)
    }
    if let preset = PaymentPreset.allCases.first(where: { $0.binding.name == name }) {
      filter.statuses = preset.statuses
      return restart(context)
    }
    switch name {
    case "payments.filter": prompt = LineEditor(filter.text, placeholder: "order number or reference")
    case "payments.keep_filter": prompt = nil
    case "payments.method":
      filter.method = filter.method == nil ? .momo : filter.method == .momo ? .cod : nil
      return restart(context)
    default: return listing.selected.map { work(name, on: $0, context) } ?? []
    }
    return []
  }

  private mutating func work(_ name: String, on row: PaymentRow, _ context: Context) -> [Effect] {
    switch name {
    case "payments.open": return open(row)
    case "payments.poll":
      asked = row
      return [
        .notice(Notice(.info, "Asking the provider about \(row.number)")),
        .call(.cash(.poll(row.payment.id)), tag: "poll"),
      ]
    case "payments.ask":
      asked = row
      let title = "Ask for \(row.payment.amount.text) of \(row.number): empty is the customer's phone"
      return [.fill(.text(title, label: "phone", value: row.payment.phone), tag: "ask")]
    case "payments.back_to_cash":
      asked = row
      let dialog = Dialog(
        question: "Take \(row.payment.amount.text) for \(row.number) in cash in \(context.site?.name ?? "this town")?",
        body: [
          "The request on the phone of \(row.customer) is given up.", "Money that arrives later becomes a refund.",
        ], confirmLabel: "back to cash", cancelLabel: "keep waiting")
      return [.confirm(dialog, tag: "cash")]
    default: return []
    }
  }

  private func open(_ row: PaymentRow) -> [Effect] {
    var seen: Set<ID<Order>> = []
    let neighbours = listing.list.window.map(\.payment.order).filter { seen.insert($0).inserted }
    return [.open(.order(.id(row.payment.order), neighbours: neighbours))]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .cash(.payments(let page)):
      let columns = PaymentColumns(context, isWide: true).columns
      let name = "payments-\(context.site?.code ?? "")"
      return listing.take(page, tag, ask(context), name: name, columns: columns) + pane.awaiting(order, context)
    case .cash(.payment(let row)):
      return [.notice(said(row, tag, context))] + listing.refresh(ask(context))
    case .order(let detail):
      pane.show(detail)
      return []
    case .failed(let error, _):
      if tag == "pane" { return [] }
      return listing.fail(error, tag, ask(context)) ?? [.notice(.error(error, now: context.now)), .bell]
    default: return []
    }
  }

  private func said(_ row: PaymentRow, _ tag: String, _ context: Context) -> Notice {
    let payment = row.payment
    if tag == "ask", payment.status.isLive {
      return Notice(.done, "\(row.number): the phone is asked for \(payment.amount.text); p asks the provider")
    }
    if tag == "cash" { return Notice(.done, "\(row.number): \(payment.amount.text) is due in cash") }
    switch payment.status {
    case .paid: return Notice(.done, "\(row.number) is paid: \(payment.amount.text)")
    case .failed, .cancelled:
      return Notice(.warning, "\(row.number): the provider says \(Wording.payment(payment.status))")
    case .initiated, .pending:
      let age = Wording.age(since: payment.createdAt, now: context.now)
      return Notice(.info, "\(row.number) is still pending after \(age): no answer yet")
    }
  }

  /// True for what has been pending for so long that somebody should ask.
  static func isLate(_ row: PaymentRow, _ now: Instant) -> Bool {
    row.payment.status.isLive && row.payment.method != .cod && now.minutes(since: row.payment.createdAt) >= patience
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let layout = CashListLayout(area, context, below: 0)
    let words = [
      PaymentPreset.with(filter.statuses)?.label ?? filter.words.joined(separator: " "),
      filter.method.map { Wording.method($0) } ?? "",
      lateCount > 0 ? "\(lateCount) pending over \(Self.patience) min: p asks" : "",
    ]
    CashFilterLine(
      words: words, text: filter.text, prompt: prompt, count: listing.count("payment"), isNew: listing.list.newer > 0
    ).draw(on: &canvas, in: layout.filter)
    listing.draw(
      on: &canvas, in: layout.table, PaymentColumns(context, isWide: layout.table.columns >= 100).columns,
      isFocused: prompt == nil, empty: nothing
    ) { PaymentColumns.state($0, context.now) }
    pane.draw(on: &canvas, in: layout, context)
  }

  private var nothing: [String] {
    filter == PaymentFilter()
      ? ["No payment here yet.", "Every order brings one of its own."]
      : ["No payment here with this filter.", "0 shows all payments."]
  }
}
