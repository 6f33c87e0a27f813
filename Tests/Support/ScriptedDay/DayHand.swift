public import Commerce
public import Operations

/// Plays the steps of a day at the desks of a house, as the people of `DayTown`. A step may be played again with the
/// same identifiers, as somebody does who never heard the answer.
public struct DayHand: Sendable {
  private let plan: DayPlan
  private let house: House
  private let desks: Desks
  private let site: ID<Site>
  private let people: [String: ID<Person>]
  private let move: @Sendable (Instant) -> Void
  private let mint: @Sendable (Int) -> UniqueID

  /// A day on `house`, at its own desks or others that lead there. `move` sets its clock; `mint` gives the identifier of
  /// a command, which is told by its place within the step: a step that is played again asks for the same places.
  public init(
    _ plan: DayPlan, on house: House, at desks: Desks? = nil, move: @escaping @Sendable (Instant) -> Void,
    mint: @escaping @Sendable (Int) -> UniqueID
  ) async throws(CommerceError) {
    self.plan = plan
    self.house = house
    self.desks = desks ?? house.desks
    self.move = move
    self.mint = mint
    (site, people) = try await house.store.read { transaction throws(CommerceError) in
      var people: [String: ID<Person>] = [:]
      for (name, _) in DayTown.people { people[name] = try transaction.person(email: DayTown.email(name))?.id }
      return (try transaction.site(code: "accra")?.id ?? ID(0), people)
    }
  }

  private func caller(_ name: String) -> Caller { Caller(person: people[name] ?? ID(0), site: site) }

  private func intent(_ name: String, _ place: Int = 0) -> Intent {
    Intent(id: mint(place), caller: caller(name))
  }

  private func driver(_ number: Int) -> ID<Person> { people["driver\(number)"] ?? ID(0) }

  /// The number of an order of the plan: the first one placed is the day's first.
  public static func number(_ index: Int) -> String {
    let text = String(index + 1)
    return "ORD-20261121-" + String(repeating: "0", count: max(0, 4 - text.count)) + text
  }

  /// The identifier of a command by its step and its place in it: the same however often the day is taken up again.
  public static func command(step: Int, place: Int) -> UniqueID {
    UniqueID(randomHigh: 0xDA7_0000_0000 + UInt64(step), randomLow: UInt64(place))
  }

  private func order(_ index: Int) async throws(CommerceError) -> OrderDetail {
    try await desks.orders.detail(number: Self.number(index), by: caller("supervisor"))
  }

  private func ids(_ indexes: [Int]) async throws(CommerceError) -> [ID<Order>] {
    var found: [ID<Order>] = []
    for index in indexes { found.append(try await order(index).order.id) }
    return found
  }

  private func dispatch(_ index: Int) async throws(CommerceError) -> ID<Dispatch> {
    let id = try await order(index).order.id
    let dispatches = try await house.store.read { transaction throws(CommerceError) in
      try transaction.dispatches(of: id)
    }
    return dispatches.last?.id ?? ID(0)
  }

  private func run(_ driver: Int) async throws(CommerceError) -> RunDetail {
    try await desks.dispatch.run(code: "D\(driver)", by: caller("dispatcher"))
  }

  private func carryOut(_ plan: DispatchPlan) async throws(CommerceError) {
    let desk = desks.dispatch
    let preview = try await desk.preview(plan, by: caller("dispatcher"))
    _ = try await desk.carryOut(plan, basis: preview.basis, intent("dispatcher"))
  }

