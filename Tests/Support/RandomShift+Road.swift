public import Commerce
import Operations
import Store

// Dispatchers and drivers of the random shift.
extension RandomShift {
  private var dispatch: any DispatchDesk { desks.dispatch }

  /// Tries one random thing on the road; answers what refused it, and the command it ran under.
  public mutating func roadStep() async -> (refusedBy: String?, command: UniqueID) {
    town.clock.advance(seconds: Int64.random(in: 5...90, using: &generator))
    let intent = Intent(id: town.ids.next(), caller: town.dispatcher)
    do throws(CommerceError) {
      try await road(intent)
      return (nil, intent.id)
    } catch {
      return (error.code, intent.id)
    }
  }

  mutating func road(_ intent: Intent) async throws(CommerceError) {
    let intent = Intent(id: intent.id, caller: town.dispatcher)
    let board = try await dispatch.board(by: town.dispatcher)
    switch Int.random(in: 0..<25, using: &generator) {
    case 0..<5: try await assign(board, intent)
    case 5..<9: try await plan(.sendOut(some(board, .assigned, upTo: 5)), intent)
    case 9..<13: try await deliver(board, intent)
    case 13..<16: try await fail(board, intent)
    case 16: try await swap(board, intent)
    case 17: try await plan(.unassign(some(board, .assigned, upTo: 2)), intent)
    case 18: try await reschedule(board, intent)
    case 19: try await plan(.backToDepot(some(board, .failed, upTo: 1)), intent)
    case 20: try await reopen(intent)
    case 21: try await arrange(board, intent)
    case 22:
      // The customer rings, wherever the order is by now.
      guard let order = orders.randomElement(using: &generator) else { throw idle }
      let supervisor = Intent(id: intent.id, caller: town.supervisor)
      try await desks.orders.cancel(order, reason: "changed mind", supervisor)
    default: try await takeBack(intent)
    }
  }

  private mutating func some(_ board: DispatchBoard, _ lane: BoardCard.Lane, upTo limit: Int) -> [ID<Order>] {
    let cards = board.cards.filter { $0.lane == lane }.shuffled(using: &generator)
    var chosen = cards.prefix(Int.random(in: 1...limit, using: &generator)).map(\.order)
    // Now and then somebody marks what does not belong there.
    if Int.random(in: 0..<6, using: &generator) == 0, let other = orders.randomElement(using: &generator) {
      chosen.append(other)
    }
    return chosen
  }

  private func plan(_ plan: DispatchPlan, _ intent: Intent) async throws(CommerceError) {
    let preview = try await dispatch.preview(plan, by: intent.caller)
    guard !preview.rows.isEmpty else { throw idle }
    _ = try await dispatch.carryOut(plan, basis: preview.basis, intent)
  }

  private mutating func driver() -> ID<Person> {
    [town.staff.driver, town.staff.driver, town.staff.otherDriver, town.staff.picker]
      .randomElement(using: &generator) ?? town.staff.driver
  }

  private mutating func assign(_ board: DispatchBoard, _ intent: Intent) async throws(CommerceError) {
    let chosen = some(board, .ready, upTo: 3)
    guard !chosen.isEmpty else { throw idle }
    try await plan(.assign(chosen, to: driver()), intent)
  }

  /// Mostly by the driver of the stop, sometimes by a dispatcher on the phone, or by the wrong driver.
  private mutating func speaker(_ dispatch: Dispatch, _ intent: Intent) -> Intent {
    switch Int.random(in: 0..<6, using: &generator) {
    case 0, 1: intent
    case 2: Intent(id: intent.id, caller: town.driver)
    default: Intent(id: intent.id, caller: Caller(person: dispatch.driver, site: town.site))
    }
  }

