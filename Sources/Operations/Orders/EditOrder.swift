public import Commerce

/// Changes an order that is placed and not yet packed: its items, where it goes, who takes it.
public enum EditOrder {
  /// `version` is that of the preview. Throws `edit.stale` when the order has changed since, and whatever the plan
  /// refuses; then nothing is changed.
  public static func run(
    _ edit: OrderEdit, of id: ID<Order>, version: Int, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) {
    let old = try transaction.existingOrder(id, in: scope)
    guard old.version == version else {
      throw .stale(.order, changedBy: try lastChange(of: old, in: transaction, scope: scope))
    }
    let plan = try EditPlan(edit, of: old, in: transaction, scope: scope)
    let work = Work(plan: plan, transaction: transaction, command: command, scope: scope)
    for change in plan.changes { try work.carryOut(change) }
    try work.forgetUndo()
    var order = plan.order
    try work.settleMoney(of: &order)
    try work.store(order)
    try work.settleWalk()
  }

  /// Who changed the order last, and what.
  private static func lastChange(
    of order: Order, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> String {
    let query = HistoryQuery(site: order.site, entity: .order, entityID: order.id.serial)
    guard let last = try transaction.changes(query, PageRequest(limit: 1), in: scope).rows.first else { return "" }
    let what = last.change.field.replacing("_", with: " ")
    let who = last.actorName.isEmpty ? "the house" : last.actorName
    return "\(who) (\(what)\(last.change.new.isEmpty ? "" : " " + last.change.new))"
  }
}

extension EditOrder {
  /// The parts of an edit, on one order under one command.
  struct Work {
    let plan: EditPlan
    let transaction: any WriteTransaction
    let command: Command
    let scope: Scope

    private var site: ID<Site> { plan.old.site }

    /// Reserves or frees the units of a line, and puts them on the walk or takes them off it.
    func carryOut(_ change: EditPlan.LineChange) throws(CommerceError) {
      var line = change.line
      let units = change.added - change.freed
      if units != 0 { try transaction.reserve(units, of: line.variant, at: site) }
      line.quantity = change.to
      line.short -= change.dropped
      if change.isNew { line.id = try transaction.insert(line, at: site) } else { try transaction.update(line) }
      if change.dropped > 0 { try drop(change.dropped, of: line) }
      if let list = plan.list {
        for stop in change.stops {
          try transaction.allocate(stop.quantity, of: line.variant, in: stop.bin.id)
          _ = try transaction.insert(
            PickTask(
              id: ID(0), order: plan.old.id, orderLine: line.id, variant: change.variant, bin: stop.bin,
              quantity: stop.quantity), on: list.id)
        }
        for (task, quantity) in change.shrunk {
          try transaction.allocate(-quantity, of: task.variant.id, in: task.bin.id)
          var task = task
          task.quantity -= quantity
          try transaction.update(task)
        }
      }
      let text = { (quantity: Int) in quantity == 0 ? "" : "\(quantity) \(line.sku)" }
      try transaction.append(
        plan.old.change("line", old: text(change.line.quantity), new: text(change.to)), by: command)
    }

    /// Nobody looks any longer for missing units that are not wanted.
    private func drop(_ quantity: Int, of line: OrderLine) throws(CommerceError) {
      var left = quantity
      for var shortage in try transaction.openShortages(of: line.order) where shortage.line == line.id && left > 0 {
        let units = min(left, shortage.quantity)
        left -= units
        shortage.quantity -= units
        if shortage.quantity == 0 { shortage.state = .dropped }
        try transaction.update(shortage)
        try transaction.append(
          Change(
            .shortage, shortage.id.serial, site: site, field: "state", old: Shortage.State.open.rawValue,
            new: shortage.state.rawValue, reason: "order edited"), by: command)
      }
    }

    /// A short or damaged pick of a line that has changed cannot be taken back any more: what replaced it has changed.
    func forgetUndo() throws(CommerceError) {
      guard let list = plan.list else { return }
      let lines = Set(plan.changes.map(\.line.id))
      let tasks = Set(list.tasks.filter { lines.contains($0.orderLine) }.map(\.id))
      for action in try transaction.actions(of: list.id, limit: 1000)
      where [.short, .damage, .elsewhere].contains(action.kind) && action.task.map(tasks.contains) == true {
        try transaction.markUndone(action.sequence)
      }
    }

    /// Payments still to come are asked for the new total; what was paid too much goes back.
    func settleMoney(of order: inout Order) throws(CommerceError) {
      switch plan.money {
      case .unchanged: return
      case .refund(let amount):
        try OpenRefund.run(amount, of: plan.old, reason: "order edited", in: transaction, by: command)
      case .collect, .askFor: try AskAnew.run(&order, reason: "order edited", in: transaction, by: command)
      }
    }

    func store(_ order: Order) throws(CommerceError) {
      var order = order
      for field in plan.fields {
        try transaction.append(order.change(field.name, old: field.old, new: field.new), by: command)
      }
      if order.totals != plan.old.totals {
        try transaction.append(
          order.change("total", old: plan.old.totals.total.text, new: order.totals.total.text), by: command)
      }
      let grows = plan.changes.contains { $0.added > 0 }
      let complete = try transaction.lines(of: order.id).allSatisfy { $0.picked == $0.quantity }
      if order.status == .picking, grows, order.pickedAt != nil {
        // Somebody has to walk again: the one who is on the way, else whoever takes begun work next.
        order.pickedAt = nil
        if plan.list == nil { order.pickList = nil }
        try transaction.append(order.change("picked", old: "all", new: ""), by: command)
      } else if order.status == .picking, plan.list == nil, order.pickedAt == nil, complete {
        order.pickedAt = command.at
        try transaction.append(order.change("picked", new: "all"), by: command)
      }
      try order.save(in: transaction)
    }

    /// What is in the picker's hands and finished by the edit is settled as if it had been picked last.
    func settleWalk() throws(CommerceError) {
      guard let id = plan.list?.id, !plan.changes.isEmpty, let list = try transaction.pickList(id),
        let place = try transaction.site(site)
      else { return }
      var job = PickJob(list: list, site: place, in: transaction, by: command, scope: scope)
      let open = job.list.openTasks
      if let inHand = job.list.inHand,
        !open.contains(where: { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin })
      {
        job.list.inHand = nil
      }
      try transaction.append(
        Change(.pickList, id.serial, site: site, field: "edited_order", new: plan.old.number), by: command)
      try job.finish(renewsLease: false)
    }
  }
}
