/// Who is told what the books say a driver holds, before that driver's cash is counted. One rule for every reading that
/// would tell it: till, day, books, reports, shift close, dispatch board, history.
///
/// Whoever may take the cash counts it blind. Told are: whoever may write a difference off, for they vouch for counts;
/// whoever dispatches and does not count, for the limits of drivers are theirs to keep; and drivers, about themselves.
/// Single orders stay readable, sums do not.
public struct CashSight: Hashable, Sendable {
  /// Who reads.
  public let reader: ID<Person>
  /// True when every sum is told.
  public let seesAll: Bool

  /// What somebody of that policy is told at a site.
  public init(of reader: ID<Person>, _ policy: AccessPolicy, at site: ID<Site>) {
    self.reader = reader
    seesAll =
      policy.allows(.writeOff, at: site)
      || (policy.allows(.dispatch, at: site) && !policy.allows(.takeCash, at: site))
  }

  /// True when what a driver holds now is not told.
  public func hides(_ driver: ID<Person>) -> Bool { !seesAll && driver != reader }

  /// True when what moved then for a driver is not told, the newest count of their cash being at `countedAt`.
  public func hides(_ driver: ID<Person>, movedAt: Instant, countedAt: Instant?) -> Bool {
    guard hides(driver) else { return false }
    return countedAt.map { movedAt > $0 } ?? true
  }
}
