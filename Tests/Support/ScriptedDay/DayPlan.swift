public import Commerce

/// The plan of a day: 300 orders in three waves, two fifths by cash, 8 % failed at first, 3 % refunded, five drivers
/// cashed up, the day closed. The same seed gives the same plan; what it expects of the books is worked out beside it.
public struct DayPlan: Sendable {
  /// The orders.
  public private(set) var orders: [DayOrder] = []
  /// What is done, in order.
  public private(set) var steps: [DayStep] = []
  /// Where each order has to stand in the evening.
  public private(set) var statuses: [OrderStatus]
  /// What the bank has to hold in the evening, in minor units.
  public private(set) var bankMinor: Int64 = 0
  /// What drivers have to own in the evening, in minor units.
  public private(set) var ownedMinor: Int64 = 0
  /// What customers were let owe and did not pay at the till, in minor units.
  public private(set) var debtMinor: Int64 = 0
  /// What the house owes customers, in minor units.
  public private(set) var creditMinor: Int64 = 0
  /// What was written off, in minor units.
  public private(set) var toleranceMinor: Int64 = 0
  /// Money given back, in minor units.
  public private(set) var refundedMinor: Int64 = 0

  private var generator: SeededGenerator
  private var cash: [Int64] = [0, 0, 0, 0, 0]
  private var again: [Int] = []
  private var failing: Set<Int> = []
  private var doors: [Int: DayStep.Door] = [:]
  private var switching: Set<Int> = []

  /// A plan of `count` orders, a multiple of 15 from 45 on.
  public init(seed: UInt64 = 63, count: Int = 300) {
    generator = SeededGenerator(seed: seed)
    statuses = [OrderStatus](repeating: .delivered, count: count)
    drawOrders(count)
    let wave = count / 3
    for number in 0..<3 { playWave(number, Array(number * wave..<(number + 1) * wave)) }
    playEvening()
  }

  private mutating func drawOrders(_ count: Int) {
    let byCash = Set((0..<count).shuffled(using: &generator).prefix(count * 2 / 5))
    for index in 0..<count {
      let skus = DayTown.items.indices.shuffled(using: &generator).prefix(Int.random(in: 1...4, using: &generator))
      let lines = skus.sorted().map { (DayTown.items[$0].sku, [1, 2, 2, 3][Int.random(in: 0...3, using: &generator)]) }
      orders.append(
        DayOrder(
          index: index, lines: lines, method: byCash.contains(index) ? .cod : .momo,
          feeMinor: Int64.random(in: 8...20, using: &generator) * 100, zone: Int.random(in: 0...2, using: &generator),
          driver: index % 5 + 1))
    }
    failing = Set((0..<count).shuffled(using: &generator).prefix(count * 8 / 100))
    let atDoor = orders.filter { $0.method == .cod && !failing.contains($0.index) }.shuffled(using: &generator)
    drawDoors(atDoor)
  }

  private mutating func drawDoors(_ open: [DayOrder]) {
    for (turn, order) in open.prefix(max(6, open.count / 8)).enumerated() {
      let total = order.totalMinor
      switch turn % 6 {
      case 0: doors[order.index] = .other(total - 50, .tolerance)
      case 1: doors[order.index] = .other(total - min(800, total / 2), .customerDebt)
      case 2: doors[order.index] = .other(total + 500, .customerCredit)
      case 3: doors[order.index] = .other(total - min(1000, total / 2), .driverShortage)
      case 4:
        guard let line = order.lines.first, line.quantity > 1 else { continue }
        let price = DayTown.items.first { $0.sku == line.sku }?.price ?? 0
        doors[order.index] = .withoutOne(total - price)
      default: switching.insert(order.index)
      }
    }
  }

  // MARK: A wave

  private mutating func playWave(_ number: Int, _ wave: [Int]) {
    let start = DayTown.start.adding(minutes: number * 180)
    for (turn, index) in wave.enumerated() {
      steps += [.clock(start.adding(seconds: Int64(turn) * 20)), .place(index)]
      if orders[index].method == .momo { steps.append(.poll(index)) }
    }
    steps.append(.clock(start.adding(minutes: 50)))
    steps += wave.filter { orders[$0].method == .momo }.map { .poll($0) }
    for (turn, index) in wave.enumerated() {
      let tote = "T-\(101 + turn % 100)"
      steps += [
        .clock(start.adding(minutes: 51).adding(seconds: Int64(turn) * 20)),
        .pick(index, picker: turn % 2 + 1, tote: tote), .pack(index, tote: tote), .seal(index), .stage(index),
      ]
    }
    let retried = again
    again = []
    for driver in 1...5 {
      let own = (retried + wave).filter { orders[$0].driver == driver }
      guard !own.isEmpty else { continue }
      steps += [
        .clock(start.adding(minutes: 90 + driver)), .assign(own, driver: driver), .arrange(driver),
        .load(own.reversed(), driver: driver), .endLoading(driver), .sendOut(driver),
      ]
    }
    playRoad(start.adding(minutes: 100), retried, wave)
    playFailures(number, wave.filter(failing.contains), at: start.adding(minutes: 160))
    playRefunds(wave, at: start.adding(minutes: 170))
  }

