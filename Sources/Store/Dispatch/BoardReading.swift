internal import Commerce
internal import Operations

extension SQLiteReads {
  func boardCards(
    at site: ID<Site>, naming drivers: [Driver], in scope: Scope
  ) throws(CommerceError) -> [BoardCard] {
    guard scope.includes(site) else { return [] }
    var cards: [BoardCard] = []
    cards.reserveCapacity(128)
    var zones = ZoneLabels()
    for stage in [FloorStage.failed, .ready, .out] {
      try database.statement(key: StatementFamily.boardCards.key(0)) { Self.cardsOfStage }
        .bind(site).bind(stage.rawValue).each { row throws(CommerceError) in cards.append(try Self.card(&row, &zones)) }
    }
    for index in cards.indices { Self.name(driverOf: &cards[index], among: drivers) }
    return cards
  }

  func boardCard(
    of order: ID<Order>, at site: ID<Site>, in scope: Scope
  ) throws(CommerceError) -> BoardCard? {
    guard scope.includes(site) else { return nil }
    var zones = ZoneLabels()
    let found = try database.statement(key: StatementFamily.boardCards.key(1)) { Self.cardOfOrder }
      .bind(order).bind(site).first { row throws(CommerceError) in try Self.card(&row, &zones) }
    guard var card = found, !card.driverName.isEmpty else { return found }
    Self.name(driverOf: &card, among: try drivers(at: site))
    return card
  }

  /// Puts the driver's code on a card that is in somebody's hands.
  private static func name(driverOf card: inout BoardCard, among drivers: [Driver]) {
    guard !card.driverName.isEmpty, let person = card.dispatch?.driver else { return }
    for driver in drivers where driver.person == person {
      card.driverCode = driver.code
      return
    }
  }

  // The two lines of an address are put together where they are read: SQLite would take longer for it.
  // The boxes and those of them due back are one number, low and high half: two looks at them would be half the work
  // of a card. Who never went out has no failures to count.
  private static let cardColumns =
    """
    o.id, o.number, o.version, o.stage, o.status, o.customer_name, o.customer_phone,
      o.address_line1, o.address_area, o.zone_id,
      ifnull(z.code || ' ' || z.name, ''),
      iif(o.payment_method = 'cod' AND o.payment_status = 'pending' AND EXISTS (
        SELECT 1 FROM payments x WHERE x.order_id = o.id AND x.method = 'momo' AND x.status IN ('initiated', 'pending')),
        'momo', o.payment_method), o.payment_status, o.currency,
      o.subtotal_minor - o.discount_minor + o.delivery_minor + o.tax_minor, o.promise_at, o.status_at,
      (SELECT count(*) + (ifnull(sum(x.state = 'due_back'), 0) << 32) FROM parcels x WHERE x.order_id = o.id),
      iif(d.id IS NULL, 0, (
        SELECT count(*) FROM dispatches x WHERE x.order_id = o.id AND x.status = 'failed' AND x.out_at IS NOT NULL)),
      o.hold_reason IS NOT NULL,
      CASE iif(o.proof = 'none', s.proof, o.proof)
        WHEN 'code' THEN iif(o.delivery_code = '', 'name', 'code') ELSE iif(o.proof = 'none', s.proof, o.proof) END,
      r.from_at, r.until_at, r.at, d.id IS NOT NULL, p.name, run.code
    """

  private static let cardTables =
    """
    JOIN sites s ON s.id = o.site_id
    LEFT JOIN zones z ON z.id = o.zone_id
    LEFT JOIN reschedules r ON r.order_id = o.id
    LEFT JOIN dispatches d ON d.id = (
      SELECT x.id FROM dispatches x WHERE x.order_id = o.id AND (x.out_at IS NOT NULL OR x.closed_at IS NULL)
      ORDER BY x.id DESC LIMIT 1)
    LEFT JOIN people p ON p.id = d.driver_id
    LEFT JOIN runs run ON run.id = d.run_id
    """

  private static let cardsOfStage =
    """
    SELECT \(cardColumns), \(dispatchColumns) FROM orders o INDEXED BY orders_by_stage \(cardTables)
    WHERE o.site_id = ?1 AND o.stage = ?2 ORDER BY o.id
    """

  private static let cardOfOrder =
    "SELECT \(cardColumns), \(dispatchColumns) FROM orders o \(cardTables) WHERE o.id = ?1 AND o.site_id = ?2"

  /// The names of the zones of a town that were read already: cards of one zone share one text.
  private struct ZoneLabels {
    private var known: [(ID<Zone>, String)] = []

    @inline(__always)
    mutating func next(_ zone: ID<Zone>?, _ row: inout Row) -> String {
      guard let zone else {
        row.skip()
        return ""
      }
      for (id, label) in known where id == zone {
        row.skip()
        return label
      }
      let label = row.text()
      known.append((zone, label))
      return label
    }
  }

