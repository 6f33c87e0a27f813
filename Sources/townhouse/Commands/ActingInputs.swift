internal import Commerce
internal import Glibc
internal import Operations

/// Reading what people say of drivers, amounts, days and second persons.
extension Acting {
  /// An amount of the town's currency such as `12.50`.
  func amount(_ text: String) throws(Failure) -> Money {
    guard let money = Money(decimal: text, site.currency) else {
      throw .usage("\(text) is not an amount of \(site.currency.code) such as 12.50")
    }
    return money
  }

  /// The amount of an option; nil when it does not stand on the line.
  func amount(_ option: CommandOption, _ request: Request) throws(Failure) -> Money? {
    guard let text = request.arguments[option] else { return nil }
    return try amount(text)
  }

  /// The driver of that code or name among these.
  func driver(_ text: String, among drivers: [Driver]) throws -> Driver {
    let code = text.uppercased()
    if let found = drivers.first(where: { $0.code.uppercased() == code }) { return found }
    let named = drivers.filter { $0.name.lowercased() == text.lowercased() }
    guard let only = named.first, named.count == 1 else { throw CommerceError.notFound(.driver, text) }
    return only
  }

  /// A card of the board by the order's number, or by the end of it where only one ends so.
  func card(_ text: String, on cards: [BoardCard]) throws -> BoardCard {
    let number = text.uppercased()
    if let found = cards.first(where: { $0.number == number }) { return found }
    let ending = number.allSatisfy(\.isNumber) ? cards.filter { $0.number.hasSuffix(number) } : []
    guard let only = ending.first, ending.count == 1 else {
      guard ending.isEmpty else {
        throw Failure.usage("several orders end in \(text): " + ending.map(\.number).joined(separator: " "))
      }
      throw CommerceError.notFound(.order, text)
    }
    return only
  }

  /// The same for an order that is not on the board, by its number or the end of it.
  func anyCard(_ text: String, on cards: [BoardCard]) async throws -> BoardCard {
    do {
      return try card(text, on: cards)
    } catch CommerceError.notFound(let kind, let name) {
      guard session.policy.allows(.viewDispatch, at: site.id) else { throw CommerceError.notFound(kind, name) }
      return try await desks.dispatch.card(number: try await order(text).order.number, by: caller)
    }
  }

  /// An order by its number: of the town, or for a driver of their own run.
  func orderID(_ text: String) async throws -> ID<Order> {
    if session.policy.allows(.findOrders, at: site.id) { return try await order(text).order.id }
    return try card(text, on: try await desks.dispatch.myRun(by: caller)?.stops.map(\.card) ?? []).order
  }

  /// Days from the town's today to the day that was said.
  func days(until text: String) throws(Failure) -> Int {
    let local = LocalTime(workplace.clock.now, offsetMinutes: site.utcOffsetMinutes)
    let today = LocalTime.dayNumber(year: local.year, month: local.month, day: local.day)
    switch text.lowercased() {
    case "today": return 0
    case "tomorrow": return 1
    case let word where word.hasPrefix("+"):
      if let days = Int(word.dropFirst()), (0...60).contains(days) { return days }
    case let word:
      // 1 January 1970 was a Thursday.
      let names = ["thu", "fri", "sat", "sun", "mon", "tue", "wed"]
      if let wanted = names.firstIndex(of: word) { return (wanted - today % 7 + 7) % 7 }
      if let noon = Instant(iso8601: word + "T12:00:00Z") {
        let day = LocalTime(noon, offsetMinutes: 0)
        return LocalTime.dayNumber(year: day.year, month: day.month, day: day.day) - today
      }
    }
    throw .usage("--day is today, tomorrow, +2, mon … sun or 2026-03-04, not \(text)")
  }
}

/// The second person who vouches on the same terminal.
enum SecondPerson {
  /// Whoever `--second` names; nil without it. The PIN comes from the environment or is asked for, never an argument.
  static func given(_ request: Request) throws(Failure) -> StepUp? {
    guard let name = request.arguments[.second] else { return nil }
    if let pin = Folders.environment("TOWNHOUSE_SECOND_PIN") { return StepUp(name: name, pin: pin) }
    guard request.script == nil, isatty(STDIN_FILENO) == 1 else {
      throw .usage("the PIN of \(name) is missing: set TOWNHOUSE_SECOND_PIN")
    }
    return StepUp(name: name, pin: Password.ask("PIN of \(name): "))
  }
}

extension Request {
  /// The digit of `--reason` as what it stands for.
  func reason<Reason>(_ known: (Int) -> Reason?) throws(Failure) -> Reason {
    guard let text = arguments[.reason] else { throw .usage("--reason DIGIT is missing") }
    guard let digit = Int(text), let reason = known(digit) else {
      throw .usage("--reason \(text): there is no such digit")
    }
    return reason
  }

  /// The words of `--reason`.
  func reasonText() throws(Failure) -> String {
    guard let text = arguments[.reason], !text.isEmpty else { throw .usage("--reason TEXT is missing") }
    return text
  }

  /// The values of a list such as `--status pending,failed`. Throws for a word that is none of them.
  func set<Value: RawRepresentable & CaseIterable & Hashable>(
    _ option: CommandOption
  ) throws(Failure) -> Set<Value> where Value.RawValue == String {
    var values: Set<Value> = []
    for word in (arguments[option] ?? "").split(separator: ",") {
      guard let value = Value(rawValue: String(word)) else {
        throw .usage(
          "--\(option.rawValue) has no \(word)", hint: Value.allCases.map(\.rawValue).joined(separator: ", "))
      }
      values.insert(value)
    }
    return values
  }

  /// `KEY=NUMBER,…` as pairs.
  func pairs(_ text: String) throws(Failure) -> [(key: String, number: Int)] {
    var pairs: [(key: String, number: Int)] = []
    for word in text.split(separator: ",") {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let number = Int(parts[1]) else {
        throw .usage("\(word) is not of the form NAME=NUMBER")
      }
      pairs.append((parts[0].uppercased(), number))
    }
    return pairs
  }
}
