public import Commerce

/// Changes what a site does its own way.
public enum SetPolicy {
  /// The same policy again changes nothing. Throws `input.invalid` for figures out of range.
  public static func run(
    _ policy: SitePolicy, at id: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    try check(policy)
    guard scope.includes(id), var site = try transaction.site(id) else { throw .notFound(.site, id.description) }
    let old = site.policy
    guard old != policy else { return }
    site.policy = policy
    try transaction.update(site)
    for (name, before, after) in fields(old, policy) where before != after {
      try transaction.append(
        Change(.site, id.serial, site: id, field: name, old: before, new: after), by: command)
    }
  }

  private static func check(_ policy: SitePolicy) throws(CommerceError) {
    let ranges = [
      ("cluster_size", policy.clusterSize, 1...12), ("lease_minutes", policy.leaseMinutes, 1...480),
      ("correction_minutes", policy.correctionMinutes, 0...10_080),
    ]
    let issues = ranges.filter { !$0.2.contains($0.1) }
      .map { FieldIssue($0.0, "is not from \($0.2.lowerBound) to \($0.2.upperBound)") }
    guard issues.isEmpty else { throw .invalid(issues) }
  }

  private static func fields(_ old: SitePolicy, _ new: SitePolicy) -> [(String, String, String)] {
    [
      ("cluster_size", "\(old.clusterSize)", "\(new.clusterSize)"),
      ("bin_check", "\(old.binCheck)", "\(new.binCheck)"), ("zero_check", "\(old.zeroCheck)", "\(new.zeroCheck)"),
      ("lease_minutes", "\(old.leaseMinutes)", "\(new.leaseMinutes)"),
      ("accept_all_at_packing", "\(old.acceptAllAtPacking)", "\(new.acceptAllAtPacking)"),
      ("correction_minutes", "\(old.correctionMinutes)", "\(new.correctionMinutes)"),
    ]
  }
}
