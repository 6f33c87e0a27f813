import Commerce

/// The warehouse desk on a local store. Permissions and scope are checked inside each transaction.
struct LocalWarehouseDesk: WarehouseDesk {
  let house: House

  func queue(
    _ query: QueueQuery, _ page: PageRequest<QueueKey>, by caller: Caller
  ) async throws(CommerceError) -> Page<QueueRow> {
    var query = query
    query.site = caller.site
    return try await house.look(caller, needing: .viewQueue) { [query] transaction, scope throws(CommerceError) in
      try transaction.queue(query, page, in: scope)
    }
  }

  func floor(by caller: Caller) async throws(CommerceError) -> FloorCounts {
    let now = house.clock.now
    return try await house.look(caller, needing: .viewQueue) { transaction, scope throws(CommerceError) in
      try transaction.floor(of: caller.site, at: now, in: scope)
    }
  }

  func zones(by caller: Caller) async throws(CommerceError) -> [Zone] {
    try await house.look(caller, needing: .enterSite) { transaction, scope throws(CommerceError) in
      try transaction.zones(at: caller.site, in: scope)
    }
  }

  func shortages(
    _ page: PageRequest<ID<Shortage>>, by caller: Caller
  ) async throws(CommerceError) -> Page<ShortageRow> {
    try await house.look(caller, needing: .viewQueue) { transaction, scope throws(CommerceError) in
      try transaction.shortages(at: caller.site, page, in: scope)
    }
  }

  func settle(
    _ shortage: ID<Shortage>, _ settlement: ShortageSettlement, reason: String, _ intent: Intent
  ) async throws(CommerceError) {
    _ = try await house.carryOut(
      "shortage.settle", intent, needing: .settleShortages, about(shortage, settlement, reason)
    ) {
      transaction, command, scope throws(CommerceError) in
      try SettleShortage.run(shortage, settlement, reason: reason, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func putBacks(_ page: PageRequest<ID<PutBack>>, by caller: Caller) async throws(CommerceError) -> Page<PutBackRow> {
    try await house.look(caller, needing: .viewQueue) { transaction, scope throws(CommerceError) in
      try transaction.putBacks(at: caller.site, page, in: scope)
    }
  }

  func putBackItem(_ code: String, by caller: Caller) async throws(CommerceError) -> PutBackRow {
    try await house.look(caller, needing: .putBack) { transaction, scope throws(CommerceError) in
      try putBackRow(code, at: caller.site, in: transaction, scope: scope)
    }
  }

  func putBack(
    _ putBack: ID<PutBack>, into binCode: String, _ intent: Intent
  ) async throws(CommerceError) -> PutBackRow {
    let site = intent.caller.site
    return try await house.carryOut("put_back", intent, needing: .putBack, about(putBack, binCode)) {
      transaction, command, scope throws(CommerceError) in
      let row = try transaction.putBacks(at: site, PageRequest(.from(putBack), limit: 1), in: scope).rows.first
      guard let row, row.putBack.id == putBack else {
        throw .refused(Refusal(.notAwaitingPutBack, remedy: .scanItem))
      }
      try PutBackUnits.run(
        putBack, variant: row.putBack.variant, into: binCode, at: site, in: transaction, by: command, scope: scope)
      return row
    }
  }

  private func putBackRow(
    _ text: String, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> PutBackRow {
    guard case .item(let variant, _) = try ResolveCode.run(text, at: site, in: transaction, scope: scope) else {
      throw .refused(Refusal(.unknownCode, [.code: .text(ResolveCode.cleaned(text))], remedy: .scanItem))
    }
    guard let task = try transaction.putBack(of: variant.id, at: site),
      let row = try transaction.putBacks(at: site, PageRequest(.from(task.id), limit: 1), in: scope).rows.first
    else { throw .refused(Refusal(.notAwaitingPutBack, [.item: .text(variant.name)], remedy: .scanItem)) }
    return row
  }
}
