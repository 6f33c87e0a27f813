import Commerce

/// Rows of `sites.csv`.
struct SiteRows: RowImporter {
  let required = ["code", "name", "kind", "currency", "utc_offset_minutes", "opens", "closes", "promise_minutes"]
  let optional: [String] = []
  let reach: ImportReach
  var seen = SeenKeys()

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let code = row.text("code", limit: 32).lowercased()
    if !code.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) {
      row.fail("code", "has other than letters, digits and hyphens")
    }
    seen.note(code, "code", &row)
    let currency = Currency(code: row.text("currency"))
    if currency == nil { row.fail("currency", "is not three upper-case letters") }
    let old = try transaction.site(code: code)
    let site = Site(
      id: old?.id ?? ID(0), code: code, name: row.text("name"), kind: row.choice("kind", .town),
      currency: currency ?? .cedi, utcOffsetMinutes: row.number("utc_offset_minutes", -720...840),
      opens: row.clock("opens"), closes: row.clock("closes"), promiseMinutes: row.number("promise_minutes", 1...43_200),
      policy: old?.policy ?? SitePolicy())
    if site.closes < site.opens { row.fail("closes", "is before opens") }
    if let old, old.currency != site.currency { row.fail("currency", "cannot change once the site exists") }
    if !reach.isEverywhere { row.fail("code", "needs the right to import everywhere") }
    var plan = PlannedRow()
    guard let old else {
      plan.add { transaction, command throws(CommerceError) in
        let id = try transaction.insert(site)
        try transaction.appendAdded(.site, id.serial, site: id, site.code, by: command)
      }
      return plan
    }
    if old != site {
      plan.change { transaction, command throws(CommerceError) in
        try transaction.update(site)
        try transaction.append(
          .site, site.id.serial, site: site.id,
          [
            ("name", old.name, site.name), ("kind", old.kind.rawValue, site.kind.rawValue),
            ("utc_offset_minutes", "\(old.utcOffsetMinutes)", "\(site.utcOffsetMinutes)"),
            ("opens", "\(old.opens)", "\(site.opens)"), ("closes", "\(old.closes)", "\(site.closes)"),
            ("promise_minutes", "\(old.promiseMinutes)", "\(site.promiseMinutes)"),
          ], by: command)
      }
    }
    return plan
  }
}

/// Rows of `zones.csv`; lanes come into being with the first zone that names them.
struct ZoneRows: RowImporter {
  let required = ["site", "code", "name", "lane"]
  let optional = ["latitude", "longitude", "fee"]
  let reach: ImportReach
  var seen = SeenKeys()

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let code = row.code("code")
    let name = row.text("name")
    let laneCode = row.code("lane")
    let fee = row.optional("fee")
    let latitude = row.degrees("latitude", limit: 90)
    let longitude = row.degrees("longitude", limit: 180)
    var plan = PlannedRow()
    for site in reach.sites(&row) {
      seen.note("\(site.id) \(code)", "code", &row)
      let scope = try AccessPolicy([Grant(role: .admin, site: site.id)]).scope(for: .importData, at: site.id)
      let feeMinor = fee.isEmpty ? nil : Money(decimal: fee, site.currency)?.minor
      if feeMinor == nil, !fee.isEmpty { row.fail("fee", "is not an amount of \(site.currency.code)") }
      let old = try transaction.zones(at: site.id, in: scope).first { $0.code == code }
      guard let old else {
        plan.add { transaction, command throws(CommerceError) in
          let lane = try Self.lane(laneCode, at: site.id, in: transaction, by: command)
          let id = try transaction.insert(
            Zone(id: ID(0), site: site.id, code: code, name: name, lane: lane, feeMinor: feeMinor), latitude: latitude,
            longitude: longitude)
          try transaction.appendAdded(.zone, id.serial, site: site.id, code, by: command)
        }
        continue
      }
      let oldLane = try transaction.lane(old.lane)?.code ?? ""
      let newFee = fee.isEmpty ? old.feeMinor : feeMinor
      guard old.name != name || oldLane != laneCode || old.feeMinor != newFee else { continue }
      plan.change { transaction, command throws(CommerceError) in
        var zone = old
        zone.name = name
        zone.feeMinor = newFee
        zone.lane = try Self.lane(laneCode, at: site.id, in: transaction, by: command)
        try transaction.update(zone, latitude: latitude, longitude: longitude)
        try transaction.append(
          .zone, zone.id.serial, site: site.id,
          [
            ("name", old.name, name), ("lane", oldLane, laneCode),
            ("fee", old.feeMinor.map(String.init) ?? "", newFee.map(String.init) ?? ""),
          ], by: command)
      }
    }
    return plan
  }

  private static func lane(
    _ code: String, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> ID<Lane> {
    if let lane = try transaction.lane(code: code, at: site) { return lane.id }
    let id = try transaction.insert(Lane(id: ID(0), site: site, code: code))
    try transaction.appendAdded(.lane, id.serial, site: site, code, by: command)
    return id
  }
}

/// Rows of `bins.csv`.
struct BinRows: RowImporter {
  let required = ["site", "code", "walk_order", "kind"]
  let optional = ["zone_letter"]
  let reach: ImportReach
  var seen = SeenKeys()

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let code = row.code("code")
    let walk = row.number("walk_order", 0...1_000_000)
    let kind: Bin.Kind = row.choice("kind", .pick)
    var plan = PlannedRow()
    for site in reach.sites(&row) {
      seen.note("\(site.id) \(code)", "code", &row)
      guard let old = try transaction.bin(code: code, at: site.id) else {
        plan.add { transaction, command throws(CommerceError) in
          let id = try transaction.insert(Bin(id: ID(0), site: site.id, code: code, kind: kind, walkOrder: walk))
          try transaction.appendAdded(.bin, id.serial, site: site.id, code, by: command)
        }
        continue
      }
      guard old.kind != kind || old.walkOrder != walk else { continue }
      plan.change { transaction, command throws(CommerceError) in
        try transaction.update(Bin(id: old.id, site: old.site, code: code, kind: kind, walkOrder: walk))
        try transaction.append(
          .bin, old.id.serial, site: site.id,
          [("kind", old.kind.rawValue, kind.rawValue), ("walk_order", "\(old.walkOrder)", "\(walk)")], by: command)
      }
    }
    return plan
  }
}

/// Rows of `totes.csv`.
struct ToteRows: RowImporter {
  let required = ["site", "code"]
  let optional: [String] = []
  let reach: ImportReach
  var seen = SeenKeys()

  mutating func plan(_ row: inout ImportRow, in transaction: any ReadTransaction) throws(CommerceError) -> PlannedRow {
    let code = row.code("code")
    var plan = PlannedRow()
    for site in reach.sites(&row) {
      seen.note("\(site.id) \(code)", "code", &row)
      guard try transaction.tote(code: code, at: site.id) == nil else { continue }
      plan.add { transaction, command throws(CommerceError) in
        let id = try transaction.insert(Tote(id: ID(0), site: site.id, code: code))
        try transaction.appendAdded(.tote, id.serial, site: site.id, code, by: command)
      }
    }
    return plan
  }
}
