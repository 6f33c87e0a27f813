internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let cashVerbs = [
    Verb(
      "cash till", options: acting, about: "drivers with cash, what waits for a decision, what the till holds",
      run: till),
    Verb(
      "cash count", "DRIVER AMOUNT", count: 2...2, options: acting,
      about: "count a driver's cash, not knowing what is expected; agreeing takes it in", run: count),
    Verb(
      "cash settle", "DRIVER", count: 1...1, options: acting + [.reason, .second],
      explaining: [.reason: "who answers for the difference: 1 driver, 2 cashier, 3 tolerance"],
      about: "give a count that differs an owner", run: settle),
    Verb(
      "cash declare", "AMOUNT|nothing", count: 1...1, options: acting,
      about: "a driver says what will be handed over, or takes that back", run: declare),
    Verb(
      "cash slip", "DRIVER", count: 1...1, options: acting, about: "print the slip of a driver's last count", run: slip),
    Verb(
      "cash deposit", "AMOUNT REFERENCE", count: 2...2, options: acting, about: "pay the till in at the bank",
      run: deposit),
    Verb(
      "cash balance", "NUMBER in|out AMOUNT", count: 3...3, options: acting,
      about: "a customer pays a debt in, or takes a credit out, at the till", run: balance),
    Verb(
      "cash day", "[YYYY-MM-DD]", count: 0...1, options: acting,
      about: "the books of a day, and whether it may close", run: day),
    Verb(
      "cash close-day", options: acting + [.day],
      explaining: [.day: "a past day that was left open, YYYY-MM-DD (today)"],
      about: "close the books of today, or of a past day left open; refused until everything of it is home",
      run: closeDay),
    Verb(
      "cash moves", options: acting + [.account, .limit], about: "the books of custody, newest first", run: moves),
  ]

  private static func till(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let till = try await acting.desks.cash.till(by: acting.caller)
    try request.output.answer(JSONText(till: till)) { CashText.lines(of: till, acting) }
  }

  private static func count(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let amount = try acting.amount(request.words[1])
    let till = try await acting.desks.cash.till(by: acting.caller)
    let driver = try acting.driver(request.words[0], among: till.drivers.map(\.driver))
    let result = try await acting.desks.cash.countCash(of: driver.person, countedMinor: amount.minor, acting.intent())
    try show(result, of: driver, request.output)
  }

  private static func settle(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let reason = try request.reason(CashUpReason.init(digit:))
    let till = try await acting.desks.cash.till(by: acting.caller)
    let driver = try acting.driver(request.words[0], among: till.drivers.map(\.driver))
    guard let open = till.drivers.first(where: { $0.driver.person == driver.person })?.open else {
      throw CommerceError.notFound(.cashUp, driver.code)
    }
    let result = try await acting.desks.cash.settle(
      open.id, reason: reason, stepUp: try SecondPerson.given(request), acting.intent())
    try show(result, of: driver, request.output)
  }

  private static func show(_ result: CashUpResult, of driver: Driver, _ output: Output) throws {
    try output.answer(
      [
        "cash_up": JSONText(result.id.serial), "driver": .text(driver.code), "expected": JSONText(result.expected),
        "counted": JSONText(result.counted), "declared": result.declared.map { JSONText($0) } ?? .null,
        "state": .text(result.state.rawValue), "needs_second_person": .flag(result.needsStepUp),
      ]
    ) {
      [
        "\(driver.code) \(driver.name): counted \(result.counted.text), expected \(result.expected.text)"
          + (result.declared.map { ", declared \($0.text)" } ?? "") + ": \(result.state.rawValue)"
      ]
        + (result.state == .open
          ? ["  nothing has moved: cash settle \(driver.code) --reason DIGIT, or count again"] : [])
    }
  }

  private static func declare(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let word = request.words[0]
    let amount = word == "nothing" ? nil : try acting.amount(word)
    try await acting.desks.cash.declare(amount?.minor, acting.intent())
    try request.output.answer(["declared": amount.map { JSONText($0) } ?? .null]) {
      [amount.map { "declared \($0.text)" } ?? "nothing is declared"]
    }
  }

  private static func slip(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let till = try await acting.desks.cash.till(by: acting.caller)
    let driver = try acting.driver(request.words[0], among: till.drivers.map(\.driver))
    let line = till.drivers.first { $0.driver.person == driver.person }
    guard let cashUp = line?.open ?? line?.last else { throw CommerceError.notFound(.cashUp, driver.code) }
    let place = try await acting.desks.cash.printSlip(of: cashUp.id, to: .folder, acting.intent())
    try request.output.answer(["cash_up": JSONText(cashUp.id.serial), "printed": .text(place)]) {
      ["slip of \(driver.code): \(place)"]
    }
  }

  private static func deposit(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let amount = try acting.amount(request.words[0])
    let reference = request.words[1]
    try await acting.desks.cash.deposit(minor: amount.minor, reference: reference, acting.intent())
    try request.output.answer(["deposited": JSONText(amount), "reference": .text(reference)]) {
      ["\(amount.text) is at the bank: \(reference)"]
    }
  }

  private static func balance(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let words = request.words
    guard ["in", "out"].contains(words[1]) else { throw Failure.usage("in or out, not \(words[1])") }
    let amount = try acting.amount(words[2])
    let order = try await acting.order(words[0]).order
    try await acting.desks.cash.settleBalance(
      of: order.id, minor: words[1] == "in" ? amount.minor : -amount.minor, acting.intent())
    try request.output.answer(["number": .text(order.number), "paid_\(words[1])": JSONText(amount)]) {
      ["\(order.number): \(amount.text) paid \(words[1])"]
    }
  }

  private static func day(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let sheet = try await acting.desks.cash.day(request.words.first, by: acting.caller)
    try request.output.answer(JSONText(sheet: sheet)) { CashText.lines(of: sheet, acting) }
  }

  private static func closeDay(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let day = request.arguments[.day]
    let sheet = try await acting.desks.cash.closeDay(day, acting.intent())
    try request.output.answer(JSONText(sheet: sheet)) { CashText.lines(of: sheet, acting) }
  }

  private static func moves(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let limit = try request.arguments.number(.limit, in: 1...10_000) ?? 50
    let account = try await request.arguments[.account].asyncMap { try await self.account($0, acting) }
    let page = try await acting.desks.cash.moves(account: account, PageRequest(limit: limit), by: acting.caller)
    try request.output.answer(
      ["moves": .list(page.rows.map(JSONText.init(cashMove:))), "more": .flag(page.hasAfter)]
    ) {
      let rows = page.rows.map { row in
        [
          acting.time(row.at), row.isHidden ? "to count" : row.move.amount.digits, row.move.reason.rawValue,
          CashText.account(row.move.from, row.fromName), CashText.account(row.move.to, row.toName), row.orderNumber,
          row.actorName,
        ]
      }
      return Output.table(["AT", "AMOUNT", "WHY", "FROM", "TO", "ORDER", "BY"], rows, right: [1])
    }
  }

  /// The account somebody means: a word of the house, or a person's.
  private static func account(_ text: String, _ acting: Acting) async throws -> CashAccount {
    let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
    if let account = CashAccount(word: parts[0], person: nil) { return account }
    let till = try await acting.desks.cash.till(by: acting.caller)
    let name = (parts.last ?? "").lowercased()
    if let driver = try? acting.driver(name, among: till.drivers.map(\.driver)) {
      return CashAccount(word: parts.count > 1 ? parts[0] : "driver", person: driver.person) ?? .driver(driver.person)
    }
    let named = (till.cashiers + till.owned).first { balance in
      balance.name.lowercased() == name && (parts.count == 1 || balance.account.word == parts[0])
    }
    guard let named else {
      throw Failure.usage(
        "there is no account \(text)",
        hint: "sales, customer, bank, momo, tolerance, debt, credit, refunds, or driver:CODE, cashier:NAME, owned:NAME")
    }
    return named.account
  }
}

extension Optional where Wrapped: Sendable {
  /// `map` for what has to be waited for.
  func asyncMap<Value>(_ body: (Wrapped) async throws -> Value) async rethrows -> Value? {
    switch self {
    case .some(let value): try await body(value)
    case .none: nil
    }
  }
}
