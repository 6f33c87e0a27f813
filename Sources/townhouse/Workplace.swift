internal import Commerce
internal import Console
internal import Operations
internal import Security

/// Where the work is done: on a store of this machine, or at a server.
struct Workplace: Sendable {
  /// The desks.
  let desks: Desks
  /// Where new identifiers come from.
  let ids: any IDSource
  /// The time.
  let clock: any Clock
  /// What the console calls it: `local`, `demo`, or the server's host.
  let place: String

  /// The desks of a store of this machine.
  init(_ house: House, place: String) {
    desks = house.desks
    ids = house.ids
    clock = house.clock
    self.place = place
  }

  /// The desks of a server.
  init(desks: Desks, place: String) {
    self.desks = desks
    ids = SystemIDSource()
    clock = SystemClock()
    self.place = place
  }

  /// Where the console works: at the server that is named, on the store that is, or wherever the configuration says.
  static func prepare(_ request: ConsoleRequest, _ configuration: Configuration) async throws -> Workplace {
    if let server = try server(
      request.remote, dialect: request.dialect, hasStore: request.store != nil || request.isDemo, configuration)
    {
      return try await RemoteWorkplace.console(server, configuration)
    }
    let path = try await LocalHouse.preparedPath(request, configuration)
    return Workplace(try LocalHouse.open(path, configuration), place: request.isDemo ? "demo" : "local")
  }

  /// Where a command of the line works.
  static func open(_ arguments: Arguments, _ configuration: Configuration) async throws -> Workplace {
    if let server = try server(
      arguments[.remote], dialect: arguments[.api], hasStore: arguments.has(.store), configuration)
    {
      return try RemoteWorkplace.open(server, configuration)
    }
    let path = try Acting.storePath(arguments[.store], configuration)
    return Workplace(try LocalHouse.open(path, configuration), place: "local")
  }

  /// The server to work at; nil when it is a store.
  private static func server(
    _ named: String?, dialect: String?, hasStore: Bool, _ configuration: Configuration
  ) throws(Failure) -> Server? {
    guard named == nil || !hasStore else { throw .usage("--remote works at a server; leave --store away") }
    guard dialect == nil || dialect == "town" else {
      throw .usage("a console speaks the town contract with a server, and no other: --api town")
    }
    guard let name = named ?? (hasStore || configuration.store != nil ? nil : configuration.remote) else { return nil }
    return configuration.servers[name] ?? Server(url: name)
  }
}
