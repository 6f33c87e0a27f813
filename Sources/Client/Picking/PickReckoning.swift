import Commerce
import Operations

/// One action on the pick screen, as it is kept until the server has spoken of it.
enum PickAttempt: Hashable, Sendable {
  case scan(ScannedThing, code: String)
  /// A scan that was refused here; it changes nothing.
  case misScan
  case short(got: Int)
  case damaged(Int)
  case skip
  case anotherTote
  case countLeft(Int)
  case undo
}

/// A pick list as a console goes on with it while the server has not answered: what was confirmed, with the same pure
/// rules applied on top. What only the store knows is not guessed: such an action is `nil`, and the server is asked.
struct PickReckoning: Sendable {
  /// The job as it stands by what is known here.
  private(set) var work: PickWork
  /// Items of which only the server knows where the rest is taken from, after a short or damaged pick.
  private var uncertain: Set<ID<Variant>> = []
  /// What was done here, newest last, for undo.
  private var trail: [Trace] = []

  private enum Trace: Sendable {
    case take(ID<PickTask>, quantity: Int, tote: Tote, bound: Bool)
    case bind(ID<Order>, Tote)
    case skip(ID<PickTask>, rank: Int)
    case another(ID<Order>)
    /// The server alone can take this back.
    case opaque
  }

  init(_ work: PickWork) { self.work = work }

  /// The server has spoken: this is how the job stood once every action so far was done.
  mutating func confirm(_ work: PickWork) {
    self.work = work
    uncertain = []
  }

  /// Somebody or something else has worked on the list.
  mutating func forgetTrail() { trail = [] }

  /// What a code stands for, as far as the list tells; nil when only the server knows.
  func resolve(_ text: String) -> ScannedThing? {
    let code = ScannedThing.cleaned(text)
    let list = work.list
    for task in list.tasks where work.barcodes[task.variant.id]?.contains(code) == true {
      return certain(task.variant, pack: work.packs[code] ?? 1)
    }
    if let tote = list.orders.flatMap(\.totes).first(where: { $0.code.uppercased() == code }) {
      // A refusal names what comes next, and that may be more of an item the server still looks for.
      return uncertain.isEmpty ? .tote(tote) : nil
    }
    if let bin = list.tasks.map(\.bin).first(where: { $0.code.uppercased() == code }) {
      return uncertain.isEmpty ? .bin(bin) : nil
    }
    guard let task = list.tasks.first(where: { $0.variant.sku.uppercased() == code }) else { return nil }
    return certain(task.variant, pack: 1)
  }

  private func certain(_ variant: Variant, pack: Int) -> ScannedThing? {
    uncertain.contains(variant.id) ? nil : .item(variant, packQuantity: pack)
  }

  /// What came of an action; nil, and nothing changed, when only the server can say.
  mutating func take(_ attempt: PickAttempt, at now: Instant) -> PickVerdict? {
    var next = self
    guard let verdict = next.attempt(attempt, at: now) else { return nil }
    if case .refused = verdict { return verdict }
    if case .misScan = attempt { return verdict }
    next.finish(at: now)
    self = next
    return verdict
  }

  private mutating func finish(at now: Instant) {
    work.list.leaseUntil = max(work.list.leaseUntil, now.adding(minutes: work.policy.leaseMinutes))
    // More may have been put on the walk.
    if uncertain.isEmpty { work.list.closeIfDone(at: now) }
  }

