internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let runVerbs = [
    Verb("runs list", options: acting + [.limit], about: "the town's runs, newest first", run: listRuns),
    Verb(
      "runs show", "[CODE]", count: 0...1, options: acting,
      about: "a run by its code or its driver's; a driver's own without one", run: showRun),
    Verb(
      "runs order", "CODE [NUMBER PLACES]", count: 1...3, options: acting,
      about: "order the stops by nearest neighbour, or move one by so many places (earlier: up=2, later: down=2)",
      run: orderRun),
    Verb(
      "runs lock", "CODE NUMBER", count: 2...2, options: acting + [.off],
      about: "keep a stop where it stands when the others are ordered", run: lockStop),
    Verb(
      "runs load", "CODE PARCEL…", count: 2...200, options: acting, about: "scan parcels into the vehicle of a run",
      run: load),
    Verb(
      "runs end-loading", "CODE", count: 1...1, options: acting + [.gap],
      about: "loading is over; what stays is explained", run: endLoading),
    Verb(
      "runs hand-over", "CODE PARCEL…", count: 2...200, options: acting,
      about: "scan parcels over to the run's new driver after a swap", run: handOver),
    Verb(
      "runs print", "CODE manifest|load-sheet", count: 2...2, options: acting,
      about: "print a paper of a run; answers where it went", run: printRun),
  ]

  private static func listRuns(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...10_000) ?? 50
    let page = try await acting.desks.dispatch.runs(PageRequest(limit: limit), by: acting.caller)
    try request.output.answer(
      [
        "runs": .list(
          page.rows.map { row in
            [
              "code": .text(row.run.code), "id": JSONText(row.run.id.serial), "state": .text(row.run.state.rawValue),
              "driver": .text(row.driverName), "stops": JSONText(row.stops), "delivered": JSONText(row.delivered),
              "failed": JSONText(row.failed), "out_at": JSONText(row.run.outAt),
              "closed_at": JSONText(row.run.closedAt),
            ]
          }), "more": .flag(page.hasAfter),
      ]
    ) {
      let rows = page.rows.map { row in
        [
          row.run.code, row.run.state.rawValue, String(row.stops), String(row.delivered), String(row.failed),
          row.run.outAt.map(acting.time) ?? "", row.driverName,
        ]
      }
      return Output.table(["RUN", "STATE", "STOPS", "DELIVERED", "FAILED", "OUT", "DRIVER"], rows, right: [2, 3, 4])
    }
  }

  private static func showRun(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    if let code = request.words.first {
      return try show(try await acting.desks.dispatch.run(code: code, by: acting.caller), request, acting)
    }
    guard let own = try await acting.desks.dispatch.myRun(by: acting.caller) else {
      throw CommerceError.notFound(.run, acting.session.person.name)
    }
    try show(own, request, acting)
  }

  private static func orderRun(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let desk = acting.desks.dispatch
    let run = try await desk.run(code: request.words[0], by: acting.caller)
    guard request.words.count > 1 else {
      return try show(try await desk.suggestOrder(of: run.run.id, acting.intent()), request, acting)
    }
    let words = request.words.count > 2 ? request.words[2].split(separator: "=") : []
    guard words.count == 2, let places = Int(words[1]), ["up", "down"].contains(words[0]) else {
      throw Failure.usage("by how many places? up=1 or down=1")
    }
    let dispatch = try stop(request.words[1], of: run, acting)
    try show(
      try await desk.moveStop(dispatch, by: words[0] == "up" ? -places : places, acting.intent()), request, acting)
  }

  private static func lockStop(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let run = try await acting.desks.dispatch.run(code: request.words[0], by: acting.caller)
    let dispatch = try stop(request.words[1], of: run, acting)
    try show(
      try await acting.desks.dispatch.lockStop(dispatch, !request.arguments.has(.off), acting.intent()), request,
      acting)
  }

  private static func load(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let run = try await acting.desks.dispatch.run(code: request.words[0], by: acting.caller).run.id
    for parcel in request.words.dropFirst() {
      try show(
        try await acting.desks.dispatch.load(parcel: parcel.uppercased(), on: run, acting.intent()), "is loaded",
        request.output)
    }
  }

  private static func handOver(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let run = try await acting.desks.dispatch.run(code: request.words[0], by: acting.caller).run.id
    for parcel in request.words.dropFirst() {
      try show(
        try await acting.desks.dispatch.handOver(parcel: parcel.uppercased(), on: run, acting.intent()),
        "is handed over", request.output)
    }
  }

  private static func endLoading(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let run = try await acting.desks.dispatch.run(code: request.words[0], by: acting.caller)
    let parcels = run.stops.flatMap(\.parcels)
    var gaps: [ID<Parcel>: LoadGap] = [:]
    for (code, digit) in try request.pairs(request.arguments[.gap] ?? "") {
      guard let parcel = parcels.first(where: { $0.code == code }) else { throw CommerceError.notFound(.parcel, code) }
      guard let gap = LoadGap(digit: digit) else { throw Failure.usage("\(code)=\(digit): there is no such digit") }
      gaps[parcel.id] = gap
    }
    try show(
      try await acting.desks.dispatch.endLoading(of: run.run.id, gaps: gaps, acting.intent()), request, acting)
  }

  private static func printRun(_ request: Request) async throws {
    let words = request.words
    guard let paper = RunPaper(rawValue: words[1].replacing("-", with: "_")) else {
      throw Failure.usage("there is no paper \"\(words[1])\"", hint: "manifest or load-sheet")
    }
    let acting = try await Acting.begin(request)
    let run = try await acting.desks.dispatch.run(code: words[0], by: acting.caller).run
    let place = try await acting.desks.dispatch.printRun(paper, of: run.id, to: .folder, acting.intent())
    try request.output.answer(["run": .text(run.code), "paper": .text(paper.rawValue), "printed": .text(place)]) {
      ["\(words[1]) of \(run.code): \(place)"]
    }
  }

  private static func stop(_ number: String, of run: RunDetail, _ acting: Acting) throws -> ID<Dispatch> {
    let card = try acting.card(number, on: run.stops.map(\.card))
    guard let dispatch = card.dispatch else { throw CommerceError.notFound(.dispatch, number) }
    return dispatch.id
  }

  private static func show(_ run: RunDetail, _ request: Request, _ acting: Acting) throws {
    try request.output.answer(JSONText(run: run)) { DispatchText.lines(of: run, acting) }
  }

  private static func show(_ result: LoadResult, _ said: String, _ output: Output) throws {
    try output.answer(
      [
        "parcel": .text(result.parcel), "number": .text(result.number), "position": JSONText(result.position),
        "left": JSONText(result.left),
      ]
    ) { ["\(result.parcel) \(said) for stop \(result.position), \(result.number); \(result.left) to go"] }
  }
}