  private mutating func playRoad(_ start: Instant, _ retried: [Int], _ wave: [Int]) {
    for (turn, index) in (retried + wave).enumerated() {
      let order = orders[index]
      steps.append(.clock(start.adding(seconds: Int64(turn) * 25)))
      if failing.contains(index), !retried.contains(index) {
        let reasons: [FailureReason] = [.noAnswer, .wrongAddress, .refused, .cashNotReady, .closed]
        steps.append(.fail(index, driver: order.driver, reason: reasons[index % reasons.count]))
        continue
      }
      if switching.contains(index) {
        // The phone is asked; the driver comes by again when the answer is there.
        steps.append(.toMoMo(index, driver: order.driver))
        continue
      }
      let door = doors[index] ?? .exact
      steps.append(.deliver(index, driver: order.driver, door))
      if order.method == .cod { collect(order, door) }
    }
    steps.append(.clock(start.adding(minutes: 55)))
    for index in wave where switching.contains(index) {
      steps += [.poll(index), .deliver(index, driver: orders[index].driver, .exact)]
    }
  }

  private mutating func collect(_ order: DayOrder, _ door: DayStep.Door) {
    let total = order.totalMinor
    var collected = total
    switch door {
    case .exact: break
    case .withoutOne(let amount): collected = amount
    case .other(let amount, let reason):
      collected = amount
      switch reason {
      case .tolerance: toleranceMinor += total - amount
      case .customerDebt: debtMinor += total - amount
      case .customerCredit: creditMinor += amount - total
      case .driverShortage: ownedMinor += total - amount
      case .returnedItem: break
      }
    }
    cash[order.driver - 1] += collected
  }

  /// Five of eight get another attempt, the last wave's tomorrow; the others come back for good.
  private mutating func playFailures(_ number: Int, _ failed: [Int], at time: Instant) {
    steps.append(.clock(time))
    let kept = failed.prefix((failed.count * 5 + 7) / 8)
    for index in kept {
      steps.append(.reschedule(index, days: number < 2 ? 0 : 1, slot: number < 2 ? number + 2 : 1))
      steps.append(.scanBack(index))
      if number < 2 { again.append(index) } else { statuses[index] = .readyForDispatch }
    }
    let given = Array(failed.dropFirst(kept.count))
    guard !given.isEmpty else { return }
    steps.append(.backToDepot(given))
    for index in given {
      statuses[index] = .cancelled
      steps += [.scanBack(index), .putBack(index)]
      guard orders[index].method == .momo else { continue }
      steps.append(.payOut(index))
      refundedMinor += orders[index].totalMinor
    }
  }

  /// Three in a hundred are not happy with one of the things they got.
  private mutating func playRefunds(_ wave: [Int], at time: Instant) {
    let paid = wave.filter { orders[$0].method == .momo && !failing.contains($0) }
    steps.append(.clock(time))
    for index in paid.prefix(wave.count * 3 / 100) {
      steps += [.refund(index), .payOut(index)]
      let sku = orders[index].lines.first?.sku
      refundedMinor += DayTown.items.first { $0.sku == sku }?.price ?? 0
    }
  }

  // MARK: The evening

  private mutating func playEvening() {
    steps.append(.clock(DayTown.start.adding(minutes: 600)))
    var till: Int64 = 0
    // Things that customers did not keep are still in vehicles.
    for (index, door) in doors.sorted(by: { $0.key < $1.key }) {
      if case .withoutOne = door { steps += [.scanBack(index), .putBack(index)] }
    }
    for driver in 1...5 {
      let held = cash[driver - 1]
      guard held > 0 else { continue }
      if driver == 1 { steps.append(.declare(driver: driver, minor: held)) }
      let missing: Int64 = driver == 3 ? min(700, held) : 0
      steps.append(.count(driver: driver, minor: held - missing))
      if missing > 0 {
        steps.append(.settle(driver: driver))
        ownedMinor += missing
      }
      till += held - missing
    }
    for (index, door) in doors.sorted(by: { $0.key < $1.key }) {
      guard case .other(let amount, let reason) = door, [.customerDebt, .customerCredit].contains(reason) else {
        continue
      }
      let open = orders[index].totalMinor - amount
      steps.append(.balance(index, minor: open))
      till += open
      if open > 0 { debtMinor -= open } else { creditMinor += open }
    }
    steps += [.deposit(till), .closeDay]
    bankMinor = till
  }
}