  private mutating func attempt(_ attempt: PickAttempt, at now: Instant) -> PickVerdict? {
    switch attempt {
    case .scan(let thing, let code): return scan(thing, code, now)
    case .misScan: return .refused(Refusal(.unknownCode, remedy: .scanNeeded))
    case .short(let got): return short(got, now)
    case .damaged(let quantity): return damaged(quantity, now)
    case .skip:
      guard let task = work.list.atHand else { return nil }
      trail.append(.skip(task.id, rank: task.skipped))
      work.list.skip(task.id)
      return .skipped(item: task.variant.name)
    case .anotherTote:
      guard let order = work.list.atHand?.order ?? work.list.orders.first?.order,
        let entry = work.list.orders.first(where: { $0.order == order }), entry.openTote != nil
      else { return nil }
      trail.append(.another(order))
      work.list.askForTote(order)
      return .anotherTote(order: entry.number)
    case .countLeft(let counted):
      guard let check = work.list.zeroCheck, (0...99_999).contains(counted) else { return nil }
      work.list.zeroCheck = nil
      return .countNoted(bin: check.binCode, counted: counted)
    case .undo: return undo()
    }
  }

  private mutating func scan(_ thing: ScannedThing, _ code: String, _ now: Instant) -> PickVerdict? {
    let decision = PickProgress.judge(
      thing, code: ScannedThing.cleaned(code), on: work.list, policy: work.policy)
    var pack = 1
    if case .item(_, let units) = thing { pack = units }
    let before = work.list
    switch decision {
    case .take(let id, let quantity, _):
      guard let task = before.task(id), isWorkable(task.order),
        let tote = before.orders.first(where: { $0.order == task.order })?.openTote
      else { return nil }
      trail.append(.take(id, quantity: quantity, tote: tote, bound: false))
    case .put(let id, let quantity, let tote, let binds):
      guard let task = before.task(id), isWorkable(task.order) else { return nil }
      trail.append(.take(id, quantity: quantity, tote: tote, bound: binds))
    case .bind(let order, let tote): trail.append(.bind(order, tote))
    case .refuse, .count, .overScan, .atBin, .hold, .known: break
    }
    return work.list.apply(decision, pack: pack, at: now)
  }

  /// False for an order that somebody stopped; what then may be done the server says.
  private func isWorkable(_ order: ID<Order>) -> Bool {
    work.orders.first { $0.id == order }.map { $0.status == .picking && $0.holdReason == nil } ?? false
  }

  private mutating func short(_ got: Int, _ now: Instant) -> PickVerdict? {
    guard let task = work.list.atHand, (0..<task.remaining).contains(got), isWorkable(task.order) else { return nil }
    let missing = task.remaining - got
    if got > 0, !work.list.isCluster {
      guard work.list.orders.first?.openTote != nil else { return nil }
      work.list.take(task.id, quantity: got, scans: got, at: now)
    }
    work.list.short(task.id, quantity: missing, at: now)
    uncertain.insert(task.variant.id)
    trail.append(.opaque)
    return .shorted(item: task.variant.name, missing: missing, elsewhere: [], short: 0)
  }

  private mutating func damaged(_ quantity: Int, _ now: Instant) -> PickVerdict? {
    guard let task = work.list.atHand, (1...task.remaining).contains(quantity), isWorkable(task.order) else {
      return nil
    }
    work.list.short(task.id, quantity: quantity, at: now)
    uncertain.insert(task.variant.id)
    trail.append(.opaque)
    return .quarantined(item: task.variant.name, quantity: quantity, elsewhere: [], short: 0)
  }

  private mutating func undo() -> PickVerdict? {
    guard let last = trail.last, uncertain.isEmpty else { return nil }
    let what: String
    switch last {
    case .opaque: return nil
    case .take(let id, let quantity, let tote, let bound):
      guard let task = work.list.task(id), task.picked >= quantity else { return nil }
      work.list.untake(id, quantity: quantity)
      if bound { work.list.unbind(tote.id, from: task.order) }
      what = "\(task.variant.name) ×\(quantity) at \(task.bin.code)"
    case .bind(let order, let tote):
      work.list.unbind(tote.id, from: order)
      what = "tote \(tote.code)"
    case .skip(let id, let rank):
      guard let task = work.list.task(id) else { return nil }
      work.list.unskip(id, to: rank)
      what = "skip of \(task.variant.name)"
    case .another(let order):
      work.list.keepTote(of: order)
      what = "tote full"
    }
    trail.removeLast()
    work.list.reopen()
    return .undone(what)
  }
}
