internal import Commerce
internal import Console

/// The program's help, made from the table of verbs and the bindings of the screens.
enum Help {
  static let version = "townhouse " + number
  /// The version alone.
  static let number = "0.1.0"

  /// The whole of it.
  static var overview: String {
    var lines = [
      "townhouse: the back office of a shop with many towns, at the terminal.", "",
      "  townhouse [ADDRESS]               the console on the configured store; ADDRESS opens a view,",
      "                                    such as queue late or, in one word, dispatch, stock, orders",
      "  townhouse --demo [--fresh]        the console on a sample store of its own",
      "  townhouse --store FILE [--as EMAIL] [ADDRESS]",
      "                                    the console on that store, signed in with TOWNHOUSE_PASSWORD",
      "  townhouse --remote URL [--as EMAIL] [ADDRESS]",
      "                                    the console at a server, by address or by its name in the configuration",
      "      --theme NAME   --ascii   --plain (plain lines, for screen readers)",
      "      --record FILE (keep the shift for townhouse replay)", "",
    ]
    for verb in Verb.all {
      let text = left(verb)
      // What is longer than the column keeps its line to itself.
      if text.count > column { lines.append("  townhouse " + text) }
      let start = text.count > column ? String(repeating: " ", count: 12) : "  townhouse " + text
      lines.append(start + String(repeating: " ", count: column + 14 - start.count) + verb.about)
    }
    lines += [
      "", "Every command understands --json, --store FILE and --help; most also --as EMAIL and --town CODE,",
      "and --remote URL instead of --store. townhouse help servers: serving a store, and working at a server.",
      "Exit status: 0 done, 1 refused by a rule, 2 usage, 3 store, network or file trouble.",
      "Configuration: \(Configuration.path)",
    ]
    return lines.joined(separator: "\n") + "\n"
  }

  /// How wide the commands stand before what is said of them.
  private static let column = 36

  private static func left(_ verb: Verb) -> String {
    verb.operands.isEmpty ? verb.name : verb.name + " " + verb.operands
  }

  /// The help of what begins with `topic`. Throws when nothing does.
  static func about(_ topic: String?) throws(Failure) -> String {
    guard let topic else { return overview }
    if topic == "keys" { return KeyTable.markdown(now: Instant(milliseconds: 0)) }
    if ["servers", "server", "remote"].contains(topic) { return servers }
    let verbs = Verb.all.filter { $0.name == topic || $0.name.hasPrefix(topic + " ") }
    guard !verbs.isEmpty else { throw .usage("there is no help about \"\(topic)\"") }
    return verbs.map(page).joined(separator: "\n")
  }

  private static func page(_ verb: Verb) -> String {
    var lines = [verb.usage, "  " + verb.about]
    for option in verb.options + Verb.common {
      let text = option.usage
      lines.append(
        "    " + text + String(repeating: " ", count: max(1, 18 - text.count))
          + (verb.explaining[option] ?? option.about))
    }
    if verb.name == "run" { lines += scriptLines }
    return lines.joined(separator: "\n") + "\n"
  }

  private static var scriptLines: [String] { [""] + Verb.scriptHelp }
}

extension Verb {
  static let helpVerb = Verb(
    "help", "[COMMAND|keys|servers]", count: 0...2,
    about: "what there is, one command in full, the keys of every screen, or servers"
  ) { request in
    try request.output.write(try Help.about(request.words.isEmpty ? nil : request.words.joined(separator: " ")))
  }
}
