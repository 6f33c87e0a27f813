internal import Commerce
internal import Console
internal import Operations
internal import Samples
internal import Security
internal import Store
internal import Synchronization

/// The store a script works on: opened once, with one clock and one source of identifiers; everybody who acts signs in
/// once, and their grants are read again for every line.
final class ScriptHouse: Sendable {
  /// The store file.
  let path: String
  private let house: House
  private let clock: ScriptClock
  private let state: Mutex<State>

  private struct State {
    var person: String?
    var town: String?
    var sessions: [String: Session] = [:]
  }

  /// Opens the store. With a seed the identifiers are the same every time.
  init(_ path: String, _ configuration: Configuration, person: String?, town: String?, seed: UInt64?) throws {
    let clock = ScriptClock()
    self.path = path
    self.clock = clock
    house = LocalHouse.house(
      try SQLiteStore.open(path: path), configuration, clock: clock, ids: seed.map(SeededIDs.script) ?? SystemIDSource()
    )
    state = Mutex(State(person: person ?? configuration.person, town: town ?? configuration.settings.lastTown))
  }

  /// True for a store that was made to try things out.
  func isSample() async throws(CommerceError) -> Bool { try await !house.desks.session.sampleAccounts().isEmpty }

  /// The clock stands at `moment` from now on.
  func set(_ moment: Instant) { clock.set(moment) }

  func set(person: String) { state.withLock { $0.person = person } }

  func set(town: String) { state.withLock { $0.town = town } }

  /// Whoever acts in a line, in its town.
  func act(_ request: Request, needsTown: Bool) async throws -> Acting {
    let (person, town) = state.withLock { ($0.person, $0.town) }
    guard let email = request.arguments[.person] ?? person else {
      throw Failure.usage("nobody acts yet: as EMAIL, with the password in TOWNHOUSE_PASSWORD")
    }
    let desks = house.desks
    let session = try await session(of: email, desks)
    let named = request.arguments[.town]
    let site =
      needsTown || named != nil
      ? try Acting.town(of: session, named: named, last: town ?? "") : session.sites.first ?? Acting.nowhere
    return Acting(workplace: Workplace(house, place: "local"), session: session, site: site)
  }

  private func session(of email: String, _ desks: Desks) async throws -> Session {
    if let known = state.withLock({ $0.sessions[email] }) { return try await desks.session.refreshed(known) }
    let session = try await desks.session.signIn(email: email, password: try Password.given(for: email))
    state.withLock { $0.sessions[email] = session }
    return session
  }
}

/// The time of this machine until a script sets another; then it stands still.
private final class ScriptClock: Clock {
  private let moment = Mutex<Instant?>(nil)

  var now: Instant { moment.withLock { $0 } ?? SystemClock().now }

  func set(_ instant: Instant) { moment.withLock { $0 = instant } }
}
