import CReference
import Commerce
import Operations
import Store

/// The reference's own store, open until the end of the measurement.
final class Reference {
  let handle: OpaquePointer

  init(_ path: String, full: Bool = true) throws(Problem) {
    let options = SQLiteStore.Options()
    guard
      let handle = reference_open(
        path, full ? 1 : 0, Int32(options.writerCache), Int32(options.readerCache), Int32(options.checkpointPages))
    else { throw Problem("the reference cannot open \(path)") }
    self.handle = handle
  }

  deinit { reference_close(handle) }
}

/// Placing orders, and moving them: one command and one commit each, with FULL and with NORMAL durability.
func measureWrites(_ stores: Stores) async throws {
  for full in [true, false] {
    let suffix = full ? "" : "_normal"
    let (own, other) = (try stores.copy("ours"), try stores.copy("reference"))
    var options = SQLiteStore.Options()
    options.survivesPowerCut = full
    let store = try SQLiteStore.open(path: own, options: options)
    let reference = try Reference(other, full: full)
    let house = House.measured(store)
    try await measurePlacing(stores, house, reference, suffix)
    try await measureMoves(stores, house, reference, suffix)
    await store.close()
    withExtendedLifetime(reference) {}
    Stores.remove(own)
    Stores.remove(other)
  }
}

private func measurePlacing(
  _ stores: Stores, _ house: House, _ reference: Reference, _ suffix: String
) async throws {
  var workload = try await Workload(stores, wishes: 2000, looks: 0)
  var wishes: [Workload.Wish] = []
  let orders = house.desks.orders
  let pairs = try await Pairs(12) {
    wishes = workload.next(400)
    var times: [Double] = []
    for wish in wishes {
      let intent = Intent(id: house.ids.next(), caller: wish.caller)
      let begun = reference_now_ms()
      _ = try await orders.place(wish.draft, intent)
      times.append(reference_now_ms() - begun)
    }
    return times
  } theirs: {
    if wishes.isEmpty { wishes = workload.next(400) }
    return try wishes.map { wish in
      let begun = reference_now_ms()
      try wish.reference.place(reference.handle)
      return reference_now_ms() - begun
    }
  }
  let count = stores.orders
  pairs.figure("place_order_per_s" + suffix, "1/s", orders: count, isRate: true) { $0.perSecond }.print()
  pairs.figure("place_order_p50_ms" + suffix, "ms", orders: count) { $0.median }.print()
  pairs.figure("place_order_p99_ms" + suffix, "ms", orders: count) { $0.share(0.99) }.print()
}

/// The move is packed → ready: a parcel comes to its lane (`WarehouseDesk.stage`). Between rounds the orders step back.
private func measureMoves(
  _ stores: Stores, _ house: House, _ reference: Reference, _ suffix: String
) async throws {
  let desk = house.desks.warehouse
  var parcels: [(caller: Caller, row: StagingRow)] = []
  for site in stores.sites {
    let caller = Caller(person: stores.admin, site: site.id)
    // Without a zone there is no lane the parcel belongs in.
    parcels += try await desk.stagingList(by: caller).filter { $0.boxes == 1 && !$0.lane.isEmpty }.map { (caller, $0) }
  }
  parcels = Array(parcels.prefix(200))
  guard parcels.count >= 10 else { throw Problem("too few packed orders to move: \(parcels.count)") }
  let person = stores.admin.serial
  let pairs = try await Pairs(parcels.count < 100 ? 20 : 12) {
    var times: [Double] = []
    for (caller, row) in parcels {
      let intent = Intent(id: house.ids.next(), caller: caller)
      let begun = reference_now_ms()
      _ = try await desk.stage(parcel: row.parcel.code, lane: row.lane, intent)
      times.append(reference_now_ms() - begun)
    }
    for (caller, row) in parcels {
      try await desk.stepBack(order: row.parcel.order, reason: "measured", Intent(id: house.ids.next(), caller: caller))
    }
    return times
  } theirs: {
    var times: [Double] = []
    for (caller, row) in parcels {
      let begun = reference_now_ms()
      let done = reference_stage(
        reference.handle, caller.site.serial, person, reference_wall_ms(), row.parcel.code, row.lane)
      times.append(reference_now_ms() - begun)
      guard done == 0 else { throw Problem("the reference could not stage \(row.parcel.code)") }
    }
    for (_, row) in parcels
    where reference_step_back(reference.handle, row.parcel.order.serial, person, reference_wall_ms()) != 0 {
      throw Problem("the reference could not step back \(row.number)")
    }
    return times
  }
  let count = stores.orders
  pairs.figure("status_moves_per_s" + suffix, "1/s", orders: count, isRate: true) { $0.perSecond }.print()
  pairs.figure("status_moves_p50_ms" + suffix, "ms", orders: count) { $0.median }.print()
  pairs.figure("status_moves_p99_ms" + suffix, "ms", orders: count) { $0.share(0.99) }.print()
}
