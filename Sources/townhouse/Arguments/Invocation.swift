internal import Console

/// What one start of the program is for.
enum Invocation: Sendable {
  case verb(Verb, Arguments)
  case console(ConsoleRequest)
  case version
  case help(String?)

  /// Reads the command line; `texts` are without the program's own name. Words that begin commands and name a view
  /// too, such as `dispatch`, open the view where there is a terminal to open it on.
  static func parse(_ texts: some Sequence<String>, atTerminal: Bool = false) throws(Failure) -> Invocation {
    var arguments = try Arguments(texts)
    if arguments.has(.version) { return .version }
    if let found = Verb.find(arguments.words) {
      if arguments.has(.help) { return .help(found.verb.name) }
      let isBare = !found.verb.count.contains(arguments.words.count - found.taken)
      if atTerminal, isBare, isView(arguments.words) { return .console(try ConsoleRequest(arguments)) }
      arguments.dropWords(found.taken)
      try found.verb.check(arguments)
      return .verb(found.verb, arguments)
    }
    if arguments.has(.help) { return .help(arguments.words.first) }
    if let group = group(arguments.words), !atTerminal || !isView(arguments.words) { throw group }
    return .console(try ConsoleRequest(arguments))
  }

  /// True for a view's address without free text: that might be a verb mistyped.
  private static func isView(_ words: [String]) -> Bool {
    words.dropFirst().allSatisfy { $0.contains("=") } && Addresses.isAddress(words.joined(separator: " "))
  }

  /// The complaint about half a command such as `orders`, or a word that opens nothing.
  private static func group(_ words: [String]) -> Failure? {
    guard let first = words.first else { return nil }
    let verbs = Verb.all.filter { $0.name.split(separator: " ").first.map(String.init) == first }
    guard !verbs.isEmpty else { return nil }
    let opens =
      words.count == 1 && Addresses.isAddress(first) ? "\non a terminal townhouse \(first) opens the view" : ""
    return .usage(
      words.count > 1 ? "\(first) has no command \"\(words[1])\"" : "\(first) needs a command",
      hint: verbs.map(\.usage).joined(separator: "\n") + opens)
  }
}

/// How the console is to be opened.
struct ConsoleRequest: Sendable {
  var store: String?
  /// The server to work at, by address or by its name in the configuration.
  var remote: String?
  /// Which of its contracts to speak; the town's unless said otherwise.
  var dialect: String?
  var person: String?
  /// The view to open, such as `queue town=accra`.
  var address: String?
  var isDemo = false
  /// True when the store of this machine is meant, whatever the configuration says.
  var isLocal = false
  var isFresh = false
  var theme: String?
  var isASCII = false
  var isPlain = false
  var town: String?
  /// Where the shift is recorded; nil when it is not.
  var recording: String?

  init(_ arguments: Arguments) throws(Failure) {
    let known: Set<CommandOption> = [
      .store, .remote, .api, .person, .town, .demo, .fresh, .theme, .ascii, .plain, .record,
    ]
    if let foreign = arguments.options.subtracting(known).map(\.rawValue).min() {
      throw .usage("the console has no option --\(foreign)")
    }
    store = arguments[.store]
    remote = arguments[.remote]
    dialect = arguments[.api]
    person = arguments[.person]
    town = arguments[.town]
    theme = arguments[.theme]
    isDemo = arguments.has(.demo)
    isFresh = arguments.has(.fresh)
    isASCII = arguments.has(.ascii)
    isPlain = arguments.has(.plain)
    recording = arguments[.record]
    address = arguments.words.isEmpty ? nil : arguments.words.joined(separator: " ")
    if let address, !Addresses.isAddress(address) {
      throw .usage(
        "there is no command or view \"\(address)\"",
        hint: "townhouse help shows every command; views are " + Addresses.views.joined(separator: ", "))
    }
    guard !isDemo || store == nil else { throw .usage("--demo has a store of its own; leave --store away") }
    guard remote == nil || (store == nil && !isDemo) else {
      throw .usage("--remote works at a server; leave --store and --demo away")
    }
    guard recording == nil || !isPlain else { throw .usage("--record goes with the full console, not with --plain") }
    guard !isFresh || isDemo else { throw .usage("--fresh goes with --demo") }
  }
}
