public import Commerce
public import Operations

/// Fills an empty store with a working day: towns, products, people, past trade, and orders in every status.
public struct SampleStore: Sendable {
  private let store: any Store
  private let hasher: any PasswordHasher
  private let files: SampleFiles
  private let plan: SamplePlan

  /// A filling of `store`, which has to be empty, from these files.
  public init(store: any Store, hasher: any PasswordHasher, files: SampleFiles, plan: SamplePlan) {
    self.store = store
    self.hasher = hasher
    self.files = files
    self.plan = plan
  }

  private static let batch = 1000

  /// Fills the store. `progress` hears of orders done and of how many, and throws to stop.
  /// Throws `input.invalid` for a mistake in the files, else `store.…` trouble.
  public func build(
    _ progress: (_ done: Int, _ total: Int) throws(CommerceError) -> Void
  ) async throws(CommerceError) {
    let clock = SampleClock(plan.now.adding(minutes: -(plan.days + 1) * 1440))
    let ids = SeededIDs(seed: plan.seed)
    let house = House(
      store: store, clock: clock, ids: ids, hasher: hasher, printer: NoPrinter(),
      gateway: SimulatedMoMo(store: store, clock: clock))
    let total = max(1, plan.orders)
    try progress(0, total)
    let setUp = SampleHouse(house: house, clock: clock, files: files, now: plan.now)
    let admin = try await setUp.importAll()
    let items = try await setUp.items()
    let towns = try await setUp.towns(items, admin: admin, seed: plan.seed)
    let customers = SampleCustomers(
      files: files, seed: plan.seed, count: max(300, min(50_000, plan.orders / 12)))
    var past = PastTrade(
      towns: towns, items: items, customers: customers, plan: plan, scope: try SampleHouse.everywhere(), ids: ids,
      admin: admin)
    while past.written < past.total {
      past = try await store.write { [past] transaction throws(CommerceError) in
        var next = past
        try next.write(Self.batch, in: transaction)
        return next
      }
      if past.written == plan.past { try await evening(past, house, clock) }
      try progress(past.written, total)
    }
    past = try await store.write { [past] transaction throws(CommerceError) in
      var next = past
      try next.replenish(in: transaction)
      return next
    }
    var day = LiveDay(
      house: house, clock: clock, plan: plan, items: items, ranks: past.ranks, customers: customers, towns: past.towns)
    let written = past.written
    let left = plan.live + plan.road
    try await day.run { (done, events) throws(CommerceError) in
      try progress(min(total, written + left * done / max(1, events)), total)
    }
    clock.set(plan.now.adding(seconds: -60))
    try await StockRoom(house: house, clock: clock, items: items, towns: past.towns, admin: admin).fill()
    clock.set(plan.now)
  }

  /// Yesterday's drivers hand over in the evening; two towns are left with a difference nobody has decided on.
  private func evening(_ past: PastTrade, _ house: House, _ clock: SampleClock) async throws(CommerceError) {
    clock.set(past.midnight.adding(minutes: -150))
    // In the first hours of a day its trade began the evening before.
    let closes = plan.now.minutes(since: past.midnight) >= 480
    for (index, town) in past.towns.enumerated() {
      try await SampleTill(house: house, town: town).evening(
        missing: index == 0 ? 1500 : index == 2 ? 400 : 0, closes: closes)
    }
  }
}
