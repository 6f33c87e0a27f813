import Commerce
import Contract
import Operations
import TownDialect

/// Adds the desks' calls to a listener of the town dialect; each is one line.
struct DeskRoutes {
  /// The operations so far.
  var router: Router<Town>
  /// The desks that answer.
  let desks: Desks

  /// Answers a call that reads.
  mutating func query<Arguments: Codable & Sendable, Reply: Codable & Sendable>(
    _ call: DeskCall<Arguments, Reply>,
    _ handle: @escaping @Sendable (Desks, Arguments, Caller) async throws -> Reply
  ) throws {
    try add(call) { [desks] incoming, arguments, caller in try await handle(desks, arguments, caller) }
  }

  /// Answers a call that changes something, under the id its `Idempotency-Key` carries.
  mutating func command<Arguments: Codable & Sendable, Reply: Codable & Sendable>(
    _ call: DeskCall<Arguments, Reply>,
    _ handle: @escaping @Sendable (Desks, Arguments, Intent) async throws -> Reply
  ) throws {
    try add(call) { [desks] incoming, arguments, caller in
      try await handle(desks, arguments, Intent(id: try incoming.commandID(), caller: caller))
    }
  }

  /// Answers a call that changes something and has nothing to say about it.
  mutating func effect<Arguments: Codable & Sendable>(
    _ call: DeskCall<Arguments, Nothing>,
    _ handle: @escaping @Sendable (Desks, Arguments, Intent) async throws -> Void
  ) throws {
    try command(call) { desks, arguments, intent in
      try await handle(desks, arguments, intent)
      return Nothing()
    }
  }

  /// Every call of every desk.
  mutating func addAll() throws {
    try addSession()
    try addOrder()
    try addCustomer()
    try addWarehouse()
    try addDispatch()
    try addCash()
    try addStock()
    try addStockWork()
    try addHistory()
    try addPeople()
    try addReport()
    try addHouse()
  }

  private mutating func add<Arguments: Codable & Sendable, Reply: Codable & Sendable>(
    _ call: DeskCall<Arguments, Reply>,
    _ handle: @escaping @Sendable (Incoming, Arguments, Caller) async throws -> Reply
  ) throws {
    let description = OperationDescription(
      "\(call.desk).\(call.name)", "\(call.name) of the \(call.desk) desk", tag: call.desk,
      parameters: [.init("site", in: .path, .integer(0...Int64.max), about: "The site's serial")]
        + (call.kind == .command ? [.commandID] : []),
      deferredBody: { .reflecting(Arguments.self) }, deferredReply: { .reflecting(Reply.self) },
      failures: [400, 401, 403, 404, 409])
    try router.add(
      Router<Town>.Operation(route: call.route, description: description) { incoming in
        guard let text = incoming.parameters["site"], let site = Int64(text), site >= 0, site.description == text else {
          throw Fault.unknownRoute
        }
        let who = try incoming.caller()
        let caller = Caller(person: who.person, site: ID(site), impersonator: who.impersonator)
        let body = try incoming.checkedBody(description.body ?? .any)
        let arguments = try JSONValueDecoder.decode(Arguments.self, from: body)
        return .json(200, try Town.seal(try await handle(incoming, arguments, caller)))
      })
  }
}

extension Incoming {
  /// The command's id, which the `Idempotency-Key` is. Throws `Fault.fields` for anything else.
  func commandID() throws -> UniqueID {
    guard let id = try idempotencyKey().flatMap(UniqueID.canonical) else {
      throw Fault.fields([FieldFault("Idempotency-Key", "must be the command's UUID")])
    }
    return id
  }
}
