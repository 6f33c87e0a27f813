import Commerce
import Operations
import Terminal

/// An order being edited until it is packed: items, where it goes, who takes it. What changes is shown before it is
/// committed, and what others change meanwhile is taken in without losing what was entered.
struct EditOrderScreen: Screen {
  let number: String
  private(set) var fields = OrderFields(customer: Form([]), terms: Form([]))
  /// The order as it was read last; what is entered is compared with it.
  private(set) var base: OrderDetail?
  private(set) var preview: EditPreview?
  private var problem: CommerceError?
  private var asked: OrderEdit?
  private var lookUps = 0

  init(number: String) { self.number = number }

  var request: ScreenRequest { .service(.edit(number)) }
  var title: String { "Edit order" }
  var inputMode: InputMode { .text }
  var bannerFacts: String { base.map { "\($0.order.number) \(Wording.status($0.order.status))" } ?? "" }
  var hasUnsavedWork: Bool { base != nil && edit != nil && edit != OrderEdit() }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    let refusal = base?.actions.first { $0.action == .edit }?.refusal ?? context.missing(.editOrders)
    return [
      Binding("edit.commit", "preview and commit", [.function(10)], importance: 20, refusal: refusal),
      Binding("edit.items", "items", [.function(2)], section: .list, importance: 6),
      Binding("edit.lines", "quantities", [.function(3)], section: .list, importance: 8),
      Binding("edit.address", "address", [.function(4)], section: .list, importance: 5),
      Binding("edit.undo", "as it was", [.function(8)], section: .list, importance: 3),
    ]
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { read() }

