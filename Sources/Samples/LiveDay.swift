import Commerce
import Operations

/// The orders on the floor and on the road now, brought there by the desks themselves: placed, paid, claimed, scanned,
/// packed, staged, sent out.
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
  private enum Goal {
    case pending, waiting, held, picking, short, putBack, picked, packed, ready, assigned, out, delivered, failed

    /// True for what has left the floor.
    var isOnRoad: Bool { self == .out || self == .delivered || self == .failed }
  }

  private struct Task {
    let town: Int
    let goal: Goal
    let placedAt: Instant
    let isMomo: Bool
  }

  private enum Step { case place, pay, hold, pick, beginPicking, pack, stage, cancel, deliver, fail }

  /// What somebody does for a whole town.
  private enum TownStep: Int { case morning, sendOut, assign, switchToMoMo, notice }

  private enum Event {
    case order(Int, Step)
    case town(Int, TownStep)
  }

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
    var events: [(at: Instant, rank: Int, event: Event)] = []
    for (index, task) in tasks.enumerated() {
      events += steps(of: task).map { ($0.1, index, .order(index, $0.0)) }
    }
    for town in towns.indices {
      events += townSteps(of: town).map { ($0.1, tasks.count + town, .town(town, $0.0)) }
    }
    events.sort { ($0.at, $0.rank) < ($1.at, $1.rank) }
    for (done, event) in events.enumerated() {
      clock.set(event.at)
      switch event.event {
      case .order(let task, let step): try await perform(step, task, tasks[task])
      case .town(let town, let step): try await perform(step, in: town, tasks)
      }
      try progress(done + 1, events.count)
    }
    clock.set(plan.now)
  }

  private mutating func drawTasks() -> [Task] {
    var tasks: [Task] = []
    for index in towns.indices {
      let count = share(of: plan.live, for: index)
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
    let road: [Goal] = [.out, .delivered, .assigned, .out, .delivered, .failed, .out, .delivered, .assigned, .out]
    for index in towns.indices {
      for turn in 0..<share(of: plan.road, for: index) {
        let placed = plan.now.adding(seconds: -Int64(numbers.between(185, 240) * 60 + numbers.below(60)))
        tasks.append(
          Task(town: index, goal: road[turn % road.count], placedAt: placed, isMomo: numbers.happens(580)))
      }
    }
    return tasks
  }

  /// A town's part of `total`; what rounding leaves over goes to the first town.
  private func share(of total: Int, for index: Int) -> Int {
    let weights = max(1, towns.reduce(0) { $0 + $1.weight })
    let share = total * towns[index].weight / weights
    guard index == 0 else { return share }
    return share + total - towns.reduce(0) { $0 + total * $1.weight / weights }
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
    case .assigned, .out, .delivered, .failed: 185
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
    case .assigned, .out, .delivered, .failed:
      steps += [(.pick, at(15)), (.pack, at(30)), (.stage, at(40))]
      // Between the first stop, an hour ago, and now.
      let ended = plan.now.adding(seconds: -(300 + age * 7 % 3600))
      if task.goal == .delivered { steps.append((.deliver, ended)) }
      if task.goal == .failed { steps.append((.fail, ended)) }
    }
    return steps
  }

  private func townSteps(of town: Int) -> [(TownStep, Instant)] {
    func ago(_ minutes: Int) -> Instant { plan.now.adding(minutes: -minutes) }
    guard plan.road > 0 else { return [] }
    var steps: [(TownStep, Instant)] = [(.morning, ago(160)), (.sendOut, ago(100)), (.assign, ago(9))]
    if town < 3 { steps.append((.switchToMoMo, ago(4))) }
    if town == 0 || town == 2 { steps.append((.notice, ago(2))) }
    return steps
  }

  private func perform(_ step: TownStep, in town: Int, _ tasks: [Task]) async throws(CommerceError) {
    let road = RoadHand(house: house, clock: clock, town: towns[town])
    let crew = towns[town].drivers
    func orders(_ isMeant: (Task) -> Bool) -> [ID<Order>] {
      tasks.indices.filter { tasks[$0].town == town && isMeant(tasks[$0]) }.compactMap { placed[$0] }
    }
    switch step {
    case .morning: try await road.lookAfterFailures()
    case .sendOut:
      // Two drivers take what there is, the others are still free.
      let out = orders { $0.goal.isOnRoad }
      let half = (out.count + 1) / 2
      for (index, driver) in crew.prefix(2).enumerated() {
        let own = out.dropFirst(index * half).prefix(min(half, 10))
        guard !own.isEmpty else { continue }
        try await road.assign(Array(own), to: driver)
        try await road.sendOut(driver)
      }
    case .assign:
      guard crew.count > 2 else { return }
      try await road.assign(Array(orders { $0.goal == .assigned }.prefix(12)), to: crew[2])
    case .switchToMoMo:
      guard let order = orders({ $0.goal == .out && !$0.isMomo }).first else { return }
      try await road.switchToMoMo(order)
    case .notice: try await SampleTill(house: house, town: towns[town]).strayNotice(town)
    }
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
      guard let tote = try await FloorHand.freeTote(of: &towns[task.town], in: house) else { return }
      try await floor.pick(order, by: picker, into: tote, lines: nil, isShort: task.goal == .short)
    case .beginPicking:
      guard let tote = try await FloorHand.freeTote(of: &towns[task.town], in: house) else { return }
      try await floor.begin(order, among: ["picker2", "picker3"], into: tote)
    case .pack: try await floor.pack(order)
    case .stage: try await floor.stage(order)
    case .deliver:
      // Every seventh customer has not enough at hand.
      let road = RoadHand(house: house, clock: clock, town: towns[task.town])
      try await road.deliver(order, short: index % 7 == 0 ? 500 : 0)
    case .fail:
      let reasons: [FailureReason] = [.noAnswer, .cashNotReady, .wrongAddress]
      try await RoadHand(house: house, clock: clock, town: towns[task.town]).fail(order, reasons[index % 3])
    }
  }

  /// Places the order; when something is sold out, other goods are ordered, and at last a delivery comes.
  private mutating func place(_ task: Task) async throws(CommerceError) -> ID<Order>? {
    let town = towns[task.town]
    guard let caller = town.caller("support") else { return nil }
    for attempt in 0... {
      let (customer, address, _) = customers.customer(numbers.below(customers.count), of: town)
      let draft = OrderDraft(
        lines: drawLines(), customer: customer, address: address, paymentMethod: task.isMomo ? .momo : .cod,
        channel: .town, deliveryMinor: Int64(numbers.between(10, 30)) * 100,
        note: numbers.happens(300) ? customers.files.notes[numbers.below(customers.files.notes.count)] : "",
        priority: numbers.happens(70) ? 1 : 0)
      do {
        return try await house.desks.orders.place(draft, Intent(id: house.ids.next(), caller: caller)).id
      } catch {
        guard case .refused = error, attempt < 10 else { throw error }
        if attempt >= 5 { try await receive(draft.lines, at: town) }
      }
    }
    return nil
  }

  /// Brings what an order wanted to the faces of its town.
  private func receive(_ lines: [OrderDraft.Line], at town: SampleTown) async throws(CommerceError) {
    let command = Command(
      id: house.ids.next(), actor: town.people["supervisor"]?.id, site: town.site.id, at: clock.now)
    let faces = lines.compactMap { line in
      items.firstIndex { $0.variant.id == line.variant }.flatMap { town.places[$0].first?.bin }.map { (line, $0) }
    }
    try await house.store.write { transaction throws(CommerceError) in
      for (line, bin) in faces {
        try transaction.post(
          StockMove(
            site: town.site.id, variant: line.variant, quantity: 24, from: .supplier, to: .bin(bin), reason: .receipt),
          by: command)
      }
    }
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
