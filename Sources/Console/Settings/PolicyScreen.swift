import Commerce
import Operations
import Terminal

/// What the town in hand does its own way: how many orders are handed out at once, what is scanned, how long a claim
/// stands. Nothing changes before it is kept.
struct PolicyScreen: Screen {
  let request = ScreenRequest.policy
  let title = "Town policy"
  let inputMode = InputMode.text

  private(set) var form = Form([])
  private var policy: SitePolicy?

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
    case .answer(.site(let site), "site"): show(site.policy)
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
    form = Form([
      .text("cluster", label: "orders at once, 1 to 12", value: "\(policy.clusterSize)", maximumLength: 2),
      .toggle("bin", label: "scan the bin before the item", isOn: policy.binCheck),
      .toggle("zero", label: "ask if a bin is empty now", isOn: policy.zeroCheck),
      .toggle("accept", label: "packer may accept a whole tote", isOn: policy.acceptAllAtPacking),
      .text("lease", label: "minutes a claim stands", value: "\(policy.leaseMinutes)", maximumLength: 3),
      .text(
        "correction", label: "minutes to take a step back", value: "\(policy.correctionMinutes)",
        maximumLength: 5),
    ])
  }

  /// Says at each field what the core found wrong with it.
  private mutating func show(_ issues: [FieldIssue]) {
    let fields = ["cluster_size": "cluster", "lease_minutes": "lease", "correction_minutes": "correction"]
    form.show(
      errors: Dictionary(issues.map { (fields[$0.field] ?? $0.field, $0.problem) }, uniquingKeysWith: { $1 }))
  }

  /// The core checks the ranges; here only what is no number at all is told apart.
  private mutating func keep() -> [Effect] {
    guard var changed = policy else { return [] }
    var errors: [String: String] = [:]
    func number(_ field: String) -> Int {
      if let value = Int(form[field].trimmed) { return value }
      errors[field] = "a whole number"
      return 0
    }
    changed.clusterSize = number("cluster")
    changed.leaseMinutes = number("lease")
    changed.correctionMinutes = number("correction")
    changed.binCheck = form["bin"] == "yes"
    changed.zeroCheck = form["zero"] == "yes"
    changed.acceptAllAtPacking = form["accept"] == "yes"
    guard errors.isEmpty else {
      form.show(errors: errors)
      return []
    }
    return [.call(.house(.setPolicy(changed)), tag: "keep")]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard policy != nil else {
      canvas.write("reading the policy of \(context.site?.name ?? "the town")", row: area.row, column: 2, role: .muted)
      return
    }
    let inner = area.inset(columns: 1)
    form.draw(on: &canvas, in: inner.splitTop(6).top)
    guard !context.isCompact else { return }
    canvas.write(
      "F10 keeps it for everybody in \(context.site?.name ?? "this town"); Esc leaves it as it was.",
      row: inner.row + 7, column: inner.column + 2, role: .muted, width: inner.columns - 2)
  }
}
