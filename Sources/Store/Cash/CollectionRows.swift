internal import Commerce
internal import Operations

extension SQLiteReads {
  private func collection(_ statement: Statement) throws(CommerceError) -> Collection? {
    var found = try statement.first { row throws(CommerceError) in
      let id = row.id(Collection.self)
      let dispatch = row.id(Dispatch.self)
      let order = row.id(Order.self)
      let tender = try row.code(Codes.tender)
      let due = row.int64()
      let collected = row.int64()
      let currency = try row.currency()
      return Collection(
        id: id, dispatch: dispatch, order: order, tender: tender, due: Money(minor: due, currency),
        collected: Money(minor: collected, currency), difference: try row.optionalCode(Codes.difference),
        approver: row.optionalID(), at: row.instant(), isReversed: row.bool())
    }
    if let id = found?.id {
      found?.returned = try database.statement(
        "SELECT line_id, quantity, amount_minor FROM collection_lines WHERE collection_id = ?1 ORDER BY line_id"
      ).bind(id).all { row throws(CommerceError) in
        RefundLine(line: row.id(), quantity: row.int(), amountMinor: row.int64())
      }
    }
    return found
  }

  func collection(of dispatch: ID<Dispatch>) throws(CommerceError) -> Collection? {
    try collection(
      database.statement(
        """
        SELECT id, dispatch_id, order_id, tender, due_minor, collected_minor, currency, difference, approver_id, at,
          is_reversed
        FROM collections WHERE dispatch_id = ?1 AND is_reversed = 0 ORDER BY id DESC LIMIT 1
        """
      ).bind(dispatch))
  }

  func collection(of order: ID<Order>) throws(CommerceError) -> Collection? {
    try collection(
      database.statement(
        """
        SELECT id, dispatch_id, order_id, tender, due_minor, collected_minor, currency, difference, approver_id, at,
          is_reversed
        FROM collections WHERE order_id = ?1 AND is_reversed = 0
        """
      ).bind(order))
  }

  func isHandedOver(_ collection: Collection, driver: ID<Person>) throws(CommerceError) -> Bool {
    try database.statement(
      """
      SELECT EXISTS (SELECT 1 FROM cash_moves INDEXED BY cash_moves_from
        WHERE site_id = (SELECT site_id FROM collections WHERE id = ?1) AND from_word = 'driver' AND from_person = ?2
          AND cash_up_id IS NOT NULL
          AND sequence > (SELECT max(sequence) FROM cash_moves
            WHERE order_id = ?3 AND dispatch_id = ?4 AND reason = 'collected' AND to_word = 'driver'))
      """
    ).bind(collection.id).bind(driver).bind(collection.order).bind(collection.dispatch)
      .first { row throws(CommerceError) in row.bool() } ?? false
  }
}

extension SQLiteWrites {
  func insert(_ collection: Collection) throws(CommerceError) -> ID<Collection> {
    try database.statement(
      """
      INSERT INTO collections (site_id, dispatch_id, order_id, tender, due_minor, collected_minor, currency,
        difference, approver_id, at, is_reversed)
      VALUES ((SELECT site_id FROM orders WHERE id = ?2), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
      """
    ).bind(collection.dispatch).bind(collection.order).bind(code: collection.tender).bind(collection.due.minor)
      .bind(collection.collected.minor).bind(collection.due.currency.code).bind(collection.difference?.rawValue)
      .bind(collection.approver).bind(collection.at).bind(collection.isReversed)
      .run(conflict: FieldIssue("order", "was collected already"))
    let id = ID<Collection>(database.lastInsertedRow)
    for line in collection.returned {
      try database.statement(
        "INSERT INTO collection_lines (collection_id, line_id, quantity, amount_minor) VALUES (?, ?, ?, ?)"
      ).bind(id).bind(line.line).bind(line.quantity).bind(line.amountMinor).run()
    }
    return id
  }

  func update(_ collection: Collection) throws(CommerceError) {
    try database.statement("UPDATE collections SET is_reversed = ? WHERE id = ?")
      .bind(collection.isReversed).bind(collection.id).run()
    try expectOneRow(.collection, collection.id.description)
  }
}
