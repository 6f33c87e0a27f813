public import Commerce
public import Operations

/// A shift of random floor work on a small town: right and wrong scans, shorts, damages, undo, holds, cancellations,
/// packing, staging, put-backs, and of what comes after: runs, deliveries, failures, returns. The same seed on the same store does the same.
public struct RandomShift: Sendable {
  /// What one step tried, and what came of it.
  public struct Step: Sendable {
    /// The use case that was tried.
    public let action: String
    /// The command it ran under.
    public let command: UniqueID
    /// The stable code of the error; nil when it was accepted.
    public let refusedBy: String?
  }

  /// An accepted scan, as it would be sent again by somebody who never heard the answer.
  public struct Scan: Sendable {
    /// The list it was made on.
    public let list: ID<PickList>
    /// What was scanned.
    public let code: String
    /// The command it ran under.
    public let intent: Intent
  }

  /// The last pick scan that was accepted.
  public private(set) var lastScan: Scan?
  /// The orders placed so far.
  public private(set) var orders: [ID<Order>]
  let town: SmallTown
  let desks: Desks
  var generator: SeededGenerator
  private let nextID: @Sendable () -> UniqueID

  /// A shift over `town`, at its own desks or others that lead there; `nextID` mints the command ids.
  public init(
    _ town: SmallTown, seed: UInt64, orders: [ID<Order>] = [], at desks: Desks? = nil,
    nextID: @escaping @Sendable () -> UniqueID
  ) {
    self.town = town
    self.desks = desks ?? town.house.desks
    self.orders = orders
    self.nextID = nextID
    generator = SeededGenerator(seed: seed)
  }

  /// Tries one random thing.
  public mutating func step() async -> Step {
    town.clock.advance(seconds: Int64.random(in: 1...40, using: &generator))
    let intent = Intent(id: nextID(), caller: caller())
    let (action, refused) = await attempt(intent)
    return Step(action: action, command: intent.id, refusedBy: refused)
  }

  private mutating func attempt(_ intent: Intent) async -> (String, String?) {
    let roll = Int.random(in: 0..<100, using: &generator)
    let action =
      switch roll {
      case 0..<12: "place"
      case 12..<20: "claim"
      case 20..<50: "work"
      case 50..<70: "pack"
      case 70..<76: "stage"
      case 76..<80: "office"
      case 80..<84: "clean"
      default: "road"
      }
    do throws(CommerceError) {
      switch action {
      case "place": try await place(intent)
      case "claim": _ = try await desk.claimNext(intent)
      case "work": try await work(intent)
      case "pack": try await pack(intent)
      case "stage": try await stage(intent)
      case "office": try await office(intent)
      case "road": try await road(intent)
      default: try await clean(intent)
      }
      return (action, nil)
    } catch {
      return (action, error.code)
    }
  }

  private var desk: any WarehouseDesk { desks.warehouse }

  private mutating func caller() -> Caller {
    [town.picker, town.second, town.supervisor][Int.random(in: 0..<3, using: &generator)]
  }

