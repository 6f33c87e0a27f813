public import Commerce

/// Records that a bin held fewer units than asked for.
public enum RecordShort {
  /// `got` of the current task's remaining units were there. The missing ones leave the book (unless they are only out
  /// of reach), their bin is queued for a count, and the line is taken elsewhere or becomes a shortage.
  public static func run(
    got: Int, reason: ShortReason, on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    var task = try job.currentTask()
    guard got >= 0, got < task.remaining else { throw outOfRange(got, below: task.remaining) }
    _ = try job.workableOrder(task.order)
    let missing = task.remaining - got
    if got > 0, !job.list.isCluster {
      guard let tote = job.list.orders.first?.openTote else {
        throw .refused(Refusal(.toteFirst, [.item: .text(task.variant.name)], remedy: .scanTote))
      }
      try job.take(task, quantity: got, into: tote, scans: got, bound: false)
    }
    let before = job.list
    job.list.short(task.id, quantity: missing, at: command.at)
    try job.storeTasks(changedSince: before)
    task = job.list.task(task.id) ?? task
    try transaction.allocate(-missing, of: task.variant.id, in: task.bin.id)
    try transaction.reserve(-missing, of: task.variant.id, at: job.site.id)
    if !reason.leavesStockInBin {
      try transaction.post(
        StockMove(
          site: job.site.id, variant: task.variant.id, quantity: missing, from: .bin(task.bin.id), to: .variance,
          reason: .short, order: task.order), by: command)
    }
    let left = try transaction.binStock(task.bin.id, task.variant.id)?.onHand ?? 0
    try transaction.insertCount(
      bin: task.bin.id, variant: task.variant.id, expected: left, counted: nil, by: command)
    let found = try job.replace(missing, for: task, excluding: [task.bin.id], reason: reason)
    try transaction.append(
      PickAction(
        kind: .short, task: task.id, order: task.order, quantity: missing,
        detail: UndoDetail(
          leavesStock: reason.leavesStockInBin, tasks: found.tasks.map(\.serial), missing: found.missing
        ).text),
      to: id)
    try transaction.append(
      Change(
        .order, task.order.serial, site: job.site.id, field: "short_pick", old: "\(task.quantity)",
        new: "\(task.picked) \(task.variant.sku) \(task.bin.code)", reason: String(describing: reason)), by: command)
    try job.finish()
    return .shorted(item: task.variant.name, missing: missing, elsewhere: found.bins, short: found.missing)
  }
}

/// Records units that are not fit to send.
public enum RecordDamage {
  /// Moves `quantity` units of the current task from its bin to quarantine and finds others, in the same bin first.
  public static func run(
    _ quantity: Int, on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    var task = try job.currentTask()
    guard quantity > 0, quantity <= task.remaining else { throw outOfRange(quantity, below: task.remaining + 1) }
    _ = try job.workableOrder(task.order)
    task.shorted += quantity
    task.touchedAt = command.at
    try job.store(task)
    try transaction.allocate(-quantity, of: task.variant.id, in: task.bin.id)
    try transaction.reserve(-quantity, of: task.variant.id, at: job.site.id)
    try transaction.post(
      StockMove(
        site: job.site.id, variant: task.variant.id, quantity: quantity, from: .bin(task.bin.id), to: .quarantine,
        reason: .damage, order: task.order), by: command)
    let found = try job.replace(quantity, for: task, excluding: [], reason: .other)
    try transaction.append(
      PickAction(
        kind: .damage, task: task.id, order: task.order, quantity: quantity,
        detail: UndoDetail(leavesStock: false, tasks: found.tasks.map(\.serial), missing: found.missing).text),
      to: id)
    try transaction.append(
      Change(
        .order, task.order.serial, site: job.site.id, field: "damaged",
        new: "\(quantity) \(task.variant.sku) \(task.bin.code)"), by: command)
    try job.finish()
    return .quarantined(
      item: task.variant.name, quantity: quantity, elsewhere: found.bins, short: found.missing)
  }
}

/// What undo needs to know of a short or damaged pick, as compact text: `leaves;task,task;missing`.
struct UndoDetail: Equatable {
  var leavesStock: Bool
  var tasks: [Int64]
  var missing: Int

  var text: String { "\(leavesStock ? 1 : 0);\(tasks.map(String.init).joined(separator: ","));\(missing)" }

  init(leavesStock: Bool, tasks: [Int64], missing: Int) {
    self.leavesStock = leavesStock
    self.tasks = tasks
    self.missing = missing
  }

  init?(_ text: String) {
    let parts = text.split(separator: ";", omittingEmptySubsequences: false)
    guard parts.count == 3, let missing = Int(parts[2]) else { return nil }
    self.init(
      leavesStock: parts[0] == "1", tasks: parts[1].split(separator: ",").compactMap { Int64($0) }, missing: missing)
  }
}

func outOfRange(_ quantity: Int, below limit: Int) -> CommerceError {
  .refused(
    Refusal(.quantityOutOfRange, [.quantity: .count(quantity), .limit: .count(limit - 1)], remedy: .enterQuantity))
}
