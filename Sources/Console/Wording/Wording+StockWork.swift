public import Commerce
public import Operations

extension Wording {
  /// A rule of stock work in words; nil for rules of elsewhere.
  static func stockWork(_ rule: Rule, _ fact: FactWords) -> String? {
    switch rule {
    case .approvalNeeded:
      "\(fact[.quantity]) units of \(fact[.item]) are more than the \(fact[.limit]) one person may change alone"
    case .approvalSettled: "That difference of \(fact[.item]) is \(fact[.status]) already"
    case .stockPromised:
      "PROMISED: \(fact[.available, "0"]) of \(fact[.item]) in \(fact[.bin]) are free, \(fact[.requested]) wanted"
        + (fact.has(.order) ? "; \(fact[.order]) has them" : "")
        + (fact.has(.holder) ? ", \(fact[.holder]) is on the way" : "")
    case .reasonUnfit: "\(fact[.reason]) does not fit \(fact[.quantity]) units in \(fact[.bin])"
    case .bookUnchanged: "The book says \(fact[.quantity]) already"
    case .notInBin: "\(fact[.bin]) has \(fact[.available, "0"]) of \(fact[.item]), \(fact[.requested]) wanted"
    case .sameBin: "SAME BIN: \(fact[.bin]) is where it comes from"
    case .countFirst: "BIN FIRST: scan the bin that is to be counted"
    case .countedNone:
      "\(fact[.quantity]) \(fact[.quantity] == "1" ? "item" : "items") of \(fact[.bin]) not scanned"
    case .notToCount: "NOT TO COUNT: \(fact[.item])\(fact.need)"
    case .countPosted: "The count of \(fact[.bin]) is \(fact[.status]) already"
    case .overReceipt:
      "TOO MANY: \(fact[.quantity]) of \(fact[.item]), \(fact[.limit, "0"]) due"
    case .notExpected: "NOT EXPECTED: \(fact[.item]) is not on \(fact[.code])"
    case .shortReceipt: "\(fact[.quantity]) units of \(fact[.code]) have not come"
    case .deliveryClosed: "\(fact[.code]) is closed already"
    case .transferReceived: "\(fact[.code]) is received already"
    case .transferNotSent: "\(fact[.code]) has not left \(fact[.zone]) yet"
    case .transferNotHere: "\(fact[.code]) goes from \(fact[.zone]) to \(fact[.target])"
    case .transferEmpty: "Nothing is in \(fact[.code]) yet"
    case .secondPersonNeeded: "Somebody else than whoever did it has to vouch"
    default: nil
    }
  }

  /// What asked for a count.
  public static func source(_ source: CountTask.Source) -> String {
    switch source {
    case .requested: "asked for"
    case .short: "short pick"
    case .zeroCheck: "not empty"
    case .floor: "on the floor"
    }
  }

  /// What came of an adjustment.
  public static func text(_ result: AdjustResult) -> String {
    if result.delta == 0 { return "\(result.item) in \(result.bin): corrected meanwhile, nothing to post" }
    let units = signed(result.delta)
    return result.isWaiting
      ? "\(units) \(result.item) in \(result.bin) waits for a second person"
      : "\(units) \(result.item): \(result.onHand) in \(result.bin) now"
  }

  /// What came of a count.
  public static func text(_ summary: CountSummary) -> String {
    let waiting = summary.waiting + summary.blocked.count
    var parts = ["\(summary.bin) counted, \(counted(summary.items, "item"))"]
    if summary.posted == 0, waiting == 0 { parts.append("all as in the book") }
    if summary.posted > 0 {
      parts.append("\(counted(summary.posted, "difference")) posted")
    }
    if waiting > 0 { parts.append("\(counted(waiting, "waits", "wait")) for approval") }
    return parts.joined(separator: ", ")
  }

  /// What one step of a count did.
  public static func text(_ verdict: CountVerdict) -> String {
    switch verdict {
    case .counted(let item, let units, let total): units == 1 ? "\(item) \(total)" : "\(item) \(total) (+\(units))"
    case .restarted(let item, _): "MOVED MEANWHILE: count all of \(item) again, this was the first"
    case .set(let item, let total): "\(item) \(total) in all"
    case .undone(let item, let total): "taken back: \(item) \(total.map { "is \($0)" } ?? "is not counted")"
    }
  }

  /// What a code stands for from now on.
  public static func text(_ linked: LinkedBarcode) -> String {
    "\(linked.code) is \(linked.units == 1 ? "" : "\(linked.units) of ")\(linked.item) from now on"
  }

  /// `+3`, `-2`.
  public static func signed(_ number: Int) -> String { number > 0 ? "+\(number)" : "\(number)" }
}
