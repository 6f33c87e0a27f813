internal import Commerce
internal import Operations

extension SQLiteReads: PlaceReads {
  func site(_ id: ID<Site>) throws(CommerceError) -> Site? {
    try database.statement(
      """
      SELECT id, code, name, kind, currency, utc_offset_minutes, opens, closes, promise_minutes, cluster_size,
        bin_check, zero_check, lease_minutes, accept_all_at_packing, correction_minutes, max_attempts, incident_first,
        reopen_minutes, slots, slot_capacity, tolerance_minor, write_off_limit_minor, refund_limit_minor,
        stock_approval_units, proof, delivery_fee_minor
      FROM sites WHERE id = ?1
      """
    ).bind(id).first(Self.site)
  }

  func site(code: String) throws(CommerceError) -> Site? {
    try database.statement(
      """
      SELECT id, code, name, kind, currency, utc_offset_minutes, opens, closes, promise_minutes, cluster_size,
        bin_check, zero_check, lease_minutes, accept_all_at_packing, correction_minutes, max_attempts, incident_first,
        reopen_minutes, slots, slot_capacity, tolerance_minor, write_off_limit_minor, refund_limit_minor,
        stock_approval_units, proof, delivery_fee_minor
      FROM sites WHERE code = ?1
      """
    ).bind(code.lowercased()).first(Self.site)
  }

  func sites(in scope: Scope) throws(CommerceError) -> [Site] {
    try database.statement(
      """
      SELECT id, code, name, kind, currency, utc_offset_minutes, opens, closes, promise_minutes, cluster_size,
        bin_check, zero_check, lease_minutes, accept_all_at_packing, correction_minutes, max_attempts, incident_first,
        reopen_minutes, slots, slot_capacity, tolerance_minor, write_off_limit_minor, refund_limit_minor,
        stock_approval_units, proof, delivery_fee_minor
      FROM sites ORDER BY name, id
      """
    ).all(Self.site).filter { scope.includes($0.id) }
  }

  private static func site(_ row: inout Row) throws(CommerceError) -> Site {
    var site = Site(
      id: row.id(), code: row.text(), name: row.text(), kind: try row.code(Codes.siteKind),
      currency: try row.currency(), utcOffsetMinutes: row.int(), opens: row.int(), closes: row.int(),
      promiseMinutes: row.int())
    site.policy.clusterSize = row.int()
    site.policy.binCheck = row.bool()
    site.policy.zeroCheck = row.bool()
    site.policy.leaseMinutes = row.int()
    site.policy.acceptAllAtPacking = row.bool()
    site.policy.correctionMinutes = row.int()
    site.policy.maxAttempts = row.int()
    site.policy.incidentFirst = row.bool()
    site.policy.reopenMinutes = row.int()
    site.policy.slots = try daySlots(&row)
    site.policy.slotCapacity = row.int()
    site.policy.toleranceMinor = row.int64()
    site.policy.writeOffLimitMinor = row.int64()
    site.policy.refundLimitMinor = row.int64()
    site.policy.stockApprovalUnits = row.int()
    site.policy.proof = try row.code(Codes.proof)
    site.policy.deliveryFeeMinor = row.int64()
    return site
  }

  /// `540-720 720-900`: minutes of the local day.
  private static func daySlots(_ row: inout Row) throws(CommerceError) -> [DaySlot] {
    let text = row.text()
    var slots: [DaySlot] = []
    var (from, number): (Int?, Int?) = (nil, nil)
    // Read byte by byte: every look at a town comes by here.
    func close() throws(CommerceError) {
      guard let start = from, let end = number else { throw row.corrupt("not delivery slots: " + text) }
      slots.append(DaySlot(from: start, until: end))
      (from, number) = (nil, nil)
    }
    for byte in text.utf8 {
      switch byte {
      case 48...57 where (number ?? 0) < 10_000: number = (number ?? 0) * 10 + Int(byte - 48)
      case 45 where from == nil && number != nil: (from, number) = (number, nil)
      case 32: try close()
      default: throw row.corrupt("not delivery slots: " + text)
      }
    }
    if !text.isEmpty { try close() }
    return slots
  }

  func zones(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Zone] {
    guard scope.includes(site) else { return [] }
    return try zones(at: site)
  }

  private func zones(at site: ID<Site>) throws(CommerceError) -> [Zone] {
    try database.statement(
      """
      SELECT id, site_id, code, name, lane_id, latitude, longitude, fee_minor FROM zones
      WHERE site_id = ?1 ORDER BY code
      """
    ).bind(site).all { row throws(CommerceError) in
      Zone(
        id: row.id(), site: row.id(), code: row.text(), name: row.text(), lane: row.id(), point: row.optionalPoint(),
        feeMinor: row.optionalInt64())
    }
  }

  func lanes(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Lane] {
    guard scope.includes(site) else { return [] }
    return try database.statement("SELECT id, site_id, code FROM lanes WHERE site_id = ?1 ORDER BY code")
      .bind(site).all(Self.lane)
  }

  func bin(code: String, at site: ID<Site>) throws(CommerceError) -> Bin? {
    try database.statement("SELECT id, site_id, code, kind, walk_order FROM bins WHERE site_id = ?1 AND code = ?2")
      .bind(site).bind(code).first(Self.bin)
  }

  func bin(_ id: ID<Bin>) throws(CommerceError) -> Bin? {
    try database.statement("SELECT id, site_id, code, kind, walk_order FROM bins WHERE id = ?1")
      .bind(id).first(Self.bin)
  }

  static func bin(_ row: inout Row) throws(CommerceError) -> Bin {
    Bin(
      id: row.id(), site: row.id(), code: row.text(), kind: try row.code(Codes.binKind), walkOrder: row.int())
  }

  func tote(code: String, at site: ID<Site>) throws(CommerceError) -> Tote? {
    try database.statement("SELECT id, site_id, code FROM totes WHERE site_id = ?1 AND code = ?2")
      .bind(site).bind(code).first(Self.tote)
  }

  static func tote(_ row: inout Row) throws(CommerceError) -> Tote {
    Tote(id: row.id(), site: row.id(), code: row.text())
  }

  func lane(code: String, at site: ID<Site>) throws(CommerceError) -> Lane? {
    try database.statement("SELECT id, site_id, code FROM lanes WHERE site_id = ?1 AND code = ?2")
      .bind(site).bind(code).first(Self.lane)
  }

  func lane(_ id: ID<Lane>) throws(CommerceError) -> Lane? {
    try database.statement("SELECT id, site_id, code FROM lanes WHERE id = ?1").bind(id).first(Self.lane)
  }

  private static func lane(_ row: inout Row) throws(CommerceError) -> Lane {
    Lane(id: row.id(), site: row.id(), code: row.text())
  }

  func zone(named area: String, at site: ID<Site>) throws(CommerceError) -> Zone? {
    let wanted = Folding.fold(area)
    guard !wanted.isEmpty else { return nil }
    let zones = try zones(at: site)
    return zones.first { Folding.fold($0.name) == wanted || Folding.fold($0.code) == wanted }
      ?? zones.first { FoldedNeedle($0.name).standsAlone(in: wanted) }
  }
}
