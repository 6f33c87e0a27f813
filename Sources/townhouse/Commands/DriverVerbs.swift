internal import Commerce
internal import Operations

extension Verb {
  static let driverVerbs = [
    Verb(
      "drivers list", options: acting, about: "the town's drivers, what each has on hand, and why nothing more",
      run: listDrivers),
    Verb(
      "drivers set", "CODE|EMAIL", count: 1...1,
      options: acting + [.code, .capacity, .cashLimit, .vehicle, .shift, .unavailable, .available],
      explaining: [.code: "two letters or digits by which dispatchers type them"],
      about: "change a driver's particulars", run: setDriver),
  ]

  private static func listDrivers(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let drivers = try await acting.desks.dispatch.board(by: acting.caller).drivers
    try request.output.answer(["drivers": .list(drivers.map(JSONText.init(driver:)))]) {
      let head = ["CODE", "NAME", "SHIFT", "ASSIGNED", "OUT", "DELIVERED", "FAILED", "RUN", "WHY NOT"]
      return Output.table(head, drivers.map(DispatchText.line), right: [3, 4, 5, 6])
    }
  }

  private static func setDriver(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let arguments = request.arguments
    var driver = try await driver(request.words[0], acting)
    if let code = arguments[.code] { driver.code = code.uppercased() }
    if let capacity = try arguments.number(.capacity, in: 1...200) { driver.capacity = capacity }
    if let limit = try acting.amount(.cashLimit, request) { driver.cashLimitMinor = limit.minor }
    if let vehicle = arguments[.vehicle] { driver.vehicle = vehicle }
    if let shift = arguments[.shift] { (driver.shiftStart, driver.shiftEnd) = try minutes(shift) }
    guard !arguments.has(.available) || !arguments.has(.unavailable) else {
      throw Failure.usage("--available or --unavailable, not both")
    }
    if let why = arguments[.unavailable] { (driver.isAvailable, driver.unavailableReason) = (false, why) }
    if arguments.has(.available) { (driver.isAvailable, driver.unavailableReason) = (true, "") }
    try await acting.desks.dispatch.save(driver, acting.intent())
    let saved = driver
    try request.output.answer(
      [
        "code": .text(saved.code), "name": .text(saved.name), "capacity": JSONText(saved.capacity),
        "cash_limit_minor": JSONText(saved.cashLimitMinor), "vehicle": .text(saved.vehicle),
        "shift": .text(saved.shiftText), "available": .flag(saved.isAvailable),
      ]
    ) {
      [
        "\(saved.code) \(saved.name): \(counted(saved.capacity, "order")), \(saved.shiftText), "
          + (saved.isAvailable ? "available" : "not available: \(saved.unavailableReason)")
      ]
    }
  }

  /// A driver of the town, by code, name or e-mail.
  private static func driver(_ text: String, _ acting: Acting) async throws -> Driver {
    let drivers = try await acting.desks.dispatch.board(by: acting.caller).drivers.map(\.driver)
    if let known = try? acting.driver(text, among: drivers) { return known }
    guard text.contains("@") else { throw CommerceError.notFound(.driver, text) }
    let people = try await acting.desks.house.people(by: acting.caller)
    guard let person = people.first(where: { $0.person.email == text.lowercased() })?.person,
      let known = drivers.first(where: { $0.person == person.id })
    else { throw CommerceError.notFound(.driver, text) }
    return known
  }

  /// `08:00-18:00` as minutes of the day.
  private static func minutes(_ text: String) throws(Failure) -> (Int, Int) {
    let parts = text.split(separator: "-").map { part -> Int? in
      let numbers = part.split(separator: ":").map { Int($0) }
      guard numbers.count == 2, let hour = numbers[0], let minute = numbers[1], (0...24).contains(hour),
        (0..<60).contains(minute), hour * 60 + minute <= 1440
      else { return nil }
      return hour * 60 + minute
    }
    guard parts.count == 2, let start = parts[0], let end = parts[1] else {
      throw .usage("--shift is such as 08:00-18:00, not \(text)")
    }
    return (start, end)
  }
}
