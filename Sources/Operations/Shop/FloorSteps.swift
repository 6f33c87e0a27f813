import Commerce

// The floor's work a whole step at a time, as clients without a scanner report it. Each is made of the very use cases a
// scanner drives, so that ledger, boards and history show the same.

/// Starts to pick an order: claims it for the caller.
enum StartPicking {
  /// Throws what `ClaimWork.these` throws: held, on hold, unpaid, or not waiting.
  static func run(
    _ id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    _ = try ClaimWork.these([id], besidesOthers: true, in: transaction, by: command, scope: scope)
  }
}

/// Picks what is left of an order and packs all of it into one box.
enum PackWhole {
  /// Units come from the bins they were allocated in. Throws `rule.claim.held_by_other` while somebody else picks it,
  /// `rule.pack.shortage_open`, or `rule.order.move_not_allowed`.
  static func run(
    _ id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    let order = try transaction.existingOrder(id, in: scope)
    try order.checkWorkable()
    try order.checkStands(.picking, for: .packed)
    if order.pickedAt == nil { try pickRest(of: order, in: transaction, by: command, scope: scope) }
    var job = try PackJob(id, in: transaction, by: command, scope: scope)
    try job.closeWhatIsWhole()
    for index in job.lines.indices where job.lines[index].packed < job.lines[index].quantity {
      try job.count(job.lines[index].quantity - job.lines[index].packed, of: index)
    }
    _ = try job.labelOpenBox()
    for var parcel in job.parcels where parcel.state == .labelled {
      parcel.state = .closed
      try job.store(parcel)
      try transaction.append(
        Change(.parcel, parcel.id.serial, site: order.site, field: "label_scanned", new: parcel.code), by: command)
    }
    guard try job.completeIfDone() else {
      throw .refused(
        Refusal(.packIncomplete, [.order: .text(order.number), .quantity: .count(job.unitsLeft)], remedy: .scanItem))
    }
  }

  private static func pickRest(
    of order: Order, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    var job = try PickJob(
      try claim(order, in: transaction, by: command, scope: scope), in: transaction, by: command, scope: scope)
    for task in job.list.openTasks where task.order == order.id {
      let tote: Tote
      if let open = job.list.orders.first(where: { $0.order == order.id })?.openTote {
        tote = open
      } else {
        tote = try WholeSteps.tote(at: job.site.id, in: transaction)
        try job.bind(tote, to: order.id)
      }
      try job.take(task, quantity: task.remaining, into: tote, scans: task.remaining, bound: false)
    }
    if let inHand = job.list.inHand,
      !job.list.openTasks.contains(where: { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin })
    {
      job.list.inHand = nil
    }
    // Nobody stands at the bin who could be asked whether it is empty.
    job.list.zeroCheck = nil
    try job.finish()
  }

  private static func claim(
    _ order: Order, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<PickList> {
    guard let id = order.pickList, let list = try transaction.pickList(id), list.closedAt == nil else {
      return try ClaimWork.these([order.id], besidesOthers: true, in: transaction, by: command, scope: scope)
    }
    guard list.holder == command.actor else {
      throw .refused(
        Refusal(
          .heldByOther, [.order: .text(order.number), .holder: .text(list.holderName), .since: .time(list.claimedAt)],
          remedy: .takeOver))
    }
    return id
  }
}

/// Brings all boxes of an order to their lane.
enum StageWhole {
  /// Throws `rule.order.move_not_allowed` unless it is packed.
  static func run(
    _ id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    let order = try transaction.existingOrder(id, in: scope)
    try order.checkWorkable()
    try order.checkStands(.packed, for: .readyForDispatch)
    let lane = try WholeSteps.lane(of: order, in: transaction, scope: scope)
    for parcel in try transaction.parcels(of: id) where parcel.state == .closed {
      _ = try StageParcel.run(
        parcel: parcel.code, lane: lane, at: order.site, in: transaction, by: command, scope: scope)
    }
  }
}

/// Where units and boxes go that nobody scanned anywhere.
enum WholeSteps {
  private static let code = "API"

  /// The tote that stands for what was picked without one; it is free again within the same command.
  static func tote(at site: ID<Site>, in transaction: any WriteTransaction) throws(CommerceError) -> Tote {
    if let tote = try transaction.tote(code: code, at: site) { return tote }
    var tote = Tote(id: ID(0), site: site, code: code)
    tote.id = try transaction.insert(tote)
    return tote
  }

  /// The lane of the order's zone, or the first of the site for an address in none.
  static func lane(
    of order: Order, in transaction: any WriteTransaction, scope: Scope
  ) throws(CommerceError) -> String {
    let own = try LoadWork.lane(of: order, zones: try transaction.zones(at: order.site, in: scope), in: transaction)
    if !own.isEmpty { return own }
    if let first = try transaction.lanes(at: order.site, in: scope).first { return first.code }
    _ = try transaction.insert(Lane(id: ID(0), site: order.site, code: code))
    return code
  }
}

extension Order {
  /// Throws `rule.order.move_not_allowed` unless the order stands where the step begins.
  func checkStands(_ needed: OrderStatus, for target: OrderStatus) throws(CommerceError) {
    guard status == needed else {
      throw .refused(
        Refusal(
          .moveNotAllowed,
          [.order: .text(number), .status: .text(status.rawValue), .target: .text(target.rawValue)],
          remedy: .chooseOther))
    }
  }
}
