public import Commerce

/// Takes the last accepted action of a pick list back by compensating entries; nothing is ever deleted.
public enum UndoPick {
  /// Throws `rule.undo.nothing`, or `rule.undo.not_possible` when the work has gone on elsewhere since.
  public static func run(
    on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    guard let action = try transaction.actions(of: id, limit: 1).first else {
      throw .refused(Refusal(.nothingToUndo, remedy: .none))
    }
    try reopen(&job, for: action)
    let what = try takeBack(action, &job)
    try transaction.markUndone(action.sequence)
    try transaction.append(
      Change(.pickList, id.serial, site: job.site.id, field: "undo", old: action.kind.rawValue, new: what), by: command)
    job.list.reopen()
    try job.finish()
    return .undone(what)
  }

  /// A finished list is worked on again, unless its order has reached the pack station.
  private static func reopen(_ job: inout PickJob, for action: PickAction) throws(CommerceError) {
    let affected = action.order.map { [$0] } ?? job.list.orders.map(\.order)
    for id in affected {
      var order = try job.order(id)
      guard order.status == .picking, order.pickList == nil || order.pickList == job.list.id else {
        throw .refused(
          Refusal(
            .cannotUndo, [.order: .text(order.number), .status: .text(order.status.rawValue)], remedy: .askSupervisor))
      }
      if order.pickedAt != nil || order.pickList == nil {
        if order.pickedAt != nil {
          try job.transaction.append(order.change("picked", old: "all", new: ""), by: job.command)
        }
        order.pickedAt = nil
        order.pickList = job.list.id
        try order.save(in: job.transaction)
      }
    }
    guard job.list.closedAt != nil else { return }
    if let open = try job.transaction.openPickList(of: job.list.holder, at: job.site.id), open != job.list.id {
      throw .refused(Refusal(.cannotUndo, [.status: .text("other work in hand")], remedy: .nextWork))
    }
    job.list.closedAt = nil
  }

  private static func takeBack(_ action: PickAction, _ job: inout PickJob) throws(CommerceError) -> String {
    switch action.kind {
    case .take: return try untake(action, &job)
    case .bind:
      guard let tote = action.tote, let order = action.order else { return "" }
      return try unbind(tote, order, &job)
    case .skip:
      guard let task = task(of: action, job) else { return "" }
      let before = job.list
      job.list.unskip(task.id, to: Int(action.detail) ?? 0)
      try job.storeTasks(changedSince: before)
      return "skip of \(task.variant.name)"
    case .short, .damage: return try unshort(action, &job)
    case .another:
      guard let order = action.order, job.list.orders.contains(where: { $0.order == order }) else { return "" }
      job.list.keepTote(of: order)
      try job.transaction.setNeedsAnotherTote(false, order: order, on: job.list.id)
      return "tote full"
    case .elsewhere: return try comeBack(action, &job)
    }
  }

  private static func untake(_ action: PickAction, _ job: inout PickJob) throws(CommerceError) -> String {
    guard let task = task(of: action, job), let tote = action.tote, task.picked >= action.quantity else { return "" }
    // Since then the units may have gone to the bench, into a box, or back to another picker.
    let inTote = try job.transaction.units(of: task.order, at: job.site.id)
      .filter { $0.0 == .tote(tote) && $0.1 == task.variant.id }.reduce(0) { $0 + $1.2 }
    var line = try job.line(task.orderLine, of: task.order)
    guard inTote >= action.quantity, line.picked - action.quantity >= line.packed else {
      throw .refused(
        Refusal(.cannotUndo, [.item: .text(task.variant.name)], remedy: .askSupervisor))
    }
    try job.transaction.post(
      StockMove(
        site: job.site.id, variant: task.variant.id, quantity: action.quantity, from: .tote(tote),
        to: .bin(task.bin.id),
        reason: .unpick, order: task.order), by: job.command)
    try job.transaction.allocate(action.quantity, of: task.variant.id, in: task.bin.id)
    line.picked -= action.quantity
    try job.transaction.update(line)
    let before = job.list
    job.list.untake(task.id, quantity: action.quantity)
    try job.storeTasks(changedSince: before)
    if action.detail == "bound", let order = action.order { _ = try unbind(tote, order, &job) }
    try job.transaction.append(
      Change(
        .order, task.order.serial, site: job.site.id, field: "unpick",
        new: "\(action.quantity) \(task.variant.sku) \(task.bin.code)"), by: job.command)
    return "\(task.variant.name) ×\(action.quantity) at \(task.bin.code)"
  }

