internal import Commerce
internal import Operations

// Deliveries and transfers, and what was put away of them.
extension SQLiteReads {
  func delivery(_ id: ID<Delivery>) throws(CommerceError) -> Delivery? {
    try database.statement(
      "SELECT id, site_id, supplier, reference, due_on, state, created_at FROM deliveries WHERE id = ?1"
    ).bind(id).first(Self.delivery).map(withLines)
  }

  func delivery(reference: String, at site: ID<Site>) throws(CommerceError) -> Delivery? {
    try database.statement(
      """
      SELECT id, site_id, supplier, reference, due_on, state, created_at FROM deliveries
      WHERE site_id = ?1 AND reference = ?2
      """
    ).bind(site).bind(reference).first(Self.delivery).map(withLines)
  }

  private static func delivery(_ row: inout Row) throws(CommerceError) -> Delivery {
    Delivery(
      id: row.id(), site: row.id(), supplier: row.text(), reference: row.text(), dueOn: row.text(),
      state: try row.code(Codes.deliveryState), createdAt: row.instant(), lines: [])
  }

  private func withLines(_ delivery: Delivery) throws(CommerceError) -> Delivery {
    var delivery = delivery
    delivery.lines = try database.statement(
      """
      SELECT l.variant_id, l.expected, l.received FROM delivery_lines l JOIN variants v ON v.id = l.variant_id
      WHERE l.delivery_id = ?1 ORDER BY v.name, v.id
      """
    ).bind(delivery.id).all { row throws(CommerceError) in
      Delivery.Line(variant: row.id(), expected: row.int(), received: row.int())
    }
    return delivery
  }

