import Commerce

extension LoadResult: Outcome {}

/// Scans parcels into a vehicle and over from one driver to another.
enum LoadVehicle {
  /// Throws `rule.dispatch.wrong_run` naming the run the parcel is of, `rule.dispatch.already_loaded`, or
  /// `rule.dispatch.run_left`.
  static func run(_ text: String, on id: ID<Run>, _ work: RoadWork) throws(CommerceError) -> LoadResult {
    let (run, parcel, dispatch) = try find(text, on: id, work)
    guard run.state == .planned else {
      throw .refused(Refusal(.runLeft, [.run: .text(run.code), .parcel: .text(parcel.code)], remedy: .none))
    }
    guard parcel.state == .staged else {
      let rule: Rule = parcel.state == .loaded ? .alreadyLoaded : .notReady
      throw .refused(
        Refusal(
          rule, [.parcel: .text(parcel.code), .run: .text(run.code), .status: .text(parcel.state.rawValue)],
          remedy: .scanParcel))
    }
    try work.transaction.existingOrder(parcel.order, in: work.scope).checkWorkable()
    var changed = parcel
    changed.state = .loaded
    try work.transaction.update(changed)
    try work.transaction.append(
      Change(
        .parcel, parcel.id.serial, site: work.site.id, field: "state", old: parcel.state.rawValue,
        new: changed.state.rawValue, reason: run.code), by: work.command)
    return try result(parcel, dispatch, of: run, work) { $0.state == .staged }
  }

  /// Throws `rule.dispatch.wrong_run`, or `rule.dispatch.already_loaded` for a parcel that is handed over already.
  static func handOver(_ text: String, on id: ID<Run>, _ work: RoadWork) throws(CommerceError) -> LoadResult {
    var (run, parcel, dispatch) = try find(text, on: id, work)
    guard parcel.awaitsHandOver else {
      throw .refused(
        Refusal(.alreadyLoaded, [.parcel: .text(parcel.code), .run: .text(run.code)], remedy: .scanParcel))
    }
    parcel.awaitsHandOver = false
    try work.transaction.update(parcel)
    try work.transaction.append(
      Change(.parcel, parcel.id.serial, site: work.site.id, field: "handed_over", new: run.code), by: work.command)
    if try !work.transaction.parcels(of: dispatch.order).contains(where: \.awaitsHandOver) {
      let old = dispatch
      dispatch.awaitsHandOver = false
      try work.save(&dispatch, was: old)
      try work.note(dispatch.id, "handed_over", new: run.code)
    }
    return try result(parcel, dispatch, of: run, work, where: \.awaitsHandOver)
  }

  /// Parcels that were not found keep nobody waiting: their orders are ready again, with an alarm on them. Throws
  /// `rule.dispatch.load_gaps` while a parcel is neither loaded nor explained, `rule.dispatch.run_empty`.
  static func end(_ id: ID<Run>, gaps: [ID<Parcel>: LoadGap], _ work: RoadWork) throws(CommerceError) {
    let run = try work.view.run(id)
    guard run.state == .planned else { throw .refused(Refusal(.runLeft, [.run: .text(run.code)], remedy: .none)) }
    let stops = try work.transaction.dispatches(of: id)
    guard !stops.isEmpty else { throw .refused(Refusal(.runEmpty, [.run: .text(run.code)], remedy: .chooseOther)) }
    var missing: [(dispatch: Dispatch, parcels: [Parcel])] = []
    for stop in stops {
      let left = try work.transaction.parcels(of: stop.order).filter { $0.state != .loaded }
      if !left.isEmpty { missing.append((stop, left)) }
    }
    let unexplained = missing.flatMap(\.parcels).filter { gaps[$0.id] == nil }
    guard unexplained.isEmpty else {
      throw .refused(
        Refusal(
          .loadGaps,
          [
            .run: .text(run.code), .quantity: .count(unexplained.count),
            .parcel: .text(unexplained.map(\.code).joined(separator: ", ")),
          ], remedy: .explainGaps))
    }
    for (dispatch, parcels) in missing {
      let reasons = parcels.map { "\($0.code) \(gaps[$0.id]?.rawValue ?? "")" }.joined(separator: ", ")
      try UnassignOrder.run(dispatch.order, reason: .unassigned, note: reasons, work)
      let order = try work.transaction.existingOrder(dispatch.order, in: work.scope)
      try work.transaction.append(order.change("not_loaded", new: run.code, reason: reasons), by: work.command)
    }
    try work.note(run, "loaded", new: String(stops.count - missing.count), reason: missing.isEmpty ? "" : "with gaps")
  }

  private static func find(
    _ text: String, on id: ID<Run>, _ work: RoadWork
  ) throws(CommerceError) -> (Run, Parcel, Dispatch) {
    let run = try work.view.run(id)
    let code = ResolveCode.cleaned(text)
    guard let parcel = try work.transaction.parcel(code: code, at: work.site.id) else {
      throw .refused(Refusal(.unknownCode, [.code: .text(code)], remedy: .scanParcel))
    }
    let dispatch = try work.transaction.activeDispatch(of: parcel.order)
    guard let dispatch, dispatch.run == id else {
      var facts: [FactName: Fact] = [.parcel: .text(parcel.code), .run: .text(run.code)]
      if let dispatch, let other = try work.transaction.run(dispatch.run, in: work.scope) {
        facts[.neededRun] = .text(other.code)
        facts[.driver] = .text(try work.transaction.person(dispatch.driver)?.name ?? "")
      }
      throw .refused(Refusal(.wrongRun, facts, remedy: .scanParcel))
    }
    return (run, parcel, dispatch)
  }

  private static func result(
    _ parcel: Parcel, _ dispatch: Dispatch, of run: Run, _ work: RoadWork, where isLeft: (Parcel) -> Bool
  ) throws(CommerceError) -> LoadResult {
    var left = 0
    for stop in try work.transaction.dispatches(of: run.id) where stop.status.isActive {
      left += try work.transaction.parcels(of: stop.order).filter(isLeft).count
    }
    return LoadResult(
      parcel: parcel.code, number: try work.transaction.existingOrder(dispatch.order, in: work.scope).number,
      position: dispatch.position, left: left)
  }
}
