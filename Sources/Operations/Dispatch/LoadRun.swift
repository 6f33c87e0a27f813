import Commerce

/// Gathers a run with its stops and parcels.
enum LoadRun {
  static func run(
    _ run: Run, _ view: RoadView, policy: AccessPolicy, caller: ID<Person>
  ) throws(CommerceError) -> RunDetail {
    let known = try view.transaction.driver(run.driver, at: view.site.id)
    let name = try view.transaction.person(run.driver)?.name ?? ""
    let driver = known ?? Driver(person: run.driver, name: name, site: view.site.id, code: "")
    var stops: [RunStop] = []
    for dispatch in try view.transaction.dispatches(of: run.id) {
      let order = try view.transaction.existingOrder(dispatch.order, in: view.scope)
      var card = try view.card(dispatch.order)
      let isLast = card.dispatch?.id == dispatch.id
      card.dispatch = dispatch
      card.driverName = name
      card.driverCode = driver.code
      card.runCode = run.code
      if !policy.allows(.seePhones, at: view.site.id), dispatch.driver != caller {
        card.phone = order.customer.maskedPhone
      }
      let actions = DispatchActions.states(of: card, grants: policy, site: view.site, now: view.now).map { state in
        let ended = DispatchActions.refuse(.dispatchEnded, card, .none)
        return isLast || state.refusal != nil ? state : ActionState(state.action, refusal: ended)
      }
      stops.append(
        RunStop(
          card: card, parcels: try view.transaction.parcels(of: order.id), landmark: order.address.landmark,
          note: order.note, actions: actions))
    }
    var row = try view.row(driver, try view.load(of: run.driver))
    row.hideCash(from: CashSight(of: caller, policy, at: view.site.id))
    return RunDetail(run: run, driver: row, stops: stops)
  }

  /// A run by its code, a driver's badge or a driver's two-character code; of a driver, the open one.
  static func find(_ text: String, _ view: RoadView) throws(CommerceError) -> Run {
    let code = ResolveCode.cleaned(text)
    if let run = try view.transaction.run(code: code, in: view.scope), run.site == view.site.id { return run }
    let drivers = try view.transaction.drivers(at: view.site.id, in: view.scope)
    let badge = try view.transaction.person(badge: code)?.id
    guard let driver = drivers.first(where: { $0.code == code || $0.person == badge }) else {
      throw .refused(Refusal(.unknownCode, [.code: .text(code)], remedy: .scanNeeded))
    }
    // What is being loaded comes before what is on the road.
    if let run = try view.transaction.openRun(of: driver.person, at: view.site.id, .planned),
      try !view.transaction.dispatches(of: run.id).isEmpty
    {
      return run
    }
    guard let run = try view.transaction.openRun(of: driver.person, at: view.site.id) else {
      throw .notFound(.run, driver.name)
    }
    return run
  }

  /// A line of the run list.
  static func row(_ run: Run, _ view: RoadView) throws(CommerceError) -> RunRow {
    let stops = try view.transaction.dispatches(of: run.id)
    return RunRow(
      run: run, driverName: try view.transaction.person(run.driver)?.name ?? "", stops: stops.count,
      delivered: stops.filter { $0.status == .delivered }.count, failed: stops.filter { $0.status == .failed }.count)
  }
}
