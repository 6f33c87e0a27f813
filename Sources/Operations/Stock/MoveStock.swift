import Commerce

/// Takes units from one bin to another.
enum MoveStock {
  static func run(
    _ request: MoveRequest, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> MoveResult {
    let place = try StockPlaces.site(site, in: transaction, scope: scope)
    let (variant, _) = try StockPlaces.item(request.code, at: site, in: transaction, scope: scope)
    let from = try StockPlaces.bin(request.from, at: site, in: transaction)
    let to = try StockPlaces.bin(request.to, at: site, in: transaction)
    guard (1...99_999).contains(request.quantity) else { throw outOfRange(request.quantity, below: 100_000) }
    guard from.id != to.id, from.kind != .quarantine || to.kind != .quarantine else {
      throw .refused(Refusal(.sameBin, [.bin: .text(to.code)], remedy: .scanBin))
    }
    let isDamage = to.kind == .quarantine
    let isRestored = from.kind == .quarantine
    if isDamage || isRestored {
      guard let actor = command.actor, try transaction.policy(of: actor).allows(.adjustStock, at: site) else {
        throw .forbidden(.adjustStock)
      }
      guard request.quantity <= place.policy.stockApprovalUnits else {
        throw .refused(
          Refusal(
            .approvalNeeded,
            [
              .item: .text(variant.name), .quantity: .count(request.quantity),
              .limit: .count(place.policy.stockApprovalUnits),
            ], remedy: .askSupervisor))
      }
    }
    if isRestored {
      let damaged = try transaction.level(of: variant.id, at: site).damaged
      guard request.quantity <= damaged else {
        throw .refused(
          Refusal(
            .notInBin,
            [
              .item: .text(variant.name), .bin: .text(from.code), .available: .count(damaged),
              .requested: .count(request.quantity),
            ], remedy: .enterQuantity))
      }
    } else {
      try StockPlaces.checkFree(request.quantity, of: variant, in: from, leavesSale: isDamage, in: transaction)
    }
    try transaction.post(
      StockMove(
        site: site, variant: variant.id, quantity: request.quantity,
        from: isRestored ? .quarantine : .bin(from.id), to: isDamage ? .quarantine : .bin(to.id),
        reason: isDamage ? .damage : isRestored ? .restore : .transferBin), by: command)
    try transaction.append(
      Change(
        .stock, variant.id.serial, site: site, field: "bin", old: "\(request.quantity) \(from.code)", new: to.code),
      by: command)
    return MoveResult(
      item: variant.name, sku: variant.sku, quantity: request.quantity, from: from.code, to: to.code)
  }
}

extension MoveResult: Outcome {}
