internal import Commerce
internal import Operations

extension SQLiteReads {
  func floor(of site: ID<Site>, at now: Instant, in scope: Scope) throws(CommerceError) -> FloorCounts {
    guard scope.includes(site), let place = try self.site(site) else { return FloorCounts() }
    var counts = FloorCounts()
    var zones: [ID<Zone>?: [FloorStage: FloorCounts.Cell]] = [:]
    try countOrders(at: site, into: &counts, zones: &zones)
    try countLate(at: site, now, into: &counts, zones: &zones)
    counts.zones = try zoneLines(zones)
    counts.pickers = try pickers(at: place, now)
    try database.statement("SELECT shortages, put_backs FROM floor_counts WHERE site_id = ?1").bind(site)
      .first { row throws(CommerceError) in
        counts.shortages = row.int()
        counts.putBacks = row.int()
      }
    return counts
  }

  private func countOrders(
    at site: ID<Site>, into counts: inout FloorCounts, zones: inout [ID<Zone>?: [FloorStage: FloorCounts.Cell]]
  ) throws(CommerceError) {
    let cells = try database.statement("SELECT stage, zone_id, is_held, orders FROM board_counts WHERE site_id = ?1")
      .bind(site).all { row throws(CommerceError) in (row.int(), row.id(Zone.self), row.bool(), row.int()) }
    for (stage, zone, isHeld, orders) in cells where orders > 0 {
      guard let stage = FloorStage(rawValue: stage) else { continue }
      counts.stages[stage, default: .init()].orders += orders
      if isHeld, stage == .waiting { counts.held += orders }
      guard FloorStage.open.contains(stage) else { continue }
      zones[zone.serial == 0 ? nil : zone, default: [:]][stage, default: .init()].orders += orders
    }
  }

  // Late orders lie at the start of each rank's part of the queue, so they are counted range by range.
  private func countLate(
    at site: ID<Site>, _ now: Instant, into counts: inout FloorCounts,
    zones: inout [ID<Zone>?: [FloorStage: FloorCounts.Cell]]
  ) throws(CommerceError) {
    for stage in FloorStage.open where counts.stages[stage] != nil {
      var rank: Int? = try nextRank(site, stage, after: Int.min)
      while let current = rank {
        let late = try database.statement(
          """
          SELECT zone_id, count(*) FROM orders INDEXED BY orders_queue
          WHERE site_id = ?1 AND stage = ?2 AND (stage BETWEEN 1 AND 5) = 1 AND rank = ?3 AND promise_at < ?4
          GROUP BY zone_id
          """
        ).bind(site).bind(stage.rawValue).bind(current).bind(now).all { row throws(CommerceError) in
          (row.optionalID(Zone.self), row.int())
        }
        for (zone, orders) in late {
          counts.stages[stage, default: .init()].late += orders
          zones[zone, default: [:]][stage, default: .init()].late += orders
        }
        rank = try nextRank(site, stage, after: current)
      }
    }
  }

  private func nextRank(_ site: ID<Site>, _ stage: FloorStage, after rank: Int) throws(CommerceError) -> Int? {
    try database.statement(
      """
      SELECT rank FROM orders INDEXED BY orders_queue
      WHERE site_id = ?1 AND stage = ?2 AND (stage BETWEEN 1 AND 5) = 1 AND rank > ?3 ORDER BY rank LIMIT 1
      """
    ).bind(site).bind(stage.rawValue).bind(rank).first { row throws(CommerceError) in row.int() }
  }

  private func zoneLines(
    _ cells: [ID<Zone>?: [FloorStage: FloorCounts.Cell]]
  ) throws(CommerceError) -> [FloorCounts.ZoneCounts] {
    var lines: [(code: String, counts: FloorCounts.ZoneCounts)] = []
    for (zone, stages) in cells {
      var code = ""
      var label = ""
      if let zone {
        try database.statement("SELECT code, name FROM zones WHERE id = ?1").bind(zone)
          .first { row throws(CommerceError) in
            code = row.text()
            label = code + " " + row.text()
          }
      }
      lines.append((code, FloorCounts.ZoneCounts(zone: zone, label: label, stages: stages)))
    }
    // Codes are numbers more often than not: the shorter one first, then by letters; no zone last.
    lines.sort { left, right in
      (left.counts.zone == nil ? 1 : 0, left.code.utf8.count, left.code)
        < (right.counts.zone == nil ? 1 : 0, right.code.utf8.count, right.code)
    }
    return lines.map(\.counts)
  }

  private func pickers(at site: Site, _ now: Instant) throws(CommerceError) -> [FloorCounts.PickerCounts] {
    let day = (now.milliseconds + Int64(site.utcOffsetMinutes) * 60_000) / 86_400_000
    return try database.statement(
      """
      SELECT p.id, p.name, sum(w.orders), sum(w.lines), min(w.since) FROM (
        SELECT l.holder_id AS person, 0 AS lines, l.claimed_at AS since,
          (SELECT count(*) FROM pick_list_orders o WHERE o.list_id = l.id AND o.is_removed = 0) AS orders
        FROM pick_lists l INDEXED BY pick_lists_open WHERE l.site_id = ?1 AND l.closed_at IS NULL
        UNION ALL
        SELECT person_id, lines, NULL, 0 FROM picked_lines WHERE site_id = ?1 AND day = ?2
      ) w JOIN people p ON p.id = w.person
      GROUP BY p.id HAVING sum(w.orders) + sum(w.lines) > 0 ORDER BY p.name, p.id
      """
    ).bind(site.id).bind(day).all { row throws(CommerceError) in
      FloorCounts.PickerCounts(
        person: row.id(), name: row.text(), inHand: row.int(), linesToday: row.int(), since: row.optionalInstant())
    }
  }
}