  /// Plays one step. Throws what a desk refuses.
  public func play(_ step: DayStep) async throws(CommerceError) {
    switch step {
    case .clock(let moment): move(moment)
    case .place(let index): try await place(plan.orders[index])
    case .poll(let index):
      let payments = try await order(index).payments
      guard let payment = payments.last(where: { $0.status.isLive && $0.method != .cod }) ?? payments.last else {
        throw .notFound(.payment, Self.number(index))
      }
      _ = try await desks.cash.poll(payment.id, intent("support"))
    case .pick, .pack, .seal, .stage, .putBack: try await playFloor(step)
    case .assign, .arrange, .load, .endLoading, .sendOut: try await playLoading(step)
    case .deliver, .fail, .toMoMo, .reschedule, .scanBack, .backToDepot: try await playRoad(step)
    case .refund, .payOut, .declare, .count, .settle, .balance, .deposit, .closeDay: try await playTill(step)
    }
  }

  private func place(_ order: DayOrder) async throws(CommerceError) {
    var lines: [OrderDraft.Line] = []
    for (sku, quantity) in order.lines {
      let found = try await desks.stock.find(sku, limit: 2, by: caller("support"))
      lines.append(OrderDraft.Line(variant: found.first?.variant.id ?? ID(0), quantity: quantity))
    }
    let placed = try await desks.orders.place(
      OrderDraft(
        lines: lines, customer: Customer(name: order.customer, phone: order.phone),
        address: Address(line1: "\(order.index + 1) High Street", area: DayTown.zones[order.zone].1),
        paymentMethod: order.method, deliveryMinor: order.feeMinor), intent("support"))
    // As the command line does it: the phone is asked at once.
    guard order.method == .momo else { return }
    _ = try await desks.cash.request(placed.id, phone: nil, intent("support", 1))
  }

  private func playFloor(_ step: DayStep) async throws(CommerceError) {
    let desk = desks.warehouse
    switch step {
    case .pick(let index, let picker, let tote):
      let name = "picker\(picker)"
      let list = try await desk.claimNext(intent(name)).list.id
      for (place, code) in ([tote] + plan.orders[index].lines.map(\.sku)).enumerated() {
        if case .refused(let refusal) = try await desk.scan(code, on: list, intent(name, place + 1)).verdict {
          throw .refused(refusal)
        }
      }
    case .pack(let index, _):
      let id = try await order(index).order.id
      for (place, code) in plan.orders[index].units.enumerated() {
        if case .refused(let refusal) = try await desk.packScan(code, order: id, intent("packer", place)).verdict {
          throw .refused(refusal)
        }
      }
    case .seal(let index):
      let detail = try await order(index)
      _ = try await desk.packScan(detail.parcels.first?.code ?? "", order: detail.order.id, intent("packer"))
    case .stage(let index):
      let parcel = try await order(index).parcels.first?.code ?? ""
      _ = try await desk.stage(
        parcel: parcel, lane: DayTown.zones[plan.orders[index].zone].2, intent("packer"))
    case .putBack(let index):
      let number = Self.number(index)
      let lines = try await order(index).lines
      let rows = try await desk.putBacks(PageRequest(limit: 500), by: caller("packer")).rows
      for row in rows where row.number == number {
        let place = lines.firstIndex { $0.variant == row.putBack.variant } ?? 0
        _ = try await desk.putBack(row.putBack.id, into: row.binCode, intent("packer", place))
      }
    default: break
    }
  }

  private func playLoading(_ step: DayStep) async throws(CommerceError) {
    let desk = desks.dispatch
    switch step {
    case .assign(let indexes, let number): try await carryOut(.assign(try await ids(indexes), to: driver(number)))
    case .arrange(let number): _ = try await desk.suggestOrder(of: try await run(number).run.id, intent("dispatcher"))
    case .load(let indexes, let number):
      let id = try await run(number).run.id
      for (place, index) in indexes.enumerated() {
        let parcel = try await order(index).parcels.first?.code ?? ""
        _ = try await desk.load(parcel: parcel, on: id, intent("dispatcher", place))
      }
    case .endLoading(let number):
      _ = try await desk.endLoading(of: try await run(number).run.id, gaps: [:], intent("dispatcher"))
    case .sendOut(let number):
      let stops = try await run(number).stops.filter { $0.card.dispatch?.status == .assigned }
      try await carryOut(.sendOut(stops.map(\.card.order)))
    default: break
    }
  }

