import Commerce

/// How a past order ended, and how it was paid.
enum Fate {
  case deliveredCash, deliveredMomo, failedCash, failedMomo
  case cancelledUnpaid, cancelledPaid, cancelledCash

  static func drawn(_ numbers: inout SeededNumbers, age: Int) -> Fate {
    let isCash = numbers.happens(420)
    let roll = numbers.below(1000)
    // What failed is tried again or given up within some days.
    if roll >= 300, roll < 330, age < 4320 { return isCash ? .failedCash : .failedMomo }
    if roll >= 940 { return isCash ? .cancelledCash : roll < 975 ? .cancelledPaid : .cancelledUnpaid }
    return isCash ? .deliveredCash : .deliveredMomo
  }

  var status: OrderStatus {
    switch self {
    case .deliveredCash, .deliveredMomo: .delivered
    case .failedCash, .failedMomo: .failed
    case .cancelledUnpaid, .cancelledPaid, .cancelledCash: .cancelled
    }
  }

  var ships: Bool { status != .cancelled }

  var method: PaymentMethod {
    switch self {
    case .deliveredCash, .failedCash, .cancelledCash: .cod
    case .deliveredMomo, .failedMomo, .cancelledUnpaid, .cancelledPaid: .momo
    }
  }

  var payment: PaymentStatus {
    switch self {
    case .deliveredCash, .deliveredMomo, .failedMomo, .cancelledPaid: .paid
    case .failedCash: .pending
    case .cancelledUnpaid, .cancelledCash: .cancelled
    }
  }
}

/// When what happened to a past order, step by step along the lifecycle.
struct Course {
  struct Step {
    let status: OrderStatus
    let at: Instant
    /// Who did it: the first part of an e-mail; empty for the system.
    let actor: String
    let reason: String
  }

  let promised: Instant
  let paid: Instant
  let packed: Instant
  let sent: Instant
  let ended: Instant
  let steps: [Step]

  init(
    _ fate: Fate, placed: Instant, promised: Instant, failure: FailureReason, _ numbers: inout SeededNumbers
  ) {
    self.promised = promised
    let isMomo = fate.method == .momo
    let gate = placed.adding(seconds: Int64(numbers.between(20, 170)))
    let picking = gate.adding(seconds: Int64(numbers.between(120, 900)))
    packed = picking.adding(seconds: Int64(numbers.between(240, 900)))
    let ready = packed.adding(seconds: Int64(numbers.between(60, 300)))
    sent = ready.adding(seconds: Int64(numbers.between(60, 420)))
    ended = sent.adding(seconds: Int64(numbers.between(400, 1500)))
    paid = isMomo ? gate : fate.status == .delivered ? ended : placed

    steps = Self.steps(
      fate, placed: placed, gate: gate, times: [picking, packed, ready, sent, ended], failure: failure,
      picker: ["picker", "picker2", "picker3"][numbers.below(3)])
  }

  /// `times` are those of picking, packed, ready, sent and ended.
  private static func steps(
    _ fate: Fate, placed: Instant, gate: Instant, times: [Instant], failure: FailureReason, picker: String
  ) -> [Step] {
    func step(_ status: OrderStatus, _ at: Instant, _ actor: String, _ reason: String = "") -> Step {
      Step(status: status, at: at, actor: actor, reason: reason)
    }
    let isMomo = fate.method == .momo
    var steps = [step(isMomo ? .pendingPayment : .pendingFulfilment, placed, "")]
    if fate == .cancelledUnpaid {
      return steps + [step(.cancelled, placed.adding(minutes: 30), "", "payment expired")]
    }
    if isMomo { steps.append(step(.pendingFulfilment, gate, "")) }
    if !fate.ships { return steps + [step(.cancelled, times[0], "support", "customer asked")] }
    steps += [
      step(.picking, times[0], picker), step(.packed, times[1], "packer"), step(.readyForDispatch, times[2], "packer"),
      step(.outForDelivery, times[3], "driver"),
    ]
    if fate.status == .delivered { steps.append(step(.delivered, times[4], "driver")) }
    if fate.status == .failed { steps.append(step(.failed, times[4], "driver", failure.rawValue)) }
    return steps
  }
}