  private mutating func deliver(_ board: DispatchBoard, _ intent: Intent) async throws(CommerceError) {
    guard let card = board.cards.filter({ $0.lane == .out }).randomElement(using: &generator),
      let stop = card.dispatch
    else { throw idle }
    var collected: Collected?
    switch Int.random(in: 0..<8, using: &generator) {
    case 0:
      collected = Collected(
        amountMinor: card.due.minor - Int64.random(in: 1...300, using: &generator),
        difference: DifferenceReason.allCases.randomElement(using: &generator))
    case 1: collected = Collected(amountMinor: card.due.minor + 50, difference: .customerCredit)
    case 2:
      let lines = try await desks.orders.detail(card.order, by: town.admin).lines
      guard let line = lines.randomElement(using: &generator) else { throw idle }
      collected = Collected(
        amountMinor: card.due.minor - line.unitPriceMinor, difference: .returnedItem, returned: [line.id: 1])
    default: break
    }
    _ = try await dispatch.deliver(
      stop.id, proof: ProofInput(recipient: "somebody"), collected: collected, stepUp: nil, speaker(stop, intent))
  }

  private mutating func fail(_ board: DispatchBoard, _ intent: Intent) async throws(CommerceError) {
    guard let stop = board.cards.filter({ $0.lane == .out }).randomElement(using: &generator)?.dispatch else {
      throw idle
    }
    if stop.incident != nil {
      _ = try await dispatch.decideIncident(stop.id, failed: Bool.random(using: &generator), intent)
    } else {
      let reason = FailureReason.allCases.randomElement(using: &generator) ?? .noAnswer
      _ = try await dispatch.fail(stop.id, reason: reason, note: "", speaker(stop, intent))
    }
  }

  private mutating func swap(_ board: DispatchBoard, _ intent: Intent) async throws(CommerceError) {
    let reason = SwapReason.allCases.randomElement(using: &generator) ?? .other
    guard let stop = board.cards.compactMap(\.dispatch).filter(\.status.isActive).randomElement(using: &generator)
    else { throw idle }
    if Bool.random(using: &generator) {
      try await plan(.swap(run: stop.run, to: driver(), reason), intent)
    } else {
      try await plan(.swapOrders([stop.order], to: driver(), reason), intent)
    }
  }

  private mutating func reschedule(_ board: DispatchBoard, _ intent: Intent) async throws(CommerceError) {
    guard let order = some(board, .failed, upTo: 1).first else { throw idle }
    let days = Int.random(in: 0...2, using: &generator)
    guard let slot = SitePolicy().slots.randomElement(using: &generator) else { throw idle }
    _ = try await dispatch.reschedule(order, days: days, slot: slot, intent)
  }

  private mutating func reopen(_ intent: Intent) async throws(CommerceError) {
    guard let order = orders.randomElement(using: &generator) else { throw idle }
    let attempts = try await town.store.read { transaction throws(CommerceError) in
      try transaction.dispatches(of: order)
    }
    guard let attempt = attempts.last else { throw idle }
    let reason = ReopenReason.allCases.randomElement(using: &generator) ?? .mistake
    let stepUp = Bool.random(using: &generator) ? StepUp(name: "B-9", pin: "9999") : nil
    try await dispatch.reopen(attempt.id, reason: reason, stepUp: stepUp, intent)
  }

  private mutating func arrange(_ board: DispatchBoard, _ intent: Intent) async throws(CommerceError) {
    guard let stop = board.cards.compactMap(\.dispatch).filter(\.status.isActive).randomElement(using: &generator)
    else { throw idle }
    let run = try await dispatch.run(stop.run, by: intent.caller)
    let parcels = run.stops.flatMap(\.parcels)
    guard let parcel = parcels.randomElement(using: &generator) else { throw idle }
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: _ = try await dispatch.moveStop(stop.id, by: Int.random(in: -3...3, using: &generator), intent)
    case 1: _ = try await dispatch.suggestOrder(of: stop.run, intent)
    case 2: _ = try await dispatch.lockStop(stop.id, Bool.random(using: &generator), intent)
    case 3: _ = try await dispatch.handOver(parcel: parcel.code, on: stop.run, intent)
    case 4:
      var gaps: [ID<Parcel>: LoadGap] = [:]
      for parcel in parcels where parcel.state != .loaded { gaps[parcel.id] = .notFound }
      _ = try await dispatch.endLoading(of: stop.run, gaps: gaps, intent)
    default: _ = try await dispatch.load(parcel: parcel.code, on: stop.run, intent)
    }
  }

  private mutating func takeBack(_ intent: Intent) async throws(CommerceError) {
    guard let row = try await dispatch.returns(by: intent.caller).randomElement(using: &generator) else { throw idle }
    _ = try await dispatch.scanBack(row.code, intent)
  }
}
