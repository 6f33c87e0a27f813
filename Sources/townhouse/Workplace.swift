internal import Commerce
internal import Console
internal import Operations
internal import Security
internal import Store

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

  /// Ends what goes on here behind the screens, before another place is worked at.
  let leave: @Sendable () async -> Void
  /// Whoever signed in at the server before; nil on a store, and in a console.
  private let kept: KeptSignIn?

  /// The desks of a store of this machine.
  init(_ house: House, place: String) {
    desks = house.desks
    ids = house.ids
    clock = house.clock
    self.place = place
    kept = nil
    leave = { [store = house.store] in if let store = store as? SQLiteStore { await store.close() } }
  }

  /// The desks of a server.
  init(
    desks: Desks, place: String, kept: KeptSignIn? = nil, leave: @escaping @Sendable () async -> Void = {}
  ) {
    self.desks = desks
    self.kept = kept
    self.leave = leave
    ids = SystemIDSource()
    clock = SystemClock()
    self.place = place
  }

  /// The session of the person with that e-mail, who is asked for the password only when none is open.
  func session(_ email: String) async throws -> Session {
    guard let kept else { return try await signIn(email) }
    return try await kept.session(email) { try await signIn(email) }
  }

  private func signIn(_ email: String) async throws -> Session {
    try await desks.session.signIn(email: email, password: try Password.given(for: email))
  }

  /// Where the console works: at the server that is named, on the store that is, or wherever the configuration says.
  static func prepare(_ request: ConsoleRequest, _ configuration: Configuration) async throws -> Workplace {
    if let server = try server(request, configuration) {
      let named = request.remote ?? configuration.remote
      let name = named.flatMap { configuration.servers[$0] == nil ? nil : $0 }
      return try await RemoteWorkplace.console(server, name: name, configuration)
    }
    let path = try await LocalHouse.preparedPath(request, configuration)
    return Workplace(try LocalHouse.open(path, configuration), place: request.isDemo ? "demo" : "local")
  }

  /// The server a console works at; nil when it is a store.
  static func server(_ request: ConsoleRequest, _ configuration: Configuration) throws(Failure) -> Server? {
    guard !request.isLocal else { return nil }
    return try server(
      request.remote, dialect: request.dialect, hasStore: request.store != nil || request.isDemo, configuration)
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
  static func server(
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
