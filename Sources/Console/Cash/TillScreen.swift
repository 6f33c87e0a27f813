import Commerce
import Operations
import Terminal

/// The till of the town: who still has cash, whose count waits for a decision, what cashiers hold and who owns a
/// difference; and the count itself, driver after driver.
struct TillScreen: Screen {
  private(set) var till: Till?
  /// Why there is nothing to show.
  private(set) var problem: CommerceError?
  private(set) var table = WindowedTable<ID<Person>>()
  /// The count in hand; nil while the drivers are listed.
  private(set) var count: CashCount?
  /// What became of the last one.
  private(set) var outcome: CountOutcome?
  /// True while the count is all that this view was opened for.
  private var isOpenedForCount: Bool
  /// The driver whose cash just came home: the next one takes the cursor.
  private var cameHome: ID<Person>?

  init(counting code: String? = nil) {
    count = code.map { CashCount(code: $0) }
    isOpenedForCount = code != nil
  }

  var request: ScreenRequest { .cash(count.map { .cashUp(driver: $0.code) } ?? .till) }
  var title: String { count == nil ? "Till" : "Cash-up" }
  var inputMode: InputMode { count?.takesText == true ? .text : .board }

  var bannerFacts: String {
    guard let till, count == nil else { return "" }
    let open = till.drivers.count { $0.open != nil }
    let facts = [
      "\(till.drivers.count { $0.hasCash }) with cash", open > 0 ? "\(open) open" : "", till.isClosed ? "closed" : "",
    ]
    return facts.filter { !$0.isEmpty }.joined(separator: "  ")
  }

