import Commerce
import Operations

/// The dispatcher and the drivers of a town, who work as the screens would have them work.
struct RoadHand {
  let house: House
  let clock: SampleClock
  let town: SampleTown

  private var desk: any DispatchDesk { house.desks.dispatch }

  private func intent(_ caller: Caller) -> Intent { Intent(id: house.ids.next(), caller: caller) }

  /// Carries out what the preview allows.
  private func carryOut(_ plan: DispatchPlan, by caller: Caller) async throws(CommerceError) {
    let preview = try await desk.preview(plan, by: caller)
    guard !preview.allowed.isEmpty else { return }
    clock.advance(seconds: 8)
    do {
      _ = try await desk.carryOut(plan, basis: preview.basis, intent(caller))
    } catch {
      guard case .refused = error else { throw error }
    }
  }

  /// Gives the orders to a driver.
  func assign(_ orders: [ID<Order>], to driver: Person) async throws(CommerceError) {
    guard let caller = town.caller("dispatcher") else { return }
    // What is short or has no lane never got to its lane.
    let ready = try await desk.board(by: caller).cards.filter { $0.lane == .ready && orders.contains($0.order) }
    guard !ready.isEmpty else { return }
    try await carryOut(.assign(ready.map(\.order), to: driver.id), by: caller)
  }

  /// Loads what a driver was given and sends it out.
  func sendOut(_ driver: Person) async throws(CommerceError) {
    guard let caller = town.caller("dispatcher") else { return }
    let row = try await desk.board(by: caller).drivers.first { $0.driver.person == driver.id }
    guard let id = row?.load.run else { return }
    let run = try await desk.suggestOrder(of: id, intent(caller))
    // What goes in first comes out last.
    for stop in run.stops.reversed() {
      for parcel in stop.parcels {
        clock.advance(seconds: 4)
        _ = try await desk.load(parcel: parcel.code, on: id, intent(caller))
      }
    }
    _ = try await desk.endLoading(of: id, gaps: [:], intent(caller))
    clock.advance(seconds: 30)
    try await carryOut(.sendOut(run.stops.map(\.card.order)), by: caller)
  }

  /// The attempt of an order that is on the road, and its driver.
  private func stop(_ order: ID<Order>) async throws(CommerceError) -> (card: BoardCard, driver: Caller)? {
    guard let caller = town.caller("dispatcher") else { return nil }
    let card = try await desk.board(by: caller).cards.first { $0.order == order && $0.lane == .out }
    guard let card, let dispatch = card.dispatch else { return nil }
    return (card, Caller(person: dispatch.driver, site: town.site.id))
  }

  /// The driver hands an order over at the door; `short` minor units were missing and are the customer's debt.
  func deliver(_ order: ID<Order>, short: Int64) async throws(CommerceError) {
    guard let (card, driver) = try await stop(order), let dispatch = card.dispatch else { return }
    let collected =
      short > 0 && card.due.minor > short
      ? Collected(amountMinor: card.due.minor - short, difference: .customerDebt) : nil
    _ = try await desk.deliver(
      dispatch.id, proof: ProofInput(recipient: card.customer), collected: collected, stepUp: nil, intent(driver))
  }

  /// Nobody took the order.
  func fail(_ order: ID<Order>, _ reason: FailureReason) async throws(CommerceError) {
    guard let (card, driver) = try await stop(order), let dispatch = card.dispatch else { return }
    _ = try await desk.fail(dispatch.id, reason: reason, note: "", intent(driver))
  }

  /// The customer prefers mobile money, and the money is awaited.
  func switchToMoMo(_ order: ID<Order>) async throws(CommerceError) {
    guard let (card, driver) = try await stop(order), card.due.minor > 0 else { return }
    _ = try await house.desks.cash.switchToMoMo(order, phone: nil, intent(driver))
  }

  /// The morning after: every second failure of the days before is scanned in and gets another attempt tomorrow.
  func lookAfterFailures() async throws(CommerceError) {
    guard let caller = town.caller("dispatcher") else { return }
    let failed = try await desk.board(by: caller).cards.filter { $0.lane == .failed }
    let returns = try await desk.returns(by: caller)
    let slots = try await desk.slots(days: 1, by: caller)
    for (index, card) in failed.enumerated() where index % 2 == 0 && !slots.isEmpty {
      clock.advance(seconds: 20)
      do {
        _ = try await desk.reschedule(card.order, days: 1, slot: slots[index / 2 % slots.count].slot, intent(caller))
        guard index % 4 == 0 else { continue }
        for parcel in returns where parcel.order == card.order {
          _ = try await desk.scanBack(parcel.code, intent(caller))
        }
      } catch {
        guard case .refused = error else { throw error }
      }
    }
  }
}
