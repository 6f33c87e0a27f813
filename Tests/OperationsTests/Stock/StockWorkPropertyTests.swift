import Commerce
import Operations
import Store
import TestSupport
import Testing

/// Random counts, sales, adjustments, receipts and transfers by several people at once, against the rules of the books.
@Suite("Stock invariants under random work")
struct StockWorkPropertyTests {
  @Test("I1 and the ledger hold whatever order things happen in", arguments: Array(1...6 as ClosedRange<UInt64>))
  func invariants(seed: UInt64) async throws {
    let floor = try await StockFloor.build()
    let town = floor.town
    var shift = RandomShift(town, seed: seed) { town.ids.next() }
    var work = RandomStockWork(floor, seed: seed &* 7919)
    _ = try await floor.desk.announce(
      DeliveryDraft(
        supplier: "Unilever", reference: "PO-1", dueOn: "2026-11-22",
        lines: SmallTown.items.map { DeliveryDraft.Line(code: $0.sku, quantity: 40) }), town.intent(town.picker))
    var done: [String: Int] = [:]
    for number in 0..<260 {
      if number.isMultiple(of: 3) { _ = await shift.step() }
      let before = try await town.house.desks.history.lastSequence()
      let (action, code) = await work.step()
      if let code {
        #expect(code.hasPrefix("rule.") || code.hasPrefix("input."), "seed \(seed) step \(number) \(action): \(code)")
        // These begin something first, under a command of its own.
        if action != "count", action != "send" {
          #expect(try await town.house.desks.history.lastSequence() == before, "refused, yet the feed grew: \(action)")
        }
      } else {
        done[action, default: 0] += 1
      }
      guard number.isMultiple(of: 20) else { continue }
      for caller in [town.admin, Caller(person: town.staff.admin, site: town.elsewhere)] {
        for variant in town.variants.values {
          let level = try await town.house.desks.stock.card(variant, by: caller).level
          #expect(level.isSound && level.onHand >= 0, "I1 seed \(seed) step \(number): \(level)")
        }
      }
    }
    try await floor.expectClean("seed \(seed)")
    #expect(done.count >= 6, "real work: \(done)")
  }
}

private struct RandomStockWork {
  let floor: StockFloor
  private var generator: SeededGenerator
  private var transfer: String?

  init(_ floor: StockFloor, seed: UInt64) {
    self.floor = floor
    generator = SeededGenerator(seed: seed)
  }

  mutating func step() async -> (String, String?) {
    let actions = [
      "adjust", "adjust", "count", "count", "count", "finish", "approve", "receive", "move", "send", "arrive",
    ]
    let action = actions.randomElement(using: &generator) ?? ""
    do throws(CommerceError) {
      try await attempt(action)
      return (action, nil)
    } catch {
      return (action, error.code)
    }
  }

  private mutating func attempt(_ action: String) async throws(CommerceError) {
    let town = floor.town
    let place = SmallTown.opening.randomElement(using: &generator) ?? SmallTown.opening[0]
    let other = SmallTown.opening.randomElement(using: &generator) ?? SmallTown.opening[0]
    let counter = Bool.random(using: &generator) ? town.picker : town.second
    let few = Int.random(in: 1...6, using: &generator)
    let desk = floor.desk
    switch action {
    case "adjust":
      let reason = AdjustReason.allCases.randomElement(using: &generator) ?? .found
      let sign = Bool.random(using: &generator) ? 1 : -1
      _ = try await floor.adjust(
        place.sku, place.bin, .by(few * sign * (few == 6 ? 5 : 1)), reason, note: "random", mayWait: true)
    case "count":
      let work = try await desk.openCount(place.bin, town.intent(counter))
      _ = try await desk.countScan(place.sku, on: work.task.id, town.intent(counter))
      let held = (try? await floor.held(place.sku, place.bin)) ?? 0
      let number = max(0, held + Int.random(in: -30...30, using: &generator))
      _ = try await desk.setCounted(number, on: work.task.id, town.intent(counter))
    case "finish":
      guard let work = try await desk.countInHand(by: counter) else { return }
      _ = try await desk.finishCount(work.task.id, confirmed: true, town.intent(counter))
    case "approve":
      let waiting = try await desk.approvals(PageRequest(.first, limit: 50), by: town.admin).rows
      guard let row = waiting.randomElement(using: &generator) else { return }
      _ = try await desk.approve(row.adjustment.id, town.intent(town.admin))
    case "receive":
      let work = try await desk.inbound("PO-1", by: counter)
      if few == 1 {
        _ = try await desk.undoReceive(work.id, town.intent(counter))
      } else {
        _ = try await desk.receive(
          ReceiveRequest(inbound: work.id, code: place.sku, quantity: few, bin: other.bin), town.intent(counter))
      }
    case "move":
      let to = few == 1 ? "QUARANTINE" : other.bin
      _ = try await desk.move(
        MoveRequest(code: place.sku, quantity: few, from: few == 2 ? "QUARANTINE" : place.bin, to: to),
        town.intent(town.supervisor))
    case "send":
      let begun = try await desk.beginTransfer(to: "tema", town.intent(town.supervisor))
      transfer = begun.transfer.code
      if few == 1 {
        _ = try await desk.undoPutIn(begun.transfer.id, town.intent(town.supervisor))
      } else if few == 6 {
        _ = try await desk.send(begun.transfer.id, town.intent(town.supervisor))
      } else {
        _ = try await desk.putIn(
          PutInRequest(transfer: begun.transfer.id, code: place.sku, quantity: few, bin: place.bin),
          town.intent(town.supervisor))
      }
    default: try await arrive(few)
    }
  }

  private mutating func arrive(_ few: Int) async throws(CommerceError) {
    let town = floor.town
    let there = Caller(person: town.staff.admin, site: town.elsewhere)
    let open = try await floor.desk.transfers(by: there)
    guard let row = open.first(where: { $0.transfer.state == .sent }) else { return }
    let work = try await floor.desk.inbound(row.transfer.code, by: there)
    guard few > 1, let line = work.lines.first(where: { $0.due > 0 }) else {
      _ = try await floor.desk.closeInbound(work.id, reason: "lost on the way", town.intent(there))
      return
    }
    _ = try await floor.desk.receive(
      ReceiveRequest(
        inbound: work.id, code: line.variant.sku, quantity: min(few, line.due),
        bin: few == 2 ? "QUARANTINE" : SmallTown.opening[0].bin), town.intent(there))
  }
}