  /// The driver at hand.
  var selected: Till.DriverLine? { table.selection.flatMap { id in till?.drivers.first { $0.driver.person == id } } }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    guard let count else { return tillBindings(context) }
    let refusal = context.missing(.takeCash)
    guard case .differs = count.phase else {
      return [Binding("till.enter", "counted", [.enter], importance: 10, refusal: refusal)]
    }
    let none = CommerceError.invalid([FieldIssue("", "Say first who answers for it: 1, 2 or 3")])
    return [
      Binding(
        "till.settle", "settle", [.enter], importance: 10, refusal: refusal ?? (count.reason == nil ? none : nil)),
      Binding("till.again", "count again", [.character("n")], importance: 9, refusal: refusal),
    ]
      + CashUpReason.allCases.map { reason in
        Binding(
          "till.reason_\(reason.rawValue)", Wording.cashUp(reason), [.character(Character(String(reason.digit)))],
          importance: 8 - reason.digit, refusal: refusal)
      }
  }

  private func tillBindings(_ context: Context) -> [Binding] {
    let take = context.missing(.takeCash)
    let nobody = selected == nil ? CommerceError.invalid([FieldIssue("", "No driver is at hand")]) : nil
    let noSlip = outcome == nil ? CommerceError.invalid([FieldIssue("", "Nothing was counted here yet")]) : nil
    return [
      Binding("till.count", "count cash", [.character("$")], importance: 10, refusal: take ?? nobody),
      Binding(
        "till.open", selected?.open == nil ? "count cash" : "decide", [.enter],
        importance: selected?.open == nil ? 0 : 11, refusal: take ?? nobody),
      Binding("till.print", "print the slip", [.character("P")], importance: outcome == nil ? 0 : 8, refusal: noSlip),
      Binding("till.deposit", "pay in at the bank", [.character("B")], importance: 7, refusal: take),
      Binding("till.day", "day sheet", [.character("z")], section: .view, importance: 6),
      Binding("till.books", "books", [.character("j")], section: .view, importance: 5),
      Binding("till.cash_ups", "past cash-ups", [.character("h")], section: .view, importance: 4),
      ListKeys.export,
      Binding("list.first", "first row", [.home], section: .list),
      Binding("list.last", "last row", [.end], section: .list),
    ] + ListKeys.moves(letters: false)
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard let count else { return nil }
    guard !isOpenedForCount || count.phase != .amount else { return nil }
    self.count = nil
    return [.quiet] + read()
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { read() }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key): count?.type(key)
    case .paste(let text), .scan(let text): if count?.phase == .amount { _ = count?.typed.insert(text) }
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .filled(let fields, let tag): return filled(fields, tag, context)
    case .chosen(let format, _): return export(format, context)
    case .committed, .tick: return count?.phase == .asked ? [] : read()
    case .mouse(let mouse):
      guard count == nil else { return [] }
      let clicked = table.handle(mouse, in: TillLayout(context.area, context, hasOutcome: outcome != nil).table).clicked
      if clicked != nil, mouse.action == .doubleClick { return act("till.open", context) }
    case .cancelled, .confirmed, .paused, .resized: break
    }
    return []
  }

  private func read() -> [Effect] { [.call(.cash(.till), tag: "till")] }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if count != nil { return actOnCount(name, context) }
    if let key = ListKeys.key(of: name) {
      let rows = TillLayout(context.area, context, hasOutcome: outcome != nil).table
      _ = table.move(key, visibleRows: WindowedTable<ID<Person>>.visibleRows(in: rows))
      return []
    }
    switch name {
    case "till.count", "till.open":
      guard let line = selected else { return [] }
      isOpenedForCount = false
      if name == "till.open", let open = line.open {
        count = CashCount(deciding: open, of: line.driver)
      } else {
        count = CashCount(code: line.driver.code, driver: line.driver)
      }
      outcome = nil
      return [.quiet]
    case "till.print": return print(context)
    case "till.deposit": return [deposit(context)]
    case "till.day": return [.open(.cash(.day(nil)))]
    case "till.books": return [.open(.cash(.books(BooksFilter())))]
    case "till.cash_ups": return [.open(.cash(.cashUps))]
    case "list.export": return [.choose(TillColumns.formats, title: "Export as", tag: "export")]
    default: return []
    }
  }

  private func export(_ format: String, _ context: Context) -> [Effect] {
    guard let till, let format = ExportTable.Format(rawValue: format) else { return [] }
    return [.export(TillColumns(context, till.currency).table(till, format))]
  }

  // MARK: The count

  private mutating func actOnCount(_ name: String, _ context: Context) -> [Effect] {
    switch name {
    case "till.enter": return submit(context)
    case "till.again":
      count?.again()
      return [.quiet]
    case "till.settle": return settle(with: nil)
    default:
      guard let reason = CashUpReason.allCases.first(where: { name == "till.reason_\($0.rawValue)" }) else { return [] }
      count?.reason = reason
      return [.quiet]
    }
  }

  private mutating func submit(_ context: Context) -> [Effect] {
    guard let currency = till?.currency ?? context.site?.currency, let call = count?.submit(currency) else {
      return count?.problem.isEmpty == false ? [.bell] : []
    }
    return [.quiet, .call(.cash(call), tag: "count")]
  }

  private func settle(with second: StepUp?) -> [Effect] {
    guard let count, let reason = count.reason, case .differs(let result) = count.phase else { return [] }
    if result.needsStepUp, second == nil { return [secondPerson()] }
    return [.call(.cash(.settle(result.id, reason, stepUp: second)), tag: "settle")]
  }

  private func secondPerson(_ name: String = "") -> Effect {
    .fill(.stepUp("A second person vouches for \(count?.name ?? "")'s difference", name: name), tag: "step_up")
  }

  private func print(_ context: Context) -> [Effect] {
    guard let outcome else { return [] }
    return [.call(.cash(.printSlip(of: outcome.cashUp, to: context.settings.printDestination)), tag: "slip")]
  }

  // MARK: The bank

  private func deposit(_ context: Context, fields: [String: String] = [:], problem: String? = nil) -> Effect {
    let mine = till?.cashiers.first { $0.account.person == context.session?.person.id }
    let held = mine.flatMap { balance in till.map { Money(minor: balance.minor, $0.currency).text } } ?? "nothing yet"
    var form = Form([
      .text("amount", label: "amount", value: fields["amount"] ?? ""),
      .text("reference", label: "paying-in slip", value: fields["reference"] ?? ""),
    ])
    if let problem { form.show(errors: ["amount": problem]) }
    return .fill(FormSheet("Pay in at the bank: your till holds \(held)", form), tag: "deposit")
  }

  private mutating func filled(_ fields: [String: String], _ tag: String, _ context: Context) -> [Effect] {
    if tag == "step_up" { return settle(with: StepUp(name: fields["name"] ?? "", pin: fields["pin"] ?? "")) }
    guard tag == "deposit", let currency = till?.currency ?? context.site?.currency else { return [] }
    switch CashAmount.read(fields["amount"] ?? "", currency) {
    case .wrong(let words): return [deposit(context, fields: fields, problem: words), .bell]
    case .money(let money):
      let reference = (fields["reference"] ?? "").trimmed
      return [.call(.cash(.deposit(minor: money.minor, reference: reference)), tag: "deposit \(money.text)")]
    }
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .cash(.till(let till)): return show(till, context)
    case .cash(.counted(let result)): return counted(result, context)
    case .text(let place):
      outcome?.slip = .printed(place)
      return []
    case .done where tag.hasPrefix("deposit "):
      return [.notice(Notice(.done, "\(tag.dropFirst("deposit ".count)) paid in at the bank"))] + read()
    case .failed(let error, let call): return failed(error, call, context)
    default: return []
    }
  }

  private mutating func show(_ found: Till, _ context: Context) -> [Effect] {
    let isFirst = till == nil
    till = found
    problem = nil
    table.replace(window: found.drivers.map(\.driver.person), hasBefore: false, hasAfter: false)
    if let home = cameHome, found.drivers.first(where: { $0.driver.person == home })?.hasCash == false {
      cameHome = nil
      goOn(after: home, found)
    }
    if isFirst, let ready = found.drivers.first(where: \.hasCash) { table.select(ready.driver.person) }
    guard let wanted = count, wanted.driver == nil else { return [] }
    guard let line = found.drivers.first(where: { $0.driver.code.uppercased() == wanted.code.uppercased() }) else {
      count = nil
      return [.notice(Notice(.refused, "No driver \(wanted.code) in \(context.site?.name ?? "this town")")), .bell]
    }
    table.select(line.driver.person)
    count?.driver = line.driver
    return wanted.isHasty ? submit(context) : []
  }

  /// The next driver with cash takes the cursor.
  private mutating func goOn(after home: ID<Person>, _ till: Till) {
    let start = till.drivers.firstIndex { $0.driver.person == home } ?? 0
    let order = till.drivers.indices.map { till.drivers[(start + $0) % till.drivers.count] }
    if let next = order.first(where: { $0.hasCash && $0.open == nil }) ?? order.first(where: \.hasCash) {
      table.select(next.driver.person)
    }
  }

  private mutating func counted(_ result: CashUpResult, _ context: Context) -> [Effect] {
    guard let count, let driver = count.driver else { return read() }
    guard result.state == .agreed || result.state == .settled else {
      self.count?.phase = .differs(result)
      self.count?.reason = nil
      return [.bell] + read()
    }
    outcome = CountOutcome(
      cashUp: result.id, driver: driver.person, name: count.name, result: result, reason: count.reason)
    self.count = nil
    isOpenedForCount = false
    cameHome = driver.person
    return [.quiet] + print(context) + read()
  }

  private mutating func failed(_ error: CommerceError, _ call: DeskCall, _ context: Context) -> [Effect] {
    switch call {
    case .cash(.till):
      if till == nil { problem = error }
      return [.notice(.error(error))]
    case .cash(.printSlip):
      outcome?.slip = .failed
      return [.notice(.outside(error)), .bell]
    case .cash(.countCash):
      count?.phase = .amount
      return [.notice(.error(error)), .bell]
    case .cash(.settle(_, _, let second)):
      if case .refused(let refusal) = error, refusal.rule == .stepUpNeeded, second == nil { return [secondPerson()] }
      if case .refused(let refusal) = error, [.stepUpFailed, .secondPersonNeeded].contains(refusal.rule) {
        // After a wrong PIN the name stays; who may not vouch makes room for another.
        let name = refusal.rule == .stepUpFailed ? second?.name ?? "" : ""
        return [.notice(.error(error)), .bell, secondPerson(name)]
      }
      return [.notice(.error(error)), .bell] + read()
    case .cash(.deposit(let minor, let reference)):
      // What was typed stays there to be mended.
      guard let currency = till?.currency else { return [.notice(.error(error)), .bell] }
      let typed = ["amount": Money(minor: minor, currency).plain, "reference": reference]
      return [.notice(.error(error)), .bell, deposit(context, fields: typed)]
    default: return [.notice(.error(error)), .bell]
    }
  }
}
