internal import Commerce
internal import Console
internal import Glibc
internal import Operations

/// The console in plain lines, for screen readers and line printers: the same flows, a question and an answer at a
/// time, no cursor addressing and no colours.
struct PlainConsole {
  private let desks: Desks
  private let ids: any IDSource
  private let out = Output(json: false)
  private var acting: Acting
  private var work: PickWork?

  /// Opens the store, signs somebody in and takes their words until they leave or the input ends.
  static func run(_ request: ConsoleRequest) async throws {
    let configuration = try Configuration.load()
    let workplace = try await Workplace.prepare(request, configuration)
    let desk = workplace.desks.session
    let output = Output(json: false)
    try output.line("Townhouse, plain lines. \"help\" lists the words, \"quit\" leaves.")
    if try await desk.needsFirstAdmin() {
      return try output.line("Nobody can sign in yet: townhouse init --admin EMAIL, or --demo for the sample store.")
    }
    let accounts = try await desk.sampleAccounts()
    for account in accounts where account.role.hasPrefix("admin") || account.email.hasPrefix("picker.accra@") {
      try output.line("sample account: \(account.email), password townhouse-demo, \(account.role)")
    }
    guard let session = try await signIn(desk, request) else { return }
    let code =
      request.town
      ?? (session.sites.count > 1 ? ask("Town (\(session.sites.map(\.code).joined(separator: ", "))): ") : nil)
    let site = try Acting.town(of: session, named: code, last: configuration.settings.lastTown)
    var console = PlainConsole(Acting(workplace: workplace, session: session, site: site))
    try await console.loop()
  }

  private init(_ acting: Acting) {
    self.acting = acting
    desks = acting.desks
    ids = acting.workplace.ids
  }

  private static func signIn(_ desk: any SessionDesk, _ request: ConsoleRequest) async throws -> Session? {
    if let email = request.person {
      return try await desk.signIn(email: email, password: try Password.given(for: email))
    }
    while let name = ask("E-mail or badge: "), !name.isEmpty {
      do {
        if name.contains("@") {
          return try await desk.signIn(email: name, password: Password.ask("Password: "))
        }
        return try await desk.signIn(badge: name.uppercased(), pin: Password.ask("PIN: "))
      } catch {
        if case .trouble = error { throw error }
        try Output(json: false).line(Wording.text(error))
      }
    }
    return nil
  }

  private static func ask(_ question: String) -> String? {
    try? Output(json: false).write(question)
    return readLine()
  }

  private mutating func loop() async throws {
    work = try await desks.warehouse.workInHand(by: acting.caller)
    try out.line("\(acting.session.person.name) in \(acting.site.name).")
    if let work { try say(["Your unfinished work:"] + PickText.lines(of: work)) }
    while let line = Self.ask("> ") {
      let words = line.split(separator: " ").map(String.init)
      guard let verb = words.first else { continue }
      if verb == "quit" || verb == "exit" { return }
      do {
        try await obey(verb.lowercased(), Array(words.dropFirst()), line)
      } catch let error as CommerceError {
        if case .trouble(let trouble) = error, trouble.kind != .busy { throw error }
        try out.line(Wording.text(error))
      }
    }
  }

  private func intent() -> Intent { acting.intent() }

  private func say(_ lines: [String]) throws {
    for line in lines { try out.line(line) }
  }

  private mutating func obey(_ verb: String, _ words: [String], _ line: String) async throws {
    switch (verb, words.count) {
    case ("help", _): try say(Self.help)
    case ("queue", _): try await queue()
    case ("find", 1...): try await find(words.joined(separator: " "))
    case ("show", 1): try await show(words[0])
    case ("next", 0):
      let work = try await desks.warehouse.claimNext(intent())
      self.work = work
      try say(PickText.lines(of: work))
    case ("short", 2): try await short(words)
    case ("skip", 0): try await onList { desk, list, intent in try await desk.skip(on: list, intent) }
    case ("undo", 0): try await onList { desk, list, intent in try await desk.undo(on: list, intent) }
    case ("pack", 1): try await pack(words[0])
    case ("stage", 2):
      let result = try await desks.warehouse.stage(
        parcel: words[0].uppercased(), lane: words[1].uppercased(), intent())
      try out.line("\(result.parcel) stands in \(result.lane). " + (result.ready ? "\(result.number) is ready." : ""))
    default: try await scan(line)
    }
  }

