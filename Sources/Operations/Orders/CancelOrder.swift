public import Commerce

/// Cancels an order: what it held is free again, what was picked is to be put back, what was paid is to be refunded.
public enum CancelOrder {
  /// With a `basis`, that of `preview`, it does exactly what was previewed or throws `rule.plan.changed`. Throws
  /// `rule.reason.needed`, or `rule.order.move_not_allowed` where the lifecycle has no such move.
  public static func run(
    _ id: ID<Order>, reason: String, basis: String? = nil, by actor: MoveActor = .staff,
    in transaction: any WriteTransaction, command: Command, scope: Scope
  ) throws(CommerceError) {
    let reason = try Reason.required(reason)
    var order = try transaction.existingOrder(id, in: scope)
    try check(order, by: actor)
    let effects = try Effects(order, in: transaction)
    guard basis == nil || basis == effects.basis else {
      throw .refused(Refusal(.planChanged, [.order: .text(order.number)], remedy: .previewAgain))
    }
    let undoing = CancelOrder.Undoing(order: order, transaction: transaction, command: command, scope: scope)
    if order.status.isInWarehouse {
      let origins = try undoing.stopPicking()
      try undoing.freeStock(origins)
      try undoing.openBoxes()
      try undoing.dropShortages(reason)
    }
    try undoing.leaveTheRoad()
    order.paymentStatus = try undoing.settleMoney(reason, effects.refundMinor)
    order.pickList = nil
    order.pickedAt = nil
    if let hold = order.hold {
      order.hold = nil
      try transaction.append(order.change("hold", old: hold.reason, new: ""), by: command)
    }
    try MoveOrder.run(&order, to: .cancelled, by: actor, reason: reason, in: transaction, command: command)
  }

  /// Throws why the order may not be cancelled now.
  static func check(_ order: Order, by actor: MoveActor = .staff) throws(CommerceError) {
    try OrderLifecycle.check(order.status, .cancelled, by: actor, mode: order.mode, payment: order.payment)
  }
}

extension CancelOrder {
  /// The parts of a cancellation, on one order under one command.
  struct Undoing {
    let order: Order
    let transaction: any WriteTransaction
    let command: Command
    let scope: Scope

    /// Closes the order's open tasks and gives their bins free; the list itself too when nothing else is on it.
    /// Answers the bins the picked units came from.
    func stopPicking() throws(CommerceError) -> [ID<Variant>: ID<Bin>] {
      guard let id = order.pickList, var list = try transaction.pickList(id) else { return [:] }
      var origins: [ID<Variant>: ID<Bin>] = [:]
      for index in list.tasks.indices where list.tasks[index].order == order.id {
        var task = list.tasks[index]
        if task.picked > 0 { origins[task.variant.id] = task.bin.id }
        guard list.closedAt == nil, task.isOpen else { continue }
        try transaction.allocate(-task.remaining, of: task.variant.id, in: task.bin.id)
        task.quantity = task.picked + task.shorted
        try transaction.update(task)
        list.tasks[index] = task
      }
      // Undo goes on with what was done for the other orders of the list.
      for action in try transaction.actions(of: id, limit: 1000) where action.order == order.id {
        try transaction.markUndone(action.sequence)
      }
      guard list.closedAt == nil else { return origins }
      let open = list.openTasks
      if let inHand = list.inHand, !open.contains(where: { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin })
      {
        list.inHand = nil
      }
      if open.isEmpty { list.closedAt = command.at }
      try transaction.update(list)
      try transaction.append(
        Change(.pickList, id.serial, site: order.site, field: "cancelled_order", new: order.number), by: command)
      return origins
    }

