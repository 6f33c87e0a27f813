import Commerce
import Operations
import Testing

@testable import Store

/// A store of the first schema, as an older program left it, brought to the newest.
@Suite struct DispatchMigrationTests {
  /// Two towns; the first has a driver, the second none. Orders out, failed, delivered, ready and staged.
  private static let world = [
    """
    INSERT INTO sites (id, code, name, kind, currency, utc_offset_minutes, opens, closes, promise_minutes, cluster_size,
      bin_check, zero_check, lease_minutes, accept_all_at_packing, correction_minutes)
      VALUES (1, 'accra', 'Accra', 'town', 'GHS', 0, 480, 1200, 60, 1, 0, 1, 15, 0, 120),
        (2, 'tema', 'Tema', 'town', 'GHS', 0, 480, 1200, 60, 1, 0, 1, 15, 0, 120)
    """,
    "INSERT INTO lanes VALUES (1, 1, 'L-01'), (2, 2, 'L-01')",
    "INSERT INTO zones VALUES (1, 1, '3', 'Osu', 1, 5550000, -180000)",
    "INSERT INTO bins VALUES (1, 1, 'A-01-1', 'pick', 1), (2, 2, 'A-01-1', 'pick', 1)",
    "INSERT INTO products VALUES (1, 'Rice', 'Food')",
    "INSERT INTO variants VALUES (1, 1, 'RICE', 'Rice', 'bag', 1000, 0, 1500)",
    """
    INSERT INTO people VALUES (1, 'ama@example.com', 'Ama', '', 1, NULL, NULL),
      (2, 'kofi@example.com', 'Kofi', '', 1, NULL, NULL), (3, 'kojo@example.com', 'Kojo', '', 1, NULL, NULL)
    """,
    "INSERT INTO grants VALUES (1, 1, 'picker', 1), (2, 2, 'driver', 1), (3, 3, 'driver', 1)",
  ]

  private static func order(_ id: Int, site: Int, _ status: String, stage: Int) -> [String] {
    let from = "'bin', \(site)"
    var rows = [
      """
      INSERT INTO orders (id, site_id, stage, rank, promise_at, zone_id, number, customer_name, placed_at, line_count,
        unit_count, status, payment_method, payment_status, currency, subtotal_minor, discount_minor, delivery_minor,
        tax_minor, customer_phone, customer_email, uuid, channel, mode, address_line1, address_area, address_landmark,
        note, status_at, version)
        VALUES (\(id), \(site), \(stage), 0, 2000000, \(site == 1 ? "1" : "NULL"), 'ORD-20261120-000\(id)', 'Efua', 1000000,
          1, 3, '\(status)', 'cod', 'pending', 'GHS', 4500, 0, 0, 0, '', '', randomblob(16), 'console', 'delivery',
          'High St', 'Osu', '', '', 1800000, 4)
      """,
      "INSERT INTO order_lines VALUES (\(id), \(id), \(site), 1, 'RICE', 'Rice', 3, 1500, 3, 3, 0)",
      """
      INSERT INTO changes (at, command, site_id, entity, entity_id, field, old, new, reason)
        VALUES (1700000, zeroblob(16), \(site), 'order', \(id), 'status', '', 'out_for_delivery', ''),
          (1800000, zeroblob(16), \(site), 'order', \(id), 'status', 'out_for_delivery', '\(status)', '')
      """,
    ]
    let to =
      switch status {
      case "delivered": "'customer', NULL"
      case "ready_for_dispatch": "'lane', \(site)"
      default: "'transit', NULL"
      }
    rows.append(
      """
      INSERT INTO stock_moves (at, command, site_id, variant_id, quantity, from_place, from_id, to_place, to_id, reason,
        order_id) VALUES (1700000, zeroblob(16), \(site), 1, 3, \(from), \(to), 'dispatch', \(id))
      """)
    if status == "ready_for_dispatch" {
      rows.append("INSERT INTO parcels VALUES (7, \(id), \(site), 'P-0007', 1, 400, 'staged', \(site))")
      rows.append("INSERT INTO parcel_contents VALUES (7, 0, \(id), 3)")
    }
    return rows
  }

