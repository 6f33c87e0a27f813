import Commerce
import Contract
import FoundationEssentials
import Operations
import TownDialect

/// Adds the desks' calls to a listener of the town dialect; each is one line.
struct DeskRoutes {
  /// The operations so far.
  var router: Router<Town>
  /// The desks that answer.
  let desks: Desks

  /// Answers a call that reads.
  mutating func query<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>,
    _ handle: @escaping @Sendable (Desks, Arguments, Caller) async throws -> Reply
  ) throws {
    try add(call) { [desks] incoming, arguments, caller in try await handle(desks, arguments, caller) }
  }

  /// Answers a call that changes something, under the id its `Idempotency-Key` carries.
  mutating func command<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>,
    _ handle: @escaping @Sendable (Desks, Arguments, Intent) async throws -> Reply
  ) throws {
    try add(call) { [desks] incoming, arguments, caller in
      guard let id = try incoming.idempotencyKey().flatMap(UniqueID.init) else {
        throw Fault.fields([FieldFault("Idempotency-Key", "must be the command's UUID")])
      }
      return try await handle(desks, arguments, Intent(id: id, caller: caller))
    }
  }

  private mutating func add<Arguments, Reply>(
    _ call: DeskCall<Arguments, Reply>,
    _ handle: @escaping @Sendable (Incoming, Arguments, Caller) async throws -> Reply
  ) throws {
    let description = OperationDescription(
      "\(call.desk).\(call.name)", "\(call.name) of the \(call.desk) desk", tag: call.desk,
      parameters: [.init("site", in: .path, .integer(0...Int64.max), about: "The site's serial")], body: .any,
      reply: .any, failures: [400, 401, 403, 404, 409])
    try router.add(
      Router<Town>.Operation(route: call.route, description: description) { incoming in
        guard let site = incoming.parameters["site"].flatMap(Int64.init) else { throw Fault.unknownRoute }
        let who = try incoming.caller()
        let caller = Caller(person: who.person, site: ID(site), impersonator: who.impersonator)
        _ = try JSONReader.read(incoming.request.body)
        let arguments = try JSONDecoder().decode(Arguments.self, from: Data(incoming.request.body))
        return .json(200, try Town.seal(try await handle(incoming, arguments, caller)))
      })
  }
}
