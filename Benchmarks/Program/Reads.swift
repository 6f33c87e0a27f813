import CReference
import Commerce
import Operations
import Store

/// Queue pages and look-ups, warm, each by its desk: grants read, one snapshot, a page of fifty.
func measureReads(_ stores: Stores) async throws {
  let store = try SQLiteStore.open(path: stores.base)
  let reference = try Reference(stores.base)
  let house = House.measured(store)
  let workload = try await Workload(stores, wishes: 0, looks: 300)
  let looks = workload.looks
  let room = UnsafeMutableBufferPointer<reference_order_row>.allocate(capacity: 64)
  let lines = UnsafeMutableBufferPointer<reference_queue_row>.allocate(capacity: 64)
  defer {
    room.deallocate()
    lines.deallocate()
  }
  let (warehouse, orders) = (house.desks.warehouse, house.desks.orders)
  let person = stores.admin.serial
  let handle = reference.handle

  try await pair("queue_page_ms", looks, stores) { look in
    try await warehouse.queue(QueueQuery(site: look.caller.site), PageRequest(limit: 50), by: look.caller).rows.count
  } theirs: {
    reference_queue(handle, person, $0.caller.site.serial, nil, 51, lines.baseAddress)
  }

  func find(_ look: Workload.Look, _ text: String) async throws -> Int {
    try await orders.find(OrderQuery(text: text, site: look.caller.site), PageRequest(limit: 50), by: look.caller)
      .rows.count
  }
  try await pair("find_number_ms", looks, stores) {
    try await find($0, $0.number)
  } theirs: {
    reference_find_number(handle, person, $0.caller.site.serial, $0.number, 51, room.baseAddress)
  }
  try await pair("find_phone_ms", looks, stores) {
    try await find($0, $0.phone)
  } theirs: {
    reference_find_phone(handle, person, $0.caller.site.serial, $0.phone, 51, room.baseAddress)
  }
  try await pair("find_name_ms", looks, stores) {
    try await find($0, $0.fragment)
  } theirs: {
    reference_find_name(handle, person, $0.caller.site.serial, $0.fragment, 51, room.baseAddress)
  }
  await store.close()
  withExtendedLifetime(reference) {}
}

private func pair(
  _ name: String, _ looks: [Workload.Look], _ stores: Stores, _ ours: (Workload.Look) async throws -> Int,
  theirs: (Workload.Look) throws -> Int32
) async throws {
  var found = 0
  var referenceFound = 0
  let pairs = try await Pairs(15) {
    var times: [Double] = []
    for look in looks {
      let begun = reference_now_ms()
      found += min(50, try await ours(look))
      times.append(reference_now_ms() - begun)
    }
    return times
  } theirs: {
    try looks.map { look in
      let begun = reference_now_ms()
      let count = try theirs(look)
      let time = reference_now_ms() - begun
      guard count >= 0 else { throw Problem("the reference failed at \(name)") }
      referenceFound += min(50, Int(count))
      return time
    }
  }
  // Two programs that find different things are not comparable.
  if found != referenceFound { say("\(name): found \(found), the reference \(referenceFound)") }
  pairs.figure(name, "ms", orders: stores.orders) { $0.median }.print()
  pairs.figure(name.dropLast(2) + "p99_ms", "ms", orders: stores.orders) { $0.share(0.99) }.print()
}
