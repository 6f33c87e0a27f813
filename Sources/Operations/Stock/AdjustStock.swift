import Commerce

/// Brings the book of a bin to what somebody says that it holds.
enum AdjustStock {
  /// Posts the difference, or lets it wait. `approver` has vouched for it, and is somebody else than who asks.
  static func run(
    _ request: AdjustRequest, approver: ID<Person>?, at id: ID<Site>, in transaction: any WriteTransaction,
    by command: Command, scope: Scope
  ) throws(CommerceError) -> AdjustResult {
    let site = try StockPlaces.site(id, in: transaction, scope: scope)
    let (variant, _) = try StockPlaces.item(request.code, at: id, in: transaction, scope: scope)
    let bin = try StockPlaces.bin(request.bin, at: id, in: transaction)
    let isQuarantine = bin.kind == .quarantine
    let book =
      try isQuarantine
      ? transaction.level(of: variant.id, at: id).damaged : transaction.binStock(bin.id, variant.id)?.onHand ?? 0
    let delta = try difference(request.amount, book: book)
    guard !(isQuarantine && delta > 0), !(isQuarantine && request.reason == .damaged),
      delta > 0 ? request.reason.mayAdd : request.reason.mayTake
    else {
      throw .refused(
        Refusal(
          .reasonUnfit, [.reason: .text(request.reason.word), .quantity: .count(delta), .bin: .text(bin.code)],
          remedy: .giveReason))
    }
    if request.reason == .other, request.note.isEmpty {
      throw .refused(Refusal(.reasonNeeded, remedy: .giveReason))
    }
    var adjustment = StockAdjustment(
      site: id, bin: isQuarantine ? nil : bin.id, variant: variant.id, delta: delta, reason: request.reason,
      origin: .adjust, note: request.note, madeBy: command.actor, madeAt: command.at)
    try PostAdjustment.check(adjustment, bin: bin, variant: variant, in: transaction)
    if adjustment.needsApproval(site.policy) {
      guard approver != command.actor || approver == nil else {
        throw .refused(Refusal(.secondPersonNeeded, remedy: .askSupervisor))
      }
      if approver == nil {
        guard request.mayWait else {
          throw .refused(
            Refusal(
              .approvalNeeded,
              [
                .item: .text(variant.name), .quantity: .count(abs(delta)),
                .limit: .count(site.policy.stockApprovalUnits),
              ], remedy: .askSupervisor))
        }
        adjustment.id = try transaction.insert(adjustment, command: nil)
        try transaction.append(
          Change(
            .stock, variant.id.serial, site: id, field: "adjustment_waits", new: "\(delta) \(bin.code)",
            reason: PostAdjustment.words(adjustment)), by: command)
        return AdjustResult(item: variant.name, bin: bin.code, delta: delta, onHand: book, isWaiting: true)
      }
      adjustment.decidedBy = approver
    }
    try PostAdjustment.run(&adjustment, bin: bin, variant: variant, in: transaction, by: command)
    return AdjustResult(item: variant.name, bin: bin.code, delta: delta, onHand: book + delta, isWaiting: false)
  }

  private static func difference(_ amount: AdjustRequest.Amount, book: Int) throws(CommerceError) -> Int {
    let limit = 1_000_000
    let delta: Int
    switch amount {
    case .by(let units):
      guard (-limit...limit).contains(units) else { throw outOfRange(units, below: limit + 1) }
      delta = units
    case .to(let units):
      guard (0...limit).contains(units) else { throw outOfRange(units, below: limit + 1) }
      delta = units - book
    }
    guard delta != 0 else {
      throw .refused(Refusal(.bookUnchanged, [.quantity: .count(book)], remedy: .enterQuantity))
    }
    return delta
  }
}

/// Posts a difference: the ledger, the feed, and the adjustment itself.
enum PostAdjustment {
  /// Throws unless the units can go. Units that come need nobody's leave.
  static func check(
    _ adjustment: StockAdjustment, bin: Bin, variant: Variant, in transaction: any ReadTransaction
  ) throws(CommerceError) {
    guard adjustment.delta < 0 else { return }
    if adjustment.bin != nil {
      return try StockPlaces.checkFree(
        -adjustment.delta, of: variant, in: bin, leavesSale: true, in: transaction)
    }
    let damaged = try transaction.level(of: variant.id, at: adjustment.site).damaged
    guard -adjustment.delta <= damaged else {
      throw .refused(
        Refusal(
          .notInBin,
          [
            .item: .text(variant.name), .bin: .text(bin.code), .available: .count(damaged),
            .requested: .count(-adjustment.delta),
          ], remedy: .enterQuantity))
    }
  }

