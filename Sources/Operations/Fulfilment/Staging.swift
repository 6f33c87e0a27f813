public import Commerce

/// Brings packed parcels to their lanes.
public enum StageParcel {
  /// Puts a parcel into a lane. Throws `rule.stage.…` for a parcel that is not packed, stands already, or belongs in
  /// another lane.
  public static func run(
    parcel code: String, lane laneCode: String, at site: ID<Site>, in transaction: any WriteTransaction,
    by command: Command, scope: Scope
  ) throws(CommerceError) -> StageResult {
    var (parcel, order) = try find(code, at: site, in: transaction, scope: scope)
    guard let lane = try transaction.lane(code: ResolveCode.cleaned(laneCode), at: site) else {
      throw .refused(
        Refusal(.unknownCode, [.code: .text(ResolveCode.cleaned(laneCode))], remedy: .scanLane))
    }
    let zone = try transaction.zones(at: site, in: scope).first { $0.id == order.zone }
    if let zone, zone.lane != lane.id {
      throw .refused(
        Refusal(
          .wrongLane,
          [
            .lane: .text(lane.code), .neededLane: .text(try transaction.lane(zone.lane)?.code ?? ""),
            .zone: .text(zone.label), .parcel: .text(parcel.code),
          ], remedy: .scanLane))
    }
    let lines = try transaction.lines(of: order.id)
    for content in parcel.contents {
      guard let line = lines.first(where: { $0.id == content.line }) else { continue }
      try transaction.post(
        StockMove(
          site: site, variant: line.variant, quantity: content.quantity, from: .bench, to: .lane(lane.id),
          reason: .stage, order: order.id), by: command)
    }
    parcel.state = .staged
    parcel.lane = lane.id
    try transaction.update(parcel)
    try transaction.append(
      Change(.parcel, parcel.id.serial, site: site, field: "lane", new: lane.code), by: command)
    let left = try transaction.parcels(of: order.id).filter { $0.state != .staged }.count
    if left == 0 { try MoveOrder.run(&order, to: .readyForDispatch, in: transaction, command: command) }
    return StageResult(parcel: parcel.code, lane: lane.code, number: order.number, ready: left == 0, left: left)
  }

  /// A parcel that may be staged, and its order.
  static func find(
    _ code: String, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> (Parcel, Order) {
    let cleaned = ResolveCode.cleaned(code)
    guard let parcel = try transaction.parcel(code: cleaned, at: site),
      let order = try transaction.order(parcel.order, in: scope)
    else { throw .refused(Refusal(.unknownCode, [.code: .text(cleaned)], remedy: .scanParcel)) }
    try order.checkWorkable()
    if parcel.state == .staged {
      let lane = try parcel.lane.flatMap { id throws(CommerceError) in try transaction.lane(id)?.code } ?? ""
      throw .refused(
        Refusal(.alreadyStaged, [.parcel: .text(parcel.code), .lane: .text(lane)], remedy: .scanParcel))
    }
    guard order.status == .packed, parcel.state == .closed else {
      throw .refused(
        Refusal(
          .notPacked,
          [.parcel: .text(parcel.code), .order: .text(order.number), .status: .text(order.status.rawValue)],
          remedy: .finishPacking))
    }
    return (parcel, order)
  }

  /// A parcel as the staging list shows it.
  static func row(
    _ parcel: Parcel, of order: Order, boxes: Int, zones: [Zone], in transaction: any ReadTransaction
  ) throws(CommerceError) -> StagingRow {
    StagingRow(
      parcel: parcel, number: order.number, customer: order.customer.name,
      zone: zones.first { $0.id == order.zone }?.label ?? "",
      lane: try LoadWork.lane(of: order, zones: zones, in: transaction), boxes: boxes, promiseAt: order.promiseAt)
  }
}

extension StageResult: Outcome {
  var stored: String { "\(parcel)|\(lane)|\(number)|\(ready ? 1 : 0)|\(left)" }

  init?(stored: String) {
    let parts = stored.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let left = Int(parts[4]) else { return nil }
    self.init(parcel: parts[0], lane: parts[1], number: parts[2], ready: parts[3] == "1", left: left)
  }
}

/// Takes an order back one step: ready → packed, packed → picking.
public enum StepBack {
  /// A correction: with a reason, within the policy's window, logged. Throws `rule.reason.needed`, or
  /// `rule.order.move_not_allowed` for any other status or too late.
  public static func run(
    order id: ID<Order>, reason: String, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard !reason.isEmpty else { throw .refused(Refusal(.reasonNeeded, remedy: .giveReason)) }
    guard var order = try transaction.order(id, in: scope) else { throw .notFound(.order, id.description) }
    try check(order, now: command.at, in: transaction)
    if order.status == .readyForDispatch {
      try unstage(order, in: transaction, by: command)
      try MoveOrder.run(&order, to: .packed, correcting: true, reason: reason, in: transaction, command: command)
    } else {
      // A box of it may stand in its lane already.
      try unstage(order, in: transaction, by: command)
      try unpack(order, in: transaction, by: command)
      try MoveOrder.run(&order, to: .picking, correcting: true, reason: reason, in: transaction, command: command)
    }
  }

  /// Throws unless the order may be taken back a step now.
  static func check(_ order: Order, now: Instant, in transaction: any ReadTransaction) throws(CommerceError) {
    guard order.status == .readyForDispatch || order.status == .packed,
      let policy = try transaction.site(order.site)?.policy
    else {
      throw .refused(
        Refusal(
          .moveNotAllowed, [.order: .text(order.number), .status: .text(order.status.rawValue)], remedy: .chooseOther))
    }
    if let dispatch = try transaction.activeDispatch(of: order.id) {
      throw .refused(
        Refusal(
          .alreadyAssigned,
          [.order: .text(order.number), .driver: .text(try transaction.person(dispatch.driver)?.name ?? "")],
          remedy: .unassign))
    }
    let deadline = order.statusAt.adding(minutes: policy.correctionMinutes)
    guard now <= deadline else {
      throw .refused(
        Refusal(
          .moveNotAllowed,
          [.order: .text(order.number), .status: .text(order.status.rawValue), .until: .time(deadline)],
          remedy: .askSupervisor))
    }
  }

  private static func unstage(_ order: Order, in transaction: any WriteTransaction, by command: Command)
    throws(CommerceError)
  {
    for (place, variant, quantity) in try transaction.units(of: order.id, at: order.site) {
      guard case .lane = place else { continue }
      try transaction.post(
        StockMove(
          site: order.site, variant: variant, quantity: quantity, from: place, to: .bench, reason: .unstage,
          order: order.id), by: command)
    }
    for var parcel in try transaction.parcels(of: order.id) {
      parcel.state = .closed
      parcel.lane = nil
      try transaction.update(parcel)
    }
  }

  /// The boxes are opened again: everything is counted anew, from the bench.
  private static func unpack(_ order: Order, in transaction: any WriteTransaction, by command: Command)
    throws(CommerceError)
  {
    for parcel in try transaction.parcels(of: order.id) {
      try transaction.remove(parcel.id)
      try transaction.append(
        Change(.parcel, parcel.id.serial, site: order.site, field: "opened_again", old: parcel.code, new: ""),
        by: command)
    }
    for var line in try transaction.lines(of: order.id) where line.packed > 0 {
      line.packed = 0
      try transaction.update(line)
    }
  }
}
