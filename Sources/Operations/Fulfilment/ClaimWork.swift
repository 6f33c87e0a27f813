public import Commerce

/// Claims orders for a picker before anybody sees them as theirs: claim before show.
public enum ClaimWork {
  /// The next order, or a cluster of them as the site's policy says; the actor's unfinished list comes first.
  /// Throws `rule.work.none` when nothing waits.
  public static func next(
    at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<PickList> {
    guard let actor = command.actor else { throw .unauthenticated }
    if let open = try transaction.openPickList(of: actor, at: site) { return open }
    guard let policy = try transaction.site(site)?.policy else { throw .notFound(.site, site.description) }
    var chosen: [ID<Order>] = []
    while chosen.count < max(1, policy.clusterSize),
      let order = try transaction.nextToPick(at: site, excluding: Set(chosen))
    {
      chosen.append(order)
    }
    guard !chosen.isEmpty else { throw .refused(Refusal(.noWork, remedy: .none)) }
    return try these(chosen, in: transaction, by: command, scope: scope)
  }

  /// These orders as one job. Throws `rule.claim.…`, `rule.order.on_hold`, `rule.payment.not_completed` or
  /// `rule.order.move_not_allowed`; then none of them is claimed. Who walks with a scanner has one job at a time; who
  /// reports whole steps may have several, `besidesOthers`.
  public static func these(
    _ orders: [ID<Order>], besidesOthers: Bool = false, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) -> ID<PickList> {
    guard let actor = command.actor, let person = try transaction.person(actor) else { throw .unauthenticated }
    var claimed: [Order] = []
    for id in orders { claimed.append(try claimable(id, in: transaction, scope: scope)) }
    guard let first = claimed.first, let site = try transaction.site(first.site),
      claimed.allSatisfy({ $0.site == first.site })
    else { throw .invalid([FieldIssue("orders", "name one or more orders of one town")]) }
    if !besidesOthers, let open = try transaction.openPickList(of: actor, at: site.id) {
      let list = try transaction.pickList(open)
      throw .refused(
        Refusal(
          .workInHand, [.order: .text(list?.orders.map(\.number).joined(separator: " ") ?? "")], remedy: .nextWork))
    }
    var tasks: [PickTask] = []
    var entries: [PickListOrder] = []
    for order in claimed {
      tasks += try plan(order, in: transaction, command: command)
      let totes = try transaction.totes(of: order.id)
      entries.append(
        PickListOrder(order: order.id, number: order.number, totes: totes, needsAnotherTote: !totes.isEmpty))
    }
    let list = try transaction.insert(
      PickList(
        id: ID(0), site: site.id, holder: actor, holderName: person.name, claimedAt: command.at,
        leaseUntil: command.at.adding(minutes: site.policy.leaseMinutes), orders: entries, tasks: tasks))
    for var order in claimed {
      order.pickList = list.id
      if order.status == .pendingFulfilment {
        try MoveOrder.run(&order, to: .picking, in: transaction, command: command)
      } else {
        try order.save(in: transaction)
      }
      try transaction.append(order.change("claim", new: person.name), by: command)
    }
    if tasks.isEmpty {
      var job = PickJob(list: list, site: site, in: transaction, by: command, scope: scope)
      try job.finish()
    }
    return list.id
  }

  /// The order, if it may be claimed now; throws why not.
  static func claimable(
    _ id: ID<Order>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Order {
    guard let order = try transaction.order(id, in: scope) else { throw .notFound(.order, id.description) }
    try order.checkWorkable()
    if let list = order.pickList, order.pickedAt == nil, let held = try transaction.pickList(list), held.closedAt == nil
    {
      throw .refused(
        Refusal(
          .heldByOther, [.order: .text(order.number), .holder: .text(held.holderName), .since: .time(held.claimedAt)],
          remedy: .takeOver))
    }
    let canPick = order.status == .pendingFulfilment || (order.status == .picking && order.pickedAt == nil)
    guard canPick else {
      throw .refused(
        Refusal(
          .moveNotAllowed,
          [
            .order: .text(order.number), .status: .text(order.status.rawValue),
            .target: .text(OrderStatus.picking.rawValue),
          ],
          remedy: .chooseOther))
    }
    return order
  }

  private static func plan(
    _ order: Order, in transaction: any WriteTransaction, command: Command
  ) throws(CommerceError) -> [PickTask] {
    var tasks: [PickTask] = []
    for line in try transaction.lines(of: order.id) {
      let wanted = line.quantity - line.short - line.picked
      guard wanted > 0, let variant = try transaction.variant(line.variant) else { continue }
      let found = try AllocateBins.run(wanted, of: line.variant, at: order.site, in: transaction)
      for part in found.taken {
        tasks.append(
          PickTask(
            id: ID(0), order: order.id, orderLine: line.id, variant: variant, bin: part.bin, quantity: part.quantity))
      }
      if found.missing > 0 {
        try transaction.reserve(-found.missing, of: line.variant, at: order.site)
        try OpenShortage.run(
          found.missing, line: line, site: order.site, reason: .notFound, in: transaction, command: command)
      }
    }
    return tasks
  }
}

/// Gives unpicked work back to the queue.
public enum ReleaseWork {
  /// Closes the list and returns its orders to where they waited. Throws `rule.claim.already_picked` when something is
  /// in a tote already.
  public static func run(
    _ id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    guard job.list.closedAt == nil else { throw .refused(Refusal(.listDone, remedy: .nextWork)) }
    if let picked = job.list.tasks.first(where: { $0.picked > 0 }) {
      throw .refused(
        Refusal(
          .alreadyPicked, [.item: .text(picked.variant.name), .quantity: .count(picked.picked)], remedy: .putBack))
    }
    for task in job.list.openTasks {
      try transaction.allocate(-task.remaining, of: task.variant.id, in: task.bin.id)
      var given = task
      given.quantity = task.picked + task.shorted
      try job.store(given)
    }
    for entry in job.list.orders {
      var order = try job.order(entry.order)
      // Somebody else may have taken the order on since this list was through with it.
      guard order.pickList == job.list.id else { continue }
      let full = try transaction.units(of: order.id, at: order.site).map(\.0)
      for tote in entry.totes
      where try transaction.orderInTote(tote.id) == order.id && !full.contains(.tote(tote.id)) {
        try transaction.release(tote.id)
      }
      order.pickList = nil
      let untouched = try transaction.lines(of: order.id).allSatisfy { $0.picked == 0 }
      if untouched, order.status == .picking {
        try MoveOrder.run(
          &order, to: .pendingFulfilment, correcting: true, reason: "given back", in: transaction, command: command)
      } else {
        try order.save(in: transaction)
      }
      try transaction.append(order.change("release", new: job.list.holderName), by: command)
    }
    job.list.closedAt = command.at
    job.list.inHand = nil
    try transaction.update(job.list)
  }
}

/// Moves a claim to somebody else.
public enum TakeOver {
  /// `vouched` is the second person whose PIN was checked, if any. Allowed for those with the permission, with a second
  /// person's, or once the lease has run out. Both names stand in the feed.
  public static func run(
    _ id: ID<PickList>, vouched: ID<Person>?, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard let actor = command.actor, let person = try transaction.person(actor) else { throw .unauthenticated }
    guard var list = try transaction.pickList(id), scope.includes(list.site),
      let site = try transaction.site(list.site)
    else { throw .notFound(.pickList, id.description) }
    guard list.closedAt == nil, list.holder != actor else {
      throw .refused(Refusal(.nothingToTakeOver, [.holder: .text(list.holderName)], remedy: .nextWork))
    }
    let mayAlone = try transaction.policy(of: actor).allows(.takeOver, at: list.site)
    let expired = list.leaseUntil < command.at
    guard mayAlone || expired || vouched != nil else {
      throw .refused(
        Refusal(
          .stepUpNeeded, [.holder: .text(list.holderName), .until: .time(list.leaseUntil)], remedy: .askSupervisor))
    }
    if let open = try transaction.openPickList(of: actor, at: list.site), let mine = try transaction.pickList(open) {
      throw .refused(
        Refusal(.workInHand, [.order: .text(mine.orders.map(\.number).joined(separator: " "))], remedy: .nextWork))
    }
    let reason =
      try vouched.flatMap { id throws(CommerceError) in try transaction.person(id)?.name }
      .map { "vouched for by \($0)" } ?? (mayAlone ? "by right" : "lease run out")
    for entry in list.orders {
      try transaction.append(
        Change(
          .order, entry.order.serial, site: list.site, field: "claim", old: list.holderName, new: person.name,
          reason: reason), by: command)
    }
    list.holder = actor
    list.holderName = person.name
    list.leaseUntil = command.at.adding(minutes: site.policy.leaseMinutes)
    try transaction.update(list)
  }
}
