import Commerce
import Operations
import Terminal

/// A phone or counter order on one screen, by keyboard alone: phone first, then items by scan or search, then how it is
/// paid. Nothing is lost by an error: the draft stays until it is placed or left on purpose.
struct NewOrderScreen: Screen {
  private(set) var fields: OrderFields
  /// What is known of the phone that was entered.
  private(set) var card: CustomerCard?
  /// Totals, promise and what is short, as the core says now.
  private(set) var preview: OrderPreview?
  private(set) var placed: PlacedOrder?
  private var cardPhone = ""
  private var lookUps = 0
  private let firstPhone: String
  private var slots: [OrderDraft.WantedSlot] = []

  init(phone: String = "") {
    firstPhone = phone
    fields = OrderFields(customer: OrderFields.customerForm(phone: phone), terms: Form([]))
  }

  var request: ScreenRequest { .service(.newOrder(fields.customer["phone"].trimmed)) }
  var title: String { "New order" }
  var inputMode: InputMode { placed == nil ? .text : .board }
  var hasUnsavedWork: Bool {
    placed == nil && (!fields.items.lines.isEmpty || !fields.customer["name"].isEmpty)
  }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    if let placed {
      return [
        Binding("new_order.again", "another order", [.character("n"), .enter], importance: 9),
        Binding(
          "new_order.open", "open \(OrderNumber.short(placed.number, ellipsis: "…"))", [.character("o")],
          importance: 8),
      ]
    }
    let missing = context.missing(.placeOrders)
    return [
      Binding("new_order.place", "preview and place", [.function(10)], importance: 20, refusal: missing),
      Binding(
        "new_order.known", "known address", [.function(5)], importance: (card?.places.count ?? 0) > 1 ? 8 : 0),
      Binding("new_order.items", "items", [.function(2)], section: .list, importance: 6),
      Binding("new_order.lines", "quantities", [.function(3)], section: .list, importance: 5),
      Binding("new_order.terms", "fee and payment", [.function(4)], section: .list, importance: 4),
      Binding("new_order.customer", "customer's orders", [.function(6)], section: .view, importance: 2),
    ]
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] {
    fields.terms = terms(context)
    return firstPhone.isEmpty ? [] : lookUp(firstPhone)
  }

  /// The terms of a new order; the first choices are the usual ones.
  private mutating func terms(_ context: Context) -> Form {
    let minute = context.local(context.now).minuteOfDay
    let days = (0...1).flatMap { day in
      (context.site?.policy.slots ?? []).filter { day > 0 || $0.until > minute }.map {
        OrderDraft.WantedSlot(day: day, slot: $0)
      }
    }
    slots = days
    let times = days.map { "\($0.day == 0 ? "today" : "tomorrow") \($0.slot.text)" }
    return Form([
      .text("fee", label: "delivery fee", value: "", maximumLength: 12),
      .choice("pay", label: "paid by", [Wording.method(.cod), Wording.method(.momo)]),
      .choice("when", label: "wanted", ["as soon as possible"] + times),
      .choice("proof", label: "proof", ["as the town asks"] + ProofRequirement.allCases.map(Wording.proof)),
      .toggle("urgent", label: "urgent"), .text("note", label: "note", maximumLength: 1000),
    ])
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key): return take(fields.handle(key), key, context)
    case .paste(let text): return take(fields.paste(text), .enter, context)
    case .scan(let code): return placed == nil ? add(code) : [.open(.service(.find(code)))]
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .confirmed(let tag) where tag == "place":
      return draft(context).map { [.call(.orders(.place($0)), tag: "place")] } ?? []
    case .chosen(let place, "known"):
      if let index = Int(place), let card, card.places.indices.contains(index) { fill(card.places[index]) }
      return ask(context)
    case .committed: return ask(context)
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    switch name {
    case "new_order.again": return [.replace(.service(.newOrder("")))]
    case "new_order.open": return placed.map { [.open(.order(.id($0.id), neighbours: []))] } ?? []
    case "new_order.place": return confirm(context)
    case "new_order.items": fields.go(to: "item")
    case "new_order.lines": fields.go(to: "lines")
    case "new_order.terms": fields.go(to: "fee")
    case "new_order.customer":
      let phone = fields.customer["phone"].trimmed
      return phone.isEmpty ? [.notice(Notice(.refused, "Enter the phone first"))] : [.open(.service(.customer(phone)))]
    case "new_order.known":
      guard let card, !card.places.isEmpty else { return [.notice(Notice(.info, "Nothing is known of this phone"))] }
      let items = card.places.enumerated().map { index, place in
        PaletteItem(id: "\(index)", title: "\(place.name), \(place.address.line)", hint: "\(place.orders)×")
      }
      return [.choose(items, title: "Where to?", tag: "known")]
    default: break
    }
    return []
  }

  private mutating func take(_ outcome: OrderFields.Outcome, _ key: Key, _ context: Context) -> [Effect] {
    switch outcome {
    case .left("phone"): return [.quiet] + lookUp(fields.customer["phone"].trimmed)
    case .left("name") where key == .enter && fields.customer["name"].isEmpty:
      // What is known is taken by Enter; nothing has to be typed again.
      guard let place = card?.places.first else { return [] }
      fill(place)
      fields.go(to: "item")
      return ask(context)
    case .left("area"), .left("fee"), .left("when"), .changed: return [.quiet] + ask(context)
    case .left, .moved, .ignored: return []
    case .search(let text): return text.isEmpty ? [] : [.quiet, .call(.stock(.find(text, limit: 8)), tag: "search")]
    case .add(let text):
      if let hit = fields.items.choice { return take(hit, 1, context) }
      return add(text)
    case .submitted: return confirm(context)
    }
  }

  /// Looks a code up by itself, so that the next scan can follow at once.
  private mutating func add(_ text: String) -> [Effect] {
    _ = fields.items.takePrompt()
    let (units, code) = Self.units(in: text)
    guard !code.isEmpty else { return [] }
    lookUps += 1
    return [.call(.stock(.find(code, limit: 8)), tag: "add \(lookUps) \(units) \(code)")]
  }

  /// `3*code` is three of it.
  static func units(in text: String) -> (units: Int, code: String) {
    let parts = text.split(separator: "*", maxSplits: 1)
    guard parts.count == 2, let units = Int(parts[0].trimmingSpaces), (1...999).contains(units) else {
      return (1, text.trimmed)
    }
    return (units, String(parts[1]).trimmed)
  }

  private mutating func take(_ hit: StockHit, _ units: Int, _ context: Context) -> [Effect] {
    _ = fields.items.takePrompt()
    fields.items.add(hit, units: units)
    return [.quiet] + ask(context)
  }

  private mutating func lookUp(_ phone: String) -> [Effect] {
    guard !phone.isEmpty, phone != cardPhone else { return [] }
    cardPhone = phone
    card = nil
    return [.call(.service(.customer(phone: phone)), tag: "customer")]
  }

  private mutating func fill(_ place: CustomerCard.Place) {
    fields.set("name", to: place.name)
    fields.set("address", to: place.address.line1)
    fields.set("area", to: place.address.area)
    fields.set("landmark", to: place.address.landmark)
  }

  // MARK: The draft

  /// The order as entered; nil where a field cannot be read.
  func draft(_ context: Context) -> OrderDraft? {
    let fee = fields.terms["fee"].trimmed
    let money = fee.isEmpty ? nil : Money(decimal: fee, context.site?.currency ?? .cedi)
    if money == nil, !fee.isEmpty { return nil }
    func chosen(_ id: String) -> Int {
      guard case .choice(_, let selected)? = fields.terms.fields.first(where: { $0.id == id })?.kind else { return 0 }
      return selected
    }
    let proof = chosen("proof")
    let slot = chosen("when")
    return OrderDraft(
      lines: fields.items.draft, customer: fields.person, address: fields.address,
      paymentMethod: chosen("pay") == 0 ? .cod : .momo, deliveryMinor: money?.minor, note: fields.terms["note"].trimmed,
      priority: fields.terms["urgent"] == "yes" ? 1 : 0,
      proof: proof == 0 ? nil : ProofRequirement.allCases[proof - 1],
      slot: slots.indices.contains(slot - 1) ? slots[slot - 1] : nil)
  }

  /// Asks what it would cost and whether it is there.
  private func ask(_ context: Context) -> [Effect] {
    guard placed == nil, let draft = draft(context), !draft.lines.isEmpty else { return [] }
    return [.call(.service(.previewOrder(draft)), tag: "preview")]
  }

  private mutating func confirm(_ context: Context) -> [Effect] {
    fields.items.dropEmpty()
    guard let draft = draft(context) else {
      fields.terms.show(errors: ["fee": "an amount such as 12.50"])
      fields.go(to: "fee")
      return []
    }
    guard !draft.lines.isEmpty else {
      fields.go(to: "item")
      return [.notice(Notice(.refused, "Nothing is on it yet: scan or type an item")), .bell]
    }
    return [.call(.service(.previewOrder(draft)), tag: "confirm")]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .service(.customer(let found)):
      card = found
      if fields.terms["fee"].isEmpty, found.lastFeeMinor > 0 {
        fields.set("fee", to: Money(minor: found.lastFeeMinor, context.site?.currency ?? .cedi).plain)
      }
      return []
    case .stockHits(let hits) where tag == "search":
      fields.items.show(hits)
      return []
    case .stockHits(let hits) where tag.hasPrefix("add "): return added(hits, tag, context)
    case .service(.preview(let found)):
      preview = found
      fields.items.take(found)
      return tag == "confirm" ? confirmed(found, context) : []
    case .placed(let order):
      placed = order
      let done = Notice(.done, "Placed \(order.number) in \(context.site?.name ?? "")")
      guard order.status == .pendingPayment else { return [.notice(done)] }
      // The phone rings while the customer is still on the line.
      return [.notice(done), .call(.cash(.request(order.id, phone: nil)), tag: "ask_payment")]
    case .cash(.payment(let row)):
      return [
        .notice(Notice(.done, "Placed \(row.number): the phone is asked for \(row.payment.amount.text)"))
      ]
    case .failed(let error, _) where tag == "ask_payment":
      return [
        .notice(Notice(.warning, "Placed; NOT ASKED FOR PAYMENT: \(Wording.text(error)). In the order m asks again")),
        .bell,
      ]
    case .failed(.invalid(let issues), _) where tag != "preview":
      fields.show(issues)
      return [.notice(Notice(.refused, "Look at what is marked; nothing is placed yet")), .bell]
    case .failed(let error, _): return tag == "preview" ? [] : [.notice(.error(error)), .bell]
    default: return []
    }
  }

  private mutating func added(_ hits: [StockHit], _ tag: String, _ context: Context) -> [Effect] {
    let words = tag.split(separator: " ", maxSplits: 3).map(String.init)
    guard words.count == 4, let units = Int(words[2]) else { return [] }
    switch hits.count {
    case 0: return [.notice(Notice(.warning, "UNKNOWN ITEM: \(words[3])")), .bell]
    case 1: return take(hits[0], units, context)
    default:
      if let exact = hits.first(where: { $0.variant.sku == words[3].uppercased() }) {
        return take(exact, units, context)
      }
      fields.go(to: "item")
      fields.items.ask(words[3], hits)
      return [.notice(Notice(.info, "Which one? Up and Down choose, Enter takes it"))]
    }
  }

  private mutating func confirmed(_ preview: OrderPreview, _ context: Context) -> [Effect] {
    if let refusal = preview.refusal {
      if case .invalid(let issues) = refusal {
        fields.show(issues)
        return [.notice(Notice(.refused, "Look at what is marked; nothing is placed yet")), .bell]
      }
      fields.go(to: "lines")
      return [.notice(.error(refusal, now: context.now)), .bell]
    }
    return [.confirm(dialog(preview, context), tag: "place")]
  }

  /// What is about to be placed, in lines that fit a small screen.
  private func dialog(_ preview: OrderPreview, _ context: Context) -> Dialog {
    let today = context.local(context.now)
    let promise = context.local(preview.promiseAt).clockOrDay(today: today)
    let units = preview.lines.reduce(0) { $0 + $1.quantity }
    var body = [
      "\(preview.totals.total.text), \(fields.terms["pay"])"
        + (preview.totals.deliveryMinor > 0
          ? ", with \(Money(minor: preview.totals.deliveryMinor, preview.totals.currency).digits) delivery" : ""),
      "\(ListCount.counted(preview.lines.count, "line")), \(ListCount.counted(units, "unit"))",
      "promised \(promise)\(preview.zone.isEmpty ? ", in no zone" : ", zone \(preview.zone)")",
      "to \(fields.address.line)",
    ]
    if fields.terms["urgent"] == "yes" { body.append("urgent: picked before the others") }
    if let balance = card?.balance, balance.minor > 0 { body.append("the customer owes \(balance.text)") }
    return Dialog(
      question: "Place it for \(fields.person.name) in \(context.site?.name ?? "this town")?", body: body,
      confirmKey: .function(10), confirmLabel: "places it", cancelLabel: "goes on writing")
  }
}

extension Commerce.Address {
  /// All of it in one line.
  var line: String { [line1, area, landmark].filter { !$0.isEmpty }.joined(separator: ", ") }
}

extension Substring {
  fileprivate var trimmingSpaces: String { String(self).trimmed }
}
