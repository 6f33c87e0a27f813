import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the stock work desk.
  mutating func addStockWork() throws {
    try command(StockWorkCalls.adjust) { try await $0.stockWork.adjust($1.request, stepUp: $1.stepUp, $2) }
    try query(StockWorkCalls.approvals) { try await $0.stockWork.approvals($1.page, by: $2) }
    try command(StockWorkCalls.approve) { try await $0.stockWork.approve($1.id, $2) }
    try effect(StockWorkCalls.reject) { try await $0.stockWork.reject($1.id, reason: $1.reason, $2) }
    try query(StockWorkCalls.countTasks) { try await $0.stockWork.countTasks($1.page, by: $2) }
    try command(StockWorkCalls.requestCount) { try await $0.stockWork.requestCount($1.code, $2) }
    try effect(StockWorkCalls.cancelCount) { try await $0.stockWork.cancelCount($1.id, reason: $1.reason, $2) }
    try query(StockWorkCalls.countInHand) { desks, _, caller in try await desks.stockWork.countInHand(by: caller) }
    try query(StockWorkCalls.count) { try await $0.stockWork.count($1.id, by: $2) }
    try command(StockWorkCalls.openCountOfBin) { try await $0.stockWork.openCount($1.binCode, $2) }
    try command(StockWorkCalls.openCount) { try await $0.stockWork.openCount($1.id, $2) }
    try command(StockWorkCalls.countScan) { try await $0.stockWork.countScan($1.code, on: $1.id, $2) }
    try command(StockWorkCalls.setCounted) { try await $0.stockWork.setCounted($1.quantity, on: $1.id, $2) }
    try command(StockWorkCalls.undoCount) { try await $0.stockWork.undoCount(on: $1.id, $2) }
    try command(StockWorkCalls.finishCount) { try await $0.stockWork.finishCount($1.id, confirmed: $1.confirmed, $2) }
    try command(StockWorkCalls.linkBarcode) {
      try await $0.stockWork.linkBarcode($1.code, to: $1.sku, units: $1.units, $2)
    }
    try query(StockWorkCalls.moves) {
      try await $0.stockWork.moves(of: $1.variant, reasons: $1.reasons, $1.page, by: $2)
    }
    try query(StockWorkCalls.resolve) { try await $0.stockWork.resolve($1.code, by: $2) }
    try query(StockWorkCalls.deliveries) { desks, _, caller in try await desks.stockWork.deliveries(by: caller) }
    try command(StockWorkCalls.announce) { try await $0.stockWork.announce($1.draft, $2) }
    try query(StockWorkCalls.inbound) { try await $0.stockWork.inbound($1.code, by: $2) }
    try command(StockWorkCalls.receive) { try await $0.stockWork.receive($1.receipt, $2) }
    try command(StockWorkCalls.undoReceive) { try await $0.stockWork.undoReceive($1.inbound, $2) }
    try command(StockWorkCalls.closeInbound) { try await $0.stockWork.closeInbound($1.inbound, reason: $1.reason, $2) }
    try command(StockWorkCalls.move) { try await $0.stockWork.move($1.request, $2) }
    try query(StockWorkCalls.transfers) { desks, _, caller in try await desks.stockWork.transfers(by: caller) }
    try query(StockWorkCalls.destinations) { desks, _, caller in try await desks.stockWork.destinations(by: caller) }
    try command(StockWorkCalls.beginTransfer) { try await $0.stockWork.beginTransfer(to: $1.town, $2) }
    try query(StockWorkCalls.transfer) { try await $0.stockWork.transfer($1.code, by: $2) }
    try command(StockWorkCalls.putIn) { try await $0.stockWork.putIn($1.request, $2) }
    try command(StockWorkCalls.undoPutIn) { try await $0.stockWork.undoPutIn($1.transfer, $2) }
    try command(StockWorkCalls.send) { try await $0.stockWork.send($1.transfer, $2) }
    try command(StockWorkCalls.printTransfer) {
      try await $0.stockWork.printTransfer($1.transfer, to: $1.destination, $2)
    }
    try query(StockWorkCalls.lowStock) { try await $0.stockWork.lowStock(all: $1.all, by: $2) }
    try effect(StockWorkCalls.setReorderPoint) { try await $0.stockWork.setReorderPoint($1.point, of: $1.code, $2) }
  }
}
