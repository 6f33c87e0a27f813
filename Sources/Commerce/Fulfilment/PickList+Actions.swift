/// What an action does to a pick list: pure, so that a console that waits for nobody and the server come to the same
/// list. Stock, order lines, totes and the feed are the use case's.
extension PickList {
  /// What is worked on now: what is in hand, else the next task; nil when nothing is open.
  public var atHand: PickTask? {
    if let inHand,
      let task = openTasks.first(where: { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin })
    {
      return task
    }
    return current
  }

  /// Carries a decision out on the list; `pack` is how many units the scanned code stands for. A refusal changes
  /// nothing; every other decision answers the question whether a bin is empty with yes.
  public mutating func apply(_ decision: PickProgress.Decision, pack: Int, at now: Instant) -> PickVerdict {
    if case .refuse(let refusal) = decision { return .refused(refusal) }
    zeroCheck = nil
    switch decision {
    case .refuse(let refusal): return .refused(refusal)
    case .take(let id, let quantity, let jumped):
      let task = task(id)
      take(id, quantity: quantity, scans: min(pack, task?.remaining ?? 0), at: now)
      let tote = orders.first { $0.order == task?.order }?.openTote
      return .taken(
        item: task?.variant.name ?? "", quantity: quantity, bin: task?.bin.code ?? "", tote: tote?.code ?? "",
        jumped: jumped)
    case .put(let id, let quantity, let tote, let binds):
      let task = task(id)
      if binds, let order = task?.order { bind(tote, to: order) }
      take(id, quantity: quantity, scans: 1, at: now)
      if let inHand, waiting(for: inHand).isEmpty { self.inHand = nil }
      return .taken(
        item: task?.variant.name ?? "", quantity: quantity, bin: task?.bin.code ?? "", tote: tote.code, jumped: false)
    case .count(let id, let scans):
      change(id) { $0.scans = scans }
      let task = task(id)
      return .counted(item: task?.variant.name ?? "", scans: scans, of: task?.quantity ?? 0)
    case .overScan(let id):
      change(id) { $0.overScans += 1 }
      let task = task(id)
      return .overScan(
        item: task?.variant.name ?? "", of: task?.quantity ?? 0, suggestCount: (task?.overScans ?? 0) > 1)
    case .atBin(let bin):
      confirmedBin = bin
      return .atBin(code: tasks.first { $0.bin.id == bin }?.bin.code ?? "")
    case .hold(let inHand, _):
      self.inHand = inHand
      let waiting = waiting(for: inHand)
      return .inHand(
        item: waiting.first?.variant.name ?? "", quantity: waiting.reduce(0) { $0 + $1.remaining },
        totes: Set(waiting.map(\.order)).count)
    case .bind(let order, let tote):
      bind(tote, to: order)
      return .bound(tote: tote.code, order: orders.first { $0.order == order }?.number ?? "")
    case .known(let tote): return .knownTote(tote.code)
    }
  }

  /// Takes units of a task from its bin.
  public mutating func take(_ id: ID<PickTask>, quantity: Int, scans: Int, at now: Instant) {
    change(id) { task in
      task.picked += quantity
      task.scans += scans
      task.touchedAt = now
    }
    confirmedBin = task(id)?.bin.id
  }

  /// A tote carries an order from now on.
  public mutating func bind(_ tote: Tote, to order: ID<Order>) {
    guard let index = orders.firstIndex(where: { $0.order == order }) else { return }
    orders[index].needsAnotherTote = false
    orders[index].totes.append(tote)
  }

  /// Puts a task at the end of the walk.
  public mutating func skip(_ id: ID<PickTask>) {
    let last = tasks.map(\.skipped).max() ?? 0
    change(id) { $0.skipped = last + 1 }
    confirmedBin = nil
    inHand = nil
  }

  /// Units of a task that were not there.
  public mutating func short(_ id: ID<PickTask>, quantity: Int, at now: Instant) {
    change(id) { task in
      task.shorted += quantity
      task.touchedAt = now
    }
    zeroCheck = nil
    guard let task = task(id), !task.isOpen, let inHand, inHand.bin == task.bin.id else { return }
    if waiting(for: InHand(variant: task.variant.id, bin: task.bin.id)).isEmpty { self.inHand = nil }
  }

  /// The next tote scan of an order adds a tote.
  public mutating func askForTote(_ order: ID<Order>) {
    guard let index = orders.firstIndex(where: { $0.order == order }) else { return }
    orders[index].needsAnotherTote = true
  }

  /// Ends the list once nothing is left to take.
  public mutating func closeIfDone(at now: Instant) {
    guard closedAt == nil, openTasks.isEmpty else { return }
    closedAt = now
    inHand = nil
  }

  // MARK: Taking back

  /// Puts taken units back into their bin.
  public mutating func untake(_ id: ID<PickTask>, quantity: Int) {
    change(id) { task in
      task.picked -= quantity
      task.scans = task.variant.strict ? max(0, task.scans - quantity) : 0
      task.overScans = 0
    }
    confirmedBin = nil
  }

  /// A tote carries an order no longer; another is asked for when the order has some left.
  public mutating func unbind(_ tote: ID<Tote>, from order: ID<Order>) {
    guard let index = orders.firstIndex(where: { $0.order == order }) else { return }
    orders[index].totes.removeAll { $0.id == tote }
    if !orders[index].totes.isEmpty { orders[index].needsAnotherTote = true }
  }

  /// Puts a skipped task back where it was.
  public mutating func unskip(_ id: ID<PickTask>, to rank: Int) { change(id) { $0.skipped = rank } }

  /// No other tote is asked for after all.
  public mutating func keepTote(of order: ID<Order>) {
    guard let index = orders.firstIndex(where: { $0.order == order }) else { return }
    orders[index].needsAnotherTote = false
  }

  /// A list on which something was taken back: open again, nothing in hand, no bin in question.
  public mutating func reopen() {
    closedAt = nil
    zeroCheck = nil
    inHand = nil
  }

  // MARK: Parts

  /// A task of the list.
  public func task(_ id: ID<PickTask>) -> PickTask? { tasks.first { $0.id == id } }

  private func waiting(for inHand: InHand) -> [PickTask] {
    openTasks.filter { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin }
  }

  private mutating func change(_ id: ID<PickTask>, _ body: (inout PickTask) -> Void) {
    guard let index = tasks.firstIndex(where: { $0.id == id }) else { return }
    body(&tasks[index])
  }
}
