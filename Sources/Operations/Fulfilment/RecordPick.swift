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
    try confirmEmptyBin(job)
    let verdict = try carryOut(decision, thing, &job)
    try job.finish()
    return verdict
  }

  /// Notes a scan that was refused already where it was made, by the same rules; whatever is known here by now, it
  /// moves nothing, for the picker was told to put the thing back.
  public static func refused(
    _ code: String, _ refusal: Refusal, on id: ID<PickList>, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) -> PickVerdict {
    _ = try PickJob(id, in: transaction, by: command, scope: scope)
    try transaction.noteMisScan(code: ResolveCode.cleaned(code), rule: refusal.rule, list: id, by: command)
    return .refused(refusal)
  }

  private static func otherOrder(in thing: ScannedThing, _ job: PickJob) throws(CommerceError) -> String? {
    guard case .tote(let tote) = thing, let order = try job.transaction.orderInTote(tote.id),
      !job.list.orders.contains(where: { $0.order == order })
    else { return nil }
    return try job.transaction.order(order, in: job.scope)?.number ?? "-"
  }

  /// The next right scan answers the empty-bin question with yes.
  private static func confirmEmptyBin(_ job: PickJob) throws(CommerceError) {
    guard let check = job.list.zeroCheck else { return }
    try job.transaction.insertCount(
      bin: check.bin, variant: check.variant, expected: 0, counted: 0, by: job.command)
  }

  private static func carryOut(
    _ decision: PickProgress.Decision, _ thing: ScannedThing, _ job: inout PickJob
  ) throws(CommerceError) -> PickVerdict {
    let before = job.list
    var pack = 1
    if case .item(_, let units) = thing { pack = units }
    let verdict = job.list.apply(decision, pack: pack, at: job.command.at)
    switch decision {
    case .take(let id, let quantity, _):
      let task = try find(id, before)
      guard let tote = before.orders.first(where: { $0.order == task.order })?.openTote else {
        throw .refused(Refusal(.toteFirst, [.item: .text(task.variant.name)], remedy: .scanTote))
      }
      try job.move(quantity, of: task, into: tote, bound: false)
    case .put(let id, let quantity, let tote, let binds):
      let task = try find(id, before)
      if binds { try job.noteBinding(tote, to: task.order, before: before) }
      try job.move(quantity, of: task, into: tote, bound: binds)
    case .overScan(let id):
      try job.transaction.noteMisScan(
        code: try find(id, before).variant.sku, rule: .overScan, list: job.list.id, by: job.command)
    case .bind(let order, let tote):
      try job.noteBinding(tote, to: order, before: before)
      try job.transaction.append(PickAction(kind: .bind, order: order, tote: tote.id), to: job.list.id)
    case .refuse, .count, .atBin, .hold, .known: break
    }
    try job.storeTasks(changedSince: before)
    return verdict
  }

  private static func find(_ id: ID<PickTask>, _ list: PickList) throws(CommerceError) -> PickTask {
    guard let task = list.task(id) else { throw .notFound(.pickList, id.description) }
    return task
  }
}
