extension M002 {
  private static let onTheRoad = "('out_for_delivery', 'failed')"

  /// What a store of the first schema knew of the road, told in the words of this one: every order that went out gets
  /// its attempt, what is still out lies in its driver's vehicle and in a box that can be scanned.
  static let dispatchData = [
    """
    INSERT INTO drivers
      SELECT site_id, person_id, printf('%02d', row_number() OVER (PARTITION BY site_id ORDER BY person_id)),
        20, 0, '', 0, 1440, 1, ''
      FROM (SELECT DISTINCT s.id AS site_id, g.person_id FROM sites s
        JOIN grants g ON g.site_id = s.id OR g.site_id IS NULL WHERE g.role = 'driver')
    """,
    // Nobody knows any more who drove: the town's first driver stands for all of them.
    """
    CREATE TABLE first_drivers AS
      SELECT s.id AS site_id, coalesce(
        (SELECT min(person_id) FROM drivers WHERE site_id = s.id), (SELECT min(id) FROM people)) AS person_id
      FROM sites s
    """,
    """
    CREATE TABLE went_out AS
      SELECT o.id, o.uuid, o.site_id, f.person_id AS driver_id, o.status, o.status_at,
        coalesce((SELECT max(at) FROM changes WHERE entity = 'order' AND entity_id = o.id AND field = 'status'
          AND new = 'out_for_delivery'), o.status_at) AS out_at,
        iif(o.status = 'out_for_delivery', 'out', 'closed') AS run_state,
        iif(o.status = 'out_for_delivery', 0, \(M001.localDay("o.status_at"))) AS day
      FROM orders o JOIN sites ON sites.id = o.site_id JOIN first_drivers f ON f.site_id = o.site_id
      WHERE o.status IN ('out_for_delivery', 'failed', 'delivered') AND f.person_id IS NOT NULL
    """,
    """
    INSERT INTO runs (code, site_id, driver_id, state, created_at, out_at, closed_at)
      SELECT 'new-' || row_number() OVER (ORDER BY max(status_at), site_id), site_id, driver_id, run_state, min(out_at),
        min(out_at), iif(run_state = 'closed', max(status_at), NULL)
      FROM went_out GROUP BY site_id, driver_id, run_state, day ORDER BY max(status_at), site_id
    """,
    "UPDATE runs SET code = 'R-' || printf('%03d', id)",
    """
    CREATE TABLE old_runs AS
      SELECT r.id, r.site_id, r.driver_id, r.state,
        iif(r.state = 'out', 0, \(M001.localDay("r.closed_at"))) AS day
      FROM runs r JOIN sites ON sites.id = r.site_id
    """,
    """
    INSERT INTO dispatches (uuid, order_id, site_id, driver_id, run_id, position, is_locked, attempt, status, failure,
        failure_note, awaits_hand_over, assigned_at, out_at, closed_at, version)
      SELECT w.uuid, w.id, w.site_id, w.driver_id, r.id,
        row_number() OVER (PARTITION BY r.id ORDER BY w.status_at, w.id), 0, 1, w.status,
        iif(w.status = 'failed', 'no_answer', NULL), '', 0, w.out_at, w.out_at,
        iif(w.status = 'out_for_delivery', NULL, w.status_at), 1
      FROM went_out w JOIN old_runs r ON r.site_id = w.site_id AND r.driver_id = w.driver_id
        AND r.state = w.run_state AND r.day = w.day
      ORDER BY w.status_at, w.id
    """,
    """
    CREATE TABLE in_transit_units AS
      SELECT m.order_id, m.site_id, m.variant_id, w.driver_id, w.status_at,
        sum(m.quantity * ((m.to_place = 'transit') - (m.from_place = 'transit'))) AS units
      FROM stock_moves m JOIN went_out w ON w.id = m.order_id
      WHERE w.status IN \(onTheRoad) AND 'transit' IN (m.from_place, m.to_place)
      GROUP BY m.order_id, m.site_id, m.variant_id
    """,
    """
    INSERT INTO stock_moves (at, actor_id, command, site_id, variant_id, quantity, from_place, from_id, to_place, to_id,
        reason, order_id)
      SELECT status_at, NULL, zeroblob(16), site_id, variant_id, units, 'transit', NULL, 'vehicle', driver_id,
        'dispatch', order_id
      FROM in_transit_units WHERE units > 0 ORDER BY order_id, variant_id
    """,
    """
    UPDATE stock_levels SET in_transit = in_transit - moved.units FROM (
      SELECT site_id, variant_id, sum(units) AS units FROM in_transit_units WHERE units > 0 GROUP BY 1, 2) AS moved
    WHERE moved.site_id = stock_levels.site_id AND moved.variant_id = stock_levels.variant_id
    """,
    """
    INSERT INTO parcels (order_id, site_id, code, box, weight_grams, state)
      SELECT w.id, w.site_id, 'new-' || w.id, 1, 0, iif(w.status = 'failed', 'due_back', 'out') FROM went_out w
      WHERE w.status IN \(onTheRoad) AND NOT EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = w.id) ORDER BY w.id
    """,
    """
    INSERT INTO parcel_contents (parcel_id, position, line_id, quantity)
      SELECT p.id, row_number() OVER (PARTITION BY p.id ORDER BY l.id) - 1, l.id, l.quantity
      FROM parcels p JOIN order_lines l ON l.order_id = p.order_id WHERE p.code LIKE 'new-%' AND l.quantity > 0
    """,
    "UPDATE parcels SET code = 'P-' || printf('%04d', id) WHERE code LIKE 'new-%'",
    "DROP TABLE in_transit_units",
    "DROP TABLE old_runs",
    "DROP TABLE went_out",
    "DROP TABLE first_drivers",
  ]
}