  private func playRoad(_ step: DayStep) async throws(CommerceError) {
    let desk = desks.dispatch
    switch step {
    case .deliver(let index, let number, let door):
      var collected: Collected?
      var name = "driver\(number)"
      switch door {
      case .exact: break
      case .other(let minor, let reason): collected = Collected(amountMinor: minor, difference: reason)
      case .withoutOne(let minor):
        guard let line = try await order(index).lines.first else { return }
        collected = Collected(amountMinor: minor, difference: .returnedItem, returned: [line.id: 1])
        name = "dispatcher"
      }
      _ = try await desk.deliver(
        try await dispatch(index), proof: ProofInput(recipient: plan.orders[index].customer), collected: collected,
        stepUp: nil, intent(name))
    case .fail(let index, let number, let reason):
      _ = try await desk.fail(try await dispatch(index), reason: reason, note: "", intent("driver\(number)"))
    case .toMoMo(let index, let number):
      let id = try await order(index).order.id
      _ = try await desks.cash.switchToMoMo(id, phone: nil, intent("driver\(number)"))
    case .reschedule(let index, let days, let slot):
      let slots = try await desk.slots(days: days, by: caller("dispatcher"))
      _ = try await desk.reschedule(
        try await order(index).order.id, days: days, slot: slots[slot - 1].slot, intent("dispatcher"))
    case .scanBack(let index):
      let parcel = try await order(index).parcels.first?.code ?? ""
      _ = try await desk.scanBack(parcel, intent("dispatcher"))
    case .backToDepot(let indexes): try await carryOut(.backToDepot(try await ids(indexes)))
    default: break
    }
  }

  private func playTill(_ step: DayStep) async throws(CommerceError) {
    let desk = desks.cash
    switch step {
    case .refund(let index):
      let left = try await desk.refundable(try await order(index).order.id, by: caller("support"))
      guard let line = left.lines.first else { return }
      let amount =
        line.quantity == 1 ? line.remainingMinor : min(line.remainingMinor, line.line.unitPriceMinor)
      _ = try await desk.refund(
        RefundRequest(
          order: left.order, lines: [RefundLine(line: line.line.id, quantity: 1, amountMinor: amount)],
          tender: left.tender, reason: "not as ordered"), basis: left.basis, stepUp: nil, intent("support"))
    case .payOut(let index):
      let refunds = try await order(index).refunds
      guard let refund = refunds.last(where: { $0.status != .processed }) ?? refunds.last else {
        throw .notFound(.refund, Self.number(index))
      }
      _ = try await desk.payOut(
        refund.id, stepUp: StepUp(name: DayTown.email("supervisor"), pin: DayTown.secondPIN), intent("cashier"))
    case .declare(let number, let minor): try await desk.declare(minor, intent("driver\(number)"))
    case .count(let number, let minor):
      _ = try await desk.countCash(of: driver(number), countedMinor: minor, intent("cashier"))
    case .settle(let number):
      let open = try await desk.till(by: caller("cashier")).drivers.first { $0.driver.person == driver(number) }?.open
      _ = try await desk.settle(
        open?.id ?? ID(0), reason: .driver,
        stepUp: StepUp(name: DayTown.email("supervisor"), pin: DayTown.secondPIN), intent("cashier"))
    case .balance(let index, let minor):
      try await desk.settleBalance(of: try await order(index).order.id, minor: minor, intent("cashier"))
    case .deposit(let minor): try await desk.deposit(minor: minor, reference: "GCB 1", intent("cashier"))
    case .closeDay: _ = try await desk.closeDay(nil, intent("cashier"))
    default: break
    }
  }
}

extension DayOrder {
  /// A SKU for every unit.
  var units: [String] { lines.flatMap { [String](repeating: $0.sku, count: $0.quantity) } }
}
