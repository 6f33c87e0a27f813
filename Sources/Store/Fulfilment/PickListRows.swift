internal import Commerce
internal import Operations

extension SQLiteReads: FulfilmentReads {
  func pickList(_ id: ID<PickList>) throws(CommerceError) -> PickList? {
    let list = try database.statement(
      """
      SELECT l.id, l.site_id, l.holder_id, p.name, l.claimed_at, l.lease_until, l.closed_at, l.confirmed_bin_id,
        l.in_hand_variant_id, l.in_hand_bin_id, l.zero_check_bin_id, l.zero_check_variant_id, b.code
      FROM pick_lists l JOIN people p ON p.id = l.holder_id LEFT JOIN bins b ON b.id = l.zero_check_bin_id
      WHERE l.id = ?1
      """
    ).bind(id).first(Self.pickList)
    guard var list else { return nil }
    list.orders = try orders(on: id)
    list.tasks = try tasks(on: id)
    return list
  }

  private static func pickList(_ row: inout Row) throws(CommerceError) -> PickList {
    var list = PickList(
      id: row.id(), site: row.id(), holder: row.id(), holderName: row.text(), claimedAt: row.instant(),
      leaseUntil: row.instant(), closedAt: row.optionalInstant(), orders: [], tasks: [],
      confirmedBin: row.optionalID())
    let inHand = row.optionalID(Variant.self)
    let inHandBin = row.optionalID(Bin.self)
    if let inHand, let inHandBin { list.inHand = InHand(variant: inHand, bin: inHandBin) }
    let bin = row.optionalID(Bin.self)
    let variant = row.optionalID(Variant.self)
    if let bin, let variant { list.zeroCheck = ZeroCheck(bin: bin, binCode: row.text(), variant: variant) }
    return list
  }

  private func orders(on list: ID<PickList>) throws(CommerceError) -> [PickListOrder] {
    var orders = try database.statement(
      """
      SELECT lo.order_id, o.number, lo.needs_another_tote
      FROM pick_list_orders lo JOIN orders o ON o.id = lo.order_id
      WHERE lo.list_id = ?1 AND lo.is_removed = 0 ORDER BY lo.position
      """
    ).bind(list).all { row throws(CommerceError) in
      PickListOrder(order: row.id(), number: row.text(), needsAnotherTote: row.bool())
    }
    for index in orders.indices { orders[index].totes = try totes(of: orders[index].order) }
    return orders
  }

  private func tasks(on list: ID<PickList>) throws(CommerceError) -> [PickTask] {
    try database.statement(
      """
      SELECT t.id, t.order_id, t.line_id, v.id, v.product_id, v.sku, v.name, v.unit, v.weight_grams, v.strict,
        v.price_minor, b.id, b.site_id, b.code, b.kind, b.walk_order, t.quantity, t.picked, t.shorted, t.scans,
        t.over_scans, t.skipped, t.touched_at
      FROM pick_tasks t JOIN variants v ON v.id = t.variant_id JOIN bins b ON b.id = t.bin_id
      WHERE t.list_id = ?1 AND t.is_closed = 0 ORDER BY t.id
      """
    ).bind(list).all { row throws(CommerceError) in
      PickTask(
        id: row.id(), order: row.id(), orderLine: row.id(), variant: try Self.variant(&row), bin: try Self.bin(&row),
        quantity: row.int(), picked: row.int(), shorted: row.int(), scans: row.int(), overScans: row.int(),
        skipped: row.int(), touchedAt: row.optionalInstant())
    }
  }

  func openPickList(of person: ID<Person>, at site: ID<Site>) throws(CommerceError) -> ID<PickList>? {
    try database.statement(
      """
      SELECT id FROM pick_lists INDEXED BY pick_lists_open
      WHERE site_id = ?1 AND holder_id = ?2 AND closed_at IS NULL ORDER BY id DESC LIMIT 1
      """
    ).bind(site).bind(person).first { row throws(CommerceError) in row.id() }
  }

