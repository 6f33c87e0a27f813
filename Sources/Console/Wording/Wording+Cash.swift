public import Commerce

extension Wording {
  /// A rule of cash, payments and refunds in words; nil for rules of elsewhere.
  static func cash(_ rule: Rule, _ fact: FactWords) -> String? {
    switch rule {
    case .nothingDue: fact.has(.person) ? "\(fact[.person]) holds no cash" : "Nothing is due\(fact.onOrder)"
    case .amountDiffers: "AMOUNT DIFFERS: \(fact[.due]) is due, \(fact[.amount]) was entered"
    case .differenceUnfit: "\(fact[.reason, "That reason"]) does not explain \(fact[.amount, "this difference"])"
    case .cashUpOpen: "A count of \(fact[.person, "this driver"])'s cash waits for a decision\(fact.age)"
    case .cashUpSettled: "This count is decided already"
    case .cashMoved: "Cash has moved since this count: \(fact[.due]) then, \(fact[.amount]) now"
    case .dayNotZero: "NOT HOME YET: \(fact.holding)"
    case .overBalance: "\(fact[.requested, "That"]) is more than there is: \(fact[.available, fact[.limit, "less"]])"
    case .paymentLive: "Mobile money is still asked for\(fact.onOrder)\(fact.age)"
    case .paymentNotLive: "The payment\(fact.onOrder) is \(fact[.payment, fact[.status, "settled already"]])"
    case .noProvider:
      fact.has(.reason)
        ? "Mobile money is not set up: \(fact[.reason])" : "No mobile money provider is set up"
    case .providerRefused: "The provider says no: \(fact[.reason, "without a reason"])"
    case .noticeUnsigned: "The signature of this notice is not valid: nothing is applied"
    case .planChanged: "Something changed meanwhile: nothing was done"
    case .secondPersonNeeded: "The second person must be neither \(fact[.person, "driver"]) nor cashier"
    default: refund(rule, fact)
    }
  }

  private static func refund(_ rule: Rule, _ fact: FactWords) -> String? {
    switch rule {
    case .nothingPaid: "Nothing was paid\(fact.onOrder), so nothing can go back"
    case .overRefund:
      "\(fact[.requested, fact[.amount, "That"]]) is more than can still go back: \(fact[.available, fact[.limit, "less"]])"
    case .refundNotFailed: "This refund is \(fact[.status, "under way"]), only a failed one is tried again"
    case .refundProcessed: "This refund is paid out already"
    default: nil
    }
  }

  /// By what money goes.
  public static func tender(_ tender: Tender) -> String {
    switch tender {
    case .cash: "cash"
    case .momo: "MoMo"
    }
  }

  /// Why money moved.
  public static func reason(_ reason: CashReason) -> String {
    switch reason {
    case .due: "due"
    case .collected: "collected"
    case .difference: "difference"
    case .cashUp: "cash-up"
    case .deposit: "paid in"
    case .refund: "refund"
    case .reopened: "taken back"
    case .settled: "settled"
    }
  }

  /// Who answers for a difference at the door; `exact` where there is none.
  public static func difference(_ reason: DifferenceReason?) -> String {
    switch reason {
    case nil: "exact"
    case .tolerance: "small change"
    case .customerDebt: "customer owes it"
    case .returnedItem: "item came back"
    case .driverShortage: "driver answers"
    case .customerCredit: "customer has credit"
    }
  }

  /// Who answers for a difference at the till.
  public static func cashUp(_ reason: CashUpReason) -> String {
    switch reason {
    case .driver: "the driver answers for it"
    case .cashier: "the cashier answers for it"
    case .tolerance: "small change, written off"
    }
  }

  /// How far a cash-up has come.
  public static func cashUp(_ state: CashUp.State) -> String {
    switch state {
    case .agreed: "agreed"
    case .open: "open"
    case .settled: "settled"
    case .superseded: "counted anew"
    }
  }

  /// What became of a notice.
  public static func notice(_ state: PaymentNotice.State) -> String { state.rawValue }

  /// How a notice's signature stands.
  public static func signature(_ signature: PaymentNotice.Signature) -> String {
    switch signature {
    case .valid: "signed"
    case .unsigned: "not signed"
    case .invalid: "FALSE signature"
    }
  }

  /// An account, with whose it is where it is somebody's.
  public static func account(_ word: String, name: String = "") -> String {
    switch word {
    case "sales": "sales"
    case "customer": "customers"
    case "driver": name.isEmpty ? "drivers" : name
    case "cashier": name.isEmpty ? "tills" : "till of \(name)"
    case "bank": "bank"
    case "momo": "MoMo"
    case "tolerance": "written off"
    case "debt": "customers' debt"
    case "credit": "customers' credit"
    case "owned": name.isEmpty ? "owned differences" : "owned by \(name)"
    case "refunds": "refunds"
    default: word
    }
  }
}

extension FactWords {
  /// ` of ORD-…`, where the order is known.
  var onOrder: String { has(.order) ? " of \(self[.order])" : "" }

  /// Who still holds what.
  var holding: String {
    if has(.person), has(.amount) {
      return "\(self[.person]) \(self[.person].contains(", ") ? "hold" : "holds") \(self[.amount])"
    }
    if has(.person) { return self[.person] }
    if has(.reason) { return self[.reason] }
    return has(.amount) ? self[.amount] : "cash is still on the way"
  }
}
