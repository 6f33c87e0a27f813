import Commerce
import Operations

/// The warehouse desk's calls.
extension EffectRunner {
  func perform(
    _ call: WarehouseCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> Answer {
    let desk = desks.warehouse
    switch call {
    case .queue(let query, let page): return .queue(try await desk.queue(query, page, by: caller))
    case .floor: return .floor(try await desk.floor(by: caller))
    case .zones: return .zones(try await desk.zones(by: caller))
    case .workInHand: return .workInHand(try await desk.workInHand(by: caller))
    case .work(let list): return .work(try await desk.work(list, by: caller))
    case .claimNext: return .work(try await desk.claimNext(intent))
    case .claim(let orders): return .work(try await desk.claim(orders, intent))
    case .release(let list):
      try await desk.release(list, intent)
      return .done
    case .takeOver(let list, let stepUp): return .work(try await desk.takeOver(list, stepUp: stepUp, intent))
    case .scan, .short, .damaged, .skip, .elsewhere, .takeElsewhere, .anotherTote, .countLeft, .undo, .linkBarcode:
      return try await pick(call, caller, intent)
    case .openPacking, .packing, .packScan, .acceptAll, .nextBox, .setWeight, .missing, .damagedAtPacking, .papers,
      .printPaper, .stepBack:
      return try await pack(call, caller, intent)
    case .stagingList: return .staging(try await desk.stagingList(by: caller))
    case .stagingParcel(let code): return .stagingParcel(try await desk.stagingParcel(code, by: caller))
    case .stage(let parcel, let lane): return .staged(try await desk.stage(parcel: parcel, lane: lane, intent))
    case .shortages(let page): return .shortages(try await desk.shortages(page, by: caller))
    case .settle(let shortage, let settlement, let reason):
      try await desk.settle(shortage, settlement, reason: reason, intent)
      return .done
    case .putBacks(let page): return .putBacks(try await desk.putBacks(page, by: caller))
    case .putBackItem(let code): return .putBack(try await desk.putBackItem(code, by: caller))
    case .putBack(let putBack, let bin): return .putBack(try await desk.putBack(putBack, into: bin, intent))
    }
  }

  private func pick(
    _ call: WarehouseCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> Answer {
    let desk = desks.warehouse
    switch call {
    case .scan(let code, let list): return .pick(try await desk.scan(code, on: list, intent))
    case .short(let got, let reason, let list):
      return .pick(try await desk.short(got: got, reason: reason, on: list, intent))
    case .damaged(let quantity, let list): return .pick(try await desk.damaged(quantity, on: list, intent))
    case .skip(let list): return .pick(try await desk.skip(on: list, intent))
    case .elsewhere(let list): return .bins(try await desk.elsewhere(on: list, by: caller))
    case .takeElsewhere(let bin, let list): return .pick(try await desk.takeElsewhere(from: bin, on: list, intent))
    case .anotherTote(let list): return .pick(try await desk.anotherTote(on: list, intent))
    case .countLeft(let counted, let list): return .pick(try await desk.countLeft(counted, on: list, intent))
    case .undo(let list): return .pick(try await desk.undo(on: list, intent))
    case .linkBarcode(let code, let sku): return .variant(try await desk.linkBarcode(code, to: sku, intent))
    default: return .done
    }
  }

  private func pack(
    _ call: WarehouseCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> Answer {
    let desk = desks.warehouse
    switch call {
    case .openPacking(let code): return .packing(try await desk.openPacking(code, by: caller))
    case .packing(let order): return .packing(try await desk.packing(order, by: caller))
    case .packScan(let code, let order): return .pack(try await desk.packScan(code, order: order, intent))
    case .acceptAll(let order): return .pack(try await desk.acceptAll(order: order, intent))
    case .nextBox(let order): return .pack(try await desk.nextBox(order: order, intent))
    case .setWeight(let grams, let order): return .pack(try await desk.setWeight(grams, order: order, intent))
    case .missing(let quantity, let line, let order):
      return .pack(try await desk.missing(quantity, line: line, order: order, intent))
    case .damagedAtPacking(let quantity, let line, let order):
      return .pack(try await desk.damagedAtPacking(quantity, line: line, order: order, intent))
    case .papers(let parcel): return .papers(try await desk.papers(of: parcel, by: caller))
    case .printPaper(let paper, let parcel, let destination):
      return .text(try await desk.printPaper(paper, of: parcel, to: destination, intent))
    case .stepBack(let order, let reason):
      try await desk.stepBack(order: order, reason: reason, intent)
      return .done
    default: return .done
    }
  }
}
