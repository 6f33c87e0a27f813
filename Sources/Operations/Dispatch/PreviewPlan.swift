import Commerce

/// Every effect of a plan, row by row, by the very checks that carrying it out makes.
enum PreviewPlan {
  static func run(_ plan: DispatchPlan, _ view: RoadView) throws(CommerceError) -> PlanPreview {
    var sheet = PlanSheet(view: view)
    switch plan {
    case .assign(let orders, let driver): try sheet.assign(orders, to: driver)
    case .unassign(let orders): try sheet.unassign(orders)
    case .sendOut(let orders): try sheet.sendOut(orders)
    case .deliver(let orders): try sheet.deliver(orders)
    case .swap(let run, let driver, _):
      let open = try view.transaction.dispatches(of: try view.run(run).id).filter(\.status.isActive)
      try sheet.swap(open.map(\.order), to: driver)
    case .swapOrders(let orders, let driver, _): try sheet.swap(orders, to: driver)
    case .backToDepot(let orders): try sheet.backToDepot(orders)
    }
    return sheet.preview
  }
}

extension OrderStatus {
  /// What an order needs next on its way to a lane.
  var wayToLane: Remedy {
    switch self {
    case .pendingPayment: .pollPayment
    case .pendingFulfilment, .picking: .finishPicking
    case .packed: .scanLane
    default: .none
    }
  }
}

/// A preview being filled.
struct PlanSheet {
  let view: RoadView
  private(set) var rows: [PlanPreview.Row] = []
  private(set) var refusal: CommerceError?
  private var digest = Digest()

  init(view: RoadView) { self.view = view }

  var preview: PlanPreview {
    var digest = digest
    for row in rows {
      digest.add(row.order.serial)
      digest.add(row.refusal?.code ?? "")
      digest.add(row.effect)
    }
    digest.add(refusal?.code ?? "")
    return PlanPreview(rows: rows, refusal: refusal, basis: digest.text)
  }

  func check(_ action: DispatchAction, _ card: BoardCard) throws(CommerceError) {
    try DispatchActions.check(action, card, site: view.site, now: view.now)
  }

  /// A row for each order, once: `effect` answers what else happens or throws why nothing does.
  mutating func fill(
    _ orders: [ID<Order>], becoming: OrderStatus? = nil,
    _ effect: (BoardCard) throws(CommerceError) -> String
  ) throws(CommerceError) {
    var seen = Set<ID<Order>>(minimumCapacity: orders.count)
    rows.reserveCapacity(rows.count + orders.count)
    for id in orders where seen.insert(id).inserted {
      let card = try view.card(id)
      digest.add(id.serial)
      digest.add(Int64(card.version))
      digest.add(card.dispatch?.id.serial ?? 0)
      digest.add(Int64(card.dispatch?.version ?? 0))
      var row = PlanPreview.Row(
        order: id, number: card.number, customer: card.customer, due: card.due, status: card.status,
        becomes: card.status)
      do throws(CommerceError) {
        row.effect = try effect(card)
        row.becomes = becoming ?? card.status
      } catch { row.refusal = error }
      rows.append(row)
    }
  }

  mutating func assign(_ orders: [ID<Order>], to person: ID<Person>) throws(CommerceError) {
    let driver = try known(person)
    let run = try view.transaction.openRun(of: person, at: view.site.id, .planned)
    var position =
      try run.map { run throws(CommerceError) in
        try view.transaction.dispatches(of: run.id).map(\.position).max() ?? 0
      } ?? 0
    let name = run?.code ?? "a new run"
    let sheet = self
    try fill(orders) { card throws(CommerceError) in
      guard card.status == .readyForDispatch || card.lane != .ready else {
        throw DispatchActions.refuse(.notReady, card, card.status.wayToLane, [.status: .text(card.status.rawValue)])
      }
      try sheet.check(.assign, card)
      try sheet.checkExclusion(of: driver, card)
      position += 1
      return "stop \(position) of \(name)"
    }
    guard let driver else { return }
    try weigh(driver, adding: rows.filter { $0.refusal == nil }.count, whileOut: false)
  }

  mutating func unassign(_ orders: [ID<Order>]) throws(CommerceError) {
    let sheet = self
    try fill(orders) { card throws(CommerceError) in
      try sheet.check(.unassign, card)
      return "off \(card.runCode)"
    }
  }

