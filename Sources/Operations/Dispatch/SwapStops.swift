import Commerce

/// Gives stops to another driver, in their order.
enum SwapStops {
  /// Stops that have not left go to the new driver's planned run. What is on the road changes vehicles in the books at
  /// once and waits to be scanned over; the cash stays with whom took it. Answers the run when there is only one.
  static func run(
    _ orders: [ID<Order>], to driver: ID<Person>, _ reason: SwapReason, excluding: Bool, _ work: RoadWork
  ) throws(CommerceError) -> ID<Run>? {
    var stops: [Dispatch] = []
    for id in orders {
      if let dispatch = try work.transaction.activeDispatch(of: id) { stops.append(dispatch) }
    }
    stops.sort { ($0.run, $0.position, $0.id) < ($1.run, $1.position, $1.id) }
    var runs: Set<ID<Run>> = []
    for state in [Run.State.planned, .out] {
      let moving = stops.filter { ($0.status == .outForDelivery) == (state == .out) }
      guard !moving.isEmpty else { continue }
      let run: Run
      if let open = try work.transaction.openRun(of: driver, at: work.site.id, state) {
        run = open
      } else {
        run = try work.open(state, for: driver)
      }
      runs.insert(run.id)
      var position = try work.nextPosition(on: run.id)
      for dispatch in moving {
        try move(dispatch, to: driver, run, position, reason, work)
        if excluding { try work.transaction.exclude(dispatch.driver, from: dispatch.order) }
        position += 1
      }
    }
    for run in Set(stops.map(\.run)).sorted() { try work.closeIfDone(run) }
    return runs.count == 1 ? runs.first : nil
  }

  private static func move(
    _ dispatch: Dispatch, to driver: ID<Person>, _ run: Run, _ position: Int, _ reason: SwapReason, _ work: RoadWork
  ) throws(CommerceError) {
    let order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
    let old = dispatch
    var dispatch = dispatch
    let label = try work.label(old)
    let boxes = try work.transaction.parcels(of: order.id).filter { $0.state == .out || $0.state == .loaded }
    dispatch.driver = driver
    dispatch.run = run.id
    dispatch.position = position
    dispatch.awaitsHandOver = !boxes.isEmpty
    try work.save(&dispatch, was: old, reason: reason.rawValue)
    try work.setParcels(of: order.id) { parcel in
      parcel.awaitsHandOver = parcel.state == .out || parcel.state == .loaded
    }
    for (place, variant, quantity) in try work.transaction.unitsOnRoad(of: order.id, at: order.site) {
      guard case .vehicle = place, place != .vehicle(driver) else { continue }
      try work.post(quantity, of: variant, from: place, to: .vehicle(driver), .handOver, for: order.id)
    }
    try work.noteDispatch(of: order, old: label, new: try work.label(dispatch), reason: reason.rawValue)
  }
}
