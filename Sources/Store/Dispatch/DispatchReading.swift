internal import Commerce
internal import Operations

extension SQLiteReads {
  func dispatch(_ id: ID<Dispatch>, in scope: Scope) throws(CommerceError) -> Dispatch? {
    let found = try database.statement(key: StatementFamily.dispatches.key(0)) {
      "SELECT \(Self.dispatchColumns) FROM dispatches d WHERE d.id = ?1"
    }.bind(id).first(Self.dispatch)
    return found.flatMap { scope.includes($0.site) ? $0 : nil }
  }

  func dispatches(of order: ID<Order>) throws(CommerceError) -> [Dispatch] {
    try database.statement(key: StatementFamily.dispatches.key(1)) {
      "SELECT \(Self.dispatchColumns) FROM dispatches d WHERE d.order_id = ?1 ORDER BY d.id"
    }.bind(order).all(Self.dispatch)
  }

  func activeDispatch(of order: ID<Order>) throws(CommerceError) -> Dispatch? {
    try database.statement(key: StatementFamily.dispatches.key(2)) {
      """
      SELECT \(Self.dispatchColumns) FROM dispatches d INDEXED BY dispatches_active
      WHERE d.order_id = ?1 AND d.status IN ('assigned', 'out_for_delivery')
      """
    }.bind(order).first(Self.dispatch)
  }

  func dispatches(of run: ID<Run>) throws(CommerceError) -> [Dispatch] {
    try database.statement(key: StatementFamily.dispatches.key(3)) {
      """
      SELECT \(Self.dispatchColumns) FROM dispatches d
      WHERE d.run_id = ?1 AND (d.status <> 'failed' OR d.out_at IS NOT NULL) ORDER BY d.position, d.id
      """
    }.bind(run).all(Self.dispatch)
  }

  static let dispatchColumns =
    """
    d.id, d.uuid, d.order_id, d.site_id, d.driver_id, d.run_id, d.position, d.is_locked, d.attempt, d.status,
      d.incident_reason, d.incident_note, d.incident_by, d.incident_at, d.failure, d.failure_note, d.proof_at,
      d.proof_recipient, d.proof_code_checked, d.proof_reference, d.awaits_hand_over, d.assigned_at, d.out_at, d.closed_at,
      d.version
    """

  static func dispatch(_ row: inout Row) throws(CommerceError) -> Dispatch {
    var dispatch = Dispatch(
      id: row.id(), uuid: try row.uniqueID(), order: row.id(), site: row.id(), driver: row.id(), run: row.id(),
      position: row.int(), isLocked: row.bool(), attempt: row.int(), status: try row.code(Codes.dispatchStatus),
      assignedAt: Instant(milliseconds: 0))
    dispatch.incident = try incident(&row)
    dispatch.failure = try row.optionalCode(Codes.failureReason)
    dispatch.failureNote = row.text()
    dispatch.proof = proof(&row)
    dispatch.awaitsHandOver = row.bool()
    dispatch.assignedAt = row.instant()
    dispatch.outAt = row.optionalInstant()
    dispatch.closedAt = row.optionalInstant()
    dispatch.version = row.int()
    return dispatch
  }

  private static func incident(_ row: inout Row) throws(CommerceError) -> Incident? {
    guard let reason = try row.optionalCode(Codes.failureReason) else {
      row.skip(3)
      return nil
    }
    let note = row.text()
    let reporter = row.text()
    guard let at = row.optionalInstant() else { return nil }
    return Incident(reason: reason, note: note, by: reporter, at: at)
  }

  private static func proof(_ row: inout Row) -> Proof? {
    guard let at = row.optionalInstant() else {
      row.skip(3)
      return nil
    }
    return Proof(recipient: row.text(), isCodeChecked: row.bool(), reference: row.text(), at: at)
  }
}

// Runs.
extension SQLiteReads {
  func run(_ id: ID<Run>, in scope: Scope) throws(CommerceError) -> Run? {
    let run = try database.statement(
      "SELECT id, code, site_id, driver_id, state, created_at, out_at, closed_at FROM runs WHERE id = ?1"
    ).bind(id).first(Self.run)
    return run.flatMap { scope.includes($0.site) ? $0 : nil }
  }

  func run(code: String, in scope: Scope) throws(CommerceError) -> Run? {
    let run = try database.statement(
      "SELECT id, code, site_id, driver_id, state, created_at, out_at, closed_at FROM runs WHERE code = ?1"
    ).bind(code).first(Self.run)
    return run.flatMap { scope.includes($0.site) ? $0 : nil }
  }

  func openRun(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Run? {
    if let run = try openRun(of: driver, at: site, .out) { return run }
    return try openRun(of: driver, at: site, .planned)
  }

  func openRun(of driver: ID<Person>, at site: ID<Site>, _ state: Run.State) throws(CommerceError) -> Run? {
    try database.statement(
      """
      SELECT id, code, site_id, driver_id, state, created_at, out_at, closed_at FROM runs INDEXED BY runs_open
      WHERE driver_id = ?1 AND site_id = ?2 AND state = ?3 AND state <> 'closed'
      """
    ).bind(driver).bind(site).bind(code: state).first(Self.run)
  }

  func runs(
    at site: ID<Site>, _ request: PageRequest<ID<Run>>, in scope: Scope
  ) throws(CommerceError) -> Page<Run> {
    guard scope.includes(site) else { return Page(rows: []) }
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      let range = slice.newestFirst
      return try database.statement(key: StatementFamily.runs.key(slice.backward ? 1 : 0)) {
        """
        SELECT id, code, site_id, driver_id, state, created_at, out_at, closed_at FROM runs INDEXED BY runs_by_site
        WHERE site_id = ?1 AND id BETWEEN ?2 AND ?3 ORDER BY id \(slice.backward ? "" : "DESC")
        """
      }.bind(site).bind(range.low).bind(range.high).take(limit, Self.run)
    }
  }

  private static func run(_ row: inout Row) throws(CommerceError) -> Run {
    Run(
      id: row.id(), code: row.text(), site: row.id(), driver: row.id(), state: try row.code(Codes.runState),
      createdAt: row.instant(), outAt: row.optionalInstant(), closedAt: row.optionalInstant())
  }
}
