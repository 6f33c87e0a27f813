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
  ]
}
