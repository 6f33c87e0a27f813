public import Commerce

/// Puts the current task at the end of the walk; the order of the others stays.
public enum SkipTask {
  /// Throws `rule.pick.nothing_open` when there is nothing to skip.
  public static func run(
    on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    let task = try job.currentTask()
    let before = job.list
    job.list.skip(task.id)
    try job.storeTasks(changedSince: before)
    try transaction.append(
      PickAction(kind: .skip, task: task.id, order: task.order, detail: String(task.skipped)), to: id)
    try transaction.append(
      Change(.pickList, id.serial, site: job.site.id, field: "skip", new: "\(task.variant.sku) \(task.bin.code)"),
      by: command)
    try job.finish()
    return .skipped(item: task.variant.name)
  }
}

/// Takes the rest of the current task from another bin.
public enum TakeElsewhere {
  /// Other bins with free units of the current item, nearest on the walk first.
  public static func choices(
    on list: PickList, in transaction: any ReadTransaction
  ) throws(CommerceError) -> [BinStock] {
    guard let task = list.current else { return [] }
    return try transaction.bins(holding: task.variant.id, at: list.site)
      .filter { $0.bin.id != task.bin.id && $0.free > 0 }
      .sorted {
        let distances = (abs($0.bin.walkOrder - task.bin.walkOrder), abs($1.bin.walkOrder - task.bin.walkOrder))
        return distances.0 != distances.1 ? distances.0 < distances.1 : $0.bin.walkOrder < $1.bin.walkOrder
      }
  }

  /// Moves as much of the task as the bin has free; the old bin is queued for a count. Throws
  /// `rule.pick.no_other_bin` when that bin has none.
  public static func run(
    from bin: ID<Bin>, on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    var task = try job.currentTask()
    guard
      let source = try transaction.bins(holding: task.variant.id, at: job.site.id).first(where: { $0.bin.id == bin }),
      source.free > 0, bin != task.bin.id
    else { throw .refused(Refusal(.noOtherBin, [.item: .text(task.variant.name)], remedy: .skipOrShort)) }
    let moved = min(source.free, task.remaining)
    try transaction.allocate(-moved, of: task.variant.id, in: task.bin.id)
    try transaction.allocate(moved, of: task.variant.id, in: bin)
    task.quantity -= moved
    try job.store(task)
    let added = try job.add(
      PickTask(
        id: ID(0), order: task.order, orderLine: task.orderLine, variant: task.variant, bin: source.bin,
        quantity: moved))
    try transaction.append(
      PickAction(
        kind: .elsewhere, task: task.id, order: task.order, quantity: moved, detail: String(added.serial)), to: id)
    let book = try transaction.binStock(task.bin.id, task.variant.id)?.onHand ?? 0
    try transaction.insertCount(bin: task.bin.id, variant: task.variant.id, expected: book, counted: nil, by: command)
    try transaction.append(
      Change(
        .order, task.order.serial, site: job.site.id, field: "bin", old: task.bin.code,
        new: "\(source.bin.code) \(moved) \(task.variant.sku)"), by: command)
    job.list.inHand = nil
    job.list.confirmedBin = nil
    try job.finish()
    return .elsewhere(item: task.variant.name, bin: source.bin.code)
  }
}

/// Asks for another tote for the order in hand.
public enum AnotherTote {
  /// The next tote scan of that order adds a tote instead of being refused.
  public static func run(
    on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    let order = (try? job.currentTask().order) ?? job.list.orders.first?.order
    guard let order, let index = job.list.orders.firstIndex(where: { $0.order == order }),
      job.list.orders[index].openTote != nil
    else { throw .refused(Refusal(.toteFirst, remedy: .scanTote)) }
    job.list.askForTote(order)
    try transaction.setNeedsAnotherTote(true, order: order, on: id)
    try transaction.append(PickAction(kind: .another, order: order), to: id)
    try transaction.append(
      Change(.pickList, id.serial, site: job.site.id, field: "another_tote", new: job.list.orders[index].number),
      by: command)
    try job.finish()
    return .anotherTote(order: job.list.orders[index].number)
  }
}

/// Answers the question whether a bin is empty with what is left in it.
public enum CountLeft {
  /// Notes the count beside the book's zero; stock changes only when the count is approved.
  public static func run(
    _ counted: Int, on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    guard let check = job.list.zeroCheck else { throw .refused(Refusal(.nothingOpen, remedy: .nextWork)) }
    guard (0...99_999).contains(counted) else { throw outOfRange(counted, below: 100_000) }
    try transaction.insertCount(
      bin: check.bin, variant: check.variant, expected: 0, counted: counted, by: command)
    try transaction.append(
      Change(.bin, check.bin.serial, site: job.site.id, field: "count", old: "0", new: String(counted)), by: command)
    job.list.zeroCheck = nil
    try job.finish()
    return .countNoted(bin: check.binCode, counted: counted)
  }
}
