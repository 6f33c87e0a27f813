internal import Commerce
internal import Operations

extension SQLiteReads {
  func findOrders(
    _ query: OrderQuery, _ request: PageRequest<ID<Order>>, in scope: Scope
  ) throws(CommerceError) -> Page<OrderRow> {
    let sites = try sites(within: scope, only: query.site)
    guard !sites.isEmpty else { return Page(rows: []) }
    let text = trimmed(query.text)
    let filter = OrderFilter(
      sites: sites, isWholeHouse: scope.sites == nil && query.site == nil, query.statuses)
    if text.isEmpty {
      let isUnfiltered = filter.isWholeHouse && query.statuses.isEmpty
      return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
        isUnfiltered ? try newest(slice, limit) : try newest(slice, limit, filter)
      }
    }
    let criteria = SearchCriteria(text)
    // What is a phone to somebody is not looked for as anything else.
    if let phone = criteria.phone, criteria.isPhoneOnly {
      let found = try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
        try orders(.phone, phone, slice, limit, filter)
      }
      if !found.rows.isEmpty || found.hasBefore || found.hasAfter { return found }
    }
    // A whole number means its order and nothing else.
    if let number = criteria.number, let row = try order(numbered: number, filter) {
      return try page(request.mapped(\.serial)) { slice, _ in
        let range = slice.newestFirst
        return range.low <= row.id.serial && row.id.serial <= range.high ? [row] : []
      }
    }
    let sku = try criteria.sku.flatMap { sku throws(CommerceError) in try variant(sku: sku) }?.id
    return try page(request.mapped(\.serial)) { slice, limit throws(CommerceError) in
      var found: [OrderRow] = []
      for tail in criteria.tails { found += try orders(tail: tail, suffix: criteria.suffix, slice, limit, filter) }
      if let phone = criteria.phone { found += try orders(.phone, phone, slice, limit, filter) }
      if let email = criteria.email { found += try orders(.email, email, slice, limit, filter) }
      if let sku { found += try orders(.variant, sku.serial, slice, limit, filter) }
      if let name = criteria.name { found += try orders(named: name, slice, limit, filter) }
      return merged(found, slice, limit)
    }
  }

  private func trimmed(_ text: String) -> String {
    // Most of what is looked for has nothing to trim; its ends show that at once.
    let isPlain: (UInt8?) -> Bool = { $0.map { $0 > 32 && $0 < 127 } ?? false }
    if isPlain(text.utf8.first), isPlain(text.utf8.last) { return text }
    let start = text.drop(while: \.isWhitespace)
    guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...last])
  }

  /// What several ways of looking found, in the direction of the slice, each order once.
  private func merged(_ found: [OrderRow], _ slice: Slice<Int64>, _ limit: Int) -> [OrderRow] {
    // One way of looking answers in order and each order once; then there is nothing to merge.
    let isMerged = found.indices.dropFirst().allSatisfy { index in
      slice.backward ? found[index - 1].id < found[index].id : found[index - 1].id > found[index].id
    }
    if isMerged { return found.count <= limit ? found : Array(found.prefix(limit)) }
    var seen: Set<ID<Order>> = []
    var rows = found.filter { seen.insert($0.id).inserted }
    rows.sort { slice.backward ? $0.id < $1.id : $0.id > $1.id }
    return Array(rows.prefix(limit))
  }

  private func newest(_ slice: Slice<Int64>, _ limit: Int) throws(CommerceError) -> [OrderRow] {
    let range = slice.newestFirst
    return try database.statement(key: StatementFamily.newest.key(slice.backward ? 1 : 0)) {
      OrderColumns.select + " WHERE o.id BETWEEN ?1 AND ?2 ORDER BY o.id" + (slice.backward ? "" : " DESC")
    }.bind(range.low).bind(range.high).take(limit) { row throws(CommerceError) in try OrderColumns.row(&row) }
  }

  /// The newest orders of some sites in some statuses: one range of the index a site and stage.
  private func newest(_ slice: Slice<Int64>, _ limit: Int, _ filter: OrderFilter) throws(CommerceError) -> [OrderRow] {
    let range = slice.newestFirst
    var ids: [Int64] = []
    let stages = filter.stages
    for site in filter.sites {
      for stage in stages {
        ids += try database.statement(key: StatementFamily.newest.key(slice.backward ? 3 : 2)) {
          """
          SELECT id FROM orders INDEXED BY orders_by_stage WHERE site_id = ?1 AND stage = ?2 AND id BETWEEN ?3 AND ?4
            AND (?5 = '' OR instr(?5, ',' || status || ',') > 0)
          ORDER BY id \(slice.backward ? "" : "DESC")
          """
        }.bind(site).bind(stage).bind(range.low).bind(range.high).bind(filter.words)
          .take(limit) { row throws(CommerceError) in row.int64() }
      }
    }
    if slice.backward { ids.sort() } else { ids.sort(by: >) }
    var rows: [OrderRow] = []
    for id in ids.prefix(limit) {
      let row = try database.statement(key: StatementFamily.newest.key(4)) { OrderColumns.select + " WHERE o.id = ?1" }
        .bind(id).first { row throws(CommerceError) in try OrderColumns.row(&row) }
      if let row { rows.append(row) }
    }
    return rows
  }

  private func order(numbered number: String, _ filter: OrderFilter) throws(CommerceError) -> OrderRow? {
    let row = try database.statement(key: StatementFamily.newest.key(5)) {
      OrderColumns.select + " WHERE o.number = ?1"
    }
    .bind(number).first { row throws(CommerceError) in try OrderColumns.row(&row) }
    return row.flatMap { filter.admits($0) ? $0 : nil }
  }

  private func orders(
    tail: Int64, suffix: String, _ slice: Slice<Int64>, _ limit: Int, _ filter: OrderFilter
  ) throws(CommerceError) -> [OrderRow] {
    try orders(.numberTail, tail, slice, limit, filter) { $0.number.hasSuffix(suffix) }
  }

  /// The indexes that lead from one value to the orders that have it, by site and newest first.
  private enum Lookup: UInt64 {
    case numberTail, phone, email, variant

    var condition: String {
      switch self {
      case .numberTail:
        "FROM orders o INDEXED BY orders_by_number_tail JOIN sites s ON s.id = o.site_id"
          + " WHERE o.number_tail = ?1 AND o.site_id"
      case .phone:
        "FROM orders o INDEXED BY orders_by_phone JOIN sites s ON s.id = o.site_id"
          + " WHERE o.phone_tail = ?1 AND o.site_id"
      case .email:
        "FROM orders o INDEXED BY orders_by_email JOIN sites s ON s.id = o.site_id"
          + " WHERE o.customer_email = ?1 AND o.customer_email <> '' AND o.site_id"
      case .variant:
        "FROM order_lines l INDEXED BY order_lines_by_variant CROSS JOIN orders o ON o.id = l.order_id"
          + " JOIN sites s ON s.id = o.site_id WHERE l.variant_id = ?1 AND l.site_id"
      }
    }

    var key: String { self == .variant ? "l.order_id" : "o.id" }
  }

  private func orders(
    _ lookup: Lookup, _ value: Int64, _ slice: Slice<Int64>, _ limit: Int, _ filter: OrderFilter,
    where matches: (OrderRow) -> Bool = { _ in true }
  ) throws(CommerceError) -> [OrderRow] {
    try eachSite(lookup, slice, limit, filter, { $0.bind(value) }, where: matches)
  }

  private func orders(
    _ lookup: Lookup, _ value: String, _ slice: Slice<Int64>, _ limit: Int, _ filter: OrderFilter
  ) throws(CommerceError) -> [OrderRow] {
    try eachSite(lookup, slice, limit, filter, { $0.bind(value) }, where: { _ in true })
  }

  private func eachSite(
    _ lookup: Lookup, _ slice: Slice<Int64>, _ limit: Int, _ filter: OrderFilter, _ bind: (Statement) -> Void,
    where matches: (OrderRow) -> Bool
  ) throws(CommerceError) -> [OrderRow] {
    let range = slice.newestFirst
    var found: [OrderRow] = []
    // Few orders share a phone, number or address: over the whole house one look and a sort beat a look a site.
    let isOneLook = filter.isWholeHouse && lookup != .variant
    let looks = isOneLook ? [ID(0)] : filter.sites
    for site in looks {
      let key = lookup.rawValue << 2 | (isOneLook ? 2 : 0) | (slice.backward ? 1 : 0)
      let statement = try database.statement(key: StatementFamily.orders.key(key)) {
        "SELECT " + OrderColumns.list + " " + lookup.condition + (isOneLook ? " > ?2" : " = ?2")
          + " AND \(lookup.key) BETWEEN ?3 AND ?4"
          + " AND (?5 = '' OR instr(?5, ',' || o.status || ',') > 0) ORDER BY \(lookup.key)"
          + (slice.backward ? "" : " DESC")
      }
      bind(statement)
      statement.bind(site).bind(range.low).bind(range.high).bind(filter.words)
      var last: ID<Order>?
      let rows: [OrderRow] = try statement.take(limit) { row throws(CommerceError) in
        let order = try OrderColumns.row(&row)
        // One order may have the SKU on several lines.
        if order.id == last || !matches(order) { return nil }
        last = order.id
        return order
      }
      if looks.count == 1 { return rows }
      found += rows
    }
    return found
  }

  /// Names: the full-text index proposes, newest first; the name itself decides.
  private func orders(
    named needle: FoldedNeedle, _ slice: Slice<Int64>, _ limit: Int, _ filter: OrderFilter
  ) throws(CommerceError) -> [OrderRow] {
    let range = slice.newestFirst
    let isPrefix = needle.scalars.count < 3
    return try database.statement(key: StatementFamily.orders.key(256 | (slice.backward ? 1 : 0))) {
      "SELECT " + OrderColumns.list + " FROM order_names n CROSS JOIN orders o ON o.id = n.rowid"
        + " JOIN sites s ON s.id = o.site_id"
        + " WHERE n.order_names MATCH ?1 AND n.rowid BETWEEN ?2 AND ?3"
        + " AND (?4 = '' OR instr(?4, ',' || o.status || ',') > 0) ORDER BY n.rowid"
        + (slice.backward ? "" : " DESC")
    }.bind(NameTerms.query(needle, sites: filter.sites)).bind(range.low).bind(range.high).bind(filter.words)
      .take(limit) { row throws(CommerceError) in
        let order = try OrderColumns.row(&row)
        let matches = isPrefix ? needle.startsWord(in: order.customer) : needle.isFound(in: order.customer)
        return matches ? order : nil
      }
  }
}

