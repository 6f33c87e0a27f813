import Commerce

/// Puts the stops of a run in order.
enum ArrangeStops {
  /// Moves a stop by so many places; what has ended keeps its place. Throws `rule.dispatch.ended` for an ended stop.
  static func move(_ id: ID<Dispatch>, by places: Int, _ work: RoadWork) throws(CommerceError) -> ID<Run> {
    let dispatch = try active(id, work)
    var stops = try work.transaction.dispatches(of: dispatch.run)
    guard let index = stops.firstIndex(where: { $0.id == id }) else { throw .notFound(.dispatch, id.description) }
    let first = stops.firstIndex(where: \.status.isActive) ?? 0
    let target = max(first, min(stops.count - 1, index + max(-1000, min(1000, places))))
    guard target != index else { return dispatch.run }
    stops.insert(stops.remove(at: index), at: target)
    try store(stops, work)
    return dispatch.run
  }

  /// Locks a stop where it stands, or lets it go.
  static func lock(_ id: ID<Dispatch>, _ locked: Bool, _ work: RoadWork) throws(CommerceError) -> ID<Run> {
    var dispatch = try active(id, work)
    guard dispatch.isLocked != locked else { return dispatch.run }
    let old = dispatch
    dispatch.isLocked = locked
    try work.save(&dispatch, was: old)
    try work.note(id, "locked", old: String(!locked), new: String(locked))
    return dispatch.run
  }

  /// Nearest neighbour from the depot. Throws `rule.dispatch.run_left` once the run is out.
  static func suggest(_ id: ID<Run>, _ work: RoadWork) throws(CommerceError) {
    let run = try work.view.run(id)
    guard run.state == .planned else {
      throw .refused(Refusal(.runLeft, [.run: .text(run.code)], remedy: .none))
    }
    let zones = try work.transaction.zones(at: work.site.id, in: work.scope)
    let dispatches = try work.transaction.dispatches(of: id)
    var stops: [StopOrder.Stop] = []
    for dispatch in dispatches {
      let order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
      stops.append(
        StopOrder.Stop(
          dispatch: dispatch.id, point: order.address.point ?? zones.first { $0.id == order.zone }?.point,
          promiseAt: order.promiseAt, isLocked: dispatch.isLocked))
    }
    let order = StopOrder.suggested(stops, from: nil)
    try store(order.compactMap { id in dispatches.first { $0.id == id } }, work)
  }

  private static func active(_ id: ID<Dispatch>, _ work: RoadWork) throws(CommerceError) -> Dispatch {
    let (dispatch, card) = try work.view.stop(id)
    guard dispatch.status.isActive else { throw DispatchActions.refuse(.dispatchEnded, card, .none) }
    return dispatch
  }

  private static func store(_ stops: [Dispatch], _ work: RoadWork) throws(CommerceError) {
    for (index, stop) in stops.enumerated() where stop.position != index + 1 {
      var changed = stop
      changed.position = index + 1
      try work.save(&changed, was: stop)
    }
  }
}
