import Commerce

/// Asks for counts, and calls them off.
enum PlanCount {
  /// A bin by its label, or every bin that holds an item; open tasks are not doubled.
  static func request(
    _ text: String, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> Int {
    let code = ResolveCode.cleaned(text)
    if let bin = try transaction.bin(code: code, at: site) {
      return try add(bin, nil, source: .requested, in: transaction, by: command) == nil ? 0 : 1
    }
    let (variant, _) = try StockPlaces.item(code, at: site, in: transaction, scope: scope)
    var added = 0
    for stock in try transaction.bins(holding: variant.id, at: site)
    where try add(stock.bin, variant.id, source: .requested, in: transaction, by: command) != nil { added += 1 }
    return added
  }

  /// A task of a bin; nil when an open one covers it. Throws `rule.stock.reason_unfit` for quarantine.
  static func add(
    _ bin: Bin, _ variant: ID<Variant>?, source: CountTask.Source, in transaction: any WriteTransaction,
    by command: Command
  ) throws(CommerceError) -> CountTask? {
    guard bin.kind != .quarantine else {
      throw .refused(Refusal(.wrongBin, [.bin: .text(bin.code)], remedy: .scanBin))
    }
    let open = try transaction.openCounts(of: bin.id)
    if open.contains(where: { $0.variant == nil || $0.variant == variant }) { return nil }
    var task = CountTask(site: bin.site, bin: bin.id, variant: variant, source: source, createdAt: command.at)
    task.id = try transaction.insert(task)
    try transaction.append(
      Change(.count, task.id.serial, site: bin.site, field: "asked_for", new: bin.code, reason: source.rawValue),
      by: command)
    return task
  }

  static func cancel(
    _ id: ID<CountTask>, reason: String, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    var task = try CountJob.load(id, in: transaction, scope: scope)
    task.state = .cancelled
    task.closedAt = command.at
    try transaction.update(task)
    try transaction.append(
      Change(.count, id.serial, site: task.site, field: "state", old: "open", new: "cancelled", reason: reason),
      by: command)
  }
}

/// Takes a count in hand.
enum OpenCount {
  /// The bin's count: the one in the caller's hands, else the whole bin's, else the oldest task of one of its items,
  /// else a new one.
  static func bin(
    _ text: String, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<CountTask> {
    let bin = try StockPlaces.bin(text, at: site, in: transaction)
    let open = try transaction.openCounts(of: bin.id)
    let mine = open.first { $0.holder == command.actor } ?? open.first { $0.variant == nil } ?? open.first
    if let mine { return try take(mine, in: transaction, by: command) }
    guard let task = try PlanCount.add(bin, nil, source: .floor, in: transaction, by: command) else {
      throw .notFound(.bin, bin.code)
    }
    return try take(task, in: transaction, by: command)
  }

  static func task(
    _ id: ID<CountTask>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<CountTask> {
    try take(try CountJob.load(id, in: transaction, scope: scope), in: transaction, by: command)
  }

  /// Somebody else's count that has gone cold is taken over, and begun anew: two people never count into one number.
  private static func take(
    _ task: CountTask, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> ID<CountTask> {
    var task = task
    if let holder = task.holder, holder != command.actor {
      let lease = try transaction.site(task.site)?.policy.leaseMinutes ?? 0
      let since = task.touchedAt ?? task.createdAt
      guard since.adding(minutes: lease) <= command.at else {
        throw .refused(
          Refusal(
            .heldByOther,
            [
              .holder: .text(try transaction.person(holder)?.shortName ?? ""), .since: .time(since),
              .order: .text(try transaction.bin(task.bin)?.code ?? ""),
            ], remedy: .chooseOther))
      }
      try transaction.clearCount(task.id)
    }
    if task.holder != command.actor {
      try transaction.append(
        Change(
          .count, task.id.serial, site: task.site, field: "holder",
          old: try task.holder.flatMap { id throws(CommerceError) in try transaction.person(id)?.name } ?? "",
          new: try command.actor.flatMap { id throws(CommerceError) in try transaction.person(id)?.name } ?? ""),
        by: command)
    }
    task.holder = command.actor
    task.touchedAt = command.at
    try transaction.update(task)
    return task.id
  }
}

/// A count under one command, in the hands of whoever counts.
struct CountJob {
  let transaction: any WriteTransaction
  let command: Command
  let scope: Scope
  var task: CountTask
  let bin: Bin

  /// An open task within the scope.
  static func load(
    _ id: ID<CountTask>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> CountTask {
    guard let task = try transaction.countTask(id), scope.includes(task.site) else {
      throw .notFound(.count, id.description)
    }
    guard task.state == .open else {
      throw .refused(
        Refusal(
          .countPosted,
          [.bin: .text(try transaction.bin(task.bin)?.code ?? ""), .status: .text(task.state.rawValue)],
          remedy: .chooseOther))
    }
    return task
  }

  /// Throws `rule.claim.not_yours` unless the caller holds it.
  init(
    _ id: ID<CountTask>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    let task = try Self.load(id, in: transaction, scope: scope)
    guard task.holder == command.actor, let bin = try transaction.bin(task.bin) else {
      let holder = try task.holder.flatMap { id throws(CommerceError) in try transaction.person(id)?.shortName }
      throw .refused(
        Refusal(.notYourWork, holder.map { [.holder: .text($0)] } ?? [:], remedy: .scanBin))
    }
    self.transaction = transaction
    self.command = command
    self.scope = scope
    self.task = task
    self.bin = bin
  }

  /// An item by its code, one that belongs to this count. Its own bin and foreign ones are told apart by the caller.
  private func item(_ code: String) throws(CommerceError) -> (variant: Variant, units: Int) {
    let found = try StockPlaces.item(code, at: task.site, in: transaction, scope: scope)
    if let only = task.variant, only != found.variant.id {
      throw .refused(
        Refusal(
          .notToCount,
          [
            .item: .text(found.variant.name), .neededItem: .text(try transaction.variant(only)?.name ?? ""),
            .neededBin: .text(bin.code),
          ], remedy: .scanItem))
    }
    return found
  }

  /// Counts one scan.
  mutating func scan(_ code: String) throws(CommerceError) -> CountVerdict {
    if let other = try transaction.bin(code: ResolveCode.cleaned(code), at: task.site) {
      throw .refused(
        Refusal(.wrongBin, [.bin: .text(other.code), .neededBin: .text(bin.code)], remedy: .scanItem))
    }
    let (variant, units) = try item(code)
    let now = try moment(variant.id)
    let before = try line(variant.id)
    let counted = (before ?? CountLine(variant: variant.id, counted: 0, book: now.book, sequence: now.sequence))
      .counting(units, book: now.book, sequence: now.sequence)
    guard counted.line.counted <= 99_999 else { throw outOfRange(counted.line.counted, below: 100_000) }
    try transaction.setCount(counted.line, of: variant.id, before: before, in: task.id)
    try note(variant, before, counted.line)
    return counted.isRestarted
      ? .restarted(item: variant.name, total: counted.line.counted)
      : .counted(item: variant.name, units: units, total: counted.line.counted)
  }

  /// Takes a typed number for the item scanned last, or the only one there is to count.
  mutating func set(_ quantity: Int) throws(CommerceError) -> CountVerdict {
    guard (0...99_999).contains(quantity) else { throw outOfRange(quantity, below: 100_000) }
    let last = try transaction.lastCountEntry(of: task.id)?.variant ?? task.variant
    guard let last, let variant = try transaction.variant(last) else {
      throw .refused(Refusal(.itemFirst, [.tote: .text(String(quantity))], remedy: .scanItem))
    }
    let now = try moment(last)
    let before = try line(last)
    let counted = CountLine(variant: last, counted: quantity, book: now.book, sequence: now.sequence)
    try transaction.setCount(counted, of: last, before: before, in: task.id)
    try note(variant, before, counted)
    return .set(item: variant.name, total: quantity)
  }

  /// Takes the last step back.
  mutating func undo() throws(CommerceError) -> CountVerdict {
    guard let entry = try transaction.lastCountEntry(of: task.id), let variant = try transaction.variant(entry.variant)
    else { throw .refused(Refusal(.nothingToUndo, remedy: .scanItem)) }
    let before = try line(entry.variant)
    try transaction.takeBack(entry, in: task.id)
    try note(variant, before, entry.before)
    return .undone(item: variant.name, total: entry.before?.counted)
  }

  private func line(_ variant: ID<Variant>) throws(CommerceError) -> CountLine? {
    try transaction.countLines(of: task.id).first { $0.variant == variant }
  }

  func moment(_ variant: ID<Variant>) throws(CommerceError) -> (book: Int, sequence: Int64) {
    (
      try transaction.binStock(bin.id, variant)?.onHand ?? 0,
      try transaction.lastMove(of: variant, in: bin.id, at: task.site)
    )
  }

  private mutating func note(_ variant: Variant, _ old: CountLine?, _ new: CountLine?) throws(CommerceError) {
    task.touchedAt = command.at
    try transaction.update(task)
    try transaction.append(
      Change(
        .count, task.id.serial, site: task.site, field: "counted",
        old: old.map { "\($0.counted) \(variant.sku)" } ?? "", new: new.map { "\($0.counted) \(variant.sku)" } ?? ""),
      by: command)
  }
}

/// Finishes a count.
enum FinishCount {
  /// Posts what is small and free to post; the rest waits. What the book has here and nobody scanned counts as none,
  /// once that is confirmed.
  static func run(
    _ id: ID<CountTask>, confirmed: Bool, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> CountSummary {
    var job = try CountJob(id, in: transaction, by: command, scope: scope)
    guard let policy = try transaction.site(job.task.site)?.policy else { throw .notFound(.count, id.description) }
    var lines = try transaction.countLines(of: id)
    let missing = try uncounted(job, lines)
    guard missing.isEmpty || confirmed else {
      throw .refused(
        Refusal(
          .countedNone, [.quantity: .count(missing.count), .bin: .text(job.bin.code)], remedy: .confirmAgain))
    }
    for variant in missing {
      let now = try job.moment(variant)
      lines.append(CountLine(variant: variant, counted: 0, book: now.book, sequence: now.sequence))
    }
    var summary = CountSummary(bin: job.bin.code, items: lines.count)
    for line in lines { try settle(line, job, policy, &summary) }
    job.task.state = .done
    job.task.closedAt = command.at
    try transaction.update(job.task)
    try transaction.append(
      Change(
        .count, id.serial, site: job.task.site, field: "state", old: "open", new: "done",
        reason:
          "\(counted(lines.count, "item")), \(summary.posted) posted, \(summary.waiting + summary.blocked.count) waiting"
      ),
      by: command)
    try closeCovered(job)
    return summary
  }

  /// The items that the book has in the bin and that nobody scanned.
  private static func uncounted(_ job: CountJob, _ lines: [CountLine]) throws(CommerceError) -> [ID<Variant>] {
    let counted = Set(lines.map(\.variant))
    if let only = job.task.variant { return counted.contains(only) ? [] : [only] }
    return try job.transaction.stock(in: job.bin.id).map(\.variant.id).filter { !counted.contains($0) }
  }

  private static func settle(
    _ line: CountLine, _ job: CountJob, _ policy: SitePolicy, _ summary: inout CountSummary
  ) throws(CommerceError) {
    let (transaction, command) = (job.transaction, job.command)
    try DecideAdjustment.supersede(
      line.variant, in: job.bin.id, at: job.task.site, in: transaction, by: command, scope: job.scope)
    // What corrected the book since this item was counted is no longer missing.
    let delta =
      try line.variance
      - transaction.corrections(after: line.sequence, of: line.variant, in: job.bin.id, at: job.task.site)
    guard delta != 0, let variant = try transaction.variant(line.variant) else { return }
    var adjustment = StockAdjustment(
      site: job.task.site, bin: job.bin.id, variant: line.variant, delta: delta, reason: .correction, origin: .count,
      count: job.task.id, counted: line.counted, book: line.book,
      sequence: try transaction.lastMove(of: line.variant, in: job.bin.id, at: job.task.site),
      madeBy: command.actor, madeAt: command.at)
    guard adjustment.needsApproval(policy) else {
      do throws(CommerceError) {
        try PostAdjustment.run(&adjustment, bin: job.bin, variant: variant, in: transaction, by: command)
        summary.posted += 1
        return
      } catch .refused(let refusal) {
        // Refused before anything was written: it stays open, with the facts.
        summary.blocked.append(CountSummary.Blocked(item: variant.name, refusal: refusal))
        return try wait(adjustment, job, variant)
      }
    }
    summary.waiting += 1
    try wait(adjustment, job, variant)
  }

  private static func wait(
    _ adjustment: StockAdjustment, _ job: CountJob, _ variant: Variant
  ) throws(CommerceError) {
    _ = try job.transaction.insert(adjustment, command: nil)
    try job.transaction.append(
      Change(
        .stock, variant.id.serial, site: job.task.site, field: "adjustment_waits",
        new: "\(adjustment.delta) \(job.bin.code)", reason: "count"), by: job.command)
  }

  /// A whole bin's count answers what was asked about its items.
  private static func closeCovered(_ job: CountJob) throws(CommerceError) {
    guard job.task.variant == nil else { return }
    for var task in try job.transaction.openCounts(of: job.bin.id) where task.holder == nil {
      task.state = .done
      task.closedAt = job.command.at
      try job.transaction.update(task)
      try job.transaction.append(
        Change(
          .count, task.id.serial, site: task.site, field: "state", old: "open", new: "done",
          reason: "counted with its bin"), by: job.command)
    }
  }
}

/// A count as the counter sees it.
enum LoadCount {
  static func run(
    _ id: ID<CountTask>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> CountWork {
    guard let task = try transaction.countTask(id), scope.includes(task.site), let bin = try transaction.bin(task.bin)
    else { throw .notFound(.count, id.description) }
    var lines: [CountWork.Line] = []
    for line in try transaction.countLines(of: id) {
      guard let variant = try transaction.variant(line.variant) else { continue }
      lines.append(CountWork.Line(variant: variant, counted: line.counted))
    }
    return CountWork(
      task: task, binCode: bin.code,
      item: try task.variant.flatMap { id throws(CommerceError) in try transaction.variant(id) }, lines: lines,
      last: try transaction.lastCountEntry(of: id)?.variant)
  }
}

extension CountVerdict: Outcome {}
extension CountSummary: Outcome {}
