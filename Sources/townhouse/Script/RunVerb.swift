internal import Commerce
internal import Operations
internal import Synchronization

extension Verb {
  static let runVerb = Verb(
    "run", "FILE|-", count: 1...1, options: acting + [.seed, .practice],
    explaining: [.seed: "the same identifiers every time, so that the same lines give the same store"],
    about: "a script: one command a line, in one process on one store"
  ) { request in
    let name = request.words[0]
    let text = try TextFile.read(name == "-" ? "/dev/stdin" : name)
    let configuration = try Configuration.load()
    let seed = try request.arguments.number(.seed, in: 0...Int.max)
    let script = try ScriptHouse(
      try Acting.storePath(request.arguments[.store], configuration), configuration,
      person: request.arguments[.person], town: request.arguments[.town], seed: seed.map(UInt64.init))
    let isSample = try await script.isSample()
    let isPractice = isSample || request.arguments.has(.practice)
    guard seed == nil || isPractice else { throw notPractice("--seed") }
    var run = ScriptRun(script: script, name: name, isPractice: isPractice, output: request.output)
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      try await run.perform(String(line), at: index + 1)
    }
  }

  /// What is refused on a store that people work on.
  fileprivate static func notPractice(_ what: String) -> Failure {
    .usage(
      "\(what) is for stores of practice",
      hint: "this is no sample store; --practice says that it is one to try things on")
  }

  /// What the help says of scripts.
  static let scriptHelp = [
    "A script has one command a line, without \"townhouse\"; # begins a comment, quotes hold words together.",
    "  as EMAIL            who acts from now on; the password comes from TOWNHOUSE_PASSWORD",
    "  in TOWN             the town from now on",
    "  at TIME             the clock stands there from now on (stores of practice only)",
    "  let NAME = COMMAND -> .PATH",
    "                      keeps a part of the answer's JSON, such as .number or .parcels.0.code; $NAME stands for it",
    "  --seed N            gives the same identifiers each time: a script that ended half-way is run again whole on a",
    "                      fresh copy of the store, and what follows on the same store is given another seed",
    "  ? COMMAND           goes on when a rule says no; any other refusal ends the script with its status",
  ]
}

/// A script under way.
private struct ScriptRun {
  let script: ScriptHouse
  let name: String
  let isPractice: Bool
  let output: Output
  private var names: [String: String] = [:]

  init(script: ScriptHouse, name: String, isPractice: Bool, output: Output) {
    self.script = script
    self.name = name
    self.isPractice = isPractice
    self.output = output
  }

  /// Does what a line says. A failure is reported with the line's number and ends the script unless the line allows it.
  mutating func perform(_ line: String, at number: Int) async throws {
    var mayRefuse = false
    do {
      guard let statement = try ScriptLine.statement(line, names) else { return }
      if case .command(_, true) = statement { mayRefuse = true }
      try await perform(statement)
    } catch {
      let failure = Background.failure(error)
      if case .outputClosed = failure { throw failure }
      output.report(failure, at: (name, number))
      guard mayRefuse, failure.status == 1 else { throw Failure.reported(failure.status) }
    }
  }

  private mutating func perform(_ statement: ScriptLine.Statement) async throws {
    switch statement {
    case .clock(let text):
      guard isPractice else { throw Verb.notPractice("at") }
      guard let moment = Instant(iso8601: text) else {
        throw Failure.usage("at needs a time such as 2026-03-02T10:30:00Z, not \(text)")
      }
      script.set(moment)
    case .person(let email): script.set(person: email)
    case .town(let code): script.set(town: code)
    case .name(let name, let words, nil): names[name] = words[0]
    case .name(let name, let words, let path?):
      let answer = AnswerKeeper()
      try await call(words, keeping: answer)
      guard let text = answer.last?.text(at: path) else {
        throw Failure.usage("the answer has nothing at \(path)", hint: answer.last?.line ?? "there was no answer")
      }
      names[name] = text
    case .command(let words, _): try await call(words, keeping: nil)
    }
  }

  private func call(_ words: [String], keeping answer: AnswerKeeper?) async throws {
    guard case .verb(let verb, let arguments) = try Invocation.parse(words) else {
      throw Failure.usage("there is no command \"\(words[0])\"", hint: "townhouse help shows every command.")
    }
    guard verb.worksInScripts else { throw Failure.usage("\(verb.name) stands in no script") }
    guard !arguments.has(.store) else { throw Failure.usage("a script works on one store; leave --store away") }
    let output = Output(json: output.json || arguments.has(.json), keeper: answer)
    try await verb.run(Request(arguments: arguments, output: output, script: script))
  }
}

extension Verb {
  /// True for what acts for somebody, or looks at the whole store; stores are made and moved by commands of their own.
  fileprivate var worksInScripts: Bool {
    name == "check" || options.contains(.person) && !["run", "changes follow"].contains(name)
  }
}

/// Keeps what a command answered, for a script that names a part of it.
final class AnswerKeeper: Sendable {
  private let value = Mutex<JSONText?>(nil)

  /// The last answer; nil when there was none.
  var last: JSONText? { value.withLock { $0 } }

  func keep(_ answer: JSONText) { value.withLock { $0 = answer } }
}
