import Commerce

/// A pick list under one command: loaded and checked once, changed in step with stock, lines and feed, stored once.
struct PickJob {
  let transaction: any WriteTransaction
  let command: Command
  let scope: Scope
  let site: Site
  var list: PickList

  /// Loads the list for its holder. Throws `input.not_found` outside the scope and `rule.claim.not_yours` for others.
  init(
    _ id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard let list = try transaction.pickList(id), scope.includes(list.site),
      let site = try transaction.site(list.site)
    else { throw .notFound(.pickList, id.description) }
    guard list.holder == command.actor else {
      throw .refused(
        Refusal(
          .notYourWork,
          [.holder: .text(list.holderName), .since: .time(list.claimedAt), .until: .time(list.leaseUntil)],
          remedy: .nextWork))
    }
    self.init(list: list, site: site, in: transaction, by: command, scope: scope)
  }

  /// A job on a list that is known to be workable.
  init(list: PickList, site: Site, in transaction: any WriteTransaction, by command: Command, scope: Scope) {
    self.transaction = transaction
    self.command = command
    self.scope = scope
    self.site = site
    self.list = list
  }

  /// The order of a task, workable: not on hold, not cancelled, paid where it must be.
  func workableOrder(_ id: ID<Order>) throws(CommerceError) -> Order {
    let order = try self.order(id)
    try order.checkWorkable()
    return order
  }

  func order(_ id: ID<Order>) throws(CommerceError) -> Order {
    guard let order = try transaction.order(id, in: scope) else { throw .notFound(.order, id.description) }
    return order
  }

  func line(_ id: ID<OrderLine>, of order: ID<Order>) throws(CommerceError) -> OrderLine {
    guard let line = try transaction.lines(of: order).first(where: { $0.id == id }) else {
      throw .notFound(.order, order.description)
    }
    return line
  }

  /// The task to work on now. Throws `rule.pick.nothing_open` when all is done.
  func currentTask() throws(CommerceError) -> PickTask {
    guard let task = list.atHand else { throw .refused(Refusal(.nothingOpen, remedy: .nextWork)) }
    return task
  }

  mutating func store(_ task: PickTask) throws(CommerceError) {
    try transaction.update(task)
    if let index = list.tasks.firstIndex(where: { $0.id == task.id }) { list.tasks[index] = task }
  }

  /// Stores the tasks that an action has changed on the list.
  func storeTasks(changedSince before: PickList) throws(CommerceError) {
    for task in list.tasks where before.task(task.id) != task { try transaction.update(task) }
  }

  mutating func add(_ task: PickTask) throws(CommerceError) -> ID<PickTask> {
    var added = task
    added.id = try transaction.insert(task, on: list.id)
    list.tasks.append(added)
    return added.id
  }

  /// Stores the list, its lease renewed when its holder was at work; finishes orders and the list itself when nothing is
  /// left to take.
  mutating func finish(renewsLease: Bool = true) throws(CommerceError) {
    if renewsLease { list.leaseUntil = command.at.adding(minutes: site.policy.leaseMinutes) }
    let openOrders = Set(list.openTasks.map(\.order))
    for entry in list.orders where !openOrders.contains(entry.order) { try finishOrder(entry.order) }
    if openOrders.isEmpty, list.closedAt == nil {
      list.closeIfDone(at: command.at)
      try transaction.append(
        Change(
          .pickList, list.id.serial, site: list.site, field: "finished",
          new: list.orders.map(\.number).joined(separator: " ")),
        by: command)
    }
    try transaction.update(list)
  }

  private func finishOrder(_ id: ID<Order>) throws(CommerceError) {
    var order = try order(id)
    guard order.status == .picking, order.pickedAt == nil, order.pickList == list.id else { return }
    let complete = try transaction.lines(of: id).allSatisfy { $0.picked == $0.quantity }
    if complete {
      order.pickedAt = command.at
      try transaction.append(order.change("picked", new: "all"), by: command)
    } else {
      order.pickList = nil
    }
    try order.save(in: transaction)
  }

  /// Takes units of a task into a tote, on the list and beside it.
  mutating func take(
    _ task: PickTask, quantity: Int, into tote: Tote, scans: Int, bound: Bool
  ) throws(CommerceError) {
    let before = list
    list.take(task.id, quantity: quantity, scans: scans, at: command.at)
    try move(quantity, of: task, into: tote, bound: bound)
    try storeTasks(changedSince: before)
  }

