import Commerce
import Operations

/// Somebody on the floor of a town who works as the screens would have them work.
struct FloorHand {
  let house: House
  let clock: SampleClock
  let town: SampleTown

  private func intent(_ caller: Caller) -> Intent { Intent(id: house.ids.next(), caller: caller) }

  /// Picks an order into a tote, the first `lines` of it or all.
  func pick(
    _ order: ID<Order>, by name: String, into tote: String, lines: Int?, isShort: Bool
  ) async throws(CommerceError) {
    guard let caller = town.caller(name) else { return }
    let desk = house.desks.warehouse
    var work: PickWork
    do {
      work = try await desk.claim([order], intent(caller))
    } catch {
      guard case .refused = error else { throw error }
      return
    }
    work = try await desk.scan(tote, on: work.list.id, intent(caller)).work
    if isShort, let task = work.list.current {
      clock.advance(seconds: 20)
      work = try await desk.short(got: max(0, task.quantity - 1), reason: .notFound, on: work.list.id, intent(caller))
        .work
    }
    var left = lines ?? Int.max
    var isAtBin = false
    while let task = work.list.current, left > 0 {
      // The walk to the bin, then each unit into the tote: about ninety lines in an hour.
      clock.advance(seconds: Int64(26 + task.id.serial % 3 * 7 + Int64(task.quantity) * 4))
      let result = try await desk.scan(task.variant.sku, on: work.list.id, intent(caller))
      work = result.work
      // The same goods in the next bin too: the bin is scanned first.
      if case .refused = result.verdict {
        guard !isAtBin else { return }
        let atBin = try await desk.scan(task.bin.code, on: work.list.id, intent(caller))
        if case .refused = atBin.verdict { return }
        isAtBin = true
      } else {
        isAtBin = false
      }
      left -= 1
    }
  }

  /// The next tote of the town that carries nothing; nil when all are full, and then picking waits.
  static func freeTote(of town: inout SampleTown, in house: House) async throws(CommerceError) -> String? {
    let site = town.site.id
    for _ in town.totes.indices {
      let code = town.nextTote()
      let isFree = try await house.store.read { transaction throws(CommerceError) in
        guard let tote = try transaction.tote(code: code, at: site) else { return false }
        return try transaction.orderInTote(tote.id) == nil
      }
      if isFree { return code }
    }
    return nil
  }

  /// Leaves an order in the hands of the first picker who has none: its tote bound, the first line taken.
  func begin(_ order: ID<Order>, among names: [String], into tote: String) async throws(CommerceError) {
    for name in names {
      guard let caller = town.caller(name) else { continue }
      if try await house.desks.warehouse.workInHand(by: caller) != nil { continue }
      return try await pick(order, by: name, into: tote, lines: 1, isShort: false)
    }
  }

  /// Counts every unit into a box and scans its label.
  func pack(_ order: ID<Order>) async throws(CommerceError) {
    guard let caller = town.caller("packer") else { return }
    let desk = house.desks.warehouse
    do {
      let work = try await desk.packing(order, by: caller)
      var labels: [String] = []
      for line in work.lines {
        for _ in line.packed..<max(line.packed, line.quantity) {
          clock.advance(seconds: 3)
          let result = try await desk.packScan(line.sku, order: order, intent(caller))
          if case .labelsDue(let codes) = result.verdict { labels = codes }
        }
      }
      for label in labels { _ = try await desk.packScan(label, order: order, intent(caller)) }
    } catch {
      guard case .refused = error else { throw error }
    }
  }

  /// Puts the order's boxes into its lane.
  func stage(_ order: ID<Order>) async throws(CommerceError) {
    guard let caller = town.caller("packer") else { return }
    let desk = house.desks.warehouse
    do {
      for parcel in try await desk.packing(order, by: caller).parcels {
        let row = try await desk.stagingParcel(parcel.code, by: caller)
        _ = try await desk.stage(parcel: parcel.code, lane: row.lane, intent(caller))
      }
    } catch {
      guard case .refused = error else { throw error }
    }
  }
}

/// The mobile-money provider, saying that a payment has arrived.
struct SamplePayment {
  let house: House
  let clock: SampleClock

  /// The order's live payment is paid, and the order goes to the floor.
  func confirm(_ id: ID<Order>) async throws(CommerceError) {
    let scope = try SampleHouse.everywhere()
    let now = clock.now
    let command = house.ids.next()
    try await house.store.write { transaction throws(CommerceError) in
      guard let order = try transaction.order(id, in: scope), order.status == .pendingPayment else { return }
      try ConfirmPayment.run(
        id, amount: order.totals.total, reference: "MM-" + order.number.dropFirst(4), in: transaction,
        by: Command(id: command, actor: nil, site: order.site, at: now), scope: scope)
    }
  }
}
