import Commerce
import Operations
import Terminal

/// One order with everything that hangs on it, and what may be done to it.
struct OrderScreen: Screen {
  private(set) var key: OrderKey
  /// The orders of the list it was opened from, in its order.
  let neighbours: [ID<Order>]
  private(set) var detail: OrderDetail?
  /// Why there is nothing to show.
  private(set) var problem: CommerceError?
  /// The open part where one is shown at a time, else the column that scrolls.
  private(set) var focus = 0
  private(set) var panes = [ScrollPane](repeating: ScrollPane(), count: OrderSections.Section.allCases.count)
  /// The reason given for what is being asked about.
  private var reason = ""
  /// What the preview of cancelling rests on.
  private var basis: String?

  init(_ key: OrderKey, neighbours: [ID<Order>]) {
    self.key = key
    self.neighbours = neighbours
  }

  var request: ScreenRequest { .order(detail.map { .number($0.order.number) } ?? key, neighbours: neighbours) }
  var title: String { "Order" }

  var bannerFacts: String {
    guard let place, neighbours.count > 1 else { return "" }
    return "\(ListCount.grouped(place + 1)) of \(ListCount.grouped(neighbours.count))"
  }

  private var place: Int? { detail.flatMap { neighbours.firstIndex(of: $0.order.id) } }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    var bindings: [Binding] = []
    if let detail {
      let isHeld = detail.order.hold != nil
      let isUrgent = detail.order.priority > 0
      let awaitsPayment = detail.order.status == .pendingPayment
      bindings = detail.actions.map { state in
        switch state.action {
        case .pick:
          isMine(detail, context)
            ? Binding("order.pick", "go on picking", [.character("p")], importance: 9)
            : Binding("order.pick", "pick", [.character("p")], importance: 9, refusal: state.refusal)
        case .pack: Binding("order.pack", "pack", [.character("P")], importance: 8, refusal: state.refusal)
        case .hold:
          Binding("order.hold", "hold", [.character("h")], importance: isHeld ? 0 : 7, refusal: state.refusal)
        case .releaseHold:
          Binding("order.release", "release", [.character("H")], importance: isHeld ? 7 : 0, refusal: state.refusal)
        case .addNote: Binding("order.note", "note", [.character("a")], importance: 6, refusal: state.refusal)
        case .setPriority:
          Binding(
            "order.priority", isUrgent ? "not urgent" : "urgent", [.character("!")], importance: 3,
            refusal: state.refusal)
        case .stepBack:
          Binding("order.step_back", "step back", [.character("b")], importance: 2, refusal: state.refusal)
        case .askPayment:
          Binding(
            "order.ask_payment", "ask for payment", [.character("m")], importance: awaitsPayment ? 8 : 0,
            refusal: state.refusal)
        case .toCash:
          Binding(
            "order.to_cash", "cash at the door", [.character("d")], importance: awaitsPayment ? 5 : 0,
            refusal: state.refusal)
        case .edit: Binding("order.edit", "edit", [.character("e")], importance: 6, refusal: state.refusal)
        case .cancel: Binding("order.cancel", "cancel", [.character("c")], importance: 4, refusal: state.refusal)
        }
      }
    }
    if let detail, isInHand(detail), !isMine(detail, context) {
      bindings.append(
        Binding("order.take_over", "take over", [.character("o")], importance: 5, refusal: context.missing(.pick)))
    }
    if let detail {
      let hasPaid = detail.payments.contains { $0.status == .paid }
      bindings.append(
        Binding(
          "order.refund", "refund", [.character("r")], importance: hasPaid ? 4 : 0,
          refusal: context.missing(.refund)))
      let refusal = detail.order.customer.phone.isEmpty ? CommerceError.notFound(.customer, "") : nil
      bindings.append(
        Binding(
          "order.customer", "customer's orders", [.character("u")], section: .view, importance: 2,
          refusal: context.missing(.seeCustomers) ?? refusal))
    }
    if neighbours.count > 1 {
      bindings += [
        Binding("order.next", "next order", [.character("n")], section: .list, importance: 5),
        Binding("order.previous", "previous order", [.character("N")], section: .list),
      ]
    }
    bindings += [
      Binding("order.next_part", "next part", [.tab, .right], section: .view, importance: 1),
      Binding("order.previous_part", "previous part", [.backTab, .left], section: .view),
    ]
    for section in OrderSections.Section.allCases where OrderLayout.columns(context.area.columns).count == 1 {
      bindings.append(
        Binding(
          "order.part_\(section)", section.title.lowercased(),
          [.character(Character(String(section.rawValue + 1)))], section: .view))
    }
    return bindings + ListKeys.moves()
  }

  /// True while somebody picks it.
  private func isInHand(_ detail: OrderDetail) -> Bool {
    detail.order.pickList != nil && detail.order.pickedAt == nil && !detail.holder.isEmpty
  }

  private func isMine(_ detail: OrderDetail, _ context: Context) -> Bool {
    let me = context.session?.person
    return isInHand(detail) && [me?.name, me?.shortName].contains(detail.holder)
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { read() }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .answer(let answer, let tag): return take(answer, tag)
    case .filled(let fields, "take_over"):
      let second = StepUp(name: fields["name"] ?? "", pin: fields["pin"] ?? "")
      guard let list = detail?.order.pickList else { return [] }
      return [.call(.warehouse(.takeOver(list, stepUp: second)), tag: "take_over")]
    case .filled(let fields, let tag): return filled(fields["text"] ?? "", tag, context)
    case .confirmed(let tag) where tag == "cancel":
      return detail.map { [.call(.orders(.cancel($0.order.id, reason: reason, basis: basis)), tag: "Cancelled")] } ?? []
    case .confirmed("to_cash"):
      return detail.map { [.call(.cash(.backToCash($0.order.id)), tag: "to_cash")] } ?? []
    case .committed: return read()
    case .scan(let code): return [.open(.service(.find(code)))]
    case .resized:
      panes = panes.map { _ in ScrollPane() }
      focus = 0
      return []
    case .mouse(let mouse):
      switch mouse.action {
      case .wheelDown: scroll(.down, context)
      case .wheelUp: scroll(.up, context)
      case .click, .doubleClick: click(mouse, context)
      }
      return []
    default: return []
    }
  }

  private func read() -> [Effect] {
    switch key {
    case .id(let id): [.call(.orders(.detail(id)), tag: "order")]
    case .number(let number): [.call(.orders(.detailByNumber(number)), tag: "order")]
    }
  }

  private mutating func take(_ answer: Answer, _ tag: String) -> [Effect] {
    switch answer {
    case .order(let found):
      if found.order.id != detail?.order.id { panes = panes.map { _ in ScrollPane() } }
      detail = found
      problem = nil
      key = .id(found.order.id)
      return []
    case .work(let work): return [.open(.pick(work.list.id))]
    case .cash(.cancelPreview(let preview)):
      if let refusal = preview.refusal { return [.notice(.error(refusal))] }
      basis = preview.basis
      return detail.map { [.confirm(OrderScreen.cancelling($0, preview, reason: reason), tag: "cancel")] } ?? []
    case .cash(.payment(let row)):
      return [.notice(Self.said(row))] + read()
    case .done:
      return [.notice(Notice(.done, "\(tag) \(detail?.order.number ?? "")"))] + read()
    case .failed(.refused(let refusal), .warehouse(.takeOver)) where refusal.rule == .stepUpNeeded:
      return [.fill(.stepUp("Take over from \(detail?.holder ?? "")"), tag: "take_over")]
    case .failed(let error, _):
      if tag == "order", detail == nil { problem = error }
      return [.notice(.error(error))]
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      scroll(key, context)
      return []
    }
    let count =
      OrderLayout.columns(context.area.columns).count == 1
      ? panes.count
      : OrderLayout.columns(
        context.area.columns
      ).count
    switch name {
    case "order.next": return go(1)
    case "order.previous": return go(-1)
    case "order.next_part": focus = (focus + 1) % count
    case "order.previous_part": focus = (focus + count - 1) % count
    default:
      if let section = OrderSections.Section.allCases.first(where: { name == "order.part_\($0)" }) {
        focus = section.rawValue
        return []
      }
      return detail.map { work(name, on: $0, context) } ?? []
    }
    return []
  }

  private func work(_ name: String, on detail: OrderDetail, _ context: Context) -> [Effect] {
    let order = detail.order
    let what = "\(order.number) in \(detail.site.name)"
    switch name {
    case "order.pick":
      if let list = order.pickList, isMine(detail, context) { return [.open(.pick(list))] }
      return [.call(.warehouse(.claim([order.id])), tag: "claim")]
    case "order.take_over":
      return order.pickList.map { [.call(.warehouse(.takeOver($0, stepUp: nil)), tag: "take_over")] } ?? []
    case "order.pack": return [.open(.pack(order.number))]
    case "order.hold": return [.fill(.text("Hold \(what)", label: "reason"), tag: "hold")]
    case "order.release": return [.call(.orders(.releaseHold(order.id)), tag: "Released")]
    case "order.note": return [.fill(.text("Note on \(what)", label: "note"), tag: "note")]
    case "order.customer": return [.open(.service(.customer(order.customer.phone)))]
    case "order.edit": return [.open(.service(.edit(order.number)))]
    case "order.refund": return [.open(.cash(.refund(order.number)))]
    case "order.priority":
      let urgent = order.priority == 0
      return [.call(.orders(.setPriority(urgent ? 1 : 0, of: order.id)), tag: urgent ? "Made urgent:" : "Not urgent:")]
    case "order.ask_payment":
      let title = "Ask for \(order.totals.total.text) of \(what): empty is the customer's phone"
      return [.fill(.text(title, label: "phone"), tag: "ask_payment")]
    case "order.to_cash":
      let dialog = Dialog(
        question: "Take \(order.totals.total.text) for \(what) in cash at the door?",
        body: [
          "It goes to the floor at once.", "What is asked of a phone is given up; money that still comes goes back.",
        ],
        confirmLabel: "cash at the door", cancelLabel: "wait for the payment")
      return [.confirm(dialog, tag: "to_cash")]
    case "order.step_back": return [.fill(.text("Take \(what) back one step", label: "reason"), tag: "step_back")]
    case "order.cancel": return [.fill(.text("Cancel \(what)", label: "reason"), tag: "cancel")]
    default: return []
    }
  }

  private mutating func filled(_ text: String, _ tag: String, _ context: Context) -> [Effect] {
    guard let detail else { return [] }
    let id = detail.order.id
    switch tag {
    case "hold": return [.call(.orders(.hold(id, reason: text)), tag: "Held")]
    case "ask_payment":
      return [.call(.cash(.request(id, phone: text.trimmed.isEmpty ? nil : text.trimmed)), tag: "ask_payment")]
    case "note": return [.call(.orders(.addNote(text, to: id)), tag: "Noted on")]
    case "step_back": return [.call(.warehouse(.stepBack(order: id, reason: text)), tag: "Took back")]
    case "cancel":
      reason = text
      return [.call(.cash(.cancelPreview(id)), tag: "cancel")]
    default: return []
    }
  }

  private static func said(_ row: PaymentRow) -> Notice {
    let payment = row.payment
    if payment.method == .cod { return Notice(.done, "\(row.number): \(payment.amount.text) is due at the door") }
    return payment.status.isLive
      ? Notice(.done, "\(row.number): the phone is asked for \(payment.amount.text)")
      : Notice(.warning, "\(row.number): the payment is \(Wording.payment(payment.status))")
  }

  private mutating func go(_ step: Int) -> [Effect] {
    guard let place else { return [] }
    guard neighbours.indices.contains(place + step) else {
      return [.notice(Notice(.info, step > 0 ? "That was the last one of the list." : "This is the first one."))]
    }
    key = .id(neighbours[place + step])
    return read()
  }

  private mutating func scroll(_ key: Key, _ context: Context) {
    guard let detail, panes.indices.contains(focus) else { return }
    let layout = OrderLayout(context.area, sections(of: detail, context.now, .unicode), focus: focus)
    guard layout.bodies.indices.contains(layout.focused) else { return }
    let body = layout.bodies[layout.focused]
    _ = panes[focus].move(key, lines: body.lines.count, visible: body.rect.rows)
  }

  private mutating func click(_ mouse: Mouse, _ context: Context) {
    guard let detail else { return }
    let layout = OrderLayout(context.area, sections(of: detail, context.now, .unicode), focus: focus)
    if let tabs = layout.tabs, tabs.rect.contains(row: mouse.row, column: mouse.column) {
      focus = tabs.bar.index(atColumn: mouse.column, in: tabs.rect) ?? focus
    } else if layout.tabs == nil,
      let index = layout.bodies.firstIndex(where: { $0.rect.contains(row: mouse.row, column: mouse.column) })
    {
      focus = index
    }
  }

  func sections(of detail: OrderDetail, _ now: Instant, _ glyphs: Glyphs) -> OrderSections {
    OrderSections(detail: detail, now: now, glyphs: glyphs)
  }
}