    /// Gives up every promise; units already in totes, on the bench or in a lane wait to be put back.
    func freeStock(_ origins: [ID<Variant>: ID<Bin>]) throws(CommerceError) {
      var promised: [ID<Variant>: Int] = [:]
      for line in try transaction.lines(of: order.id) {
        promised[line.variant, default: 0] += line.quantity - line.short
      }
      for (variant, quantity) in promised.sorted(by: { $0.key < $1.key }) where quantity > 0 {
        try transaction.reserve(-quantity, of: variant, at: order.site)
      }
      var full: Set<StockLocation> = []
      for (place, variant, quantity) in try transaction.units(of: order.id, at: order.site) where quantity > 0 {
        full.insert(place)
        try openPutBack(quantity, of: variant, at: place, from: origins[variant])
      }
      for tote in try transaction.totes(of: order.id) where !full.contains(.tote(tote.id)) {
        try transaction.release(tote.id)
      }
    }

    /// Units on hand again wait to be scanned into a bin; `bin` is where they came from, when that is known.
    func openPutBack(
      _ quantity: Int, of variant: ID<Variant>, at place: StockLocation, from bin: ID<Bin>? = nil
    ) throws(CommerceError) {
      try transaction.addAwaitingPutBack(quantity, of: variant, at: order.site)
      let home: ID<Bin>
      if let bin { home = bin } else { home = try origin(of: variant) }
      let id = try transaction.insert(
        PutBack(
          id: ID(0), site: order.site, order: order.id, variant: variant, quantity: quantity, location: place,
          bin: home, createdAt: command.at))
      try transaction.append(
        Change(
          .putBack, id.serial, site: order.site, field: "opened",
          new: "\(quantity) \(try transaction.variant(variant)?.sku ?? "")"), by: command)
    }

    /// Where units of the order came from by the ledger, or the likeliest bin when that is long ago.
    private func origin(of variant: ID<Variant>) throws(CommerceError) -> ID<Bin> {
      let moves = try transaction.moves(of: variant, at: order.site, PageRequest(limit: 200), in: scope)
      for row in moves.rows where row.move.order == order.id && row.move.reason == .pick {
        if case .bin(let bin) = row.move.from { return bin }
      }
      if let bin = try transaction.bins(holding: variant, at: order.site).first { return bin.bin.id }
      guard let bin = try transaction.bins(at: order.site, in: scope).first(where: { $0.kind != .quarantine }) else {
        throw .notFound(.bin, order.site.description)
      }
      return bin.id
    }

    /// No box of a cancelled order may leave: labels are void, contents are put back.
    func openBoxes() throws(CommerceError) {
      for parcel in try transaction.parcels(of: order.id) {
        try transaction.remove(parcel.id)
        try transaction.append(
          Change(.parcel, parcel.id.serial, site: order.site, field: "removed", old: parcel.code, new: ""),
          by: command)
      }
      for var line in try transaction.lines(of: order.id) where line.packed > 0 {
        line.packed = 0
        try transaction.update(line)
      }
    }

    func dropShortages(_ reason: String) throws(CommerceError) {
      for var shortage in try transaction.openShortages(of: order.id) {
        shortage.state = .dropped
        try transaction.update(shortage)
        try transaction.append(
          Change(
            .shortage, shortage.id.serial, site: order.site, field: "state", old: Shortage.State.open.rawValue,
            new: Shortage.State.dropped.rawValue, reason: reason), by: command)
      }
    }

    /// Payments still under way are called off, what was captured and not yet given back becomes a refund. Answers
    /// where the order's payment stands then.
    func settleMoney(_ reason: String, _ refundMinor: Int64) throws(CommerceError) -> PaymentStatus {
      var status = order.paymentStatus
      for var payment in try transaction.payments(of: order.id) where payment.status.isLive {
        try MovePayment.run(
          &payment, to: .cancelled, of: order, cancelReason: .user, in: transaction, by: command)
        if order.paymentStatus.isLive { status = .cancelled }
      }
      if refundMinor > 0 {
        try OpenRefund.run(
          Money(minor: refundMinor, order.totals.currency), of: order, reason: reason, in: transaction, by: command)
      }
      return status
    }
  }
}