  private func read() -> [Effect] { [.call(.orders(.detailByNumber(number)), tag: "order")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name)
    case .key(let key): return take(fields.handle(key))
    case .paste(let text): return take(fields.paste(text))
    case .scan(let code): return add(code)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .confirmed(let tag) where tag == "commit":
      guard let asked, let preview else { return [] }
      return [.call(.service(.edit(asked, of: preview.order, version: preview.version)), tag: "commit")]
    case .committed: return read()
    default: return []
    }
  }

  private mutating func act(_ name: String) -> [Effect] {
    switch name {
    case "edit.commit": return confirm()
    case "edit.items": fields.go(to: "item")
    case "edit.lines": fields.go(to: "lines")
    case "edit.address": fields.go(to: "address")
    case "edit.undo":
      guard let base else { return [] }
      show(base)
      return [.notice(Notice(.info, "As it was"))]
    default: break
    }
    return []
  }

  private mutating func take(_ outcome: OrderFields.Outcome) -> [Effect] {
    switch outcome {
    case .changed: return [.quiet]
    case .left, .moved, .ignored: return []
    case .search(let text): return text.isEmpty ? [] : [.quiet, .call(.stock(.find(text, limit: 8)), tag: "search")]
    case .add(let text):
      if let hit = fields.items.choice {
        _ = fields.items.takePrompt()
        fields.items.add(hit, units: 1)
        return [.quiet]
      }
      return add(text)
    case .submitted: return confirm()
    }
  }

  private mutating func add(_ text: String) -> [Effect] {
    _ = fields.items.takePrompt()
    let (units, code) = NewOrderScreen.units(in: text)
    guard !code.isEmpty else { return [] }
    lookUps += 1
    return [.call(.stock(.find(code, limit: 8)), tag: "add \(lookUps) \(units) \(code)")]
  }

  // MARK: What was entered

  private mutating func show(_ detail: OrderDetail) {
    let place = fields.field
    let order = detail.order
    fields.customer = OrderFields.customerForm()
    fields.terms = Form([
      .text("fee", label: "delivery fee", maximumLength: 12), .text("note", label: "note", maximumLength: 1000),
    ])
    for (field, value) in Self.values(order) { fields.set(field, to: value) }
    fields.items.set(
      detail.lines.filter { $0.quantity > 0 }.map(Self.item))
    fields.go(to: place.isEmpty || base == nil ? "lines" : place)
  }

  private static func item(_ line: OrderLine) -> OrderItems.Line {
    OrderItems.Line(
      variant: Variant(
        id: line.variant, product: ID(0), sku: line.sku, name: line.name, unit: "", weightGrams: 0, strict: false,
        priceMinor: line.unitPriceMinor), quantity: line.quantity, line: line.id, priceMinor: line.unitPriceMinor,
      ordered: line.quantity, picked: line.picked)
  }

  private static func values(_ order: Order) -> [(String, String)] {
    [
      ("phone", order.customer.phone), ("name", order.customer.name), ("address", order.address.line1),
      ("area", order.address.area), ("landmark", order.address.landmark),
      ("fee", Money(minor: order.totals.deliveryMinor, order.totals.currency).plain), ("note", order.note),
    ]
  }

  /// Takes what others changed meanwhile; what was entered here stays.
  private mutating func rebase(on detail: OrderDetail) {
    guard let old = base else { return show(detail) }
    guard detail.order != old.order || detail.lines != old.lines else { return }
    let before = Dictionary(Self.values(old.order)) { $1 }
    for (field, value) in Self.values(detail.order) {
      let entered = fields.customer.fields.contains { $0.id == field } ? fields.customer[field] : fields.terms[field]
      if entered == before[field] { fields.set(field, to: value) }
    }
    var lines = fields.items.lines
    for line in detail.lines {
      // What is being added here may be on the order by now.
      let same = { (item: OrderItems.Line) in item.line == nil && item.variant.id == line.variant }
      guard let index = lines.firstIndex(where: { $0.line == line.id }) ?? lines.firstIndex(where: same) else {
        if line.quantity > 0 { lines.append(Self.item(line)) }
        continue
      }
      lines[index].line = line.id
      if lines[index].quantity == lines[index].ordered { lines[index].quantity = line.quantity }
      lines[index].ordered = line.quantity
      lines[index].picked = line.picked
    }
    fields.items.set(lines)
  }

  /// Enters a value into a field.
  mutating func apply(_ field: String, _ value: String) { fields.set(field, to: value) }

  /// What differs from the order as it is; nil where a field cannot be read.
  private var edit: OrderEdit? {
    guard let order = base?.order else { return nil }
    var edit = OrderEdit()
    edit.lines = fields.items.lines.filter { $0.quantity != $0.ordered }.map {
      OrderEdit.Line(variant: $0.variant.id, quantity: $0.quantity, line: $0.line)
    }
    if fields.person.name != order.customer.name { edit.name = fields.person.name }
    if fields.person.phone != order.customer.phone { edit.phone = fields.person.phone }
    var address = fields.address
    let isSame =
      address.line1 == order.address.line1 && address.area == order.address.area
      && address.landmark == order.address.landmark
    if !isSame {
      // The point on the map was that of the other place.
      address.point = nil
      edit.address = address
    }
    if fields.terms["note"].trimmed != order.note { edit.note = fields.terms["note"].trimmed }
    let fee = fields.terms["fee"].trimmed
    guard let money = Money(decimal: fee.isEmpty ? "0" : fee, order.totals.currency) else { return nil }
    if money.minor != order.totals.deliveryMinor { edit.deliveryMinor = money.minor }
    return edit
  }

  private mutating func confirm() -> [Effect] {
    guard let base else { return [] }
    fields.items.settle()
    guard let edit else {
      fields.terms.show(errors: ["fee": "an amount such as 12.50"])
      fields.go(to: "fee")
      return []
    }
    guard edit != OrderEdit() else { return [.notice(Notice(.info, "Nothing has changed"))] }
    asked = edit
    return [.call(.service(.previewEdit(edit, of: base.order.id)), tag: "preview")]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .order(let detail):
      rebase(on: detail)
      base = detail
      problem = nil
      return levels()
    case .stockHits(let hits) where tag.hasPrefix("level "):
      let hit = hits.first { tag.dropFirst("level ".count) == $0.variant.sku }
      if let hit { fields.items.take(hit.level, of: hit.variant.id) }
      return []
    case .stockHits(let hits) where tag == "search":
      fields.items.show(hits)
      return []
    case .stockHits(let hits): return added(hits, tag)
    case .service(.edit(let found)):
      preview = found
      return [.confirm(Self.dialog(found, context), tag: "commit")]
    case .done: return [.notice(Notice(.done, "Edited \(number)")), .close]
    case .failed(.invalid(let issues), _):
      fields.show(issues)
      return [.notice(.error(.invalid(issues))), .bell]
    case .failed(let error, _):
      if base == nil { problem = error }
      // What others changed is taken in, so that another F10 shows it.
      return [.notice(.error(error, now: context.now)), .bell] + (tag == "commit" ? read() : [])
    default: return []
    }
  }

  /// Asks what is left of everything on it, so that more is never wanted than there is.
  private func levels() -> [Effect] {
    Set(fields.items.lines.map(\.variant.sku)).sorted().map {
      .call(.stock(.find($0, limit: 1)), tag: "level " + $0)
    }
  }

  private mutating func added(_ hits: [StockHit], _ tag: String) -> [Effect] {
    let words = tag.split(separator: " ", maxSplits: 3).map(String.init)
    guard words.count == 4, let units = Int(words[2]) else { return [] }
    guard let hit = hits.first else { return [.notice(Notice(.warning, "UNKNOWN ITEM: \(words[3])")), .bell] }
    if hits.count > 1, hit.variant.sku != words[3].uppercased() {
      fields.go(to: "item")
      fields.items.ask(words[3], hits)
      return [.notice(Notice(.info, "Which one? Up and Down choose, Enter takes it"))]
    }
    fields.items.add(hit, units: units)
    return [.quiet]
  }

  /// Everything the edit does, line by line.
  static func dialog(_ preview: EditPreview, _ context: Context) -> Dialog {
    // Money and whose work changes stand first: they are in sight however small the screen is.
    var body: [String] = []
    if preview.oldTotal != preview.newTotal {
      body.append("total \(preview.oldTotal.text) \(Wording.arrow) \(preview.newTotal.text)")
    }
    switch preview.money {
    case .unchanged: break
    case .collect(let total): body.append("\(total.text) is collected at the door")
    case .askFor(let total): body.append("\(total.text) is asked for before it is picked")
    case .refund(let amount): body.append("\(amount.text) becomes a refund")
    }
    if !preview.holder.isEmpty { body.append("\(preview.holder) is picking it: the walk changes at once") }
    body += preview.items.map { item -> String in
      let stock =
        item.reserved > 0
        ? "reserves \(item.reserved) of \(item.available)"
        : item.reserved < 0 ? "frees \(-item.reserved)" : "gives up what was short"
      let walk = item.walk.isEmpty ? "" : " (\(item.walk.joined(separator: ", ")))"
      return "\(item.from) \(Wording.arrow) \(item.to) \(item.name): \(stock)\(walk)"
    }
    body += preview.fields.map { field in
      "\(Wording.editField(field.name)) \(field.old.isEmpty ? "none" : field.old) \(Wording.arrow) "
        + (field.new.isEmpty ? "none" : field.new)
    }
    let promise = context.local(preview.promiseAt).clockOrDay(today: context.local(context.now))
    body.append("the promise stays \(promise)")
    return Dialog(
      question: "Change \(preview.number) in \(context.site?.name ?? "this town")?", body: body,
      confirmKey: .function(10), confirmLabel: "changes it", cancelLabel: "goes on writing")
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let base else {
      let text = problem.map { Wording.text($0) } ?? ""
      canvas.write(text, row: area.row + 1, column: area.column + 1, role: .muted, width: area.columns - 2)
      return
    }
    let order = base.order
    let currency = order.totals.currency
    var told = StyledLine("\(order.number)  \(Wording.status(order.status))", .heading)
    if !base.holder.isEmpty { told = told.adding("  with \(base.holder)", .warning) }
    if let hold = order.hold { told = told.adding("  HOLD \(hold.reason)", .warning) }
    let fee = Money(decimal: fields.terms["fee"].isEmpty ? "0" : fields.terms["fee"], currency)?.minor ?? 0
    let discount = min(order.totals.discountMinor, fields.items.subtotalMinor)
    let sum = fields.items.subtotalMinor - discount + fee + order.totals.taxMinor
    var total = StyledLine("total \(Money(minor: sum, currency).text)", .heading)
    if sum != order.totals.totalMinor { total = total.adding("  was \(order.totals.total.digits)", .muted) }
    total = total.adding(
      "  \(Wording.method(order.paymentMethod)) \(Wording.payment(order.paymentStatus))", .muted)
    OrderFieldsView(fields: fields, currency: currency, known: [told], total: total, isFocused: true)
      .draw(on: &canvas, in: area)
  }
}
