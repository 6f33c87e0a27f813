import Commerce
import Operations

/// Orders of past days and those already on the road today, written straight in the state they ended in: with the moves
/// of stock and the changes that a day on the floor would have left, netted.
struct PastTrade: Sendable {
  var towns: [SampleTown]
  let items: [SampleItem]
  let ranks: [Int]
  let customers: SampleCustomers
  let plan: SamplePlan
  let scope: Scope
  let ids: SeededIDs
  let admin: ID<Person>
  private var numbers: SeededNumbers
  private var runs: PastRuns
  private var refunds = 0
  private(set) var written = 0

  init(
    towns: [SampleTown], items: [SampleItem], customers: SampleCustomers, plan: SamplePlan, scope: Scope,
    ids: SeededIDs, admin: ID<Person>
  ) {
    self.towns = towns
    self.items = items
    self.customers = customers
    self.plan = plan
    self.scope = scope
    self.ids = ids
    self.admin = admin
    ranks = items.indices.sorted { (items[$0].velocity, $0) < (items[$1].velocity, $1) }
    numbers = SeededNumbers(seed: plan.seed ^ 0x7061_7374)
    runs = PastRuns(seed: plan.seed)
  }

  var total: Int { plan.past + plan.doneToday }

  /// Orders before the evening of yesterday, when drivers handed over; after it those of today.
  var nextStop: Int { written < plan.past ? plan.past : total }

  /// Writes up to `count` orders more, oldest first, but not past the evening.
  mutating func write(_ count: Int, in transaction: any WriteTransaction) throws(CommerceError) {
    for _ in 0..<min(count, nextStop - written) {
      try writeOne(in: transaction)
      written += 1
    }
  }

  /// Closes the runs and fills the faces up for the working day.
  mutating func replenish(in transaction: any WriteTransaction) throws(CommerceError) {
    try runs.finish(in: transaction)
    for town in towns.indices {
      for item in items.indices {
        guard let face = towns[town].places[item].first, face.onHand * 10 < face.full * 4 else { continue }
        try receive(item, town, face.full - face.onHand, at: plan.now.adding(minutes: -180), in: transaction)
      }
    }
  }

  private mutating func writeOne(in transaction: any WriteTransaction) throws(CommerceError) {
    let index = numbers.index(weighted: towns.map(\.weight))
    let town = towns[index]
    let isToday = written >= plan.past
    let placed = isToday ? placedToday() : placedBefore(town.site)
    let fate = Fate.drawn(&numbers, age: plan.now.minutes(since: placed))
    let failure = fate.status == .failed ? runs.failure() : .noAnswer
    let course = Course(
      fate, placed: placed, promised: town.site.promise(forOrderPlaced: placed), failure: failure, &numbers)
    let (customer, address, zone) = customers.customer(numbers.favourite(of: customers.count), of: town)
    let lines = try drawLines(town: index, ships: fate.ships, at: placed, in: transaction)
    let day = LocalTime(placed, offsetMinutes: town.site.utcOffsetMinutes).compactDate
    let totals = try OrderTotals(
      currency: town.site.currency, subtotalMinor: lines.reduce(0) { $0 + $1.totalMinor },
      deliveryMinor: Int64(numbers.between(10, 30)) * 100)
    // The money of yesterday and today goes through the books; what came before is at the bank.
    let isCounted = fate == .deliveredCash && placed >= midnight.adding(minutes: -1440)
    var order = Order(
      id: ID(0), uuid: ids.next(), number: try transaction.nextOrderNumber(day: day), site: town.site.id,
      channel: numbers.happens(40) ? .console : .town, mode: .delivery, status: fate.status,
      paymentMethod: fate.method, paymentStatus: isCounted ? .pending : fate.payment, customer: customer,
      address: address, zone: zone?.id,
      totals: totals, placedAt: placed, promiseAt: course.promised,
      note: numbers.happens(250) ? customers.files.notes[numbers.below(customers.files.notes.count)] : "",
      pickedAt: fate.ships ? course.packed : nil, statusAt: course.steps.last?.at ?? placed)
    let (id, lineIDs) = try transaction.insert(order, lines: lines)
    order.id = id
    let driver = fate.ships ? runs.driver(of: town) : nil
    try append(course, to: id, town: town, driver: driver, in: transaction)
    try pay(order, id, fate, course, in: transaction)
    guard let driver, !lineIDs.isEmpty else { return }
    let dispatch = try runs.stop(
      order, by: driver, uuid: ids.next(), failure: fate.status == .failed ? failure : nil, sent: course.sent,
      ended: course.ended, in: transaction, offset: town.site.utcOffsetMinutes)
    try ship(lines, of: id, town: index, driver: driver, fate: fate, at: course.sent, in: transaction)
    if fate.status == .failed { try box(lines, lineIDs, of: order, in: transaction) }
    guard isCounted else { return }
    let command = Command(id: ids.next(), actor: driver.id, site: order.site, at: course.ended)
    guard var stored = try transaction.order(id, in: scope) else { return }
    _ = try CollectAtDoor.run(
      &stored, dispatch: dispatch, collected: nil, approver: nil, in: transaction, by: command, scope: scope)
  }

  /// The box of an order that came to nothing: expected back at the depot.
  private func box(
    _ lines: [OrderLine], _ lineIDs: [ID<OrderLine>], of order: Order, in transaction: any WriteTransaction
  ) throws(CommerceError) {
    let contents = zip(lines, lineIDs).map { ParcelContent(line: $1, quantity: $0.quantity) }
    _ = try transaction.insert(
      Parcel(id: ID(0), order: order.id, site: order.site, code: "", box: 1, contents: contents, state: .dueBack))
  }

