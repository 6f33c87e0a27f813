public import Commerce

extension Wording {
  /// How far an attempt to deliver has come.
  public static func dispatch(_ status: DispatchStatus) -> String {
    switch status {
    case .assigned: "assigned"
    case .outForDelivery: "out"
    case .delivered: "delivered"
    case .failed: "failed"
    }
  }

  /// How far a run has come.
  public static func run(_ state: Run.State) -> String { state.rawValue }

  /// Why a delivery failed.
  public static func failure(_ reason: FailureReason) -> String {
    switch reason {
    case .noAnswer: "no answer"
    case .wrongAddress: "wrong address"
    case .refused: "refused"
    case .closed: "closed"
    case .cashNotReady: "cash not ready"
    case .anotherDay: "another day"
    case .damaged: "damaged"
    case .vehicleTrouble: "vehicle trouble"
    case .outOfTime: "out of time"
    case .orderCancelled: "order cancelled"
    case .unassigned: "taken off the run"
    case .other: "another reason"
    }
  }

  /// Why work goes to another driver.
  public static func swap(_ reason: SwapReason) -> String {
    switch reason {
    case .sick: "sick"
    case .breakdown: "breakdown"
    case .refused: "driver refused"
    case .overloaded: "too much"
    case .other: "other"
    }
  }

  /// Why an outcome is taken back.
  public static func reopen(_ reason: ReopenReason) -> String {
    switch reason {
    case .mistake: "entered by mistake"
    case .customerCame: "customer came after all"
    case .wrongOrder: "meant another order"
    }
  }

  /// Why a parcel was not loaded.
  public static func gap(_ reason: LoadGap) -> String {
    switch reason {
    case .notFound: "not found"
    case .damaged: "damaged"
    case .noRoom: "no room"
    case .other: "other"
    }
  }

  /// Who answers for a difference at the door.
  public static func difference(_ reason: DifferenceReason) -> String {
    switch reason {
    case .tolerance: "small change, written off"
    case .customerDebt: "the customer owes it"
    case .returnedItem: "part came back"
    case .driverShortage: "the driver owes it"
    case .customerCredit: "we owe it to the customer"
    }
  }

  /// What the door asks for, as the label of its field; empty for nothing.
  public static func askedProof(_ requirement: ProofRequirement) -> String {
    switch requirement {
    case .none: ""
    case .name: "taken in by"
    case .code: "customer's code"
    case .reference: "photo or signature"
    }
  }

  /// A rule of dispatch in words; nil for rules of elsewhere.
  static func dispatch(_ rule: Rule, _ fact: FactWords) -> String? { driver(rule, fact) ?? outcome(rule, fact) }

  private static func driver(_ rule: Rule, _ fact: FactWords) -> String? {
    let who = fact[.person, fact[.driver, "The driver"]]
    let order = fact[.order, "The order"]
    return switch rule {
    case .driverUnavailable: "\(who) is not available\(fact.because)"
    case .driverOffShift: "\(who) is off shift\(fact.has(.limit) ? ": \(fact[.limit])" : "")"
    case .driverOut:
      "\(who) is out"
        + (fact.has(.quantity) ? " with \(fact[.quantity]) \(fact[.quantity] == "1" ? "stop" : "stops")" : "")
    case .driverCapacity:
      "\(who) takes \(fact[.limit, "no more"]): has \(fact[.quantity, "all"]), "
        + "\(fact[.requested, "more"]) more do not fit"
    case .driverCashLimit: "\(who) holds \(fact[.amount, "cash"]), the limit is \(fact[.limit, "reached"])"
    case .driverExcluded: "\(who) refused \(fact[.order, "this order"]) before"
    case .notADriver: "\(who) does not drive here"
    case .driverUnchanged: "\(who) has it already"
    case .alreadyAssigned:
      "\(order) is assigned already\(fact.has(.driver) ? " to \(fact[.driver])" : "")"
        + (fact.has(.run) ? " on \(fact[.run])" : "")
    case .notAssigned: "\(order) is on no run"
    case .notReady: "\(order) is \(fact[.status, "not ready"]), not ready to go out"
    case .notYourDispatch: "\(order) is not on your run\(fact.has(.driver) ? ": \(fact[.driver]) has it" : "")"
    case .wrongRun:
      "WRONG RUN: \(fact[.parcel, "the parcel"]) goes on \(fact[.neededRun, "another run"])"
        + (fact.has(.driver) ? " of \(fact[.driver])" : "") + (fact.has(.run) ? ", this is \(fact[.run])" : "")
    case .loadGaps: "\(fact[.quantity, "Some"]) parcels are not loaded"
    case .alreadyLoaded: "\(fact[.parcel, "The parcel"]) is loaded already"
    case .runEmpty: "\(fact[.run, "The run"]) has no stops"
    case .runLeft: "\(fact[.run, "The run"]) has left already"
    default: nil
    }
  }

  private static func outcome(_ rule: Rule, _ fact: FactWords) -> String? {
    let order = fact[.order, "The order"]
    return switch rule {
    case .notOut: "\(order) is not out for delivery"
    case .dispatchEnded: "\(order) is \(fact[.status, "ended"]) already"
    case .attemptsUsed: "\(order) had \(fact[.attempt, "all"]) of \(fact[.limit, "its"]) attempts"
    case .incidentOpen: "\(order) has an incident to be decided\(fact.because)"
    case .noIncident: "\(order) has no open incident"
    case .notFailed: "\(order) has not failed"
    case .slotFull: "That slot is full\(fact.has(.limit) ? ": it takes \(fact[.limit])" : "")"
    case .slotPast: "That slot is over"
    case .notDueBack: "\(fact[.parcel, "The parcel"]) is not expected back"
    case .parcelsOut:
      "\(fact[.quantity, "Some"]) parcels of \(fact[.order, "the order"]) are not back yet"
        + (fact.has(.driver) ? ": \(fact[.driver]) has them" : "")
    case .reopenWindow: "Too late to take \(fact[.order, "it"]) back alone\(fact.age.isEmpty ? "" : ":\(fact.age) ago")"
    case .cashHandedOver: "The cash of \(fact[.order, "this order"]) is handed over already"
    case .proofNeeded: "\(order) is handed over with \(proofWords(fact))"
    case .proofWrong: "That is not the customer's code"
    default: nil
    }
  }

  private static func proofWords(_ fact: FactWords) -> String {
    let requirement = [fact[.target, ""], fact[.reason, ""]].compactMap { ProofRequirement(rawValue: $0) }.first
    return requirement.map(askedProof) ?? "proof of delivery"
  }
}
