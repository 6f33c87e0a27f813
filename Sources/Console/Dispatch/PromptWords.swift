import Commerce
import Operations
import Terminal

/// The words of a question.
struct PromptWords {
  let prompt: DispatchPrompt
  let context: Context

  /// What is done, and to what.
  var title: String {
    let what = subject
    return switch prompt.purpose {
    case .assign: "Assign \(what)"
    case .unassign: "Take \(what) off the run"
    case .sendOut: "Send out \(what)"
    case .deliverAll, .deliver: "Delivered: \(what)"
    case .backToDepot: "Back to the depot: \(what)"
    case .swapRun(_, let code): "Swap the driver of \(code), \(what)"
    case .swap: "Swap the driver of \(what)"
    case .collect: "Other amount: \(what)"
    case .fail: "Failed: \(what)"
    case .incident: "Incident: \(what)"
    case .reopen: "Take back the outcome of \(what)"
    case .reschedule: "Another attempt: \(what)"
    case .askMoMo: "Mobile money: \(what)"
    case .backToCash: "Cash after all: \(what)"
    }
  }

  private var subject: String {
    guard let card = prompt.card else { return "" }
    let number = context.size.columns < 60 ? OrderNumber.short(card.number, ellipsis: "…") : card.number
    if prompt.cards.count == 1 { return "\(number) \(card.customer)" }
    let cod = prompt.cards.reduce(0) { $0 + $1.due.minor }
    return counted(prompt.cards.count, "order") + (cod > 0 ? ", COD \(prompt.money(cod).text)" : "")
  }

  /// What the next key answers.
  var question: String {
    let name = prompt.card.map { Self.lastName($0.customer) } ?? ""
    switch prompt.step {
    case .driver: return "to"
    case .plan: return prompt.isReading ? "" : "Enter does it"
    case .swapReason, .failure, .reopen: return "why"
    case .difference: return difference
    case .incident: return prompt.card?.dispatch?.incident.map { "\(Wording.failure($0.reason)), says \($0.by)" } ?? ""
    case .amount: return "collected"
    case .items: return "what comes back"
    case .day: return "day"
    case .slot:
      let days = prompt.days ?? 0
      return DayEntry.words(days, now: context.now, offsetMinutes: context.site?.utcOffsetMinutes ?? 0)
    case .confirm: break
    }
    guard let card = prompt.card else { return "" }
    switch prompt.purpose {
    case .askMoMo: return "Ask \(card.phone) for \(card.due.text) by MoMo?"
    case .backToCash: return "Take \(card.due.text) in cash from \(name)?"
    default:
      let amount = prompt.amountMinor.map { prompt.money($0).text } ?? card.due.text
      let money = (prompt.amountMinor ?? card.due.minor) == 0 ? "Hand over to \(name)?" : "\(amount) cash from \(name)?"
      return money
    }
  }

  /// The word before the field, where the question stands above it.
  var label: String { prompt.asksProof ? Wording.askedProof(prompt.card?.proof ?? .none) : "" }

  /// What was typed stays in sight while its reason is asked for.
  private var difference: String {
    guard let card = prompt.card, let amount = prompt.amountMinor else { return "why" }
    let open = amount - card.due.minor
    let paid = "\(prompt.money(amount).digits) of \(card.due.digits)"
    return "\(paid), \(prompt.money(abs(open)).digits) \(open < 0 ? "short" : "over"): why"
  }

  /// What will do, and what leaves.
  var hint: String {
    switch prompt.step {
    case .driver:
      guard let driver = prompt.driver else { return "two characters, or Up Down" }
      let isPossible = prompt.preview.map { !$0.allowed.isEmpty } ?? false
      return driver.driver.name + (prompt.isReading ? "" : isPossible ? "  Enter does it" : "  another code")
    case .plan: return prompt.isReading ? "" : "Esc leaves everything as it is"
    case .swapReason, .failure, .reopen, .difference: return "a digit; Esc leaves"
    case .incident: return ""
    case .amount:
      return prompt.returned.isEmpty
        ? "of \(prompt.card?.due.digits ?? ""), Enter goes on" : "Enter is \(prompt.money(prompt.expectedMinor).digits)"
    case .items: return "digits, Enter goes on"
    case .day: return "+1 is tomorrow, or mon"
    case .slot: return prompt.slot == nil ? "a slot's digit" : "Enter does it"
    case .confirm: return "Enter does it"
    }
  }

  /// The name a door is known by.
  private static func lastName(_ name: String) -> String { name.split(separator: " ").last.map(String.init) ?? name }
}
