import Commerce

/// How things stood at a moment, from the change feed: what is now, with everything after that moment taken back.
struct LookBack {
  let site: ID<Site>
  let at: Instant
  let scope: Scope

  /// The status that orders which moved since then had at the moment; nil for those that were not placed yet.
  private func moved(_ transaction: any ReadTransaction) throws(CommerceError) -> [ID<Order>: OrderStatus?] {
    var statuses: [ID<Order>: OrderStatus?] = [:]
    let span = TimeSpan(from: Instant(milliseconds: at.milliseconds + 1), until: Instant(milliseconds: .max))
    try transaction.statusMoves(at: site, span, in: scope) { move in
      if statuses[move.order] == nil { statuses.updateValue(move.old, forKey: move.order) }
    }
    return statuses
  }

  func board(_ transaction: any ReadTransaction) throws(CommerceError) -> PastBoard {
    var counts: [OrderStatus: Int] = [:]
    for (stage, cell) in try transaction.floor(of: site, at: at, in: scope).stages {
      counts[stage.usualStatus, default: 0] += cell.orders
    }
    var moves = 0
    let span = TimeSpan(from: Instant(milliseconds: at.milliseconds + 1), until: Instant(milliseconds: .max))
    try transaction.statusMoves(at: site, span, in: scope) { move in
      moves += 1
      counts[move.new.stageStatus, default: 0] -= 1
      if let old = move.old { counts[old.stageStatus, default: 0] += 1 }
    }
    return PastBoard(at: at, counts: counts.filter { $0.value > 0 }, movesSince: moves)
  }

  func orders(
    _ status: OrderStatus, limit: Int, _ transaction: any ReadTransaction
  ) throws(CommerceError) -> PastOrders {
    guard limit > 0 else { throw .invalid([FieldIssue("limit", "is not above zero")]) }
    let moved = try moved(transaction)
    var rows: [PastOrderRow] = []
    // One more than is shown tells whether there are more.
    let wanted = limit + 1
    let ids = moved.filter { $0.value?.stageStatus == status }.map(\.key).sorted { $0.serial > $1.serial }
    for id in ids.prefix(wanted) {
      if let order = try transaction.order(id, in: scope) { rows.append(PastOrderRow(order)) }
    }
    // What has not moved since stands there still.
    let query = OrderQuery(site: site, statuses: Set(OrderStatus.allCases.filter { $0.stageStatus == status }))
    var page: PageRequest<ID<Order>>? = PageRequest(.first, limit: 200)
    while let request = page, rows.count < wanted {
      let found = try transaction.findOrders(query, request, in: scope)
      for row in found.rows where moved[row.id] == nil && row.placedAt <= at { rows.append(PastOrderRow(row)) }
      page = found.hasAfter ? found.rows.last.map { PageRequest(.after($0.id), limit: 200) } : nil
    }
    rows.sort { ($1.placedAt, $1.id.serial) < ($0.placedAt, $0.id.serial) }
    return PastOrders(at: at, status: status, rows: Array(rows.prefix(limit)), isCut: rows.count > limit)
  }

  func order(number: String, _ transaction: any ReadTransaction) throws(CommerceError) -> PastOrder {
    guard let order = try transaction.order(number: number, in: scope) else { throw .notFound(.order, number) }
    var changes: [RecordedChange] = []
    var later = 0
    var page = PageRequest<Int64>(.first, limit: 500)
    let query = HistoryQuery(site: order.site, entity: .order, entityID: order.id.serial)
    while true {
      let found = try transaction.changes(query, page, in: scope)
      for change in found.rows {
        if change.at <= at { changes.append(change) } else { later += 1 }
      }
      guard found.hasAfter, let last = found.rows.last else { break }
      page = PageRequest(.after(last.sequence), limit: 500)
    }
    changes.reverse()
    guard let first = changes.first else { throw .notFound(.order, number) }
    var fields: [String: RecordedChange] = [:]
    for change in changes { fields[change.change.field] = change }
    let status = fields["status"].flatMap { OrderStatus(rawValue: $0.change.new) }
    return PastOrder(
      at: at, id: order.id, number: order.number, customer: order.customer.name, status: status ?? order.status,
      statusNow: order.status, placedAt: first.at, hold: fields["hold"]?.change.new ?? "",
      payment: fields["payment"]?.change.new ?? "", holder: fields["claim"]?.change.new ?? "", timeline: changes,
      changesSince: later)
  }
}

extension OrderStatus {
  /// The status that stands for its stage on boards: what is delivered or completed is done.
  var stageStatus: OrderStatus { FloorStage(status: self, isPicked: false).usualStatus }
}

extension FloorStage {
  /// The status of orders of that stage.
  var usualStatus: OrderStatus {
    switch self {
    case .awaitingPayment: .pendingPayment
    case .waiting: .pendingFulfilment
    case .picking, .picked: .picking
    case .packed: .packed
    case .ready: .readyForDispatch
    case .out: .outForDelivery
    case .failed: .failed
    case .done: .delivered
    case .cancelled: .cancelled
    }
  }
}

extension PastOrderRow {
  init(_ order: Order) {
    self.init(
      id: order.id, number: order.number, customer: order.customer.name, placedAt: order.placedAt,
      promiseAt: order.promiseAt, statusNow: order.status)
  }

  init(_ row: OrderRow) {
    self.init(
      id: row.id, number: row.number, customer: row.customer, placedAt: row.placedAt, promiseAt: row.promiseAt,
      statusNow: row.status)
  }
}
