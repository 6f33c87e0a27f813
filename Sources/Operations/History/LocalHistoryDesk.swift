import Commerce

/// The history desk on a local store.
struct LocalHistoryDesk: HistoryDesk {
  let house: House

  func changes(
    _ query: HistoryQuery, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedChange> {
    try await house.store.read { transaction throws(CommerceError) in
      let scope = try transaction.reach(of: caller, for: .viewHistory, at: query.site)
      var found = try transaction.changes(query, page, in: scope)
      try transaction.hideCollections(in: &found.rows, from: caller)
      return found
    }
  }

  func changes(
    after sequence: Int64, limit: Int, by caller: Caller
  ) async throws(CommerceError) -> [RecordedChange] {
    try await house.store.read { transaction throws(CommerceError) in
      let scope = try transaction.reach(of: caller, for: .viewHistory, at: nil)
      var rows = try transaction.changes(after: sequence, limit: limit, in: scope)
      try transaction.hideCollections(in: &rows, from: caller)
      return rows
    }
  }

  func board(at moment: Instant, by caller: Caller) async throws(CommerceError) -> PastBoard {
    try await house.look(caller, needing: .viewHistory) { transaction, scope throws(CommerceError) in
      try LookBack(site: caller.site, at: moment, scope: scope).board(transaction)
    }
  }

  func orders(
    _ status: OrderStatus, at moment: Instant, limit: Int, by caller: Caller
  ) async throws(CommerceError) -> PastOrders {
    try await house.look(caller, needing: .viewHistory) { transaction, scope throws(CommerceError) in
      try LookBack(site: caller.site, at: moment, scope: scope).orders(
        status, limit: max(0, min(limit, 2000)), transaction)
    }
  }

  func order(_ number: String, at moment: Instant, by caller: Caller) async throws(CommerceError) -> PastOrder {
    try await house.look(caller, needing: .viewHistory) { transaction, scope throws(CommerceError) in
      try LookBack(site: caller.site, at: moment, scope: scope).order(number: number, transaction)
    }
  }

  func lastSequence() async throws(CommerceError) -> Int64 {
    try await house.store.read { transaction throws(CommerceError) in try transaction.lastSequence() }
  }

  func commits() -> AsyncStream<Void> { house.store.commits() }
}

extension ReadTransaction {
  /// Takes the amounts out of collections whose cash the caller may have to count blind.
  fileprivate func hideCollections(in rows: inout [RecordedChange], from caller: Caller) throws(CommerceError) {
    let policy = try policy(of: caller)
    for index in rows.indices where rows[index].change.entity == .collection {
      guard let site = rows[index].change.site, let made = try collector(of: rows[index].change.entityID),
        try hides(made.driver, movedAt: made.at, at: site, from: CashSight(of: caller.person, policy, at: site))
      else { continue }
      rows[index].change.old = ""
      rows[index].change.new = ""
    }
  }

  /// What a caller may see: one site, or everything the permission reaches when none is named. Throws
  /// `access.forbidden` when that is nothing.
  func reach(
    of caller: Caller, for permission: Permission, at site: ID<Site>?
  ) throws(CommerceError) -> Scope {
    try policy(of: caller).reach(for: permission, at: site)
  }
}

extension AccessPolicy {
  /// One site, or everything the permission reaches when none is named. Throws `access.forbidden` when that is nothing.
  func reach(for permission: Permission, at site: ID<Site>?) throws(CommerceError) -> Scope {
    if let site { return try scope(for: permission, at: site) }
    guard let scope = scope(for: permission) else { throw .forbidden(permission) }
    return scope
  }
}
