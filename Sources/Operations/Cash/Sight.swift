import Commerce

extension ReadTransaction {
  /// What somebody is told of drivers' uncounted cash at the town in hand.
  func cashSight(of caller: Caller) throws(CommerceError) -> CashSight {
    CashSight(of: caller.person, try policy(of: caller), at: caller.site)
  }

  /// True when an entry of the books would help to add up what a driver holds uncounted: whatever entered or left the
  /// driver's account since the last count, and all else that the same attempt moved.
  func hides(_ row: RecordedCashMove, from sight: CashSight, in scope: Scope) throws(CommerceError) -> Bool {
    guard !sight.seesAll else { return false }
    for case .driver(let driver) in [row.move.from, row.move.to] {
      return try hides(driver, movedAt: row.at, at: row.move.site, from: sight)
    }
    guard let id = row.move.dispatch, let attempt = try dispatch(id, in: scope) else { return false }
    return try hides(attempt.driver, movedAt: row.at, at: row.move.site, from: sight)
  }

  /// True when what moved then for a driver is not told.
  func hides(
    _ driver: ID<Person>, movedAt: Instant, at site: ID<Site>, from sight: CashSight
  ) throws(CommerceError) -> Bool {
    guard sight.hides(driver) else { return false }
    return sight.hides(driver, movedAt: movedAt, countedAt: try lastCounted(driver, at: site))
  }
}
