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
      ("correction_minutes", policy.correctionMinutes, 0...10_080), ("max_attempts", policy.maxAttempts, 1...20),
      ("reopen_minutes", policy.reopenMinutes, 0...10_080), ("slot_capacity", policy.slotCapacity, 1...10_000),
      ("stock_approval_units", policy.stockApprovalUnits, 0...1_000_000),
    ]
    var issues = ranges.filter { !$0.2.contains($0.1) }
      .map { FieldIssue($0.0, "is not from \($0.2.lowerBound) to \($0.2.upperBound)") }
    let amounts = [
      ("tolerance", policy.toleranceMinor), ("write_off_limit", policy.writeOffLimitMinor),
      ("refund_limit", policy.refundLimitMinor), ("delivery_fee", policy.deliveryFeeMinor),
    ]
    issues += amounts.filter { !(0...1_000_000_000).contains($0.1) }.map {
      FieldIssue($0.0, "is negative or too large")
    }
    var last = 0
    for slot in policy.slots {
      if slot.from < last || slot.until <= slot.from || slot.until > 1440 {
        issues.append(FieldIssue("slots", "\(slot.text) is no span of the day after the one before it"))
      }
      last = slot.until
    }
    if !(1...9).contains(policy.slots.count) { issues.append(FieldIssue("slots", "are not 1 to 9")) }
    guard issues.isEmpty else { throw .invalid(issues) }
  }

  private static func fields(_ old: SitePolicy, _ new: SitePolicy) -> [(String, String, String)] {
    [
      ("cluster_size", "\(old.clusterSize)", "\(new.clusterSize)"),
      ("bin_check", "\(old.binCheck)", "\(new.binCheck)"), ("zero_check", "\(old.zeroCheck)", "\(new.zeroCheck)"),
      ("lease_minutes", "\(old.leaseMinutes)", "\(new.leaseMinutes)"),
      ("accept_all_at_packing", "\(old.acceptAllAtPacking)", "\(new.acceptAllAtPacking)"),
      ("correction_minutes", "\(old.correctionMinutes)", "\(new.correctionMinutes)"),
      ("max_attempts", "\(old.maxAttempts)", "\(new.maxAttempts)"),
      ("incident_first", "\(old.incidentFirst)", "\(new.incidentFirst)"),
      ("reopen_minutes", "\(old.reopenMinutes)", "\(new.reopenMinutes)"),
      ("slots", old.slots.map(\.text).joined(separator: " "), new.slots.map(\.text).joined(separator: " ")),
      ("slot_capacity", "\(old.slotCapacity)", "\(new.slotCapacity)"),
      ("tolerance", "\(old.toleranceMinor)", "\(new.toleranceMinor)"),
      ("write_off_limit", "\(old.writeOffLimitMinor)", "\(new.writeOffLimitMinor)"),
      ("refund_limit", "\(old.refundLimitMinor)", "\(new.refundLimitMinor)"),
      ("stock_approval_units", "\(old.stockApprovalUnits)", "\(new.stockApprovalUnits)"),
      ("proof", old.proof.rawValue, new.proof.rawValue),
      ("delivery_fee", "\(old.deliveryFeeMinor)", "\(new.deliveryFeeMinor)"),
    ]
  }
}
