internal import Commerce
internal import Operations

extension SQLiteWrites: PlaceWrites {
  func insert(_ site: Site) throws(CommerceError) -> ID<Site> {
    let statement = try database.statement(
      """
      INSERT INTO sites (code, name, kind, currency, utc_offset_minutes, opens, closes, promise_minutes, cluster_size,
        bin_check, zero_check, lease_minutes, accept_all_at_packing, correction_minutes, max_attempts, incident_first,
        reopen_minutes, slots, slot_capacity, tolerance_minor, write_off_limit_minor, refund_limit_minor,
        stock_approval_units, proof, delivery_fee_minor)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    try bind(site, to: statement).run(conflict: FieldIssue("code", "is taken by another site"))
    return ID(database.lastInsertedRow)
  }

  func update(_ site: Site) throws(CommerceError) {
    let statement = try database.statement(
      """
      UPDATE sites SET code = ?, name = ?, kind = ?, currency = ?, utc_offset_minutes = ?, opens = ?, closes = ?,
        promise_minutes = ?, cluster_size = ?, bin_check = ?, zero_check = ?, lease_minutes = ?,
        accept_all_at_packing = ?, correction_minutes = ?, max_attempts = ?, incident_first = ?, reopen_minutes = ?,
        slots = ?, slot_capacity = ?, tolerance_minor = ?, write_off_limit_minor = ?, refund_limit_minor = ?,
        stock_approval_units = ?, proof = ?, delivery_fee_minor = ?
      WHERE id = ?
      """)
    try bind(site, to: statement).bind(site.id).run(conflict: FieldIssue("code", "is taken by another site"))
    try expectOneRow(.site, site.code)
  }

  private func bind(_ site: Site, to statement: Statement) -> Statement {
    statement.bind(site.code.lowercased()).bind(site.name).bind(code: site.kind).bind(site.currency.code)
      .bind(site.utcOffsetMinutes).bind(site.opens).bind(site.closes).bind(site.promiseMinutes)
      .bind(site.policy.clusterSize).bind(site.policy.binCheck).bind(site.policy.zeroCheck)
      .bind(site.policy.leaseMinutes).bind(site.policy.acceptAllAtPacking).bind(site.policy.correctionMinutes)
      .bind(site.policy.maxAttempts).bind(site.policy.incidentFirst).bind(site.policy.reopenMinutes)
      .bind(site.policy.slots.map { "\($0.from)-\($0.until)" }.joined(separator: " "))
      .bind(site.policy.slotCapacity).bind(site.policy.toleranceMinor).bind(site.policy.writeOffLimitMinor)
      .bind(site.policy.refundLimitMinor).bind(site.policy.stockApprovalUnits).bind(code: site.policy.proof)
      .bind(site.policy.deliveryFeeMinor)
  }

  /// Throws `input.not_found` when the last statement changed nothing.
  func expectOneRow(_ kind: EntityKind, _ name: @autoclosure () -> String) throws(CommerceError) {
    if database.changedRows == 0 { throw .notFound(kind, name()) }
  }

  func insert(_ lane: Lane) throws(CommerceError) -> ID<Lane> {
    try database.statement("INSERT INTO lanes (site_id, code) VALUES (?, ?)")
      .bind(lane.site).bind(lane.code).run(conflict: FieldIssue("code", "is taken by another lane"))
    return ID(database.lastInsertedRow)
  }

  func insert(_ zone: Zone, latitude: Int?, longitude: Int?) throws(CommerceError) -> ID<Zone> {
    try database.statement(
      "INSERT INTO zones (site_id, code, name, lane_id, fee_minor, latitude, longitude) VALUES (?, ?, ?, ?, ?, ?, ?)"
    ).bind(zone.site).bind(zone.code).bind(zone.name).bind(zone.lane).bind(zone.feeMinor).bind(latitude.map(Int64.init))
      .bind(longitude.map(Int64.init)).run(conflict: FieldIssue("code", "is taken by another zone"))
    return ID(database.lastInsertedRow)
  }

  func insert(_ bin: Bin) throws(CommerceError) -> ID<Bin> {
    try database.statement("INSERT INTO bins (site_id, code, kind, walk_order) VALUES (?, ?, ?, ?)")
      .bind(bin.site).bind(bin.code).bind(code: bin.kind).bind(bin.walkOrder)
      .run(conflict: FieldIssue("code", "is taken by another bin"))
    return ID(database.lastInsertedRow)
  }

  func insert(_ tote: Tote) throws(CommerceError) -> ID<Tote> {
    try database.statement("INSERT INTO totes (site_id, code) VALUES (?, ?)")
      .bind(tote.site).bind(tote.code).run(conflict: FieldIssue("code", "is taken by another tote"))
    return ID(database.lastInsertedRow)
  }
}
