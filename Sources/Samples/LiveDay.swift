import Commerce
import Operations

/// The orders on the floor now, brought there by the desks themselves: placed, paid, claimed, scanned, packed, staged.
struct LiveDay {
  let house: House
  let clock: SampleClock
  let plan: SamplePlan
  let items: [SampleItem]
  let ranks: [Int]
  let customers: SampleCustomers
  var towns: [SampleTown]
  private var numbers: SeededNumbers
  private var placed: [Int: ID<Order>] = [:]
  private var pickTurn = 0

  /// Where an order of the working day is to stand now.
  private enum Goal { case pending, waiting, held, picking, short, putBack, picked, packed, ready }

  private struct Task {
    let town: Int
    let goal: Goal
    let placedAt: Instant
    let isMomo: Bool
  }

  private enum Step { case place, pay, hold, pick, beginPicking, pack, stage, cancel }

  init(
    house: House, clock: SampleClock, plan: SamplePlan, items: [SampleItem], ranks: [Int],
    customers: SampleCustomers, towns: [SampleTown]
  ) {
    self.house = house
    self.clock = clock
    self.plan = plan
    self.items = items
    self.ranks = ranks
    self.customers = customers
    self.towns = towns
    numbers = SeededNumbers(seed: plan.seed ^ 0x6C69_7665)
  }

  /// Lets the day happen, event by event in the order of time.
  mutating func run(_ progress: (Int, Int) throws(CommerceError) -> Void) async throws(CommerceError) {
    let tasks = drawTasks()
    var events: [(at: Instant, task: Int, step: Step)] = []
    for (index, task) in tasks.enumerated() {
      events += steps(of: task).map { ($0.1, index, $0.0) }
    }
    events.sort { ($0.at, $0.task) < ($1.at, $1.task) }
    for (done, event) in events.enumerated() {
      clock.set(event.at)
      try await perform(event.step, event.task, tasks[event.task])
      try progress(done + 1, events.count)
    }
    clock.set(plan.now)
  }

  private mutating func drawTasks() -> [Task] {
    var tasks: [Task] = []
    let weights = towns.reduce(0) { $0 + $1.weight }
    for index in towns.indices {
      let share = plan.live * towns[index].weight / max(1, weights)
      // What rounding leaves over goes to the first town.
      let rest = plan.live - towns.reduce(0) { $0 + plan.live * $1.weight / max(1, weights) }
      let count = share + (index == 0 ? rest : 0)
      var goals: [Goal] = []
      func add(_ goal: Goal, _ share: Int, most: Int) {
        goals += [Goal](repeating: goal, count: min(most, (count * share + 50) / 100))
      }
      add(.picking, 10, most: 2)
      add(.picked, 10, most: 8)
      add(.packed, 12, most: 20)
      add(.ready, 15, most: 30)
      add(.pending, 8, most: 40)
      add(.held, 5, most: 6)
      if count >= 12 { goals += [.short, .putBack] }
      goals += [Goal](repeating: .waiting, count: max(0, count - goals.count))
      for goal in goals.prefix(count) {
        let placed = plan.now.adding(seconds: -Int64(age(goal) * 60 + numbers.below(60)))
        let isMomo = goal == .pending || numbers.happens(580)
        tasks.append(Task(town: index, goal: goal, placedAt: placed, isMomo: isMomo))
      }
    }
    return tasks
  }

  /// Minutes since the order was placed.
  private mutating func age(_ goal: Goal) -> Int {
    switch goal {
    case .pending: numbers.between(1, 35)
    case .waiting: min(numbers.between(2, 80), numbers.between(2, 80))
    case .held: numbers.between(20, 110)
    case .picking: numbers.between(18, 50)
    case .short, .putBack: numbers.between(35, 58)
    case .picked: numbers.between(24, 56)
    case .packed: numbers.between(28, 64)
    case .ready: numbers.between(36, 72)
    }
  }

