internal import Commerce
internal import Operations

extension SQLiteReads {
  func parcels(of order: ID<Order>) throws(CommerceError) -> [Parcel] {
    let parcels = try database.statement(
      """
      SELECT id, order_id, site_id, code, box, weight_grams, state, lane_id, awaits_hand_over FROM parcels
      WHERE order_id = ?1 ORDER BY box, id
      """
    ).bind(order).all(Self.parcel)
    return try filled(parcels)
  }

  func parcel(_ id: ID<Parcel>) throws(CommerceError) -> Parcel? {
    let parcel = try database.statement(
      "SELECT id, order_id, site_id, code, box, weight_grams, state, lane_id, awaits_hand_over FROM parcels WHERE id = ?1"
    ).bind(id).first(Self.parcel)
    return try parcel.map { parcel throws(CommerceError) in try filled(parcel) }
  }

  func parcel(code: String, at site: ID<Site>) throws(CommerceError) -> Parcel? {
    let parcel = try database.statement(
      """
      SELECT id, order_id, site_id, code, box, weight_grams, state, lane_id, awaits_hand_over FROM parcels
      WHERE code = ?1 AND site_id = ?2
      """
    ).bind(code).bind(site).first(Self.parcel)
    return try parcel.map { parcel throws(CommerceError) in try filled(parcel) }
  }

  private static func parcel(_ row: inout Row) throws(CommerceError) -> Parcel {
    let id = row.id(Parcel.self)
    let order = row.id(Order.self)
    let site = row.id(Site.self)
    return Parcel(
      id: id, order: order, site: site, code: row.text(), box: row.int(), contents: [], weightGrams: row.int(),
      state: try row.code(Codes.parcelState), lane: row.optionalID(), awaitsHandOver: row.bool())
  }

  private func filled(_ parcels: [Parcel]) throws(CommerceError) -> [Parcel] {
    var filled: [Parcel] = []
    for parcel in parcels { filled.append(try self.filled(parcel)) }
    return filled
  }

  private func filled(_ parcel: Parcel) throws(CommerceError) -> Parcel {
    var parcel = parcel
    parcel.contents = try contents(of: parcel.id)
    return parcel
  }

  func contents(of parcel: ID<Parcel>) throws(CommerceError) -> [ParcelContent] {
    try database.statement("SELECT line_id, quantity FROM parcel_contents WHERE parcel_id = ?1 ORDER BY position")
      .bind(parcel).all { row throws(CommerceError) in ParcelContent(line: row.id(), quantity: row.int()) }
  }
}

extension SQLiteWrites {
  func insert(_ parcel: Parcel) throws(CommerceError) -> Parcel {
    var stored = parcel
    // The serial is known only after the insert; until then the row needs some code of its own.
    try database.statement(
      """
      INSERT INTO parcels (order_id, site_id, code, box, weight_grams, state, lane_id)
      VALUES (?, ?, 'new-' || (SELECT ifnull(max(id), 0) + 1 FROM parcels), ?, ?, ?, ?)
      """
    ).bind(parcel.order).bind(parcel.site).bind(parcel.box).bind(parcel.weightGrams).bind(code: parcel.state)
      .bind(parcel.lane).run()
    stored.id = ID(database.lastInsertedRow)
    let digits = stored.id.description
    stored.code = "P-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    try database.statement("UPDATE parcels SET code = ? WHERE id = ?").bind(stored.code).bind(stored.id).run()
    try fill(stored)
    return stored
  }

  func update(_ parcel: Parcel) throws(CommerceError) {
    try database.statement(
      "UPDATE parcels SET weight_grams = ?, state = ?, lane_id = ?, awaits_hand_over = ? WHERE id = ?"
    ).bind(parcel.weightGrams).bind(code: parcel.state).bind(parcel.lane).bind(parcel.awaitsHandOver).bind(parcel.id)
      .run()
    try expectOneRow(.parcel, parcel.code)
    // Staging moves a whole parcel: what is in it hardly ever changes, and reading it costs least.
    let contents = parcel.contents.filter { $0.quantity > 0 }
    if try self.contents(of: parcel.id) == contents { return }
    try database.statement("DELETE FROM parcel_contents WHERE parcel_id = ?").bind(parcel.id).run()
    try fill(parcel)
  }

  private func fill(_ parcel: Parcel) throws(CommerceError) {
    for (position, content) in parcel.contents.enumerated() where content.quantity > 0 {
      try database.statement(
        "INSERT INTO parcel_contents (parcel_id, position, line_id, quantity) VALUES (?, ?, ?, ?)"
      ).bind(parcel.id).bind(position).bind(content.line).bind(content.quantity).run()
    }
  }

  func remove(_ parcel: ID<Parcel>) throws(CommerceError) {
    try database.statement("DELETE FROM parcel_contents WHERE parcel_id = ?").bind(parcel).run()
    try database.statement("DELETE FROM parcels WHERE id = ?").bind(parcel).run()
  }
}