  func openDeliveries(at site: ID<Site>, limit: Int, in scope: Scope) throws(CommerceError) -> [DeliveryRow] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT d.id, d.reference, d.supplier, d.due_on, count(l.variant_id), ifnull(sum(l.expected), 0),
        ifnull(sum(l.received), 0)
      FROM deliveries d INDEXED BY deliveries_open LEFT JOIN delivery_lines l ON l.delivery_id = d.id
      WHERE d.site_id = ?1 AND d.state = 'open' GROUP BY d.due_on, d.id ORDER BY d.due_on, d.id
      """
    ).bind(site).take(limit) { row throws(CommerceError) in
      DeliveryRow(
        id: row.id(), reference: row.text(), supplier: row.text(), dueOn: row.text(), lines: row.int(),
        expected: row.int(), received: row.int())
    }
  }

  func transfer(_ id: ID<Transfer>) throws(CommerceError) -> Transfer? {
    try database.statement(
      "SELECT id, code, from_site, to_site, state, created_at, sent_at FROM transfers WHERE id = ?1"
    ).bind(id).first(Self.transfer).map(withLines)
  }

  func transfer(code: String) throws(CommerceError) -> Transfer? {
    try database.statement(
      "SELECT id, code, from_site, to_site, state, created_at, sent_at FROM transfers WHERE code = ?1"
    ).bind(code).first(Self.transfer).map(withLines)
  }

  private static func transfer(_ row: inout Row) throws(CommerceError) -> Transfer {
    Transfer(
      id: row.id(), code: row.text(), from: row.id(), to: row.id(), state: try row.code(Codes.transferState),
      createdAt: row.instant(), sentAt: row.optionalInstant())
  }

  private func withLines(_ transfer: Transfer) throws(CommerceError) -> Transfer {
    var transfer = transfer
    transfer.lines = try database.statement(
      """
      SELECT l.variant_id, l.sent, l.received, l.damaged, l.missing
      FROM transfer_lines l JOIN variants v ON v.id = l.variant_id WHERE l.transfer_id = ?1 ORDER BY v.name, v.id
      """
    ).bind(transfer.id).all { row throws(CommerceError) in
      Transfer.Line(
        variant: row.id(), sent: row.int(), received: row.int(), damaged: row.int(), missing: row.int())
    }
    return transfer
  }

  func openTransfers(at site: ID<Site>, limit: Int, in scope: Scope) throws(CommerceError) -> [TransferRow] {
    guard scope.includes(site) else { return [] }
    return try database.statement(
      """
      SELECT t.id, t.code, t.from_site, t.to_site, t.state, t.created_at, t.sent_at, a.name, b.name, b.code,
        count(l.variant_id), ifnull(sum(l.sent), 0), ifnull(sum(l.sent - l.received - l.damaged - l.missing), 0)
      FROM transfers t JOIN sites a ON a.id = t.from_site JOIN sites b ON b.id = t.to_site
        LEFT JOIN transfer_lines l ON l.transfer_id = t.id
      WHERE t.id IN (
        SELECT id FROM transfers WHERE from_site = ?1 AND state <> 'closed'
        UNION SELECT id FROM transfers WHERE to_site = ?1 AND state <> 'closed')
      GROUP BY t.id ORDER BY t.id
      """
    ).bind(site).take(limit) { row throws(CommerceError) in
      TransferRow(
        transfer: try Self.transfer(&row), fromName: row.text(), toName: row.text(), toCode: row.text(),
        lines: row.int(),
        units: row.int(), due: row.int())
    }
  }

  func lastReceipt(of inbound: InboundID) throws(CommerceError) -> Receipt? {
    switch inbound {
    case .delivery(let id):
      try database.statement(
        """
        SELECT sequence, variant_id, bin_id, quantity, is_sending FROM receipts INDEXED BY receipts_by_delivery
        WHERE delivery_id = ?1 AND is_undone = 0 ORDER BY sequence DESC LIMIT 1
        """
      ).bind(id).first(Self.receipt)
    case .transfer(let id):
      try database.statement(
        """
        SELECT sequence, variant_id, bin_id, quantity, is_sending FROM receipts INDEXED BY receipts_by_transfer
        WHERE transfer_id = ?1 AND is_undone = 0 ORDER BY sequence DESC LIMIT 1
        """
      ).bind(id).first(Self.receipt)
    }
  }

  private static func receipt(_ row: inout Row) throws(CommerceError) -> Receipt {
    Receipt(
      sequence: row.int64(), variant: row.id(), bin: row.optionalID(), quantity: row.int(), isSending: row.bool())
  }
}

extension SQLiteWrites {
  func insert(_ delivery: Delivery) throws(CommerceError) -> ID<Delivery> {
    try database.statement(
      """
      INSERT INTO deliveries (site_id, supplier, reference, due_on, state, created_at) VALUES (?, ?, ?, ?, ?, ?)
      """
    ).bind(delivery.site).bind(delivery.supplier).bind(delivery.reference).bind(delivery.dueOn)
      .bind(code: delivery.state).bind(delivery.createdAt)
      .run(conflict: FieldIssue("reference", "stands for another delivery"))
    let id = ID<Delivery>(database.lastInsertedRow)
    for line in delivery.lines { try set(line, of: id) }
    return id
  }

  func update(_ delivery: Delivery, closedAt: Instant?) throws(CommerceError) {
    try database.statement(
      "UPDATE deliveries SET supplier = ?, due_on = ?, state = ?, closed_at = ? WHERE id = ?"
    ).bind(delivery.supplier).bind(delivery.dueOn).bind(code: delivery.state).bind(closedAt).bind(delivery.id).run()
    try expectOneRow(.delivery, delivery.reference)
  }

  func set(_ line: Delivery.Line, of delivery: ID<Delivery>) throws(CommerceError) {
    try database.statement(
      """
      INSERT INTO delivery_lines (delivery_id, variant_id, expected, received) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET expected = excluded.expected, received = excluded.received
      """
    ).bind(delivery).bind(line.variant).bind(line.expected).bind(line.received).run()
  }

  func insertTransfer(from: ID<Site>, to: ID<Site>, at: Instant) throws(CommerceError) -> Transfer {
    let next =
      try database.statement("SELECT ifnull(max(id), 0) + 1 FROM transfers")
      .first { row throws(CommerceError) in row.int64() } ?? 1
    let digits = String(next)
    let code = "TR-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    try database.statement(
      """
      INSERT INTO transfers (id, code, from_site, to_site, state, created_at) VALUES (?, ?, ?, ?, 'collecting', ?)
      """
    ).bind(next).bind(code).bind(from).bind(to).bind(at).run()
    return Transfer(id: ID(next), code: code, from: from, to: to, createdAt: at)
  }

  func update(_ transfer: Transfer, closedAt: Instant?) throws(CommerceError) {
    try database.statement("UPDATE transfers SET state = ?, sent_at = ?, closed_at = ? WHERE id = ?")
      .bind(code: transfer.state).bind(transfer.sentAt).bind(closedAt).bind(transfer.id).run()
    try expectOneRow(.transfer, transfer.code)
  }

  func set(_ line: Transfer.Line, of transfer: ID<Transfer>) throws(CommerceError) {
    try database.statement(
      """
      INSERT INTO transfer_lines (transfer_id, variant_id, sent, received, damaged, missing) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET sent = excluded.sent, received = excluded.received, damaged = excluded.damaged,
          missing = excluded.missing
      """
    ).bind(transfer).bind(line.variant).bind(line.sent).bind(line.received).bind(line.damaged).bind(line.missing).run()
  }

  func append(_ receipt: Receipt, to inbound: InboundID) throws(CommerceError) {
    let statement = try database.statement(
      """
      INSERT INTO receipts (delivery_id, transfer_id, variant_id, bin_id, quantity, is_sending, is_undone)
      VALUES (?, ?, ?, ?, ?, ?, 0)
      """)
    switch inbound {
    case .delivery(let id): statement.bind(id).bindNull()
    case .transfer(let id): statement.bindNull().bind(id)
    }
    try statement.bind(receipt.variant).bind(receipt.bin).bind(receipt.quantity).bind(receipt.isSending).run()
  }

  func takeBack(_ receipt: Receipt) throws(CommerceError) {
    try database.statement("UPDATE receipts SET is_undone = 1 WHERE sequence = ?").bind(receipt.sequence).run()
  }
}