  /// Binds a tote to an order, on the list and beside it.
  mutating func bind(_ tote: Tote, to order: ID<Order>) throws(CommerceError) {
    let before = list
    list.bind(tote, to: order)
    try noteBinding(tote, to: order, before: before)
  }

  /// What taking units of a task into a tote means beside the list: ledger, bin, line, feed and undo stack together.
  mutating func move(_ quantity: Int, of task: PickTask, into tote: Tote, bound: Bool) throws(CommerceError) {
    let order = try workableOrder(task.order)
    try transaction.allocate(-quantity, of: task.variant.id, in: task.bin.id)
    try transaction.post(
      StockMove(
        site: site.id, variant: task.variant.id, quantity: quantity, from: .bin(task.bin.id), to: .tote(tote.id),
        reason: .pick, order: order.id), by: command)
    var line = try line(task.orderLine, of: task.order)
    line.picked += quantity
    try transaction.update(line)
    try transaction.append(
      order.change("pick", new: "\(quantity) \(task.variant.sku) \(task.bin.code) \(tote.code)"), by: command)
    try transaction.append(
      PickAction(
        kind: .take, task: task.id, order: order.id, tote: tote.id, quantity: quantity, detail: bound ? "bound" : ""),
      to: list.id)
    if site.policy.zeroCheck, let left = try transaction.binStock(task.bin.id, task.variant.id), left.onHand == 0 {
      list.zeroCheck = ZeroCheck(bin: task.bin.id, binCode: task.bin.code, variant: task.variant.id)
    }
  }

  /// What binding a tote to an order means beside the list; `before` is the list as it was.
  func noteBinding(_ tote: Tote, to order: ID<Order>, before: PickList) throws(CommerceError) {
    try transaction.bind(tote.id, to: order)
    guard let entry = before.orders.first(where: { $0.order == order }) else { return }
    if entry.needsAnotherTote { try transaction.setNeedsAnotherTote(false, order: order, on: list.id) }
    try transaction.append(
      Change(.order, order.serial, site: site.id, field: "tote", new: tote.code), by: command)
  }

  /// Finds units elsewhere for a line that has just lost `quantity` of them (already released and moved), puts them on
  /// the walk, and opens a shortage for the rest. Answers the bins, the tasks added and what is left missing.
  mutating func replace(
    _ quantity: Int, for task: PickTask, excluding: Set<ID<Bin>>, reason: ShortReason
  ) throws(CommerceError) -> (bins: [String], tasks: [ID<PickTask>], missing: Int) {
    let available = try transaction.level(of: task.variant.id, at: site.id).available
    let found = try AllocateBins.run(
      min(quantity, max(0, available)), of: task.variant.id, at: site.id, excluding: excluding, in: transaction)
    let replaced = found.taken.reduce(0) { $0 + $1.quantity }
    if replaced > 0 { try transaction.reserve(replaced, of: task.variant.id, at: site.id) }
    var added: [ID<PickTask>] = []
    for part in found.taken {
      added.append(
        try add(
          PickTask(
            id: ID(0), order: task.order, orderLine: task.orderLine, variant: task.variant, bin: part.bin,
            quantity: part.quantity)))
    }
    let missing = quantity - replaced
    if missing > 0 {
      try OpenShortage.run(
        missing, line: try line(task.orderLine, of: task.order), site: site.id, reason: reason, in: transaction,
        command: command)
    }
    return (found.taken.map(\.bin.code), added, missing)
  }
}

/// Opens a shortage: units of a line that nobody can find. Their reservation is already released.
enum OpenShortage {
  static func run(
    _ quantity: Int, line: OrderLine, site: ID<Site>, reason: ShortReason, in transaction: any WriteTransaction,
    command: Command
  ) throws(CommerceError) {
    var line = line
    line.short += quantity
    try transaction.update(line)
    let id = try transaction.insert(
      Shortage(
        id: ID(0), order: line.order, line: line.id, site: site, quantity: quantity, reason: reason,
        createdAt: command.at))
    try transaction.append(
      Change(.shortage, id.serial, site: site, field: "opened", new: "\(quantity) \(line.sku)"), by: command)
    try transaction.append(
      Change(.order, line.order.serial, site: site, field: "short", new: "\(quantity) \(line.sku)"), by: command)
  }
}
