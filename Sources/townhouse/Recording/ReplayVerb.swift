internal import Commerce
internal import Console
internal import Operations
internal import Security
internal import Store
internal import Terminal

extension Verb {
  static let replayVerb = Verb(
    "replay", "FILE", count: 1...1, options: [.person],
    about: "live through a recorded shift again on a copy of its store, and compare what came of it", run: replay)

  private static func replay(_ request: Request) async throws {
    let tape = try TapeContent(path: request.words[0])
    guard let path = request.arguments[.store] else {
      throw Failure.usage("which copy of the store? --store COPY; it is changed as the shift changed it")
    }
    // Opened once to bring its schema up to date, as the console did when the shift began.
    await (try SQLiteStore.open(path: path)).close()
    let before = try ContentDigest.of(path)
    guard before.whole == tape.head.digest else {
      throw Failure.file(path: path, reason: "is not as the store was when the recording began")
    }
    let frame = try await play(tape, on: path, as: request.arguments[.person])
    let after = try ContentDigest.of(path)
    let isSame = after.whole == tape.digest
    try request.output.answer(
      [
        "recording": .text(request.words[0]), "entries": JSONText(tape.entries.count), "digest": .text(after.whole),
        "recorded": JSONText(tape.digest), "match": .flag(isSame), "frame": .list(frame.map { .text($0) }),
      ]
    ) {
      [
        isSame
          ? "match: \(counted(tape.entries.count, "entry", "entries")) came to the same store, \(after.whole)"
          : tape.digest == nil
            ? "no match: the recording was cut off before its end"
            : "no match: the store is \(after.whole), recorded was \(tape.digest ?? "")"
      ]
    }
    if !isSame { throw Failure.reported(1) }
  }

  private static func play(_ tape: TapeContent, on path: String, as named: String?) async throws -> [String] {
    let store = try SQLiteStore.open(path: path)
    let ids = TapeIDs(seed: tape.head.seed)
    let house = LocalHouse.house(
      store, try Configuration.load(), clock: TapeClock(), ids: ids, printer: SilentPrinter(tape.printed))
    var session: Session?
    if let email = tape.head.person {
      session = try await house.desks.session.signIn(
        email: email, password: try Password.given(for: named ?? email))
    }
    let start = tape.entries.first?.at ?? house.clock.now
    let program = Program(
      settings: tape.head.settings, themes: ThemeFiles.names, session: session, address: tape.head.address, now: start)
    let runner = EffectRunner(desks: house.desks, ids: ids, host: NoHost())
    let frame = try await Background.onThread {
      do {
        return try ConsoleReplay.run(tape.entries, program: program, runner: runner)
      } catch let stop as ConsoleReplay.Stop {
        throw Failure.file(path: "recording", reason: stop.words)
      }
    }
    await store.close()
    return frame
  }
}

extension ConsoleReplay.Stop {
  fileprivate var words: String {
    switch self {
    case .noStart: "does not begin with the console's start"
    case .callNotMade(let number, let entry):
      "runs another way from entry \(entry + 1) on: call \(number) was not made"
    }
  }
}

/// A console's surroundings in a replay: no files, no printers.
private struct NoHost: ConsoleHost {
  func theme(named name: String) -> Theme? { nil }
  func print(_ job: PrintJob, to destination: PrintDestination) async throws(CommerceError) -> String { "" }
  func export(_ table: ExportTable) async throws(CommerceError) -> String { "" }
  func readFile(_ path: String) async throws(CommerceError) -> String { "" }
  func save(_ settings: ConsoleSettings) async throws(CommerceError) {}
}
