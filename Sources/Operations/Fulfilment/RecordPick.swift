public import Commerce

extension PickVerdict: Outcome {}

/// Records a scan on the pick screen: decides by `PickProgress`, and carries the decision out.
public enum RecordPick {
  /// Answers what came of the scan. A wrong scan is a verdict, logged, and moves nothing.
  public static func run(
    _ code: String, on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    var job = try PickJob(id, in: transaction, by: command, scope: scope)
    let thing = try ResolveCode.run(code, at: job.site.id, in: transaction, scope: scope)
    let decision = PickProgress.judge(
      thing, code: ResolveCode.cleaned(code), on: job.list, policy: job.site.policy,
      toteTaken: try otherOrder(in: thing, job))
    if case .refuse(let refusal) = decision {
      try transaction.noteMisScan(code: ResolveCode.cleaned(code), rule: refusal.rule, list: id, by: command)
      return .refused(refusal)
    }
    try confirmEmptyBin(&job)
    let verdict = try carryOut(decision, thing, &job)
    try job.finish()
    return verdict
  }

  private static func otherOrder(in thing: ScannedThing, _ job: PickJob) throws(CommerceError) -> String? {
    guard case .tote(let tote) = thing, let order = try job.transaction.orderInTote(tote.id),
      !job.list.orders.contains(where: { $0.order == order })
    else { return nil }
    return try job.transaction.order(order, in: job.scope)?.number ?? "-"
  }

  /// The next right scan answers the empty-bin question with yes.
  private static func confirmEmptyBin(_ job: inout PickJob) throws(CommerceError) {
    guard let check = job.list.zeroCheck else { return }
    try job.transaction.insertCount(
      bin: check.bin, variant: check.variant, expected: 0, counted: 0, by: job.command)
    job.list.zeroCheck = nil
  }

  private static func carryOut(
    _ decision: PickProgress.Decision, _ thing: ScannedThing, _ job: inout PickJob
  ) throws(CommerceError) -> PickVerdict {
    switch decision {
    case .refuse(let refusal): return .refused(refusal)
    case .take(let id, let quantity, let jumped): return try take(id, quantity, jumped, thing, &job)
    case .put(let id, let quantity, let tote, let binds): return try put(id, quantity, tote, binds, &job)
    case .count(let id, let scans):
      var task = try find(id, job)
      task.scans = scans
      try job.store(task)
      return .counted(item: task.variant.name, scans: scans, of: task.quantity)
    case .overScan(let id):
      var task = try find(id, job)
      task.overScans += 1
      try job.store(task)
      try job.transaction.noteMisScan(
        code: task.variant.sku, rule: .overScan, list: job.list.id, by: job.command)
      return .overScan(item: task.variant.name, of: task.quantity, suggestCount: task.overScans > 1)
    case .atBin(let bin):
      job.list.confirmedBin = bin
      return .atBin(code: job.list.tasks.first { $0.bin.id == bin }?.bin.code ?? "")
    case .hold(let inHand, _):
      job.list.inHand = inHand
      let waiting = job.list.openTasks.filter { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin }
      return .inHand(
        item: waiting.first?.variant.name ?? "", quantity: waiting.reduce(0) { $0 + $1.remaining },
        totes: Set(waiting.map(\.order)).count)
    case .bind(let order, let tote):
      try job.bind(tote, to: order)
      try job.transaction.append(PickAction(kind: .bind, order: order, tote: tote.id), to: job.list.id)
      return .bound(tote: tote.code, order: job.list.orders.first { $0.order == order }?.number ?? "")
    case .known(let tote): return .knownTote(tote.code)
    }
  }

  private static func take(
    _ id: ID<PickTask>, _ quantity: Int, _ jumped: Bool, _ thing: ScannedThing, _ job: inout PickJob
  ) throws(CommerceError) -> PickVerdict {
    let task = try find(id, job)
    guard let tote = job.list.orders.first(where: { $0.order == task.order })?.openTote else {
      throw .refused(Refusal(.toteFirst, [.item: .text(task.variant.name)], remedy: .scanTote))
    }
    var scans = 1
    if case .item(_, let pack) = thing { scans = min(pack, task.remaining) }
    try job.take(task, quantity: quantity, into: tote, scans: scans, bound: false)
    return .taken(
      item: task.variant.name, quantity: quantity, bin: task.bin.code, tote: tote.code, jumped: jumped)
  }

  private static func put(
    _ id: ID<PickTask>, _ quantity: Int, _ tote: Tote, _ binds: Bool, _ job: inout PickJob
  ) throws(CommerceError) -> PickVerdict {
    let task = try find(id, job)
    if binds { try job.bind(tote, to: task.order) }
    try job.take(task, quantity: quantity, into: tote, scans: 1, bound: binds)
    if let inHand = job.list.inHand,
      !job.list.openTasks.contains(where: { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin })
    {
      job.list.inHand = nil
    }
    return .taken(
      item: task.variant.name, quantity: quantity, bin: task.bin.code, tote: tote.code, jumped: false)
  }

  private static func find(_ id: ID<PickTask>, _ job: PickJob) throws(CommerceError) -> PickTask {
    guard let task = job.list.tasks.first(where: { $0.id == id }) else { throw .notFound(.pickList, id.description) }
    return task
  }
}
