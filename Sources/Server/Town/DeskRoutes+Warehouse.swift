import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the warehouse desk.
  mutating func addWarehouse() throws {
    try query(WarehouseCalls.queue) { try await $0.warehouse.queue($1.query, $1.page, by: $2) }
    try query(WarehouseCalls.floor) { desks, _, caller in try await desks.warehouse.floor(by: caller) }
    try query(WarehouseCalls.zones) { desks, _, caller in try await desks.warehouse.zones(by: caller) }
    try query(WarehouseCalls.workInHand) { desks, _, caller in try await desks.warehouse.workInHand(by: caller) }
    try query(WarehouseCalls.work) { try await $0.warehouse.work($1.list, by: $2) }
    try command(WarehouseCalls.claimNext) { desks, _, intent in try await desks.warehouse.claimNext(intent) }
    try command(WarehouseCalls.claim) { try await $0.warehouse.claim($1.orders, $2) }
    try effect(WarehouseCalls.release) { try await $0.warehouse.release($1.list, $2) }
    try command(WarehouseCalls.takeOver) { try await $0.warehouse.takeOver($1.list, stepUp: $1.stepUp, $2) }
    try command(WarehouseCalls.scan) { try await $0.warehouse.scan($1.code, on: $1.list, $2) }
    try command(WarehouseCalls.misScan) { try await $0.warehouse.misScan($1.code, $1.refusal, on: $1.list, $2) }
    try command(WarehouseCalls.short) { try await $0.warehouse.short(got: $1.got, reason: $1.reason, on: $1.list, $2) }
    try command(WarehouseCalls.damaged) { try await $0.warehouse.damaged($1.quantity, on: $1.list, $2) }
    try command(WarehouseCalls.skip) { try await $0.warehouse.skip(on: $1.list, $2) }
    try query(WarehouseCalls.elsewhere) { try await $0.warehouse.elsewhere(on: $1.list, by: $2) }
    try command(WarehouseCalls.takeElsewhere) { try await $0.warehouse.takeElsewhere(from: $1.bin, on: $1.list, $2) }
    try command(WarehouseCalls.anotherTote) { try await $0.warehouse.anotherTote(on: $1.list, $2) }
    try command(WarehouseCalls.countLeft) { try await $0.warehouse.countLeft($1.counted, on: $1.list, $2) }
    try command(WarehouseCalls.undo) { try await $0.warehouse.undo(on: $1.list, $2) }
    try command(WarehouseCalls.linkBarcode) { try await $0.warehouse.linkBarcode($1.code, to: $1.sku, $2) }
    try query(WarehouseCalls.openPacking) { try await $0.warehouse.openPacking($1.code, by: $2) }
    try query(WarehouseCalls.packing) { try await $0.warehouse.packing($1.order, by: $2) }
    try command(WarehouseCalls.packScan) { try await $0.warehouse.packScan($1.code, order: $1.order, $2) }
    try command(WarehouseCalls.acceptAll) { try await $0.warehouse.acceptAll(order: $1.order, $2) }
    try command(WarehouseCalls.nextBox) { try await $0.warehouse.nextBox(order: $1.order, $2) }
    try command(WarehouseCalls.setWeight) { try await $0.warehouse.setWeight($1.grams, order: $1.order, $2) }
    try command(WarehouseCalls.missing) {
      try await $0.warehouse.missing($1.quantity, line: $1.line, order: $1.order, $2)
    }
    try command(WarehouseCalls.damagedAtPacking) {
      try await $0.warehouse.damagedAtPacking($1.quantity, line: $1.line, order: $1.order, $2)
    }
    try query(WarehouseCalls.papers) { try await $0.warehouse.papers(of: $1.parcel, by: $2) }
    try command(WarehouseCalls.printPaper) {
      try await $0.warehouse.printPaper($1.paper, of: $1.parcel, to: $1.destination, $2)
    }
    try effect(WarehouseCalls.stepBack) { try await $0.warehouse.stepBack(order: $1.order, reason: $1.reason, $2) }
    try query(WarehouseCalls.stagingList) { desks, _, caller in try await desks.warehouse.stagingList(by: caller) }
    try query(WarehouseCalls.stagingParcel) { try await $0.warehouse.stagingParcel($1.code, by: $2) }
    try command(WarehouseCalls.stage) { try await $0.warehouse.stage(parcel: $1.parcel, lane: $1.lane, $2) }
    try query(WarehouseCalls.shortages) { try await $0.warehouse.shortages($1.page, by: $2) }
    try effect(WarehouseCalls.settle) {
      try await $0.warehouse.settle($1.shortage, $1.settlement, reason: $1.reason, $2)
    }
    try query(WarehouseCalls.putBacks) { try await $0.warehouse.putBacks($1.page, by: $2) }
    try query(WarehouseCalls.putBackItem) { try await $0.warehouse.putBackItem($1.code, by: $2) }
    try command(WarehouseCalls.putBack) { try await $0.warehouse.putBack($1.putBack, into: $1.binCode, $2) }
  }
}
