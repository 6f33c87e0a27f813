import CReference
import Commerce
import Operations
import Store

/// The dispatch board, what giving fifteen orders to a driver would do, and a driver's cash counted: by their desks.
func measureRoad(_ stores: Stores) async throws {
  let (own, other) = (try stores.copy("ours"), try stores.copy("reference"))
  defer {
    Stores.remove(own)
    Stores.remove(other)
  }
  let store = try SQLiteStore.open(path: own)
  let reference = try Reference(other)
  let house = House.measured(store)
  let towns = try await Towns(stores, house)
  try await measureBoard(stores, house, reference, towns)
  try await measurePreview(stores, house, reference, towns)
  try await measureCashUp(stores, house, reference, towns)
  await store.close()
  withExtendedLifetime(reference) {}
}

/// The towns with what is ready in them, the busiest first.
private struct Towns {
  struct Town {
    let caller: Caller
    let midnight: Instant
    /// A driver who may be given something, and orders that may be given.
    let driver: ID<Person>
    let ready: [ID<Order>]
    let cards: Int
  }

  let towns: [Town]

  init(_ stores: Stores, _ house: House) async throws {
    var towns: [Town] = []
    for site in stores.sites {
      let caller = Caller(person: stores.admin, site: site.id)
      let board = try await house.desks.dispatch.board(by: caller)
      guard let driver = board.drivers.first(where: { $0.refusal == nil }) ?? board.drivers.first else { continue }
      let ready = board.cards.filter { $0.lane == .ready && !$0.onHold }.map(\.order)
      towns.append(
        Town(
          caller: caller, midnight: board.midnight, driver: driver.driver.person, ready: Array(ready.prefix(15)),
          cards: board.cards.count))
    }
    self.towns = towns.sorted { $0.cards > $1.cards }
    guard let first = self.towns.first, first.cards > 0 else { throw Problem("the boards are empty") }
  }
}

private func measureBoard(_ stores: Stores, _ house: House, _ reference: Reference, _ towns: Towns) async throws {
  guard let town = towns.towns.first else { return }
  let room = UnsafeMutableBufferPointer<reference_card>.allocate(capacity: 4096)
  defer { room.deallocate() }
  var cards = 0
  var referenceCards = 0
  let pairs = try await Pairs(15) {
    var times: [Double] = []
    for _ in 0..<100 {
      let begun = reference_now_ms()
      cards += try await house.desks.dispatch.board(by: town.caller).cards.count
      times.append(reference_now_ms() - begun)
    }
    return times
  } theirs: {
    var times: [Double] = []
    for _ in 0..<100 {
      let begun = reference_now_ms()
      let count = reference_board(
        reference.handle, town.caller.person.serial, town.caller.site.serial, town.midnight.milliseconds, 4096,
        room.baseAddress)
      times.append(reference_now_ms() - begun)
      guard count >= 0 else { throw Problem("the reference cannot read the board") }
      referenceCards += Int(count)
    }
    return times
  }
  if cards != referenceCards { say("board_ms: \(cards) cards, the reference \(referenceCards)") }
  say("board_ms: \(town.cards) cards")
  pairs.figure("board_ms", "ms", orders: stores.orders) { $0.median }.print()
}