  func orderInTote(_ tote: ID<Tote>) throws(CommerceError) -> ID<Order>? {
    try database.statement("SELECT order_id FROM tote_bindings WHERE tote_id = ?1")
      .bind(tote).first { row throws(CommerceError) in row.id() }
  }

  func tote(
    with variant: ID<Variant>, at site: ID<Site>, besides order: ID<Order>
  ) throws(CommerceError) -> Tote? {
    // From the bound totes, which are few, and not from the variant's lines, which are all there ever were.
    try database.statement(
      """
      SELECT t.id, t.site_id, t.code
      FROM totes t CROSS JOIN tote_bindings b ON b.tote_id = t.id CROSS JOIN order_lines l ON l.order_id = b.order_id
      WHERE t.site_id = ?1 AND l.variant_id = ?2 AND b.order_id <> ?3 AND l.picked > l.packed
      ORDER BY b.sequence LIMIT 1
      """
    ).bind(site).bind(variant).bind(order).first(Self.tote)
  }

  func totes(of order: ID<Order>) throws(CommerceError) -> [Tote] {
    try database.statement(
      """
      SELECT t.id, t.site_id, t.code FROM tote_bindings b JOIN totes t ON t.id = b.tote_id
      WHERE b.order_id = ?1 ORDER BY b.sequence
      """
    ).bind(order).all(Self.tote)
  }

  func actions(of list: ID<PickList>, limit: Int) throws(CommerceError) -> [PickAction] {
    try database.statement(
      """
      SELECT sequence, kind, task_id, order_id, tote_id, quantity, detail
      FROM pick_actions INDEXED BY pick_actions_by_list
      WHERE list_id = ?1 AND is_undone = 0 ORDER BY sequence DESC
      """
    ).bind(list).take(limit) { row throws(CommerceError) in
      let sequence = row.int64()
      let word = row.text()
      guard let kind = PickAction.Kind(rawValue: word) else { throw row.corrupt("unknown action " + word) }
      return PickAction(
        sequence: sequence, kind: kind, task: row.optionalID(), order: row.optionalID(), tote: row.optionalID(),
        quantity: row.int(), detail: row.text())
    }
  }
}