  @inline(__always)
  private static func card(_ row: inout Row, _ zones: inout ZoneLabels) throws(CommerceError) -> BoardCard {
    let order = row.id(Order.self)
    let number = row.text()
    let version = row.int()
    let stage = FloorStage(rawValue: row.int()) ?? .ready
    let status = try row.code(Codes.orderStatus)
    let customer = row.text()
    let phone = row.text()
    let place = row.joinedTexts()
    let zone = row.optionalID(Zone.self)
    let zoneLabel = zones.next(zone, &row)
    let method = try row.code(Codes.paymentMethod)
    let payment = try row.code(Codes.paymentStatus)
    let currency = try row.currency()
    let totalMinor = row.int64()
    let promiseAt = row.instant()
    let since = row.instant()
    let boxes = row.int64()
    let failedAttempts = row.int()
    let onHold = row.bool()
    let proof = try row.code(Codes.proof)
    var reschedule: Reschedule?
    if let from = row.optionalInstant() {
      reschedule = Reschedule(from: from, until: row.instant(), at: row.instant())
    } else {
      row.skip(2)
    }
    var (driverName, runCode) = ("", "")
    var dispatch: Dispatch?
    if row.bool() {
      driverName = row.text()
      runCode = row.text()
      dispatch = try Self.dispatch(&row)
    }
    let isActive = dispatch?.status.isActive ?? false
    let isNamed = isActive || (dispatch != nil && stage == .failed)
    return BoardCard(
      order: order, number: number, version: version, lane: lane(stage, dispatch?.status), status: status,
      customer: customer, phone: phone, place: place, zone: zone, zoneLabel: zoneLabel, paymentMethod: method,
      paymentStatus: payment,
      due: Money(minor: payment == .paid || method == .invoice ? 0 : totalMinor, currency), promiseAt: promiseAt,
      since: isActive ? dispatch?.outAt ?? dispatch?.assignedAt ?? since : since, parcels: Int(boxes & 0xffff_ffff),
      dispatch: dispatch, driverName: isNamed ? driverName : "", runCode: isNamed ? runCode : "",
      failedAttempts: failedAttempts, reschedule: reschedule, dueBack: Int(boxes >> 32), onHold: onHold, proof: proof)
  }

  private static func lane(_ stage: FloorStage, _ status: DispatchStatus?) -> BoardCard.Lane {
    switch stage {
    case .failed: .failed
    case .out, .done: .out
    default: status == .assigned ? .assigned : .ready
    }
  }

  func countDueBack(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> Int {
    guard scope.includes(site) else { return 0 }
    return try database.statement(
      "SELECT count(*) FROM parcels INDEXED BY parcels_due_back WHERE site_id = ?1 AND state = 'due_back'"
    ).bind(site).first { row throws(CommerceError) in row.int() } ?? 0
  }

  func parcelsDueBack(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [ReturnRow] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT b.id, b.code, o.id, o.number, o.status, ifnull(p.name, ''), ifnull(d.closed_at, o.status_at),
        iif(o.status = 'failed', ifnull(l.code, ''), '')
      FROM parcels b INDEXED BY parcels_due_back JOIN orders o ON o.id = b.order_id
      LEFT JOIN zones z ON z.id = o.zone_id LEFT JOIN lanes l ON l.id = z.lane_id
      LEFT JOIN dispatches d ON d.id = (
        SELECT max(x.id) FROM dispatches x WHERE x.order_id = o.id AND x.out_at IS NOT NULL)
      LEFT JOIN people p ON p.id = d.driver_id
      WHERE b.site_id = ?1 AND b.state = 'due_back' ORDER BY 7, b.id
      """
    ).bind(site).all { row throws(CommerceError) in
      ReturnRow(
        parcel: row.id(), code: row.text(), order: row.id(), number: row.text(),
        status: try row.code(Codes.orderStatus), driverName: row.text(), since: row.instant(), laneCode: row.text())
    }
  }
}

// What is decided about orders on the road.
extension SQLiteReads {
  func isExcluded(_ driver: ID<Person>, from order: ID<Order>) throws(CommerceError) -> Bool {
    try database.statement("SELECT 1 FROM dispatch_exclusions WHERE order_id = ?1 AND driver_id = ?2")
      .bind(order).bind(driver).first { _ throws(CommerceError) in true } ?? false
  }

  func reschedule(of order: ID<Order>) throws(CommerceError) -> Reschedule? {
    try database.statement("SELECT from_at, until_at, at FROM reschedules WHERE order_id = ?1").bind(order)
      .first { row throws(CommerceError) in
        Reschedule(from: row.instant(), until: row.instant(), at: row.instant())
      }
  }

  func promised(at site: ID<Site>, from: Instant, until: Instant) throws(CommerceError) -> Int {
    try database.statement(
      """
      SELECT count(*) FROM orders INDEXED BY orders_by_stage
      WHERE site_id = ?1 AND stage IN (0, 1, 2, 3, 4, 5, 6, 7) AND promise_at > ?2 AND promise_at <= ?3
      """
    ).bind(site).bind(from).bind(until).first { row throws(CommerceError) in row.int() } ?? 0
  }

  func unitsOnRoad(of order: ID<Order>, at site: ID<Site>) throws(CommerceError) -> [(StockLocation, ID<Variant>, Int)]
  {
    try database.statement(
      """
      SELECT place, place_id, variant_id, sum(units) FROM (
        SELECT to_place AS place, to_id AS place_id, variant_id, quantity AS units
        FROM stock_moves WHERE order_id = ?1 AND site_id = ?2 AND to_place IN ('vehicle', 'customer')
        UNION ALL
        SELECT from_place, from_id, variant_id, -quantity
        FROM stock_moves WHERE order_id = ?1 AND site_id = ?2 AND from_place IN ('vehicle', 'customer')
      ) GROUP BY place, place_id, variant_id HAVING sum(units) > 0 ORDER BY place, place_id, variant_id
      """
    ).bind(order).bind(site).all { row throws(CommerceError) in (try row.location(), row.id(), row.int()) }
  }
}
