internal import Commerce
internal import Console
internal import Glibc
internal import Operations

/// A signed-in person in a town, with the desks of the store: what most commands begin with.
struct Acting: Sendable {
  let workplace: Workplace
  let session: Session
  let site: Site

  var desks: Desks { workplace.desks }

  var caller: Caller { session.caller(at: site.id) }

  /// A fresh intent; one command of the line is one intent.
  func intent() -> Intent { Intent(id: workplace.ids.next(), caller: caller) }

  /// Opens the store, signs in whoever acts, and finds the town.
  static func begin(_ request: Request, needsTown: Bool = true) async throws -> Acting {
    if let script = request.script { return try await script.act(request, needsTown: needsTown) }
    let configuration = try Configuration.load()
    guard let email = request.arguments[.person] ?? configuration.person else {
      throw Failure.usage("nobody is named: --as EMAIL, with the password in TOWNHOUSE_PASSWORD")
    }
    let workplace = try await Workplace.open(request.arguments, configuration)
    let session = try await workplace.session(email)
    let town = request.arguments[.town]
    let site =
      needsTown || town != nil
      ? try Self.town(of: session, named: town, last: configuration.settings.lastTown)
      : session.sites.first ?? nowhere
    return Acting(workplace: workplace, session: session, site: site)
  }

  /// Stands for a town where none is needed and none may exist yet.
  static let nowhere = Site(
    id: ID(0), code: "", name: "", kind: .town, currency: .cedi, utcOffsetMinutes: 0, opens: 0, closes: 0,
    promiseMinutes: 0)

  /// The store that is named, or the configured one.
  static func storePath(_ named: String?, _ configuration: Configuration) throws(Failure) -> String {
    guard let path = named ?? configuration.store else {
      throw .usage("no store is named: --store FILE, or \"store\" in \(Configuration.path)")
    }
    return path
  }

  /// The town somebody named, the only one they may enter, or the one they were in last.
  static func town(of session: Session, named code: String?, last: String) throws -> Site {
    if let code {
      guard let site = session.sites.first(where: { $0.code == code.lowercased() || $0.name == code }) else {
        throw CommerceError.notFound(.site, code)
      }
      return site
    }
    if let only = session.sites.first, session.sites.count == 1 { return only }
    if let site = session.sites.first(where: { $0.code == last }) { return site }
    guard !session.sites.isEmpty else { throw CommerceError.forbidden(.enterSite) }
    throw Failure.usage("which town? --town " + session.sites.map(\.code).joined(separator: "|"))
  }
}

/// The password of whoever acts: from the environment, or asked for without showing it; never an argument.
enum Password {
  static func given(for email: String) throws(Failure) -> String {
    if let password = Folders.environment("TOWNHOUSE_PASSWORD") { return password }
    guard isatty(STDIN_FILENO) == 1 else {
      throw .usage("the password of \(email) is missing: set TOWNHOUSE_PASSWORD")
    }
    return ask("Password of \(email): ")
  }

  /// True when somebody is there to be asked.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

  /// Asks on the terminal without echo.
  static func ask(_ question: String) -> String {
    Output.writeError(question)
    var modes = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &modes) == 0
    var silent = modes
    silent.c_lflag &= ~tcflag_t(ECHO)
    if isTerminal { tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) }
    defer {
      if isTerminal { tcsetattr(STDIN_FILENO, TCSAFLUSH, &modes) }
      Output.writeError("\n")
    }
    return readLine() ?? ""
  }
}