extension SQLiteWrites: FulfilmentWrites {
  func insert(_ list: PickList) throws(CommerceError) -> PickList {
    let statement = try database.statement(
      """
      INSERT INTO pick_lists (holder_id, claimed_at, lease_until, closed_at, confirmed_bin_id, in_hand_variant_id,
        in_hand_bin_id, zero_check_bin_id, zero_check_variant_id, site_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    try bind(list, to: statement).bind(list.site).run()
    let id = ID<PickList>(database.lastInsertedRow)
    for (position, order) in list.orders.enumerated() {
      try database.statement(
        """
        INSERT INTO pick_list_orders (list_id, order_id, position, needs_another_tote, is_removed)
        VALUES (?, ?, ?, ?, 0)
        """
      ).bind(id).bind(order.order).bind(position).bind(order.needsAnotherTote).run()
    }
    for task in list.tasks { _ = try insert(task, on: id) }
    guard let stored = try pickList(id) else { throw .notFound(.pickList, id.description) }
    return stored
  }

  private func bind(_ list: PickList, to statement: Statement) -> Statement {
    // Unwrapped first: the optimiser of Swift 6.3 crashes on these optional chains inside one call chain.
    let inHand = list.inHand
    let check = list.zeroCheck
    statement.bind(list.holder).bind(list.claimedAt).bind(list.leaseUntil).bind(list.closedAt).bind(list.confirmedBin)
    statement.bind(inHand?.variant.serial).bind(inHand?.bin.serial)
    return statement.bind(check?.bin.serial).bind(check?.variant.serial)
  }

  func update(_ list: PickList) throws(CommerceError) {
    let statement = try database.statement(
      """
      UPDATE pick_lists SET holder_id = ?, claimed_at = ?, lease_until = ?, closed_at = ?, confirmed_bin_id = ?,
        in_hand_variant_id = ?, in_hand_bin_id = ?, zero_check_bin_id = ?, zero_check_variant_id = ?
      WHERE id = ?
      """)
    try bind(list, to: statement).bind(list.id).run()
    try expectOneRow(.pickList, list.id.description)
  }

  func insert(_ task: PickTask, on list: ID<PickList>) throws(CommerceError) -> ID<PickTask> {
    try database.statement(
      """
      INSERT INTO pick_tasks (list_id, order_id, line_id, variant_id, bin_id, quantity, picked, shorted, scans,
        over_scans, skipped, touched_at, is_closed)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
      """
    ).bind(list).bind(task.order).bind(task.orderLine).bind(task.variant.id).bind(task.bin.id).bind(task.quantity)
      .bind(task.picked).bind(task.shorted).bind(task.scans).bind(task.overScans).bind(task.skipped)
      .bind(task.touchedAt).run()
    return ID(database.lastInsertedRow)
  }

  func update(_ task: PickTask) throws(CommerceError) {
    try database.statement(
      """
      UPDATE pick_tasks SET quantity = ?1, picked = ?2, shorted = ?3, scans = ?4, over_scans = ?5, skipped = ?6,
        touched_at = ?7,
        touched_by = CASE WHEN ?7 IS NULL THEN NULL ELSE (SELECT holder_id FROM pick_lists WHERE id = list_id) END
      WHERE id = ?8
      """
    ).bind(task.quantity).bind(task.picked).bind(task.shorted).bind(task.scans).bind(task.overScans)
      .bind(task.skipped).bind(task.touchedAt).bind(task.id).run()
    try expectOneRow(.pickList, task.id.description)
  }

  func remove(_ order: ID<Order>, from list: ID<PickList>) throws(CommerceError) {
    try database.statement("UPDATE pick_list_orders SET is_removed = 1 WHERE list_id = ? AND order_id = ?")
      .bind(list).bind(order).run()
    try database.statement("UPDATE pick_tasks SET is_closed = 1 WHERE list_id = ? AND order_id = ?")
      .bind(list).bind(order).run()
  }

  func setNeedsAnotherTote(_ needs: Bool, order: ID<Order>, on list: ID<PickList>) throws(CommerceError) {
    try database.statement("UPDATE pick_list_orders SET needs_another_tote = ? WHERE list_id = ? AND order_id = ?")
      .bind(needs).bind(list).bind(order).run()
  }

  func bind(_ tote: ID<Tote>, to order: ID<Order>) throws(CommerceError) {
    let carried = try orderInTote(tote)
    if carried == order { return }
    if let carried {
      let code = try database.statement("SELECT code FROM totes WHERE id = ?1").bind(tote)
        .first { row throws(CommerceError) in row.text() }
      let number = try database.statement("SELECT number FROM orders WHERE id = ?1").bind(carried)
        .first { row throws(CommerceError) in row.text() }
      throw .refused(
        Refusal(.toteInUse, [.tote: .text(code ?? ""), .order: .text(number ?? "")], remedy: .chooseOther))
    }
    try database.statement("INSERT INTO tote_bindings (tote_id, order_id) VALUES (?, ?)").bind(tote).bind(order).run()
  }

  func release(_ tote: ID<Tote>) throws(CommerceError) {
    try database.statement("DELETE FROM tote_bindings WHERE tote_id = ?").bind(tote).run()
  }

  func append(_ action: PickAction, to list: ID<PickList>) throws(CommerceError) {
    try database.statement(
      """
      INSERT INTO pick_actions (list_id, kind, task_id, order_id, tote_id, quantity, detail, is_undone)
      VALUES (?, ?, ?, ?, ?, ?, ?, 0)
      """
    ).bind(list).bind(code: action.kind).bind(action.task).bind(action.order).bind(action.tote)
      .bind(action.quantity).bind(action.detail).run()
  }

  func markUndone(_ action: Int64) throws(CommerceError) {
    try database.statement("UPDATE pick_actions SET is_undone = 1 WHERE sequence = ?").bind(action).run()
  }
}