/// What narrows a search, put into its SQL: the sites within reach and the statuses wanted.
private struct OrderFilter {
  let sites: [ID<Site>]
  /// True when every site is within reach and wanted.
  let isWholeHouse: Bool
  let statuses: Set<OrderStatus>
  /// `,picking,packed,`; empty for all.
  let words: String
  /// The stages that orders in these statuses stand in; worked out only for who walks them.
  var stages: [Int] {
    let wanted = statuses.isEmpty ? Set(OrderStatus.allCases) : statuses
    let reached = wanted.flatMap { status in
      [true, false].map { FloorStage(status: status, isPicked: $0).rawValue }
    }
    return Set(reached).sorted()
  }

  init(sites: [ID<Site>], isWholeHouse: Bool, _ statuses: Set<OrderStatus>) {
    self.sites = sites
    self.isWholeHouse = isWholeHouse
    self.statuses = statuses
    words = statuses.isEmpty ? "" : "," + statuses.map(\.rawValue).sorted().joined(separator: ",") + ","
  }

  func admits(_ row: OrderRow) -> Bool {
    sites.contains(row.site) && (statuses.isEmpty || statuses.contains(row.status))
  }
}

/// The columns of an order list, and how they are read.
enum OrderColumns {
  static let list = """
    o.id, o.number, s.code, o.site_id, o.status, o.customer_name, o.customer_phone, o.currency, o.subtotal_minor,
    o.discount_minor, o.delivery_minor, o.tax_minor, o.payment_method, o.payment_status, o.placed_at, o.promise_at,
    o.hold_reason IS NOT NULL
    """

  static let select = "SELECT " + list + " FROM orders o JOIN sites s ON s.id = o.site_id"

  @inline(__always)
  static func row(_ row: inout Row) throws(CommerceError) -> OrderRow {
    let id = row.id(Order.self)
    let number = row.text()
    let code = row.text()
    let site = row.id(Site.self)
    let status = try row.code(Codes.orderStatus)
    let customer = row.text()
    let phone = row.text()
    let currency = try row.currency()
    let total = row.int64() - row.int64() + row.int64() + row.int64()
    return OrderRow(
      id: id, number: number, siteCode: code, site: site, status: status, customer: customer, phone: phone,
      total: Money(minor: total, currency), paymentMethod: try row.code(Codes.paymentMethod),
      paymentStatus: try row.code(Codes.paymentStatus), placedAt: row.instant(), promiseAt: row.instant(),
      onHold: row.bool())
  }
}
