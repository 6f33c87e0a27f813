public import Commerce
import Operations

extension Wording {
  /// A rule of people and their roles in words.
  static func people(_ rule: Rule, _ fact: FactWords) -> String {
    switch rule {
    case .ownGrants: "Nobody changes their own roles"
    case .beyondReach:
      "That is beyond your reach: it takes every right of the role\(fact.has(.reason) ? " (\(fact[.reason]))" : "") there"
    case .notYourself: "Not to yourself"
    case .inactivePerson: "\(fact[.person, "That person"]) is not active"
    default: "Not while you act as somebody else"
    }
  }

  /// What is left to do, in a few words.
  public static func text(_ kind: ShiftCloseKind) -> String {
    switch kind {
    case .unpaidInWork: "in work, payment failed"
    case .picking: "begun, not picked"
    case .unpacked: "picked, not packed"
    case .unstaged: "packed, not staged"
    case .unassigned: "late, no driver"
    case .unsent: "assigned, not sent"
    case .outLate: "out past promise"
    case .failed: "failed, undecided"
    case .returns: "parcels due back"
    case .shortages: "shortages open"
    case .putBacks: "put-backs"
    case .held: "on hold over a day"
    case .driverCash: "cash with drivers"
    case .cashierCash: "cash not banked"
    case .cashUps: "cash-ups undecided"
    case .refunds: "refunds unowned"
    case .payments: "payments pending"
    case .counts: "counts to approve"
    case .notices: "notices failed"
    }
  }

  /// What mends it, as something to do.
  public static func remedy(_ kind: ShiftCloseKind) -> String {
    switch kind {
    case .unpaidInWork: "poll the payment, or cancel the order"
    case .picking: "finish picking"
    case .unpacked: "pack them"
    case .unstaged: "bring them to their lane"
    case .unassigned: "assign a driver"
    case .unsent: "send them out"
    case .outLate: "ask the driver, enter the outcome"
    case .failed: "reschedule, or back to the depot"
    case .returns: "scan them in"
    case .shortages: "take from elsewhere, or drop the line"
    case .putBacks: "scan them back into their bins"
    case .held: "release, or cancel"
    case .driverCash: "cash up"
    case .cashierCash: "bank it"
    case .cashUps: "decide who answers for the difference"
    case .refunds: "take it on, or pay it out"
    case .payments: "poll now"
    case .counts: "approve, or count again"
    case .notices: "replay"
    }
  }

  /// The view where it is mended, as an address.
  public static func address(_ kind: ShiftCloseKind) -> String {
    switch kind {
    case .unpaidInWork, .payments: "payments"
    case .picking: "queue stage=picking"
    case .unpacked: "queue stage=picked"
    case .unstaged: "stage"
    case .unassigned: "dispatch lane=ready late"
    case .unsent: "dispatch lane=assigned"
    case .outLate: "dispatch lane=out late"
    case .failed: "dispatch lane=failed"
    case .returns: "returns"
    case .shortages: "shortages"
    case .putBacks: "put-backs"
    case .held: "queue held"
    case .driverCash, .cashierCash, .cashUps: "till"
    case .refunds: "refunds"
    case .counts: "approvals"
    case .notices: "notices"
    }
  }
}
