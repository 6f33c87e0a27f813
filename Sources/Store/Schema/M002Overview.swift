extension M002 {
  // Each index holds only the few rows that are asked about, so that the others cost nothing to write.
  static let overview = [
    """
    CREATE INDEX orders_unpaid_in_work ON orders (site_id, stage, id)
      WHERE payment_status IN ('failed', 'cancelled') AND stage BETWEEN 2 AND 6
    """,
    """
    CREATE INDEX orders_held_since ON orders (site_id, hold_since)
      WHERE hold_reason IS NOT NULL AND stage < 8
    """,
    // Looking back and figures by day: the moves of orders by time, whole in the index.
    """
    CREATE INDEX changes_of_status ON changes (site_id, at, sequence, entity_id, old, new)
      WHERE entity = 'order' AND field = 'status'
    """,
    "CREATE INDEX pick_lists_by_time ON pick_lists (site_id, claimed_at)",
    "CREATE INDEX mis_scans_by_time ON mis_scans (site_id, at)",
    "CREATE INDEX refunds_by_time ON refunds (site_id, created_at)",
  ]
}
