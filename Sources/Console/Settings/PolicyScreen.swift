import Commerce
import Operations
import Terminal

/// What the town in hand does its own way: how orders are picked and delivered, when it delivers, and from which
/// amount on a second person vouches. Nothing changes before it is kept.
struct PolicyScreen: Screen {
  let request = ScreenRequest.policy
  let title = "Town policy"
  let inputMode = InputMode.text

  private(set) var form = Form([])
  private var policy: SitePolicy?
  private var currency = Currency.cedi

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("policy.next", "next field", [.tab, .down], section: .list, importance: 6),
      Binding("policy.before", "field before", [.backTab, .up], section: .list),
      Binding(
        "policy.keep", "keep", [.function(10)], importance: 20, refusal: context.missing(.manageSites)),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] { [.call(.house(.site), tag: "site")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.site(let site), "site"):
      currency = site.currency
      show(site.policy)
    case .answer(.done, "keep"):
      return [.notice(Notice(.done, "Kept for \(context.site?.name ?? "this town")")), .close]
    case .answer(.failed(.invalid(let issues), _), "keep"): show(issues)
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .action("policy.next"): _ = form.handle(.down)
    case .action("policy.before"): _ = form.handle(.up)
    case .action("policy.keep"): return keep()
    case .key(.enter): _ = form.handle(.down)
    case .key(let key): _ = form.handle(key)
    default: break
    }
    return []
  }

  private mutating func show(_ policy: SitePolicy) {
    self.policy = policy
    func number(_ id: String, _ label: String, _ value: Int, digits: Int) -> FormField {
      .text(id, label: label, value: "\(value)", maximumLength: digits)
    }
    func amount(_ id: String, _ label: String, _ minor: Int64) -> FormField {
      .text(id, label: "\(label), \(currency.code)", value: Money(minor: minor, currency).plain, maximumLength: 20)
    }
    form = Form([
      number("cluster", "orders at once, 1 to 12", policy.clusterSize, digits: 2),
      .toggle("bin", label: "scan the bin before the item", isOn: policy.binCheck),
      .toggle("zero", label: "ask if a bin is empty now", isOn: policy.zeroCheck),
      .toggle("accept", label: "packer may accept a whole tote", isOn: policy.acceptAllAtPacking),
      number("lease", "minutes a claim stands", policy.leaseMinutes, digits: 3),
      number("correction", "minutes to take a step back", policy.correctionMinutes, digits: 5),
      number("attempts", "delivery attempts, at most", policy.maxAttempts, digits: 2),
      .toggle("incident", label: "driver reports, we decide", isOn: policy.incidentFirst),
      number("reopen", "minutes to reopen an outcome", policy.reopenMinutes, digits: 5),
      .choice(
        "proof", label: "proof at the door", ProofRequirement.allCases.map(Wording.proof),
        selected: ProofRequirement.allCases.firstIndex(of: policy.proof) ?? 0),
      .text(
        "slots", label: "slots of a day", value: policy.slots.map(\.text).joined(separator: " "),
        placeholder: Self.slotExample, maximumLength: 200),
      number("capacity", "orders a slot takes", policy.slotCapacity, digits: 5),
      amount("tolerance", "difference let pass", policy.toleranceMinor),
      amount("write_off", "write-off vouched above", policy.writeOffLimitMinor),
      amount("refund", "refund vouched above", policy.refundLimitMinor),
      number("units", "stock units vouched above", policy.stockApprovalUnits, digits: 7),
      amount("delivery_fee", "delivery fee outside fee zones", policy.deliveryFeeMinor),
    ])
  }

  private static let slotExample = "09:00-12:00 12:00-15:00"

  /// The fields of the form by the names the core knows them by.
  private static let fields = [
    "cluster_size": "cluster", "lease_minutes": "lease", "correction_minutes": "correction",
    "max_attempts": "attempts", "reopen_minutes": "reopen", "slot_capacity": "capacity",
    "write_off_limit": "write_off", "refund_limit": "refund", "stock_approval_units": "units",
  ]

  /// Says at each field what the core found wrong with it.
  private mutating func show(_ issues: [FieldIssue]) {
    form.show(
      errors: Dictionary(issues.map { (Self.fields[$0.field] ?? $0.field, $0.problem) }, uniquingKeysWith: { $1 }))
  }

  /// The core checks the ranges; here only what is no number, amount or span at all is told apart.
  private mutating func keep() -> [Effect] {
    guard var changed = policy else { return [] }
    var errors: [String: String] = [:]
    func number(_ field: String) -> Int {
      if let value = Int(form[field].trimmed) { return value }
      errors[field] = "a whole number"
      return 0
    }
    func amount(_ field: String) -> Int64 {
      switch CashAmount.read(form[field], currency) {
      case .money(let money): return money.minor
      case .wrong(let why): errors[field] = why
      }
      return 0
    }
    changed.clusterSize = number("cluster")
    changed.binCheck = form["bin"] == "yes"
    changed.zeroCheck = form["zero"] == "yes"
    changed.acceptAllAtPacking = form["accept"] == "yes"
    changed.leaseMinutes = number("lease")
    changed.correctionMinutes = number("correction")
    changed.maxAttempts = number("attempts")
    changed.incidentFirst = form["incident"] == "yes"
    changed.reopenMinutes = number("reopen")
    changed.proof = ProofRequirement.allCases.first { Wording.proof($0) == form["proof"] } ?? changed.proof
    changed.slots = []
    for text in form["slots"].split(whereSeparator: { $0.isWhitespace || $0 == "," }) {
      if let slot = DaySlot(text: String(text)) {
        changed.slots.append(slot)
      } else if errors["slots"] == nil {
        errors["slots"] = "\(text) is no span such as 09:00-12:00"
      }
    }
    if changed.slots.isEmpty, errors["slots"] == nil { errors["slots"] = "type spans: \(Self.slotExample)" }
    changed.slotCapacity = number("capacity")
    changed.toleranceMinor = amount("tolerance")
    changed.writeOffLimitMinor = amount("write_off")
    changed.refundLimitMinor = amount("refund")
    changed.stockApprovalUnits = number("units")
    changed.deliveryFeeMinor = amount("delivery_fee")
    form.show(errors: errors)
    return errors.isEmpty ? [.call(.house(.setPolicy(changed)), tag: "keep")] : []
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard policy != nil else {
      canvas.write("reading the policy of \(context.site?.name ?? "the town")", row: area.row, column: 2, role: .muted)
      return
    }
    let inner = area.inset(columns: 1)
    let count = form.fields.count
    // The row below the form is kept for what is wrong, in full, and for how far down one is.
    let (top, rest) = inner.splitTop(max(1, min(count, inner.rows - 1)))
    form.draw(on: &canvas, in: top)
    let row = rest.rows > 1 ? rest.row + 1 : rest.row
    guard !rest.isEmpty else { return }
    let place = top.rows < count ? "\(form.focus + 1) of \(count)" : ""
    if let error = form.fields[form.focus].error {
      let text = "\(canvas.glyphs.refused) \(error)"
      canvas.write(text, row: row, column: inner.column + 2, role: .refused, width: inner.columns - 2)
    } else if context.isCompact || !place.isEmpty {
      canvas.write(place, row: row, column: inner.column + 2, role: .muted, width: inner.columns - 2)
    } else {
      canvas.write(
        "F10 keeps it for everybody in \(context.site?.name ?? "this town"); Esc leaves it as it was.",
        row: row, column: inner.column + 2, role: .muted, width: inner.columns - 2)
    }
  }
}
