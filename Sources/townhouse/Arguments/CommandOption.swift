/// What may stand on the command line behind two dashes.
enum CommandOption: String, CaseIterable, Sendable {
  case store, town, json, admin, sample, orders, seed, now, after, demo, fresh, theme, ascii, plain, help, version
  case person = "as"
  case dryRun = "dry-run"
  case digest
  case withoutTimes = "without-times"
  case got, reason, follow, to, format, limit, list
  case name, phone, address, area, pay, fee, note, urgent

  /// What stands for the value in the help; nil for a switch.
  var placeholder: String? {
    switch self {
    case .store, .to: "FILE"
    case .town: "CODE"
    case .admin, .person: "EMAIL"
    case .orders, .seed, .after, .got, .limit, .list: "N"
    case .now: "TIME"
    case .theme: "NAME"
    case .reason: "DIGIT"
    case .format: "KIND"
    case .name, .phone, .address, .area, .note: "TEXT"
    case .pay: "cod|momo"
    case .fee: "AMOUNT"
    default: nil
    }
  }

  /// One line of help.
  var about: String {
    switch self {
    case .store: "the store to work on; otherwise that of the configuration"
    case .town: "the town to work in; needed by people who may enter several"
    case .json: "machine-readable output, and errors as JSON on standard error"
    case .admin: "the first admin; the password comes from TOWNHOUSE_PASSWORD or is asked for"
    case .sample: "fill the new store with the sample towns, products, people and orders"
    case .orders: "how many sample orders (2000)"
    case .seed: "which of the possible sample stores; the same number gives the same store"
    case .now: "the moment the sample store is made for, such as 2026-03-02T10:30:00Z"
    case .after: "only what follows that sequence of the change feed"
    case .demo: "open a sample store of its own, kept between runs"
    case .fresh: "with --demo: build it anew"
    case .theme: "the theme of the console: standard, dark, paper, high-contrast, …"
    case .ascii: "draw with ASCII alone"
    case .plain: "plain lines for screen readers and line printers: no cursor addressing"
    case .help: "this help"
    case .version: "which Townhouse this is"
    case .person: "who acts; the password comes from TOWNHOUSE_PASSWORD or is asked for"
    case .dryRun: "check every row and write nothing"
    case .digest: "print what the store holds as one number: equal numbers, equal contents"
    case .withoutTimes: "with --digest: leave every moment out"
    case .got: "how many units were there"
    case .reason: "1 not found, 2 miscounted, 3 expired, 4 unreachable, 5 other"
    case .follow: "go on as changes come"
    case .to: "where to write; standard output without it"
    case .format: "svg or text"
    case .limit: "at most so many rows"
    case .list: "the pick list, by its number; otherwise the one in hand"
    case .name: "who orders"
    case .phone: "the customer's phone"
    case .address: "street or house; never left out"
    case .area: "the neighbourhood; the delivery zone is found by it"
    case .pay: "cash on delivery (cod, the usual) or mobile money first (momo)"
    case .fee: "the delivery fee, such as 12.50"
    case .note: "what the customer wants done"
    case .urgent: "picked before the others"
    }
  }

  /// The option as it is written, with its value.
  var usage: String { "--" + rawValue + (placeholder.map { " " + $0 } ?? "") }
}

/// The words and options of one command line.
struct Arguments: Sendable {
  private(set) var words: [String] = []
  private var values: [CommandOption: String] = [:]

  /// Sorts words from options. Throws what was not understood.
  init(_ texts: some Sequence<String>) throws(Failure) {
    var rest = Array(texts)[...]
    while let text = rest.popFirst() {
      if text == "--" {
        words += rest
        return
      }
      guard text.hasPrefix("-"), text != "-" else {
        words.append(text)
        continue
      }
      try take(text, &rest)
    }
  }

  private mutating func take(_ text: String, _ rest: inout ArraySlice<String>) throws(Failure) {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let short = ["-h": CommandOption.help, "-V": .version]
    let name = parts[0].hasPrefix("--") ? String(parts[0].dropFirst(2)) : ""
    guard let option = short[text] ?? CommandOption(rawValue: name) else {
      throw .usage("there is no option " + text, hint: Self.nearest(to: name))
    }
    guard values[option] == nil else { throw .usage("--" + option.rawValue + " stands there twice") }
    guard let placeholder = option.placeholder else {
      guard parts.count == 1 else { throw .usage("--" + option.rawValue + " takes no value") }
      values[option] = ""
      return
    }
    guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
      throw .usage("--\(option.rawValue) needs a value: --\(option.rawValue) \(placeholder)")
    }
    values[option] = value
  }

  private static func nearest(to name: String) -> String? {
    CommandOption.allCases.first { $0.rawValue.hasPrefix(name.prefix(3)) && name.count > 2 }
      .map { "did you mean --\($0.rawValue)?" }
  }

  func has(_ option: CommandOption) -> Bool { values[option] != nil }

  subscript(_ option: CommandOption) -> String? { values[option] }

  /// The options that stand on the line.
  var options: Set<CommandOption> { Set(values.keys) }

  /// A whole number within bounds.
  func number(_ option: CommandOption, in bounds: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let text = values[option] else { return nil }
    guard let number = Int(text), bounds.contains(number) else {
      throw .usage("--\(option.rawValue) needs a number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return number
  }

  mutating func dropWords(_ count: Int) { words.removeFirst(count) }
}
