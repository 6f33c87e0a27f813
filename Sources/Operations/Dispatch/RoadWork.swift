import Commerce

/// What dispatch reads over and over, at one site: cards, drivers, the local day.
struct RoadView {
  let transaction: any ReadTransaction
  let scope: Scope
  let site: Site
  let now: Instant

  /// Throws `input.not_found` for a site out of reach.
  init(at site: ID<Site>, now: Instant, in transaction: any ReadTransaction, scope: Scope) throws(CommerceError) {
    guard scope.includes(site), let found = try transaction.site(site) else {
      throw .notFound(.site, site.description)
    }
    self.transaction = transaction
    self.scope = scope
    self.site = found
    self.now = now
  }

  /// The minute of the local day.
  var minuteOfDay: Int { LocalTime(now, offsetMinutes: site.utcOffsetMinutes).minuteOfDay }

  /// The beginning of the local day.
  var midnight: Instant {
    let local = LocalTime(now, offsetMinutes: site.utcOffsetMinutes)
    let into = Int64(local.minuteOfDay * 60 + local.second) * 1000
    let fraction = ((now.milliseconds % 1000) + 1000) % 1000
    return Instant(milliseconds: now.milliseconds - into - fraction)
  }

  /// The card of an order. Throws `input.not_found` for one elsewhere.
  func card(_ order: ID<Order>) throws(CommerceError) -> BoardCard {
    guard let card = try transaction.boardCard(of: order, at: site.id, in: scope) else {
      throw .notFound(.order, order.description)
    }
    return card
  }

  /// A dispatch with its card. Throws `input.not_found` for one elsewhere, `rule.dispatch.ended` when another attempt
  /// has begun since.
  func stop(_ dispatch: ID<Dispatch>) throws(CommerceError) -> (Dispatch, BoardCard) {
    guard let found = try transaction.dispatch(dispatch, in: scope) else {
      throw .notFound(.dispatch, dispatch.description)
    }
    let card = try card(found.order)
    guard card.dispatch?.id == found.id else { throw DispatchActions.refuse(.dispatchEnded, card, .none) }
    return (found, card)
  }

  /// A run within reach.
  func run(_ id: ID<Run>) throws(CommerceError) -> Run {
    guard let run = try transaction.run(id, in: scope) else { throw .notFound(.run, id.description) }
    return run
  }

  /// A driver of the site. Throws `rule.driver.not_here` for anybody else.
  func driver(_ person: ID<Person>) throws(CommerceError) -> Driver {
    if let driver = try transaction.driver(person, at: site.id) { return driver }
    let name = try transaction.person(person)?.name ?? ""
    throw .refused(Refusal(.notADriver, [.person: .text(name), .target: .text(site.name)], remedy: .chooseDriver))
  }

  /// What a driver has on hand, their cash with it.
  func load(of driver: ID<Person>) throws(CommerceError) -> DriverLoad {
    var load = try transaction.load(of: driver, at: site.id, since: midnight)
    load.cashMinor = try transaction.cashInHand(of: driver, at: site.id)
    return load
  }

  /// These drivers with what they have on hand and why they get nothing more.
  func rows(
    of drivers: [Driver], _ loads: [ID<Person>: DriverLoad], _ sight: CashSight
  ) throws(CommerceError) -> [DriverRow] {
    var rows: [DriverRow] = []
    rows.reserveCapacity(drivers.count)
    for driver in drivers {
      var load = loads[driver.person] ?? DriverLoad()
      load.cashMinor = try transaction.cashInHand(of: driver.person, at: site.id)
      var row = try row(driver, load)
      row.hideCash(from: sight)
      rows.append(row)
    }
    return rows
  }

  /// A driver's line.
  func row(_ driver: Driver, _ load: DriverLoad) throws(CommerceError) -> DriverRow {
    var row = DriverRow(driver: driver, load: load)
    if let run = load.run { row.runCode = try transaction.run(run, in: scope)?.code ?? "" }
    do throws(CommerceError) {
      try DriverPolicy.check(driver, load, adding: 1, minuteOfDay: minuteOfDay, currency: site.currency)
    } catch { row.refusal = error }
    return row
  }
}

extension DriverRow {
  /// Whoever may have to count it blind is not told what the driver holds.
  mutating func hideCash(from sight: CashSight) {
    guard sight.hides(driver.person) else { return }
    load.cashMinor = 0
    hidesCash = true
    guard case .refused(let refused)? = refusal, refused.rule == .driverCashLimit else { return }
    refusal = .refused(Refusal(refused.rule, refused.facts.filter { $0.key != .amount }, remedy: refused.remedy))
  }
}