  private func steps(of task: Task) -> [(Step, Instant)] {
    let age = plan.now.seconds(since: task.placedAt)
    func at(_ percent: Int64) -> Instant { task.placedAt.adding(seconds: age * percent / 100) }
    var steps: [(Step, Instant)] = [(.place, task.placedAt)]
    if task.isMomo, task.goal != .pending { steps.append((.pay, task.placedAt.adding(seconds: min(100, age / 4)))) }
    switch task.goal {
    case .pending, .waiting: break
    case .held: steps.append((.hold, at(30)))
    // Within the lease: somebody is scanning right now.
    case .picking: steps.append((.beginPicking, plan.now.adding(seconds: -Int64(120 + age % 300))))
    case .short: steps.append((.pick, at(50)))
    case .putBack: steps += [(.pick, at(40)), (.cancel, at(70))]
    case .picked: steps.append((.pick, at(55)))
    case .packed: steps += [(.pick, at(40)), (.pack, at(70))]
    case .ready: steps += [(.pick, at(30)), (.pack, at(55)), (.stage, at(75))]
    }
    return steps
  }

  private mutating func perform(_ step: Step, _ index: Int, _ task: Task) async throws(CommerceError) {
    if step == .place {
      placed[index] = try await place(task)
      return
    }
    guard let order = placed[index] else { return }
    let floor = FloorHand(house: house, clock: clock, town: towns[task.town])
    switch step {
    case .place: break
    case .pay: try await SamplePayment(house: house, clock: clock).confirm(order)
    case .hold:
      guard let caller = towns[task.town].caller("support") else { return }
      let reason = ["address unclear", "customer asked to wait", "checking the phone number"][numbers.below(3)]
      try await house.desks.orders.hold(order, reason: reason, Intent(id: house.ids.next(), caller: caller))
    case .cancel:
      guard let caller = towns[task.town].caller("support") else { return }
      try await house.desks.orders.cancel(
        order, reason: "customer changed plans", Intent(id: house.ids.next(), caller: caller))
    case .pick:
      pickTurn += 1
      let picker = ["picker", "picker2", "picker3"][pickTurn % 3]
      let tote = towns[task.town].nextTote()
      try await floor.pick(order, by: picker, into: tote, lines: nil, isShort: task.goal == .short)
    case .beginPicking:
      let tote = towns[task.town].nextTote()
      try await floor.begin(order, among: ["picker2", "picker3"], into: tote)
    case .pack: try await floor.pack(order)
    case .stage: try await floor.stage(order)
    }
  }

  /// Places the order; when something is sold out, other goods are ordered.
  private mutating func place(_ task: Task) async throws(CommerceError) -> ID<Order>? {
    let town = towns[task.town]
    guard let caller = town.caller("support") else { return nil }
    for _ in 0..<5 {
      let (customer, address, _) = customers.customer(numbers.below(customers.count), of: town)
      let draft = OrderDraft(
        lines: drawLines(), customer: customer, address: address, paymentMethod: task.isMomo ? .momo : .cod,
        channel: .town, deliveryMinor: Int64(numbers.between(10, 30)) * 100,
        note: numbers.happens(300) ? customers.files.notes[numbers.below(customers.files.notes.count)] : "",
        priority: numbers.happens(70) ? 1 : 0)
      do {
        return try await house.desks.orders.place(draft, Intent(id: house.ids.next(), caller: caller)).id
      } catch {
        guard case .refused = error else { throw error }
      }
    }
    return nil
  }

  private mutating func drawLines() -> [OrderDraft.Line] {
    var lines: [OrderDraft.Line] = []
    for _ in 0...numbers.index(weighted: [12, 22, 28, 24, 14]) {
      let variant = items[ranks[numbers.favourite(of: items.count)]].variant.id
      guard !lines.contains(where: { $0.variant == variant }) else { continue }
      lines.append(OrderDraft.Line(variant: variant, quantity: [1, 1, 1, 2, 2, 3][numbers.below(6)]))
    }
    return lines
  }
}