  /// Posts it and stores it as posted, new or as it waited.
  static func run(
    _ adjustment: inout StockAdjustment, bin: Bin, variant: Variant, in transaction: any WriteTransaction,
    by command: Command
  ) throws(CommerceError) {
    try check(adjustment, bin: bin, variant: variant, in: transaction)
    let old = try held(adjustment, in: transaction)
    try transaction.post(adjustment.move, by: command)
    adjustment.state = .posted
    adjustment.decidedAt = command.at
    if adjustment.id == ID(0) {
      adjustment.id = try transaction.insert(adjustment, command: command.id)
    } else {
      try transaction.settle(adjustment, command: command.id)
    }
    try transaction.append(
      Change(
        .stock, variant.id.serial, site: adjustment.site, field: "on_hand", old: "\(old) \(bin.code)",
        new: "\(old + adjustment.delta) \(bin.code)", reason: words(adjustment)), by: command)
  }

  /// What its place holds by the book.
  static func held(_ adjustment: StockAdjustment, in transaction: any ReadTransaction) throws(CommerceError) -> Int {
    guard let bin = adjustment.bin else {
      return try transaction.level(of: adjustment.variant, at: adjustment.site).damaged
    }
    return try transaction.binStock(bin, adjustment.variant)?.onHand ?? 0
  }

  static func words(_ adjustment: StockAdjustment) -> String {
    let word = adjustment.origin == .count ? "count" : adjustment.reason.word
    return adjustment.note.isEmpty ? word : "\(word): \(adjustment.note)"
  }
}

/// Decides about a difference that waits.
enum DecideAdjustment {
  /// Posts it. What corrected the book since its count is no longer missing, and is left out.
  static func approve(
    _ id: ID<StockAdjustment>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> AdjustResult {
    var (adjustment, bin, variant) = try load(id, in: transaction, scope: scope)
    guard adjustment.madeBy != command.actor else {
      throw .refused(Refusal(.secondPersonNeeded, remedy: .askSupervisor))
    }
    adjustment.decidedBy = command.actor
    if let sequence = adjustment.sequence, let place = adjustment.bin {
      let left =
        try adjustment.delta
        - transaction.corrections(after: sequence, of: variant.id, in: place, at: adjustment.site)
      guard left != 0 else {
        try close(&adjustment, reason: "corrected meanwhile", in: transaction, by: command)
        return try result(adjustment, delta: 0, bin, variant, in: transaction)
      }
      adjustment.delta = left
    }
    try PostAdjustment.run(&adjustment, bin: bin, variant: variant, in: transaction, by: command)
    return try result(adjustment, delta: adjustment.delta, bin, variant, in: transaction)
  }

  static func reject(
    _ id: ID<StockAdjustment>, reason: String, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard !reason.isEmpty else { throw .refused(Refusal(.reasonNeeded, remedy: .giveReason)) }
    var (adjustment, _, _) = try load(id, in: transaction, scope: scope)
    adjustment.decidedBy = command.actor
    try close(&adjustment, reason: reason, in: transaction, by: command)
  }

  /// Ends the differences of an item in a bin that wait although it has been counted again since.
  static func supersede(
    _ variant: ID<Variant>, in bin: ID<Bin>, at site: ID<Site>, in transaction: any WriteTransaction,
    by command: Command, scope: Scope
  ) throws(CommerceError) {
    for row in try transaction.adjustments(of: variant, at: site, limit: 100, in: scope)
    where row.adjustment.state == .waiting && row.adjustment.bin == bin {
      var adjustment = row.adjustment
      try close(&adjustment, reason: "counted again", in: transaction, by: command)
    }
  }

  private static func close(
    _ adjustment: inout StockAdjustment, reason: String, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    adjustment.state = .rejected
    adjustment.decidedAt = command.at
    adjustment.note = adjustment.note.isEmpty ? reason : "\(adjustment.note); \(reason)"
    try transaction.settle(adjustment, command: nil)
    try transaction.append(
      Change(
        .stock, adjustment.variant.serial, site: adjustment.site, field: "adjustment", old: "\(adjustment.delta)",
        new: "rejected", reason: reason), by: command)
  }

  private static func result(
    _ adjustment: StockAdjustment, delta: Int, _ bin: Bin, _ variant: Variant, in transaction: any ReadTransaction
  ) throws(CommerceError) -> AdjustResult {
    let onHand = try PostAdjustment.held(adjustment, in: transaction)
    return AdjustResult(item: variant.name, bin: bin.code, delta: delta, onHand: onHand, isWaiting: false)
  }

  private static func load(
    _ id: ID<StockAdjustment>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> (StockAdjustment, Bin, Variant) {
    guard let adjustment = try transaction.adjustment(id), scope.includes(adjustment.site),
      let variant = try transaction.variant(adjustment.variant)
    else { throw .notFound(.stock, id.description) }
    guard adjustment.state == .waiting else {
      throw .refused(
        Refusal(
          .approvalSettled, [.item: .text(variant.name), .status: .text(adjustment.state.rawValue)], remedy: .none))
    }
    let bin =
      try adjustment.bin.flatMap { id throws(CommerceError) in try transaction.bin(id) }
      ?? Bin(id: ID(0), site: adjustment.site, code: "QUARANTINE", kind: .quarantine, walkOrder: 0)
    return (adjustment, bin, variant)
  }
}

extension AdjustResult: Outcome {}
