internal import Commerce
internal import Operations

extension SQLiteReads: DispatchReads {}

extension SQLiteWrites: DispatchWrites {
  func save(_ driver: Driver) throws(CommerceError) {
    try database.statement(
      """
      INSERT INTO drivers (site_id, person_id, code, capacity, cash_limit_minor, vehicle, shift_start, shift_end,
        is_available, unavailable_reason)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (site_id, person_id) DO UPDATE SET code = excluded.code, capacity = excluded.capacity,
        cash_limit_minor = excluded.cash_limit_minor, vehicle = excluded.vehicle, shift_start = excluded.shift_start,
        shift_end = excluded.shift_end, is_available = excluded.is_available,
        unavailable_reason = excluded.unavailable_reason
      """
    ).bind(driver.site).bind(driver.person).bind(driver.code).bind(driver.capacity).bind(driver.cashLimitMinor)
      .bind(driver.vehicle).bind(driver.shiftStart).bind(driver.shiftEnd).bind(driver.isAvailable)
      .bind(driver.unavailableReason).run(conflict: FieldIssue("code", "is taken by another driver"))
  }

  func insert(_ run: Run) throws(CommerceError) -> Run {
    // Runs are never removed, so the next serial is known before the row is there.
    let stored = try database.statement(
      """
      INSERT INTO runs (code, site_id, driver_id, state, created_at, out_at, closed_at)
      VALUES ('R-' || printf('%03d', (SELECT ifnull(max(id), 0) + 1 FROM runs)), ?, ?, ?, ?, ?, ?) RETURNING id, code
      """
    ).bind(run.site).bind(run.driver).bind(code: run.state).bind(run.createdAt).bind(run.outAt).bind(run.closedAt)
      .all { row throws(CommerceError) in (row.id(Run.self), row.text()) }
    guard let (id, code) = stored.first else { throw .notFound(.run, run.code) }
    var run = run
    run.id = id
    run.code = code
    return run
  }

  func update(_ run: Run) throws(CommerceError) {
    try database.statement(
      "UPDATE runs SET driver_id = ?, state = ?, created_at = ?, out_at = ?, closed_at = ? WHERE id = ?"
    ).bind(run.driver).bind(code: run.state).bind(run.createdAt).bind(run.outAt).bind(run.closedAt).bind(run.id).run()
    try expectOneRow(.run, run.code)
  }

  func insert(_ dispatch: Dispatch) throws(CommerceError) -> ID<Dispatch> {
    if dispatch.status.isActive, let other = try activeDispatch(of: dispatch.order) {
      throw .refused(
        Refusal(
          .alreadyAssigned,
          [
            .order: .text(try readOrder(dispatch.order)?.number ?? ""),
            .driver: .text(try person(other.driver)?.name ?? ""),
            .run: .text(try runCode(other.run)),
          ], remedy: .unassign))
    }
    let statement = try database.statement(
      """
      INSERT INTO dispatches (driver_id, run_id, position, is_locked, attempt, status, incident_reason, incident_note,
        incident_by, incident_at, failure, failure_note, proof_recipient, proof_code_checked, proof_reference, proof_at,
        awaits_hand_over, assigned_at, out_at, closed_at, uuid, order_id, site_id, version)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    try bind(dispatch, to: statement).bind(dispatch.uuid).bind(dispatch.order).bind(dispatch.site)
      .bind(dispatch.version).run()
    return ID(database.lastInsertedRow)
  }

  private func runCode(_ run: ID<Run>) throws(CommerceError) -> String {
    try database.statement("SELECT code FROM runs WHERE id = ?1").bind(run)
      .first { row throws(CommerceError) in row.text() } ?? ""
  }

  func update(_ dispatch: Dispatch) throws(CommerceError) {
    let statement = try database.statement(
      """
      UPDATE dispatches SET driver_id = ?, run_id = ?, position = ?, is_locked = ?, attempt = ?, status = ?,
        incident_reason = ?, incident_note = ?, incident_by = ?, incident_at = ?, failure = ?, failure_note = ?,
        proof_recipient = ?, proof_code_checked = ?, proof_reference = ?, proof_at = ?, awaits_hand_over = ?,
        assigned_at = ?, out_at = ?, closed_at = ?, version = version + 1
      WHERE id = ? AND version = ?
      """)
    try bind(dispatch, to: statement).bind(dispatch.id).bind(dispatch.version).run()
    if database.changedRows == 0 { throw .stale(.dispatch, changedBy: try lastEditor(of: dispatch.id)) }
  }

  private func bind(_ dispatch: Dispatch, to statement: Statement) -> Statement {
    statement.bind(dispatch.driver).bind(dispatch.run).bind(dispatch.position).bind(dispatch.isLocked)
      .bind(dispatch.attempt).bind(code: dispatch.status).bind(dispatch.incident?.reason.rawValue)
      .bind(dispatch.incident?.note).bind(dispatch.incident?.by).bind(dispatch.incident?.at)
      .bind(dispatch.failure?.rawValue).bind(dispatch.failureNote).bind(dispatch.proof?.recipient)
      .bind(dispatch.proof.map { Int64($0.isCodeChecked ? 1 : 0) }).bind(dispatch.proof?.reference)
      .bind(dispatch.proof?.at).bind(dispatch.awaitsHandOver).bind(dispatch.assignedAt).bind(dispatch.outAt)
      .bind(dispatch.closedAt)
  }

  private func lastEditor(of dispatch: ID<Dispatch>) throws(CommerceError) -> String {
    try database.statement(
      """
      SELECT ifnull((SELECT name FROM people WHERE id = actor_id), '') FROM changes
      WHERE entity = 'dispatch' AND entity_id = ?1 ORDER BY sequence DESC LIMIT 1
      """
    ).bind(dispatch).first { row throws(CommerceError) in row.text() } ?? ""
  }

  func exclude(_ driver: ID<Person>, from order: ID<Order>) throws(CommerceError) {
    try database.statement("INSERT INTO dispatch_exclusions (order_id, driver_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
      .bind(order).bind(driver).run()
  }

  func setReschedule(_ reschedule: Reschedule?, of order: ID<Order>) throws(CommerceError) {
    guard let reschedule else {
      return try database.statement("DELETE FROM reschedules WHERE order_id = ?").bind(order).run()
    }
    try database.statement(
      """
      INSERT INTO reschedules (order_id, from_at, until_at, at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET from_at = excluded.from_at, until_at = excluded.until_at, at = excluded.at
      """
    ).bind(order).bind(reschedule.from).bind(reschedule.until).bind(reschedule.at).run()
  }
}