  private static func unbind(_ tote: ID<Tote>, _ order: ID<Order>, _ job: inout PickJob) throws(CommerceError) -> String
  {
    try job.transaction.release(tote)
    guard let entry = job.list.orders.first(where: { $0.order == order }) else { return "" }
    let code = entry.totes.first { $0.id == tote }?.code ?? ""
    job.list.unbind(tote, from: order)
    if entry.totes.contains(where: { $0.id != tote }) {
      try job.transaction.setNeedsAnotherTote(true, order: order, on: job.list.id)
    }
    try job.transaction.append(
      Change(.order, order.serial, site: job.site.id, field: "tote", old: code, new: ""), by: job.command)
    return "tote \(code)"
  }

  private static func unshort(_ action: PickAction, _ job: inout PickJob) throws(CommerceError) -> String {
    guard var task = task(of: action, job), let detail = UndoDetail(action.detail) else { return "" }
    let added = detail.tasks.compactMap { serial in job.list.tasks.first { $0.id.serial == serial } }
    if let touched = added.first(where: { $0.picked > 0 || $0.shorted > 0 }) {
      throw .refused(Refusal(.cannotUndo, [.item: .text(touched.variant.name)], remedy: .none))
    }
    guard added.reduce(detail.missing, { $0 + $1.quantity }) == action.quantity else {
      throw .refused(Refusal(.cannotUndo, [.item: .text(task.variant.name)], remedy: .none))
    }
    let transaction = job.transaction
    for var extra in added {
      try transaction.allocate(-extra.quantity, of: extra.variant.id, in: extra.bin.id)
      try transaction.reserve(-extra.quantity, of: extra.variant.id, at: job.site.id)
      extra.quantity = 0
      try job.store(extra)
    }
    if detail.missing > 0 { try closeShortage(of: task, quantity: detail.missing, job) }
    if action.kind == .damage || !detail.leavesStock {
      let from: StockLocation = action.kind == .damage ? .quarantine : .variance
      try transaction.post(
        StockMove(
          site: job.site.id, variant: task.variant.id, quantity: action.quantity, from: from, to: .bin(task.bin.id),
          reason: action.kind == .damage ? .restore : .found, order: task.order), by: job.command)
    }
    try transaction.reserve(action.quantity, of: task.variant.id, at: job.site.id)
    try transaction.allocate(action.quantity, of: task.variant.id, in: task.bin.id)
    task.shorted -= action.quantity
    try job.store(task)
    return "\(action.kind == .damage ? "damaged" : "short") \(task.variant.name)"
  }

  /// Takes the units from the bin they were to be taken from at first.
  private static func comeBack(_ action: PickAction, _ job: inout PickJob) throws(CommerceError) -> String {
    guard var task = task(of: action, job), let serial = Int64(action.detail),
      var other = job.list.tasks.first(where: { $0.id.serial == serial })
    else { return "" }
    guard other.picked == 0, other.shorted == 0, other.quantity == action.quantity else {
      throw .refused(Refusal(.cannotUndo, [.item: .text(task.variant.name)], remedy: .none))
    }
    try job.transaction.allocate(-action.quantity, of: other.variant.id, in: other.bin.id)
    try job.transaction.allocate(action.quantity, of: task.variant.id, in: task.bin.id)
    other.quantity = 0
    try job.store(other)
    task.quantity += action.quantity
    try job.store(task)
    return "\(other.bin.code) for \(task.variant.name)"
  }

  private static func closeShortage(of task: PickTask, quantity: Int, _ job: PickJob) throws(CommerceError) {
    let open = try job.transaction.openShortages(of: task.order)
    guard var shortage = open.last(where: { $0.line == task.orderLine && $0.quantity == quantity }) else {
      throw .refused(Refusal(.cannotUndo, [.item: .text(task.variant.name)], remedy: .resolveShortage))
    }
    shortage.quantity = 0
    shortage.state = .dropped
    try job.transaction.update(shortage)
    var line = try job.line(task.orderLine, of: task.order)
    line.short -= quantity
    try job.transaction.update(line)
    try job.transaction.append(
      Change(.shortage, shortage.id.serial, site: job.site.id, field: "state", old: "open", new: "undone"),
      by: job.command)
  }

  private static func task(of action: PickAction, _ job: PickJob) -> PickTask? {
    job.list.tasks.first { $0.id == action.task }
  }
}