extension ReadTransaction {
  /// Cash in a driver's hands, in minor units.
  func cashInHand(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Int64 {
    try balance(of: .driver(driver), at: site)
  }
}

extension WriteTransaction {
  /// Closes a run that has left, once nothing on it goes on: however its last stop left it.
  func closeIfDone(_ id: ID<Run>, by command: Command, scope: Scope) throws(CommerceError) {
    guard var run = try run(id, in: scope), run.state == .out,
      try !dispatches(of: id).contains(where: \.status.isActive)
    else { return }
    run.state = .closed
    run.closedAt = command.at
    try update(run)
    try append(
      Change(
        .run, id.serial, site: run.site, field: "state", old: Run.State.out.rawValue, new: Run.State.closed.rawValue),
      by: command)
  }
}

/// A change of dispatch under one command.
struct RoadWork {
  let view: RoadView
  let transaction: any WriteTransaction
  let command: Command

  init(
    at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    view = try RoadView(at: site, now: command.at, in: transaction, scope: scope)
    self.transaction = transaction
    self.command = command
  }

  var site: Site { view.site }
  var scope: Scope { view.scope }

  /// Stores a dispatch and what changed of it, keeping the value's version in step.
  func save(_ dispatch: inout Dispatch, was old: Dispatch, reason: String = "") throws(CommerceError) {
    try transaction.update(dispatch)
    dispatch.version += 1
    if dispatch.status != old.status {
      try note(dispatch.id, "status", old: old.status.rawValue, new: dispatch.status.rawValue, reason: reason)
    }
    if dispatch.driver != old.driver {
      let names = (try transaction.person(old.driver)?.name, try transaction.person(dispatch.driver)?.name)
      try note(dispatch.id, "driver", old: names.0 ?? "", new: names.1 ?? "", reason: reason)
    }
    if dispatch.position != old.position {
      try note(dispatch.id, "position", old: String(old.position), new: String(dispatch.position), reason: reason)
    }
  }

  /// Appends a change of a dispatch.
  func note(
    _ dispatch: ID<Dispatch>, _ field: String, old: String = "", new: String, reason: String = ""
  ) throws(CommerceError) {
    try transaction.append(
      Change(.dispatch, dispatch.serial, site: site.id, field: field, old: old, new: new, reason: reason), by: command)
  }

  /// Appends a change of a run.
  func note(_ run: Run, _ field: String, old: String = "", new: String, reason: String = "") throws(CommerceError) {
    try transaction.append(
      Change(.run, run.id.serial, site: site.id, field: field, old: old, new: new, reason: reason), by: command)
  }

  /// Tells on the order's own timeline who has it: `Kofi A. R-118`.
  func noteDispatch(of order: Order, old: String = "", new: String, reason: String = "") throws(CommerceError) {
    try transaction.append(order.change("dispatch", old: old, new: new, reason: reason), by: command)
  }

  /// `Kofi Asante R-118`.
  func label(_ dispatch: Dispatch) throws(CommerceError) -> String {
    let name = try transaction.person(dispatch.driver)?.name ?? ""
    return name + " " + (try transaction.run(dispatch.run, in: scope)?.code ?? "")
  }

  /// The run a driver's next stops go to, opened when there is none.
  func plannedRun(of driver: ID<Person>) throws(CommerceError) -> Run {
    if let run = try transaction.openRun(of: driver, at: site.id, .planned) { return run }
    return try open(.planned, for: driver)
  }

  /// A new run in that state.
  func open(_ state: Run.State, for driver: ID<Person>) throws(CommerceError) -> Run {
    let run = try transaction.insert(
      Run(
        id: ID(0), code: "", site: site.id, driver: driver, state: state, createdAt: command.at,
        outAt: state == .out ? command.at : nil))
    try note(run, "state", new: state.rawValue)
    return run
  }

  /// The place after a run's last stop.
  func nextPosition(on run: ID<Run>) throws(CommerceError) -> Int {
    (try transaction.dispatches(of: run).map(\.position).max() ?? 0) + 1
  }

  /// Closes a run that has left, once nothing on it goes on.
  func closeIfDone(_ id: ID<Run>) throws(CommerceError) {
    try transaction.closeIfDone(id, by: command, scope: scope)
  }

  /// Sets every parcel of the order that `changes` to its new state.
  func setParcels(
    of order: ID<Order>, _ change: (inout Parcel) -> Void
  ) throws(CommerceError) {
    for parcel in try transaction.parcels(of: order) {
      var changed = parcel
      change(&changed)
      guard changed != parcel else { continue }
      try transaction.update(changed)
      guard changed.state != parcel.state else { continue }
      try transaction.append(
        Change(
          .parcel, parcel.id.serial, site: site.id, field: "state", old: parcel.state.rawValue,
          new: changed.state.rawValue), by: command)
    }
  }

  /// Posts one move of the order's units.
  func post(
    _ quantity: Int, of variant: ID<Variant>, from: StockLocation, to: StockLocation, _ reason: StockReason,
    for order: ID<Order>
  ) throws(CommerceError) {
    try transaction.post(
      StockMove(
        site: site.id, variant: variant, quantity: quantity, from: from, to: to, reason: reason, order: order),
      by: command)
  }
}