  /// When today began in towns on this clock.
  var midnight: Instant {
    let offset = towns.first?.site.utcOffsetMinutes ?? 0
    let now = LocalTime(plan.now, offsetMinutes: offset)
    return plan.now.adding(seconds: -Int64(now.minuteOfDay * 60 + now.second))
  }

  private mutating func placedBefore(_ site: Site) -> Instant {
    let open = Int64(max(1, site.closes - site.opens)) * 60_000
    let place = Int64(written) * Int64(plan.days) * open / Int64(max(1, plan.past))
    let day = place / open
    let today = LocalTime(plan.now, offsetMinutes: site.utcOffsetMinutes)
    let midnight =
      plan.now.milliseconds - Int64(today.minuteOfDay * 60 + today.second) * 1000 - plan.now.milliseconds % 1000
    let start = midnight - (Int64(plan.days) - day) * 86_400_000 + Int64(site.opens) * 60_000
    return Instant(milliseconds: start + place % open + Int64(numbers.below(60_000)))
  }

  private mutating func placedToday() -> Instant {
    let done = written - plan.past
    let minutes = 360 - 260 * done / max(1, plan.doneToday)
    return plan.now.adding(minutes: -minutes).adding(seconds: Int64(numbers.below(60)))
  }

  private mutating func drawLines(
    town: Int, ships: Bool, at placed: Instant, in transaction: any WriteTransaction
  ) throws(CommerceError) -> [OrderLine] {
    var lines: [OrderLine] = []
    for _ in 0...numbers.index(weighted: [20, 28, 26, 16, 10]) {
      let index = ranks[numbers.favourite(of: items.count)]
      let variant = items[index].variant
      let quantity = [1, 1, 1, 2, 2, 3, 4, 6][numbers.below(8)]
      guard let face = towns[town].places[index].first, face.full > quantity,
        !lines.contains(where: { $0.variant == variant.id })
      else { continue }
      if ships {
        if face.onHand < quantity { try receive(index, town, face.full, at: placed, in: transaction) }
        towns[town].places[index][0].onHand -= quantity
      }
      lines.append(
        OrderLine(
          id: ID(0), order: ID(0), variant: variant.id, sku: variant.sku, name: variant.name, quantity: quantity,
          unitPriceMinor: variant.priceMinor, picked: ships ? quantity : 0, packed: ships ? quantity : 0))
    }
    guard lines.isEmpty else { return lines }
    return try drawLines(town: town, ships: ships, at: placed, in: transaction)
  }

  private mutating func receive(
    _ item: Int, _ town: Int, _ quantity: Int, at time: Instant, in transaction: any WriteTransaction
  ) throws(CommerceError) {
    let site = towns[town].site.id
    let actor = towns[town].people["supervisor"]?.id ?? admin
    try transaction.post(
      StockMove(
        site: site, variant: items[item].variant.id, quantity: quantity, from: .supplier,
        to: .bin(towns[town].places[item][0].bin), reason: .receipt),
      by: Command(id: ids.next(), actor: actor, site: site, at: time))
    towns[town].places[item][0].onHand += quantity
  }

  private func ship(
    _ lines: [OrderLine], of order: ID<Order>, town: Int, driver: Person, fate: Fate, at time: Instant,
    in transaction: any WriteTransaction
  ) throws(CommerceError) {
    let site = towns[town].site.id
    let command = Command(id: ids.next(), actor: towns[town].people["dispatcher"]?.id ?? admin, site: site, at: time)
    for line in lines {
      guard let item = items.firstIndex(where: { $0.variant.id == line.variant }) else { continue }
      try transaction.post(
        StockMove(
          site: site, variant: line.variant, quantity: line.quantity, from: .bin(towns[town].places[item][0].bin),
          to: fate.status == .delivered ? .customer : .vehicle(driver.id), reason: .dispatch, order: order),
        by: command)
    }
  }

  private func append(
    _ course: Course, to order: ID<Order>, town: SampleTown, driver: Person?,
    in transaction: any WriteTransaction
  ) throws(CommerceError) {
    var old = ""
    for step in course.steps {
      let command = Command(
        id: ids.next(), actor: step.actor == "driver" ? driver?.id : town.people[step.actor]?.id, site: town.site.id,
        at: step.at)
      try transaction.append(
        Change(
          .order, order.serial, site: town.site.id, field: "status", old: old, new: step.status.rawValue,
          reason: step.reason),
        by: command)
      old = step.status.rawValue
    }
  }

  private mutating func pay(
    _ order: Order, _ id: ID<Order>, _ fate: Fate, _ course: Course, in transaction: any WriteTransaction
  ) throws(CommerceError) {
    _ = try transaction.insert(
      Payment(
        id: ID(0), order: id, method: order.paymentMethod, status: order.paymentStatus, amount: order.totals.total,
        reference: order.paymentMethod == .momo ? "MM-" + order.number.dropFirst(4) : nil, createdAt: order.placedAt,
        updatedAt: course.paid))
    guard fate == .cancelledPaid else { return }
    // Of the last days some wait to be paid out, and some the provider refused.
    let isRecent = order.placedAt >= midnight.adding(minutes: -1440)
    if isRecent { refunds += 1 }
    let status: RefundStatus = isRecent ? [.failed, .pending, .processed][refunds % 3] : .processed
    _ = try transaction.insert(
      Refund(
        id: ID(0), order: id, amount: order.totals.total, status: status, reason: "cancelled",
        failure: status == .failed ? "the wallet of this number is closed" : "", createdAt: order.statusAt))
  }
}
