public import Commerce

/// What scanning a parcel into a vehicle answers.
public struct LoadResult: Hashable, Sendable, Codable {
  /// The parcel's code.
  public var parcel: String
  /// The order's number.
  public var number: String
  /// The stop it is for.
  public var position: Int
  /// Parcels of the run still to be loaded.
  public var left: Int

  /// A loaded parcel.
  public init(parcel: String, number: String, position: Int, left: Int) {
    self.parcel = parcel
    self.number = number
    self.position = position
    self.left = left
  }
}

/// What was shown at the door, as it was said.
public struct ProofInput: Hashable, Sendable, Codable {
  /// Who took it in; may be empty.
  public var recipient: String
  /// The code the customer said; may be empty.
  public var code: String
  /// Where the photo or signature is kept; may be empty.
  public var reference: String

  /// Proof by these particulars, all empty by default.
  public init(recipient: String = "", code: String = "", reference: String = "") {
    self.recipient = recipient
    self.code = code
    self.reference = reference
  }
}

/// What was collected at the door where it is not exactly what was due.
public struct Collected: Hashable, Sendable, Codable {
  /// How much, in minor units of the order's currency.
  public var amountMinor: Int64
  /// Who answers for the difference; nil when there is none.
  public var difference: DifferenceReason?
  /// Units the customer did not keep, by line, for `returnedItem`.
  public var returned: [ID<OrderLine>: Int]

  /// `amountMinor`, the rest explained.
  public init(amountMinor: Int64, difference: DifferenceReason? = nil, returned: [ID<OrderLine>: Int] = [:]) {
    self.amountMinor = amountMinor
    self.difference = difference
    self.returned = returned
  }
}

/// What a delivery answers.
public struct DeliveryResult: Hashable, Sendable, Codable {
  /// The order's number.
  public var number: String
  /// What was due.
  public var due: Money
  /// What was collected.
  public var collected: Money
  /// Who answers for the difference.
  public var difference: DifferenceReason?
  /// The driver's cash in hand afterwards.
  public var cashInHand: Money

  /// A delivery.
  public init(number: String, due: Money, collected: Money, difference: DifferenceReason?, cashInHand: Money) {
    self.number = number
    self.due = due
    self.collected = collected
    self.difference = difference
    self.cashInHand = cashInHand
  }
}

/// What a failed attempt answers.
public struct FailureResult: Hashable, Sendable, Codable {
  /// The order's number.
  public var number: String
  /// Which attempt it was.
  public var attempt: Int
  /// How many the town makes.
  public var limit: Int
  /// True when it is an incident that waits for a dispatcher.
  public var isIncident: Bool
  /// True when the driver goes on after all.
  public var goesOn: Bool

  /// A failed attempt.
  public init(number: String, attempt: Int, limit: Int, isIncident: Bool, goesOn: Bool = false) {
    self.number = number
    self.attempt = attempt
    self.limit = limit
    self.isIncident = isIncident
    self.goesOn = goesOn
  }
}

/// A slot of a day and what is free in it.
public struct SlotState: Hashable, Sendable, Codable {
  /// The slot.
  public var slot: DaySlot
  /// When it begins.
  public var from: Instant
  /// When it ends.
  public var until: Instant
  /// Orders promised in it.
  public var taken: Int
  /// Orders it takes.
  public var capacity: Int
  /// Why it cannot be chosen; nil when it can.
  public var refusal: CommerceError?

  /// A slot of a day.
  public init(slot: DaySlot, from: Instant, until: Instant, taken: Int, capacity: Int, refusal: CommerceError? = nil) {
    self.slot = slot
    self.from = from
    self.until = until
    self.taken = taken
    self.capacity = capacity
    self.refusal = refusal
  }
}

/// What scanning a parcel back in answers.
public struct ReturnResult: Hashable, Sendable, Codable {
  /// The parcel's code.
  public var parcel: String
  /// The order's number.
  public var number: String
  /// The lane it belongs in; empty when its contents are to be put back.
  public var lane: String
  /// Parcels of the order still expected.
  public var left: Int
  /// Where the order stands now.
  public var status: OrderStatus

  /// A parcel that is back.
  public init(parcel: String, number: String, lane: String, left: Int, status: OrderStatus) {
    self.parcel = parcel
    self.number = number
    self.lane = lane
    self.left = left
    self.status = status
  }
}

/// A paper of a run.
public enum RunPaper: String, Hashable, Sendable, Codable, CaseIterable {
  /// The stops in driving order, with amounts to collect and room to sign.
  case manifest
  /// The parcels in reverse stop order: what goes in first.
  case loadSheet = "load_sheet"
}