  mutating func backToDepot(_ orders: [ID<Order>]) throws(CommerceError) {
    let sheet = self
    try fill(orders, becoming: .cancelled) { card throws(CommerceError) in
      try sheet.check(.backToDepot, card)
      let order = try sheet.view.transaction.existingOrder(card.order, in: sheet.view.scope)
      let refund = try CancelOrder.Effects(order, in: sheet.view.transaction).refundMinor
      return refund > 0 ? "refund " + Money(minor: refund, order.totals.currency).text : ""
    }
  }

  mutating func swap(_ orders: [ID<Order>], to person: ID<Person>) throws(CommerceError) {
    let driver = try known(person)
    let sheet = self
    try fill(orders) { card throws(CommerceError) in
      try sheet.check(.swap, card)
      if let driver, card.dispatch?.driver == driver.person {
        throw DispatchActions.refuse(.driverUnchanged, card, .chooseDriver)
      }
      try sheet.checkExclusion(of: driver, card)
      return card.dispatch?.status == .outForDelivery ? "hand over" : "moves"
    }
    guard let driver else { return }
    try weigh(driver, adding: rows.filter { $0.refusal == nil }.count, whileOut: true)
  }

  mutating func sendOut(_ orders: [ID<Order>]) throws(CommerceError) {
    let sheet = self
    try fill(orders, becoming: .outForDelivery) { card throws(CommerceError) in
      try sheet.check(.sendOut, card)
      try sheet.checkReadiness(card)
      return card.runCode
    }
    if !rows.contains(where: { $0.refusal == nil }) {
      refusal = rows.first?.refusal ?? .refused(Refusal(.runEmpty, remedy: .chooseOther))
    }
  }

  mutating func deliver(_ orders: [ID<Order>]) throws(CommerceError) {
    let sheet = self
    try fill(orders, becoming: .delivered) { card throws(CommerceError) in
      try sheet.check(.deliver, card)
      if card.proof != .none { throw ProofCheck.needed(card.proof, card.number) }
      return card.due.minor > 0 ? "collect \(card.due.text)" : ""
    }
  }

  /// The order may leave: its boxes stand in the lane or in the vehicle, and its driver is not on the road already.
  func checkReadiness(_ card: BoardCard) throws(CommerceError) {
    let order = try view.transaction.existingOrder(card.order, in: view.scope)
    try order.checkWorkable()
    let parcels = try view.transaction.parcels(of: card.order)
    guard order.status == .readyForDispatch, !parcels.isEmpty,
      parcels.allSatisfy({ $0.state == .staged || $0.state == .loaded })
    else { throw DispatchActions.refuse(.notReady, card, .none, [.status: .text(order.status.rawValue)]) }
    guard let driver = card.dispatch?.driver else { return }
    if let out = try view.transaction.openRun(of: driver, at: view.site.id, .out) {
      throw DispatchActions.refuse(
        .driverOut, card, .chooseDriver,
        [
          .person: .text(card.driverName), .run: .text(out.code),
          .quantity: .count(try view.transaction.dispatches(of: out.id).filter(\.status.isActive).count),
        ])
    }
  }

  private mutating func known(_ person: ID<Person>) throws(CommerceError) -> Driver? {
    do throws(CommerceError) {
      return try view.driver(person)
    } catch {
      guard case .refused = error else { throw error }
      refusal = error
      return nil
    }
  }

  private func checkExclusion(of driver: Driver?, _ card: BoardCard) throws(CommerceError) {
    guard let driver, try view.transaction.isExcluded(driver.person, from: card.order) else { return }
    throw DispatchActions.refuse(.driverExcluded, card, .chooseDriver, [.person: .text(driver.name)])
  }

  private mutating func weigh(_ driver: Driver, adding count: Int, whileOut: Bool) throws(CommerceError) {
    let load = try view.load(of: driver.person)
    digest.add("\(driver.person) \(load.assigned) \(load.out) \(load.cashMinor) \(load.runState?.rawValue ?? "")")
    do throws(CommerceError) {
      try DriverPolicy.check(
        driver, load, adding: max(1, count), minuteOfDay: view.minuteOfDay, currency: view.site.currency,
        whileOut: whileOut)
    } catch { refusal = error }
  }
}

/// FNV-1a over texts: what a preview rests on, short enough to carry around.
private struct Digest {
  private var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    value = (value ^ 10) &* 0x0000_0100_0000_01b3
  }

  mutating func add(_ number: Int64) {
    value = (value ^ UInt64(bitPattern: number)) &* 0x0000_0100_0000_01b3
    // A product carries upwards only.
    value ^= value >> 32
  }

  var text: String { String(value, radix: 16) }
}
