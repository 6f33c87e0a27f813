internal import Commerce
internal import Console
internal import Glibc
internal import Operations
internal import Security
internal import Store
internal import Terminal
internal import TerminalNcurses

/// Opens the console: finds the store, signs in whoever was named, takes the terminal, and runs until they leave.
enum ConsoleStart {
  /// Runs the console and answers the status to end with. To be called after the terminal's signals were blocked.
  static func run(_ first: ConsoleRequest) throws(Failure) -> Int32 {
    var request = first
    var greeting = ""
    var left: ConsoleRequest?
    while true {
      let ending: ConsoleEnding
      do throws(Failure) {
        ending = try runOnce(request, greeting, first)
      } catch {
        // A place that cannot be opened is no reason to lose the one that was left.
        guard let back = left else { throw error }
        (request, left) = (back, nil)
        greeting = FailureReport(error).message
        continue
      }
      left = nil
      greeting = ""
      switch ending {
      case .quit, .hungUp: return 0
      case .openSample:
        request.store = nil
        request.person = nil
        request.address = nil
        request.isDemo = true
      case .place(let place):
        let places = Places(first, try Configuration.load())
        greeting = try places.farewell(request)
        left = places.request(try places.all(request).current, from: request)
        request = places.request(place, from: request)
      }
    }
  }

  private static func runOnce(
    _ request: ConsoleRequest, _ greeting: String, _ first: ConsoleRequest
  ) throws(Failure) -> ConsoleEnding {
    let configuration = try Configuration.load()
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw .terminal(TerminalProblem.notATerminal.description)
    }
    let recording = try recording(request, configuration)
    let workplace = try workplace(request, configuration, recording)
    var settings = configuration.settings
    if request.isDemo { settings.lastTown = "" }
    if let theme = request.theme { settings.theme = theme }
    if let town = request.town { settings.lastTown = town.lowercased() }
    if request.isASCII { settings.ascii = true }
    // Read before the screen is taken, so that what is wrong with it can be said.
    let theme = try ThemeFiles.load(settings.theme)
    let session = try session(request, configuration, workplace)
    let host = ConsoleFiles(configuration: configuration, request: request)
    let program = Program(
      settings: settings, themes: ThemeFiles.names, keyMap: try keyMap(settings),
      place: workplace.place, places: try places(request, first, configuration), greeting: greeting,
      session: session, address: request.address, now: SystemClock().now)
    try recording?.begin(
      person: request.person, address: request.address, settings: settings)
    let terminal = try open(settings)
    terminal.apply(theme)
    let device = ReloadingTerminal(terminal)
    let ending = ConsoleLoop.run(
      device: device, program: program, runner: EffectRunner(desks: workplace.desks, ids: workplace.ids, host: host),
      host: host, clock: workplace.clock, recorder: recording?.tape)
    device.close()
    try recording?.end()
    if ending == .hungUp { terminal.dieBySignal() }
    if case .place = ending { try Waiting.value { await workplace.leave() } }
    return ending
  }

  /// Where one may go from here; nowhere while a shift is recorded, as its tape is of one store.
  private static func places(
    _ request: ConsoleRequest, _ first: ConsoleRequest, _ configuration: Configuration
  ) throws(Failure) -> ConsolePlaces {
    guard request.recording == nil else { return ConsolePlaces() }
    return try Places(first, configuration).all(request)
  }

  private static func recording(
    _ request: ConsoleRequest, _ configuration: Configuration
  ) throws(Failure) -> Recording? {
    guard let path = request.recording else { return nil }
    guard request.remote == nil else { throw .usage("a shift is recorded on a store of this machine, not at a server") }
    return Recording(path, try Waiting.value { try await LocalHouse.preparedPath(request, configuration) })
  }

  private static func workplace(
    _ request: ConsoleRequest, _ configuration: Configuration, _ recording: Recording?
  ) throws(Failure) -> Workplace {
    guard let recording else { return try Waiting.value { try await Workplace.prepare(request, configuration) } }
    return Workplace(try recording.house(configuration), place: "local")
  }

  private static func open(_ settings: ConsoleSettings) throws(Failure) -> NcursesTerminal {
    var options = TerminalOptions()
    options.ascii = settings.ascii
    options.mouse = settings.mouse
    do {
      return try NcursesTerminal(options)
    } catch {
      throw .terminal(error.description)
    }
  }

  private static func keyMap(_ settings: ConsoleSettings) throws(Failure) -> KeyMap {
    do {
      return try KeyMap(settings.keys)
    } catch {
      throw .configuration("\(Configuration.path): \(error)")
    }
  }

  /// Signs in who was named; nobody is asked on the screen then.
  private static func session(
    _ request: ConsoleRequest, _ configuration: Configuration, _ workplace: Workplace
  ) throws(Failure) -> Session? {
    guard let email = request.person else { return nil }
    let password = try Password.given(for: email)
    return try Waiting.value { try await workplace.desks.session.signIn(email: email, password: password) }
  }
}

extension LocalHouse {
  /// The path of that store, made first where it is the program's own to make.
  static func preparedPath(_ request: ConsoleRequest, _ configuration: Configuration) async throws -> String {
    if request.isDemo {
      try await Demo.prepare(fresh: request.isFresh)
      return Demo.path
    }
    if let path = request.store ?? configuration.store { return path }
    // The first start: an empty store, whose first screen makes the first admin or goes on to the samples.
    let path = Folders.data + "/store.sqlite"
    if access(path, F_OK) != 0 {
      try Folders.make(Folders.data)
      try await BuildStore.run(path) { _ in }
    }
    return path
  }
}