  private static let help = [
    "queue: what waits. next: claim the next order. find TEXT, show NUMBER: orders.",
    "While picking, type or scan an item, a bin or a tote. short GOT REASON, skip, undo.",
    "Reasons: 1 not found, 2 miscounted, 3 expired, 4 unreachable, 5 other.",
    "pack TOTE: then scan each item and the label; an empty line ends. stage PARCEL LANE. quit.",
  ]

  private func queue() async throws {
    let query = QueueQuery(site: acting.site.id)
    let page = try await desks.warehouse.queue(query, PageRequest(limit: 20), by: acting.caller)
    if page.rows.isEmpty { return try out.line("Nothing waits.") }
    for row in page.rows {
      let held = row.holdReason.map { ", on hold: \($0)" } ?? ""
      try out.line(
        "\(row.number), \(row.stage), promised \(acting.time(row.key.promiseAt)), \(counted(row.lines, "line")), \(row.customer)"
          + (row.holder.isEmpty ? "" : ", with \(row.holder)") + held)
    }
    if page.hasAfter { try out.line("and more") }
  }

  private func find(_ text: String) async throws {
    let page = try await desks.orders.find(
      OrderQuery(text: text, site: acting.site.id), PageRequest(limit: 20), by: acting.caller)
    if page.rows.isEmpty { return try out.line("No order found.") }
    for row in page.rows {
      try out.line("\(row.number), \(row.status.rawValue), \(row.customer), \(row.total.text)")
    }
  }

  private func show(_ number: String) async throws {
    let detail = try await desks.orders.detail(number: number.uppercased(), by: acting.caller)
    let order = detail.order
    try out.line("\(order.number), \(order.status.rawValue), \(order.customer.name), \(order.totals.total.text)")
    for line in detail.lines { try out.line("\(line.quantity) \(line.name), \(line.picked) picked") }
  }

  private mutating func short(_ words: [String]) async throws {
    guard let got = Int(words[0]), let reason = Int(words[1]).flatMap(ShortReason.init(rawValue:)) else {
      return try out.line("short GOT REASON, such as: short 0 1")
    }
    try await onList { desk, list, intent in try await desk.short(got: got, reason: reason, on: list, intent) }
  }

  private mutating func scan(_ code: String) async throws {
    guard work != nil else {
      return try out.line("No work in hand. \"next\" claims an order, \"help\" lists the words.")
    }
    try await onList { desk, list, intent in try await desk.scan(code, on: list, intent) }
  }

  private mutating func onList(
    _ body: (any WarehouseDesk, ID<PickList>, Intent) async throws -> PickResult
  ) async throws {
    guard let list = work?.list.id else { return try out.line("No work in hand.") }
    let result = try await body(desks.warehouse, list, intent())
    try say([VerdictText.line(result.verdict)] + PickText.lines(of: result.work))
    work = result.work.list.closedAt == nil ? result.work : nil
  }

  private func pack(_ code: String) async throws {
    var work = try await desks.warehouse.openPacking(code, by: acting.caller)
    try say(PackText.lines(of: work))
    while let line = Self.ask("pack> "), !line.isEmpty {
      do {
        let result = try await desks.warehouse.packScan(line, order: work.order.id, intent())
        work = result.work
        try out.line(VerdictText.line(result.verdict))
        if case .labelScanned(_, true) = result.verdict { return }
      } catch let error as CommerceError {
        if case .trouble = error { throw error }
        try out.line(Wording.text(error))
      }
    }
  }
}
