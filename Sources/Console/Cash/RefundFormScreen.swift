import Commerce
import Operations
import Terminal

/// The refund of an order: line by line, the delivery fee, any other sum; money, goods and stock each by their own
/// switch. What is shown is what is committed.
struct RefundFormScreen: Screen {
  let number: String
  private(set) var detail: OrderDetail?
  private(set) var draft: RefundDraft?
  /// Why there is nothing to refund.
  private(set) var problem: CommerceError?
  /// True once something came between, until the next commit.
  private(set) var hasChanged = false
  private var top = 0

  init(_ number: String) { self.number = number }

  var request: ScreenRequest { .cash(.refund(number)) }
  var title: String { "Refund" }
  var inputMode: InputMode { .text }
  var bannerFacts: String { draft.map { "\($0.basis.remaining.text) left" } ?? "" }
  var hasUnsavedWork: Bool { draft?.isTouched == true }

  // MARK: Keys

  func bindings(_ context: Context) -> [Binding] {
    let refusal = context.missing(.refund) ?? problem ?? (draft == nil ? CommerceError.notFound(.order, number) : nil)
    return [
      Binding("refund.commit", "refund", [.enter, .function(10)], importance: 20, refusal: refusal),
      Binding("refund.next", "next field", [.tab], section: .list, importance: 8),
      Binding("refund.before", "field before", [.backTab], section: .list),
      Binding("refund.down", "next row", [.down], section: .list),
      Binding("refund.up", "row before", [.up], section: .list),
      Binding("refund.all", "everything", [.function(9)], importance: 10, refusal: refusal),
      Binding("refund.look", "look again", [.function(5)], section: .view, importance: 2),
    ]
  }

  // MARK: Messages

  mutating func opened(_ context: Context) -> [Effect] { [.call(.orders(.detailByNumber(number)), tag: "order")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key): _ = draft?.handle(key)
    case .paste(let text), .scan(let text): draft?.paste(text)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .confirmed:
      guard let draft else { return [] }
      return draft.needsSecond ? [secondPerson()] : commit(with: nil)
    case .filled(let fields, _): return commit(with: StepUp(name: fields["name"] ?? "", pin: fields["pin"] ?? ""))
    case .committed: return read()
    case .cancelled, .chosen, .mouse, .paused, .resized, .tick: break
    }
    return []
  }

  private func read() -> [Effect] { detail.map { [.call(.cash(.refundable($0.order.id)), tag: "refundable")] } ?? [] }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    switch name {
    case "refund.next": draft?.step(1)
    case "refund.before": draft?.step(-1)
    case "refund.down": draft?.stepRow(1)
    case "refund.up": draft?.stepRow(-1)
    case "refund.all": draft?.fillAll()
    case "refund.look": return read()
    case "refund.commit": return ask(context)
    default: break
    }
    return []
  }

  private mutating func ask(_ context: Context) -> [Effect] {
    guard let draft else { return [] }
    if let wrong = draft.problem {
      self.draft?.go(to: wrong.field)
      return [.notice(Notice(.refused, wrong.words)), .bell]
    }
    let what = draft.total.minor == 0 ? "Take goods back" : "Refund \(draft.total.text)"
    let dialog = Dialog(
      question: "\(what) of \(number) in \(context.site?.name ?? "this town")?",
      body: ["to \(detail?.order.customer.name ?? "")"] + draft.effects + ["reason: \(draft.request.reason)"],
      confirmLabel: "refund it", cancelLabel: "look again")
    return [.quiet, .confirm(dialog, tag: "refund")]
  }

  private func secondPerson(_ name: String = "") -> Effect {
    .fill(.stepUp("A second person vouches for \(draft?.total.text ?? "the refund")", name: name), tag: "step_up")
  }

  private func commit(with second: StepUp?) -> [Effect] {
    guard let draft else { return [] }
    return [.call(.cash(.refund(draft.request, basis: draft.basis.basis, stepUp: second)), tag: "refund")]
  }

  // MARK: Answers

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .order(let found):
      detail = found
      return read()
    case .cash(.refundable(let found)):
      problem = found.refusal
      if draft == nil { draft = RefundDraft(found) } else { draft?.rest(on: found) }
      return []
    case .cash(.refund(let refund)):
      let next = refund.status == .processed ? "paid out" : "waits in refunds (g f) to be paid out"
      return [.notice(Notice(.done, "\(refund.amount.text) of \(number): \(next)")), .close]
    case .failed(let error, let call): return failed(error, call, context)
    default: return []
    }
  }

  private mutating func failed(_ error: CommerceError, _ call: DeskCall, _ context: Context) -> [Effect] {
    guard case .cash(.refund(_, _, let second)) = call else {
      if draft == nil { problem = error }
      return [.notice(.error(error, now: context.now))]
    }
    if case .refused(let refusal) = error {
      if refusal.rule == .stepUpNeeded, second == nil { return [secondPerson()] }
      if [.stepUpFailed, .secondPersonNeeded].contains(refusal.rule) {
        // After a wrong PIN the name stays; who may not vouch makes room for another.
        let name = refusal.rule == .stepUpFailed ? second?.name ?? "" : ""
        return [.notice(.error(error)), .bell, secondPerson(name)]
      }
      if refusal.rule == .planChanged { hasChanged = true }
    }
    return [.notice(.error(error, now: context.now)), .bell] + read()
  }
}