  private static func stock(_ site: Int, onHand: Int, reserved: Int, inTransit: Int, inBin: Int) -> [String] {
    [
      """
      INSERT INTO stock_moves (at, command, site_id, variant_id, quantity, from_place, to_place, to_id, reason)
        VALUES (1, zeroblob(16), \(site), 1, 100, 'supplier', 'bin', \(site), 'opening')
      """,
      "INSERT INTO stock_levels VALUES (\(site), 1, \(onHand), \(reserved), 0, 0, \(inTransit))",
      "INSERT INTO bin_stock VALUES (1, \(site), \(site), \(inBin), 0)",
    ]
  }

  private func file(_ statements: [String]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    _ = try SQLiteStore.create(path: folder.file("new"))
    let database = try Database(
      opening: folder.file(), path: folder.file(), flags: RawFile.creating)
    defer { database.close() }
    _ = try database.texts("PRAGMA journal_mode = WAL")
    try Migrator.migrate(database, upTo: 1)
    for statement in statements { try database.execute(statement) }
    return folder
  }

  @Test func whatWasOnTheRoadGetsItsAttemptItsVehicleAndItsBox() async throws {
    let orders =
      Self.order(1, site: 1, "out_for_delivery", stage: 6) + Self.order(2, site: 1, "failed", stage: 7)
      + Self.order(3, site: 1, "delivered", stage: 8) + Self.order(4, site: 1, "ready_for_dispatch", stage: 5)
      + Self.order(5, site: 2, "out_for_delivery", stage: 6)
    let folder = try file(
      Self.world + orders + Self.stock(1, onHand: 91, reserved: 3, inTransit: 6, inBin: 88)
        + Self.stock(2, onHand: 97, reserved: 0, inTransit: 3, inBin: 97))
    let store = try SQLiteStore.open(path: folder.file())
    #expect(try await store.check().problems == [])
    try await store.read { tx throws(CommerceError) in
      let drivers = try tx.drivers(at: ID(1), in: SampleShop.everywhere)
      #expect(drivers.map(\.code) == ["01", "02"] && drivers.map(\.name) == ["Kofi", "Kojo"])
      let cards = try tx.boardCards(at: ID(1), naming: drivers, in: SampleShop.everywhere)
      #expect(cards.map(\.lane) == [.failed, .ready, .out])
      #expect(cards[0].dueBack == 1 && cards[0].failedAttempts == 1 && cards[0].dispatch?.failure == .noAnswer)
      #expect(cards[2].driverCode == "01" && cards[0].dispatch?.outAt == Instant(milliseconds: 1_700_000))
      #expect(try tx.openRun(of: ID(2), at: ID(1))?.state == .out)
      #expect(try tx.activeDispatch(of: ID(5))?.driver == ID(1), "the least person, where nobody drives")
      #expect(try tx.level(of: ID(1), at: ID(1)).inTransit == 0)
      #expect(try tx.unitsOnRoad(of: ID(2), at: ID(1)).map(\.0) == [.vehicle(ID(2))])
      #expect(try tx.parcels(of: ID(4)).map(\.code) == ["P-0007"])
      #expect(try tx.site(ID(1))?.policy == SitePolicy())
      #expect(try tx.zones(at: ID(1), in: SampleShop.everywhere).first?.point?.latitude == 5_550_000)
    }
    // Codes go on where they were: none is given twice.
    let next = try await store.write { tx throws(CommerceError) in
      try tx.insert(Parcel(id: ID(0), order: ID(4), site: ID(1), code: "", box: 2, contents: []))
    }
    #expect(next.id.serial > 10 - 1)
  }

  @Test func anEmptyStoreComesAlong() async throws {
    let folder = try file([])
    #expect(try await SQLiteStore.open(path: folder.file()).check().problems == [])
  }
}