private func measurePreview(_ stores: Stores, _ house: House, _ reference: Reference, _ towns: Towns) async throws {
  guard let town = towns.towns.max(by: { $0.ready.count < $1.ready.count }), !town.ready.isEmpty else {
    return say("preview_bulk_ms: nothing is ready")
  }
  if town.ready.count < 15 { say("preview_bulk_ms: only \(town.ready.count) orders are ready") }
  let serials = town.ready.map(\.serial)
  let room = UnsafeMutableBufferPointer<reference_plan_row>.allocate(capacity: serials.count)
  defer { room.deallocate() }
  let pairs = try await Pairs(15) {
    var times: [Double] = []
    for _ in 0..<100 {
      let begun = reference_now_ms()
      let preview = try await house.desks.dispatch.preview(.assign(town.ready, to: town.driver), by: town.caller)
      times.append(reference_now_ms() - begun)
      guard preview.rows.count == town.ready.count else { throw Problem("the preview lacks rows") }
    }
    return times
  } theirs: {
    var times: [Double] = []
    for _ in 0..<100 {
      let begun = reference_now_ms()
      let count = reference_preview_assign(
        reference.handle, town.caller.person.serial, town.caller.site.serial, town.midnight.milliseconds,
        town.driver.serial, serials, Int32(serials.count), room.baseAddress)
      times.append(reference_now_ms() - begun)
      guard count == serials.count else { throw Problem("the reference would give \(count)") }
    }
    return times
  }
  pairs.figure("preview_bulk_ms", "ms", orders: stores.orders) { $0.median }.print()
}

/// A count that agrees moves the cash to the cashier, durably. Between rounds drivers are given cash again.
private func measureCashUp(_ stores: Stores, _ house: House, _ reference: Reference, _ towns: Towns) async throws {
  let minor: Int64 = 12_345
  let crew = towns.towns.map { ($0.caller, $0.driver) }
  let desk = house.desks.cash
  let stale = try await held(crew, house)
  // What the sample left in their hands is out of the way first.
  for ((caller, driver), amount) in zip(crew, stale) where amount > 0 {
    _ = try await desk.countCash(of: driver, countedMinor: amount, Intent(id: house.ids.next(), caller: caller))
    let done = reference_cash_up(
      reference.handle, caller.site.serial, caller.person.serial, driver.serial, amount, reference_wall_ms())
    guard done == 0 else { throw Problem("the reference cannot count the cash") }
  }
  let give = { (store: SQLiteStore) async throws in
    try await store.write { transaction throws(CommerceError) in
      for (caller, driver) in crew {
        let command = Command(
          id: house.ids.next(), actor: caller.person, site: caller.site, at: house.clock.now)
        try transaction.post(
          CashMove(
            site: caller.site, amount: Money(minor: minor, .cedi), from: .customer, to: .driver(driver),
            reason: .collected), by: command)
      }
    }
  }
  let ours = try SQLiteStore.open(path: stores.plan.cache + "/ours.db")
  let theirs = try SQLiteStore.open(path: stores.plan.cache + "/reference.db")
  var own: [Round] = []
  var others: [Round] = []
  for index in 0...20 {
    try await give(ours)
    try await give(theirs)
    var rounds: [[Double]] = [[], []]
    for side in index.isMultiple(of: 2) ? [0, 1] : [1, 0] {
      for (caller, driver) in crew {
        let intent = Intent(id: house.ids.next(), caller: caller)
        let begun = reference_now_ms()
        if side == 0 {
          let result = try await desk.countCash(of: driver, countedMinor: minor, intent)
          guard result.state == .agreed else { throw Problem("the count does not agree") }
        } else {
          let done = reference_cash_up(
            reference.handle, caller.site.serial, caller.person.serial, driver.serial, minor, reference_wall_ms())
          guard done == 0 else { throw Problem("the reference cannot count the cash") }
        }
        rounds[side].append(reference_now_ms() - begun)
      }
    }
    guard index > 0 else { continue }
    own.append(Round(rounds[0]))
    others.append(Round(rounds[1]))
  }
  await ours.close()
  await theirs.close()
  Pairs(ours: own, theirs: others).figure("cashup_ms", "ms", orders: stores.orders) { $0.median }.print()
}

private func held(_ crew: [(Caller, ID<Person>)], _ house: House) async throws -> [Int64] {
  try await house.store.read { transaction throws(CommerceError) in
    var held: [Int64] = []
    for (caller, driver) in crew { held.append(try transaction.balance(of: .driver(driver), at: caller.site)) }
    return held
  }
}
