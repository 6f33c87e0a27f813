extension M001 {
  // Counts that boards show, kept by triggers so that no writer can forget them. Zone 0 stands for none.
  static let counts = [
    """
    CREATE TABLE board_counts (
      site_id INTEGER NOT NULL,
      stage INTEGER NOT NULL,
      zone_id INTEGER NOT NULL,
      is_held INTEGER NOT NULL,
      orders INTEGER NOT NULL CHECK (orders >= 0),
      PRIMARY KEY (site_id, stage, zone_id, is_held)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE floor_counts (
      site_id INTEGER NOT NULL PRIMARY KEY,
      shortages INTEGER NOT NULL DEFAULT 0 CHECK (shortages >= 0),
      put_backs INTEGER NOT NULL DEFAULT 0 CHECK (put_backs >= 0)
    ) STRICT
    """,
    """
    CREATE TABLE picked_lines (
      site_id INTEGER NOT NULL,
      day INTEGER NOT NULL,
      person_id INTEGER NOT NULL,
      lines INTEGER NOT NULL CHECK (lines >= 0),
      PRIMARY KEY (site_id, day, person_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER orders_counted AFTER INSERT ON orders BEGIN
      INSERT INTO board_counts VALUES (NEW.site_id, NEW.stage, ifnull(NEW.zone_id, 0), NEW.hold_reason IS NOT NULL, 1)
        ON CONFLICT DO UPDATE SET orders = orders + 1;
    END
    """,
    """
    CREATE TRIGGER orders_recounted AFTER UPDATE OF site_id, stage, zone_id, hold_reason ON orders
    WHEN NEW.stage <> OLD.stage OR NEW.zone_id IS NOT OLD.zone_id OR NEW.site_id <> OLD.site_id
      OR (NEW.hold_reason IS NULL) <> (OLD.hold_reason IS NULL)
    BEGIN
      UPDATE board_counts SET orders = orders - 1
        WHERE site_id = OLD.site_id AND stage = OLD.stage AND zone_id = ifnull(OLD.zone_id, 0)
          AND is_held = (OLD.hold_reason IS NOT NULL);
      INSERT INTO board_counts VALUES (NEW.site_id, NEW.stage, ifnull(NEW.zone_id, 0), NEW.hold_reason IS NOT NULL, 1)
        ON CONFLICT DO UPDATE SET orders = orders + 1;
    END
    """,
    """
    CREATE TRIGGER order_units_recounted AFTER UPDATE OF quantity ON order_lines
    WHEN NEW.quantity <> OLD.quantity
    BEGIN
      UPDATE orders SET unit_count = unit_count + NEW.quantity - OLD.quantity WHERE id = NEW.order_id;
    END
    """,
    """
    CREATE TRIGGER shortages_counted AFTER INSERT ON shortages WHEN NEW.state = 'open' BEGIN
      INSERT INTO floor_counts (site_id, shortages) VALUES (NEW.site_id, 1)
        ON CONFLICT DO UPDATE SET shortages = shortages + 1;
    END
    """,
    """
    CREATE TRIGGER shortages_recounted AFTER UPDATE OF state ON shortages
    WHEN (NEW.state = 'open') <> (OLD.state = 'open')
    BEGIN
      INSERT INTO floor_counts (site_id) VALUES (NEW.site_id) ON CONFLICT DO NOTHING;
      UPDATE floor_counts SET shortages = shortages + iif(NEW.state = 'open', 1, -1) WHERE site_id = NEW.site_id;
    END
    """,
    """
    CREATE TRIGGER put_backs_counted AFTER INSERT ON put_backs BEGIN
      INSERT INTO floor_counts (site_id, put_backs) VALUES (NEW.site_id, 1)
        ON CONFLICT DO UPDATE SET put_backs = put_backs + 1;
    END
    """,
    """
    CREATE TRIGGER put_backs_done AFTER DELETE ON put_backs BEGIN
      UPDATE floor_counts SET put_backs = put_backs - 1 WHERE site_id = OLD.site_id;
    END
    """,
    // A task is a picked line from the moment nothing is left to take and something was taken.
    """
    CREATE TRIGGER tasks_finished AFTER UPDATE OF picked, shorted ON pick_tasks
    WHEN NEW.picked > 0 AND NEW.picked + NEW.shorted = NEW.quantity AND NEW.touched_by IS NOT NULL
    BEGIN
      INSERT INTO picked_lines
        SELECT id, \(localDay("NEW.touched_at")), NEW.touched_by, 1 FROM sites
        WHERE id = (SELECT site_id FROM pick_lists WHERE id = NEW.list_id)
        ON CONFLICT DO UPDATE SET lines = lines + 1;
    END
    """,
    """
    CREATE TRIGGER tasks_reopened AFTER UPDATE OF picked, shorted ON pick_tasks
    WHEN OLD.picked > 0 AND OLD.picked + OLD.shorted = OLD.quantity AND OLD.touched_by IS NOT NULL
    BEGIN
      UPDATE picked_lines SET lines = lines - 1 FROM sites
        WHERE sites.id = (SELECT site_id FROM pick_lists WHERE id = OLD.list_id)
          AND picked_lines.site_id = sites.id AND picked_lines.day = \(localDay("OLD.touched_at"))
          AND picked_lines.person_id = OLD.touched_by;
    END
    """,
  ]

  /// The number of the site-local day, as an expression over `sites`.
  static func localDay(_ moment: String) -> String {
    "((\(moment) + sites.utc_offset_minutes * 60000) / 86400000)"
  }
}
