import Commerce

/// The report desk on a local store.
struct LocalReportDesk: ReportDesk {
  let house: House

  func shiftClose(by caller: Caller) async throws(CommerceError) -> ShiftClose {
    let now = house.clock.now
    return try await house.look(caller, needing: .viewReports) { transaction, scope throws(CommerceError) in
      guard let site = try transaction.site(caller.site) else { throw .notFound(.site, caller.site.description) }
      let sight = try transaction.cashSight(of: caller)
      let rows = try transaction.shiftClose(at: caller.site, now: now, in: scope).map { $0.told(to: sight) }
      return ShiftClose(at: now, currency: site.currency, rows: rows.filter { $0.count > 0 })
    }
  }

  func report(_ kind: ReportKind, days: Int, by caller: Caller) async throws(CommerceError) -> Report {
    guard (1...ReportKind.mostDays).contains(days) else {
      throw .invalid([FieldIssue("days", "is not from 1 to \(ReportKind.mostDays)")])
    }
    let now = house.clock.now
    return try await house.look(caller, needing: .viewReports) { transaction, scope throws(CommerceError) in
      guard let site = try transaction.site(caller.site) else { throw .notFound(.site, caller.site.description) }
      let sight = try transaction.cashSight(of: caller)
      return try BuildReport(site: site, now: now, days: kind.isOfDays ? days : 1, scope: scope, sight: sight)
        .run(kind, in: transaction)
    }
  }
}

extension ShiftCloseRow {
  /// The same without what drivers hold uncounted, where that is not told.
  fileprivate func told(to sight: CashSight) -> ShiftCloseRow {
    guard kind == .driverCash else { return self }
    var row = self
    for index in row.items.indices where sight.hides(ID(row.items[index].id)) {
      row.items[index].minor = nil
      row.minor = nil
    }
    return row
  }
}
