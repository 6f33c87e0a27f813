internal import Commerce
internal import Console

/// Where a console may work: the store of this machine, the demo while it is shown, and the servers of the configuration.
struct Places: Sendable {
  private let first: ConsoleRequest
  private let configuration: Configuration

  /// The places for a console that was started by `first`.
  init(_ first: ConsoleRequest, _ configuration: Configuration) {
    self.first = first
    self.configuration = configuration
  }

  private static let store = "store"
  private static let demo = "demo"
  private static let server = "server "

  /// All of them, with what waits on this disk for each, while `request` is worked at.
  func all(_ request: ConsoleRequest) throws(Failure) -> ConsolePlaces {
    var places = [ConsolePlace(id: Self.store, name: "local", location: shortened(path))]
    var current = Self.store
    if first.isDemo || request.isDemo {
      places.append(ConsolePlace(id: Self.demo, name: "demo", location: shortened(Demo.path)))
    }
    if request.isDemo { current = Self.demo }
    for (name, server) in configuration.servers.sorted(by: { $0.key < $1.key }) {
      places.append(place(name, name, server))
    }
    if let server = try Workplace.server(request, configuration) {
      let name = request.remote ?? configuration.remote ?? server.url
      current = Self.server + name
    }
    // A server that was named by its address is a place like those that have a name.
    for named in [first.remote, configuration.remote, request.remote] {
      guard let named, !places.contains(where: { $0.id == Self.server + named }) else { continue }
      let server = configuration.servers[named] ?? Server(url: named)
      places.append(place(named, RemoteWorkplace.name(of: server), server))
    }
    return ConsolePlaces(places, current: current)
  }

  private func place(_ id: String, _ name: String, _ server: Server) -> ConsolePlace {
    ConsolePlace(
      id: Self.server + id, name: name, location: server.url, waiting: RemoteWorkplace.waiting(for: server))
  }

  /// What starts the console at a place: nobody is signed in there yet, and the view is the first one.
  func request(_ place: String, from request: ConsoleRequest) -> ConsoleRequest {
    var next = request
    next.person = nil
    next.address = nil
    next.town = nil
    next.remote = nil
    next.isDemo = place == Self.demo
    next.isLocal = place == Self.store
    next.store = place == Self.store ? first.store : nil
    next.isFresh = false
    if place.hasPrefix(Self.server) { next.remote = String(place.dropFirst(Self.server.count)) }
    return next
  }

  /// What is said at the next place of what was left behind at the last one; empty when nothing was.
  func farewell(_ request: ConsoleRequest) throws(Failure) -> String {
    guard let server = try Workplace.server(request, configuration) else { return "" }
    let count = RemoteWorkplace.waiting(for: server)
    guard count > 0 else { return "" }
    let name =
      request.remote.flatMap { configuration.servers[$0] == nil ? nil : $0 } ?? RemoteWorkplace.name(of: server)
    return
      "\(count) command\(count == 1 ? "" : "s") for \(name) \(count == 1 ? "waits" : "wait") on this disk until you work there again"
  }

  private var path: String { first.store ?? configuration.store ?? Folders.data + "/store.sqlite" }

  private func shortened(_ path: String) -> String {
    guard let home = Folders.environment("HOME"), path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }
}
