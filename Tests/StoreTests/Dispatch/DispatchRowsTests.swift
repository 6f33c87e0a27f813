import Commerce
import Operations
import Testing

@testable import Store

/// Rows of dispatch as they come back from the file.
@Suite struct DispatchRowsTests {
  @Test func attemptsRunsAndDriversComeBackAsTheyWere() async throws {
    let shop = try await SampleShop()
    let order = try await shop.place(status: .readyForDispatch)
    let everywhere = SampleShop.everywhere
    try await shop.store.write { tx throws(CommerceError) in
      let driver = try tx.insert(Person(id: ID(0), email: "d@example.com", name: "Kofi", badge: "D1"))
      try tx.setGrants([Grant(role: .driver, site: shop.accra)], of: driver)
      #expect(try tx.drivers(at: shop.accra, in: everywhere).map(\.code) == ["01"], "nobody noted any particulars yet")
      var known = try require_(try tx.driver(driver, at: shop.accra))
      known.code = "KA"
      known.cashLimitMinor = 50_000
      known.vehicle = "motorbike"
      known.isAvailable = false
      known.unavailableReason = "sick"
      try tx.save(known)
      #expect(try tx.driver(driver, at: shop.accra) == known)

      let run = try tx.insert(
        Run(id: ID(0), code: "", site: shop.accra, driver: driver, createdAt: SampleShop.start))
      #expect(run.code == "R-001")
      #expect(try tx.run(code: "R-001", in: everywhere) == run)
      #expect(try tx.openRun(of: driver, at: shop.accra) == run)

      var dispatch = Dispatch(
        id: ID(0), uuid: UniqueID(randomHigh: 1, randomLow: 2), order: order.id, site: shop.accra, driver: driver,
        run: run.id, position: 1, attempt: 1, assignedAt: SampleShop.start)
      dispatch.id = try tx.insert(dispatch)
      #expect(try tx.activeDispatch(of: order.id) == dispatch)
      dispatch.status = .outForDelivery
      dispatch.outAt = SampleShop.start.adding(minutes: 5)
      dispatch.incident = Incident(reason: .closed, note: "gate", by: "Kofi", at: SampleShop.start)
      try tx.update(dispatch)
      let stale = dispatch
      dispatch.version += 1
      dispatch.status = .delivered
      dispatch.incident = nil
      dispatch.proof = Proof(recipient: "Ama", isCodeChecked: true, reference: "photo 7", at: SampleShop.start)
      dispatch.closedAt = SampleShop.start.adding(minutes: 9)
      try tx.update(dispatch)
      dispatch.version += 1
      #expect(try tx.dispatch(dispatch.id, in: everywhere) == dispatch)
      #expect(throws: CommerceError.self) { try tx.update(stale) }
      let ended = try tx.loads(at: shop.accra, since: SampleShop.start).values
      #expect(ended.map(\.deliveredToday) == [1] && ended.map(\.failedToday) == [0])
      let later = try tx.loads(at: shop.accra, since: SampleShop.start.adding(minutes: 10)).values
      #expect(later.allSatisfy { $0.deliveredToday == 0 && $0.failedToday == 0 })

      #expect(try !tx.isExcluded(driver, from: order.id))
      try tx.exclude(driver, from: order.id)
      try tx.exclude(driver, from: order.id)
      #expect(try tx.isExcluded(driver, from: order.id))
      let decided = Reschedule(
        from: SampleShop.start, until: SampleShop.start.adding(minutes: 60), at: SampleShop.start)
      try tx.setReschedule(decided, of: order.id)
      #expect(try tx.reschedule(of: order.id) == decided)
      try tx.setReschedule(nil, of: order.id)
      #expect(try tx.reschedule(of: order.id) == nil)
    }
  }

  @Test func anOrderKeepsItsSlotItsProofAndItsPlace() async throws {
    let shop = try await SampleShop()
    var order = try await shop.place()
    order.slotFrom = SampleShop.start
    order.proof = .code
    order.deliveryCode = "4711"
    order.address.point = GeoPoint(latitude: 5_560_000, longitude: -190_000)
    let changed = order
    try await shop.store.write { tx throws(CommerceError) in try tx.update(changed) }
    order.version += 1
    let wanted = order
    try await shop.store.read { tx throws(CommerceError) in
      #expect(try tx.order(wanted.id, in: SampleShop.everywhere) == wanted)
    }
  }

  @Test func boardsReadOpenRowsAlone() throws {
    let database = try Database(opening: ":memory:", path: ":memory:", flags: RawFile.creating)
    defer { database.close() }
    try Migrator.migrate(database)
    let plans = try [
      """
      SELECT status FROM dispatches INDEXED BY dispatches_ended WHERE site_id = 1 AND closed_at >= 5
      """,
      "SELECT id FROM parcels INDEXED BY parcels_due_back WHERE site_id = 1 AND state = 'due_back'",
      "SELECT id FROM orders INDEXED BY orders_by_stage WHERE site_id = 1 AND stage = 7 ORDER BY id",
    ].map { sql in
      let statement = try database.prepare("EXPLAIN QUERY PLAN " + sql)
      defer { statement.finalize() }
      return try statement.all { row throws(CommerceError) in
        row.skip(3)
        return row.text()
      }
      .joined(separator: "; ")
    }
    #expect(plans.allSatisfy { $0.contains("SEARCH") && !$0.contains("SCAN") && !$0.contains("TEMP B-TREE") })
  }
}

/// `#require` throws any error; a transaction throws typed ones.
private func require_<Value>(_ value: Value?) throws(CommerceError) -> Value {
  guard let value else { throw .notFound(.driver, "") }
  return value
}
