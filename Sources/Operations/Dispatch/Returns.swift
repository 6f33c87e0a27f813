import Commerce

extension ReturnResult: Outcome {}
extension Reschedule: Outcome {}

/// Sends a failed order back into stock.
enum BackToDepot {
  /// The order is cancelled, what was paid becomes a refund; its units are put back once its boxes are scanned in.
  static func run(_ id: ID<Order>, _ work: RoadWork) throws(CommerceError) {
    let card = try work.view.card(id)
    try DispatchActions.check(.backToDepot, card, site: work.site, now: work.command.at)
    try CancelOrder.run(
      id, reason: "back to depot", in: work.transaction, command: work.command, scope: work.scope)
  }
}

/// Gives a failed order another attempt.
enum RescheduleOrder {
  /// Throws `rule.dispatch.not_failed`, `rule.dispatch.attempts_used`, `rule.slot.past` or `rule.slot.full`.
  static func run(
    _ id: ID<Order>, days: Int, slot: DaySlot, _ work: RoadWork
  ) throws(CommerceError) -> Reschedule {
    let card = try work.view.card(id)
    try DispatchActions.check(.reschedule, card, site: work.site, now: work.command.at)
    guard let state = try Slots.states(days: days, work.view).first(where: { $0.slot == slot }) else {
      throw .invalid([FieldIssue("slot", "is none of the town's")])
    }
    var order = try work.transaction.existingOrder(id, in: work.scope)
    // Who is promised that slot already takes no second place in it.
    let isPromised = order.promiseAt == state.until && order.slotFrom == state.from
    if let refusal = state.refusal, !(isPromised && refusal.code == "rule." + Rule.slotFull.rawValue) { throw refusal }
    let decided = Reschedule(from: state.from, until: state.until, at: work.command.at)
    try work.transaction.setReschedule(decided, of: id)
    let old = order.promiseAt
    order.promiseAt = state.until
    order.slotFrom = state.from
    let isBack = try work.transaction.parcels(of: id).allSatisfy { $0.state == .staged }
    if isBack {
      try MoveOrder.run(
        &order, to: .readyForDispatch, reason: "rescheduled", in: work.transaction, command: work.command)
    } else {
      try order.save(in: work.transaction)
    }
    try work.transaction.append(
      order.change("reschedule", old: old.description, new: state.from.description + "/" + state.until.description),
      by: work.command)
    return decided
  }
}

/// The delivery slots of a day.
enum Slots {
  /// `days` from today by the town's clock. Throws `input.invalid` for days before today or beyond two weeks.
  static func states(days: Int, _ view: RoadView) throws(CommerceError) -> [SlotState] {
    guard (0...14).contains(days) else { throw .invalid([FieldIssue("days", "is not from 0 to 14")]) }
    let midnight = view.midnight.adding(minutes: days * 1440)
    let capacity = view.site.policy.slotCapacity
    var states: [SlotState] = []
    for slot in view.site.policy.slots {
      let from = midnight.adding(minutes: slot.from)
      let until = midnight.adding(minutes: slot.until)
      let taken = try view.transaction.promised(at: view.site.id, from: from, until: until)
      var state = SlotState(slot: slot, from: from, until: until, taken: taken, capacity: capacity)
      let facts: [FactName: Fact] = [.target: .text(slot.text), .until: .time(until)]
      if until <= view.now {
        state.refusal = .refused(Refusal(.slotPast, facts, remedy: .chooseSlot))
      } else if taken >= capacity {
        state.refusal = .refused(
          Refusal(.slotFull, facts.merging([.limit: .count(capacity)]) { $1 }, remedy: .chooseSlot))
      }
      states.append(state)
    }
    return states
  }
}

/// Scans a parcel in at the depot.
enum ScanBack {
  /// Of a failed order it stands in its lane again, on hand and promised, until somebody decides; with the last box of a
  /// rescheduled order the order is ready. Of any other its units wait to be put back, once. Throws
  /// `rule.return.not_due` for a parcel nobody expects.
  static func run(_ text: String, _ work: RoadWork) throws(CommerceError) -> ReturnResult {
    let code = ResolveCode.cleaned(text)
    guard let parcel = try work.transaction.parcel(code: code, at: work.site.id),
      var order = try work.transaction.order(parcel.order, in: work.scope)
    else { throw .refused(Refusal(.unknownCode, [.code: .text(code)], remedy: .scanParcel)) }
    guard parcel.state == .dueBack else {
      throw .refused(
        Refusal(
          .notDueBack,
          [.parcel: .text(parcel.code), .order: .text(order.number), .status: .text(parcel.state.rawValue)],
          remedy: .scanParcel))
    }
    let isKept = order.status == .failed
    let lane = isKept ? try lane(of: order, work) : nil
    try takeIn(parcel, of: order, to: lane.map { .lane($0.id) } ?? .bench, work)
    var changed = parcel
    changed.state = isKept ? .staged : .returned
    changed.lane = lane?.id
    try work.transaction.update(changed)
    try work.transaction.append(
      Change(
        .parcel, parcel.id.serial, site: work.site.id, field: "state", old: parcel.state.rawValue,
        new: changed.state.rawValue), by: work.command)
    try work.transaction.append(order.change("scanned_back", new: parcel.code), by: work.command)
    let left = try work.transaction.parcels(of: order.id).filter { $0.state == .dueBack }.count
    if left == 0, isKept, try work.transaction.reschedule(of: order.id) != nil {
      try MoveOrder.run(
        &order, to: .readyForDispatch, reason: "rescheduled", in: work.transaction, command: work.command)
    }
    return ReturnResult(
      parcel: parcel.code, number: order.number, lane: lane?.code ?? "", left: left, status: order.status)
  }

  private static func lane(of order: Order, _ work: RoadWork) throws(CommerceError) -> Lane? {
    let zone = try work.transaction.zones(at: order.site, in: work.scope).first { $0.id == order.zone }
    if let zone, let lane = try work.transaction.lane(zone.lane) { return lane }
    return try work.transaction.lanes(at: order.site, in: work.scope).first
  }

  private static func takeIn(
    _ parcel: Parcel, of order: Order, to place: StockLocation, _ work: RoadWork
  ) throws(CommerceError) {
    let lines = try work.transaction.lines(of: order.id)
    let undoing = CancelOrder.Undoing(
      order: order, transaction: work.transaction, command: work.command, scope: work.scope)
    for content in parcel.contents {
      guard let variant = lines.first(where: { $0.id == content.line })?.variant else { continue }
      var left = content.quantity
      for (from, item, units) in try work.transaction.unitsOnRoad(of: order.id, at: order.site) where item == variant {
        guard case .vehicle = from, left > 0 else { continue }
        let part = min(left, units)
        try work.post(part, of: variant, from: from, to: place, .returned, for: order.id)
        left -= part
      }
      guard left == 0 else {
        throw .refused(
          Refusal(
            .notDueBack, [.parcel: .text(parcel.code), .order: .text(order.number), .quantity: .count(left)],
            remedy: .askSupervisor))
      }
      if order.status == .failed {
        try work.transaction.reserve(content.quantity, of: variant, at: order.site)
      } else {
        try undoing.openPutBack(content.quantity, of: variant, at: place)
      }
    }
  }
}
