import Commerce

/// Closes a local day: every driver and cashier at zero, no count without a decision, every difference owned.
///
/// A day may be closed late: then what came in since it ended does not count, it is of the days after. A close says up
/// to which entry of the books it goes. What moves later on the same date, such as a delivery after the till was closed,
/// is never refused and never changes a closed day: it falls into the books of the next one, which is open, because no
/// day closes before it begins.
enum CloseDay {
  static func run(
    _ day: String?, at site: Site, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> String {
    guard let person = command.actor else { throw .unauthenticated }
    let sight = CashSight(of: person, AccessPolicy([]), at: site.id)
    let books = try LoadDay(day, at: site, now: command.at, sight: sight, in: transaction, scope: scope)
    let sheet = try books.run()
    if let refusal = sheet.refusal { throw refusal }
    let owned = sheet.owned.reduce(0) { $0 + $1.minor }
    try transaction.insert(
      DayClose(
        site: site.id, day: sheet.day, by: person, at: command.at, ownedMinor: owned, through: books.span.through))
    try transaction.append(
      Change(
        .day, site.id.serial, site: site.id, field: "closed", new: sheet.day,
        reason: owned == 0 ? "" : "owned " + Money(minor: owned, site.currency).text), by: command)
    return sheet.day
  }
}