  private mutating func place(_ intent: Intent) async throws(CommerceError) {
    let skus = SmallTown.items.map(\.sku).shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator))
    var lines: [OrderDraft.Line] = []
    for sku in skus {
      guard let variant = town.variants[sku] else { continue }
      lines.append(OrderDraft.Line(variant: variant, quantity: Int.random(in: 1...6, using: &generator)))
    }
    let area = ["Osu", "Ridge", "Labadi", "Nowhere"][Int.random(in: 0..<4, using: &generator)]
    let placed = try await desks.orders.place(
      OrderDraft(
        lines: lines, customer: Customer(name: "Customer \(orders.count)", phone: "0244000\(100 + orders.count)"),
        address: Address(line1: "1 High St", area: area),
        paymentMethod: Int.random(in: 0..<8, using: &generator) == 0 ? .momo : .cod),
      Intent(id: intent.id, caller: town.admin))
    orders.append(placed.id)
  }

  private mutating func work(_ intent: Intent) async throws(CommerceError) {
    guard let job = try await desk.workInHand(by: intent.caller) else {
      _ = try await desk.claimNext(intent)
      return
    }
    let list = job.list.id
    let remaining = max(1, job.list.current?.remaining ?? 1)
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: _ = try await desk.scan(randomCode(), on: list, intent)
    case 1:
      _ = try await desk.short(
        got: Int.random(in: 0..<remaining, using: &generator),
        reason: ShortReason.allCases.randomElement(using: &generator) ?? .notFound, on: list, intent)
    case 2: _ = try await desk.damaged(Int.random(in: 1...remaining, using: &generator), on: list, intent)
    case 3: _ = try await desk.skip(on: list, intent)
    case 4, 5: _ = try await desk.undo(on: list, intent)
    case 6: _ = try await desk.anotherTote(on: list, intent)
    case 7:
      guard let bin = try await desk.elsewhere(on: list, by: intent.caller).first else { throw idle }
      _ = try await desk.takeElsewhere(from: bin.bin.id, on: list, intent)
    case 8: try await desk.release(list, intent)
    default:
      let code = rightCode(job)
      _ = try await desk.scan(code, on: list, intent)
      lastScan = Scan(list: list, code: code, intent: intent)
    }
  }

  /// What a careful picker scans next.
  private mutating func rightCode(_ job: PickWork) -> String {
    let list = job.list
    if let inHand = list.inHand,
      let task = list.openTasks.first(where: { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin })
    {
      return list.orders.first { $0.order == task.order }?.openTote?.code ?? randomTote()
    }
    if !list.isCluster, list.orders.first?.openTote == nil { return randomTote() }
    guard let task = list.current else { return randomCode() }
    return Bool.random(using: &generator) || list.confirmedBin == task.bin.id
      ? SmallTown.code(task.variant.sku) : task.bin.code
  }

  private mutating func randomTote() -> String { "T-\(Int.random(in: 101...120, using: &generator))" }

  private mutating func randomCode() -> String {
    let codes = SmallTown.items.map(\.code) + SmallTown.opening.map(\.bin) + ["T-101", "L-01", "B-1", "NOTHING", ""]
    return codes.randomElement(using: &generator) ?? ""
  }

  private mutating func pack(_ intent: Intent) async throws(CommerceError) {
    let picked = try await desk.queue(
      QueueQuery(site: town.site, stages: [.picked]), PageRequest(.first, limit: 20), by: intent.caller)
    guard let row = picked.rows.randomElement(using: &generator) else { throw idle }
    let job = try await desk.packing(row.key.order, by: intent.caller)
    let left = job.lines.filter { $0.packed < $0.quantity }
    switch Int.random(in: 0..<14, using: &generator) {
    case 0: _ = try await desk.packScan(randomCode(), order: job.order.id, intent)
    case 1: _ = try await desk.nextBox(order: job.order.id, intent)
    case 2:
      guard let line = left.randomElement(using: &generator) else { throw idle }
      _ = try await desk.missing(1, line: line.id, order: job.order.id, intent)
    case 3:
      guard let line = left.randomElement(using: &generator) else { throw idle }
      _ = try await desk.damagedAtPacking(1, line: line.id, order: job.order.id, intent)
    default:
      if let line = left.first {
        _ = try await desk.packScan(line.sku, order: job.order.id, intent)
      } else if let parcel = job.parcels.first(where: { $0.state == .labelled }) {
        _ = try await desk.packScan(parcel.code, order: job.order.id, intent)
      } else {
        throw idle
      }
    }
  }

  private mutating func stage(_ intent: Intent) async throws(CommerceError) {
    guard let row = try await desk.stagingList(by: intent.caller).randomElement(using: &generator) else { throw idle }
    let wrong = Int.random(in: 0..<6, using: &generator) == 0
    _ = try await desk.stage(
      parcel: row.parcel.code, lane: wrong || row.lane.isEmpty ? "L-01" : row.lane, intent)
  }

  private mutating func office(_ intent: Intent) async throws(CommerceError) {
    guard let order = orders.randomElement(using: &generator) else { throw idle }
    let supervisor = Intent(id: intent.id, caller: town.supervisor)
    let orderDesk = desks.orders
    switch Int.random(in: 0..<6, using: &generator) {
    case 0: try await orderDesk.hold(order, reason: "random", supervisor)
    case 1, 2: try await orderDesk.releaseHold(order, supervisor)
    case 3: try await orderDesk.cancel(order, reason: "random", supervisor)
    case 4: try await desk.stepBack(order: order, reason: "random", supervisor)
    default: try await orderDesk.setPriority(1, of: order, supervisor)
    }
  }

  private mutating func clean(_ intent: Intent) async throws(CommerceError) {
    let supervisor = Intent(id: intent.id, caller: town.supervisor)
    if Bool.random(using: &generator) {
      guard let row = try await desk.shortages(PageRequest(), by: town.supervisor).rows.randomElement(using: &generator)
      else { throw idle }
      let settlement: ShortageSettlement = Bool.random(using: &generator) ? .retry : .drop
      try await desk.settle(row.shortage.id, settlement, reason: "random", supervisor)
    } else {
      guard let row = try await desk.putBacks(PageRequest(), by: town.supervisor).rows.first else { throw idle }
      _ = try await desk.putBack(row.putBack.id, into: row.binCode, supervisor)
    }
  }
}

/// Nothing was there to do it to; no command ran.
let idle = CommerceError.notFound(.view, "nothing to do")
