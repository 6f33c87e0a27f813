public import Commerce
public import Operations

/// A fixed script of stock work between two small towns, one command a step: adjusted, counted, received, moved,
/// transferred. A step may be played again under the same identifier, as somebody does who never heard the answer.
public struct StockScript: Sendable {
  /// One step, on the bin of that place in `SmallTown.opening`.
  public enum Step: Hashable, Sendable {
    case adjust(Int, by: Int)
    case openCount(Int)
    case countScan(Int)
    case setCounted(Int, off: Int)
    case finishCount(Int)
    case announce(Int, round: Int)
    case receive(Int, round: Int, units: Int)
    case undoReceive(round: Int)
    case closeDelivery(round: Int)
    case move(Int, units: Int, isBack: Bool)
    case beginTransfer
    case putIn(Int, round: Int, units: Int)
    case send(round: Int)
    case arrive(Int, round: Int, units: Int)
    case closeTransfer(round: Int)
  }

  /// What is done, in order.
  public let steps: [Step]
  private let town: SmallTown
  private let desks: Desks
  private let rounds: Int

  /// Rounds of stock work on `town`, each on another bin, at its own desks or others that lead there.
  public init(_ town: SmallTown, rounds: Int = 12, at desks: Desks? = nil) {
    self.town = town
    self.desks = desks ?? town.house.desks
    self.rounds = rounds
    // Cheap things: nothing here needs a second person.
    let cheap = SmallTown.opening.indices.filter { !["PHONE-X", "RICE-5"].contains(SmallTown.opening[$0].sku) }
    steps = (1...rounds).flatMap { round -> [Step] in
      let bin = cheap[round % cheap.count]
      return [
        .adjust(bin, by: round.isMultiple(of: 2) ? 1 : -1), .openCount(bin), .countScan(bin),
        .announce(bin, round: round), .setCounted(bin, off: round % 3 - 1), .finishCount(bin),
        .receive(bin, round: round, units: 7), .receive(bin, round: round, units: 2), .undoReceive(round: round),
        .move(bin, units: 3, isBack: false), .closeDelivery(round: round), .move(bin, units: 2, isBack: true),
        .beginTransfer, .putIn(bin, round: round, units: 4), .putIn(bin, round: round, units: 1), .send(round: round),
        .arrive(bin, round: round, units: 3), .closeTransfer(round: round),
      ]
    }
  }

  /// The identifier of a step's command: the same however often the script is taken up again.
  public static func command(_ step: Int) -> UniqueID {
    UniqueID(randomHigh: 0x57_0C00_0000 + UInt64(step), randomLow: 1)
  }

  /// Plays a step at its own minute. Throws what the desk refuses.
  public func play(_ index: Int) async throws(CommerceError) {
    town.clock.set(FixedClock().now.adding(minutes: index))
    let desk = desks.stockWork
    let here = Intent(id: Self.command(index), caller: town.supervisor)
    let there = Intent(id: here.id, caller: Caller(person: town.staff.admin, site: town.elsewhere))
    switch steps[index] {
    case .adjust(let bin, let units):
      let place = SmallTown.opening[bin]
      _ = try await desk.adjust(
        AdjustRequest(
          code: place.sku, bin: place.bin, amount: .by(units), reason: .correction, note: "script", mayWait: false),
        stepUp: nil, here)
    case .openCount(let bin): _ = try await desk.openCount(SmallTown.opening[bin].bin, here)
    case .countScan(let bin): _ = try await desk.countScan(SmallTown.opening[bin].sku, on: try await count(index), here)
    case .setCounted(let bin, let off):
      _ = try await desk.setCounted(try await held(bin) + off, on: try await count(index), here)
    case .finishCount: _ = try await desk.finishCount(try await count(index), confirmed: true, here)
    case .announce(let bin, let round):
      let line = DeliveryDraft.Line(code: SmallTown.opening[bin].sku, quantity: 9)
      _ = try await desk.announce(
        DeliveryDraft(supplier: "Unilever", reference: "PO-\(round)", dueOn: "2026-11-22", lines: [line]), here)
    case .move(let bin, let units, let isBack):
      let (inside, outside) = (SmallTown.opening[bin].bin, "QUARANTINE")
      _ = try await desk.move(
        MoveRequest(
          code: SmallTown.opening[bin].sku, quantity: units, from: isBack ? outside : inside,
          to: isBack ? inside : outside), here)
    case .receive, .undoReceive, .closeDelivery, .arrive, .closeTransfer: try await inbound(index, here, there)
    case .beginTransfer: _ = try await desk.beginTransfer(to: "tema", here)
    case .putIn(let bin, let round, let units):
      let place = SmallTown.opening[bin]
      _ = try await desk.putIn(
        PutInRequest(transfer: try await transfer(round), code: place.sku, quantity: units, bin: place.bin), here)
    case .send(let round): _ = try await desk.send(try await transfer(round), here)
    }
  }

  private func inbound(_ index: Int, _ here: Intent, _ there: Intent) async throws(CommerceError) {
    let desk = desks.stockWork
    switch steps[index] {
    case .receive(let bin, let round, let units):
      let place = SmallTown.opening[bin]
      _ = try await desk.receive(
        ReceiveRequest(inbound: .delivery(ID(Int64(round))), code: place.sku, quantity: units, bin: place.bin), here)
    case .undoReceive(let round): _ = try await desk.undoReceive(.delivery(ID(Int64(round))), here)
    case .closeDelivery(let round):
      _ = try await desk.closeInbound(.delivery(ID(Int64(round))), reason: "the rest never came", here)
    case .arrive(let bin, let round, let units):
      let place = SmallTown.opening[bin]
      _ = try await desk.receive(
        ReceiveRequest(
          inbound: .transfer(try await transfer(round)), code: place.sku, quantity: units, bin: place.bin), there)
    case .closeTransfer(let round):
      _ = try await desk.closeInbound(.transfer(try await transfer(round)), reason: "lost on the way", there)
    default: break
    }
  }

  private func transfer(_ round: Int) async throws(CommerceError) -> ID<Transfer> {
    let text = String(round)
    let code = "TR-" + String(repeating: "0", count: max(0, 5 - text.count)) + text
    return try await desks.stockWork.transfer(code, by: town.supervisor).transfer.id
  }

  /// The count in hand; once it is finished, the one of this round, as a command that is sent again names it.
  private func count(_ index: Int) async throws(CommerceError) -> ID<CountTask> {
    if let work = try await desks.stockWork.countInHand(by: town.supervisor) { return work.task.id }
    return ID(Int64(index / (steps.count / rounds) + 1))
  }

  private func held(_ bin: Int) async throws(CommerceError) -> Int {
    let place = SmallTown.opening[bin]
    let card = try await desks.stock.card(town.variants[place.sku] ?? ID(0), by: town.supervisor)
    return card.bins.first { $0.bin.code == place.bin }?.onHand ?? 0
  }
}
