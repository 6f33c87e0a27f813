/// What may stand on the command line behind two dashes.
enum CommandOption: String, CaseIterable, Sendable {
  case store, town, json, admin, sample, orders, seed, now, after, demo, fresh, theme, ascii, plain, help, version
  case person = "as"
  case dryRun = "dry-run"
  case digest
  case withoutTimes = "without-times"
  case badge, everywhere, record
  case got, reason, follow, to, format, limit, list
  case name, phone, address, area, pay, fee, note, urgent
  case yes, basis, second, preview, driver, zone, run, amount, code, reference, returned, failed, day, slot, gap
  case capacity, vehicle, shift, unavailable, available, status, method, account, shipping, all, tender, provider
  case event, signature, off, days, practice
  case goesOn = "goes-on"
  case remote, api
  case cashLimit = "cash-limit"
  case writeOff = "write-off"
  case listen, `public`, log
  case certificate = "tls-cert"
  case key = "tls-key"
  case noRateLimit = "no-rate-limit"
  case configuration = "config"

  /// What stands for the value in the help; nil for a switch.
  var placeholder: String? { description.0 }

  /// True for an option that may stand there more than once.
  var isRepeatable: Bool { self == .listen }

  /// One line of help.
  var about: String { description.1 }

  /// The option as it is written, with its value.
  var usage: String { "--" + rawValue + (placeholder.map { " " + $0 } ?? "") }
}

/// The words and options of one command line.
struct Arguments: Sendable {
  private(set) var words: [String] = []
  private var values: [CommandOption: [String]] = [:]

  /// Sorts words from options. Throws what was not understood.
  init(_ texts: some Sequence<String>) throws(Failure) {
    var rest = Array(texts)[...]
    while let text = rest.popFirst() {
      if text == "--" {
        words += rest
        return
      }
      // A negative number is no option.
      guard text.hasPrefix("-"), Int(text) == nil, text != "-" else {
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
    guard values[option] == nil || option.isRepeatable else {
      throw .usage("--" + option.rawValue + " stands there twice")
    }
    guard let placeholder = option.placeholder else {
      guard parts.count == 1 else { throw .usage("--" + option.rawValue + " takes no value") }
      values[option] = [""]
      return
    }
    guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
      throw .usage("--\(option.rawValue) needs a value: --\(option.rawValue) \(placeholder)")
    }
    values[option, default: []].append(value)
  }

  private static func nearest(to name: String) -> String? {
    CommandOption.allCases.first { $0.rawValue.hasPrefix(name.prefix(3)) && name.count > 2 }
      .map { "did you mean --\($0.rawValue)?" }
  }

  func has(_ option: CommandOption) -> Bool { values[option] != nil }

  subscript(_ option: CommandOption) -> String? { values[option]?.last }

  /// Every value of an option, in order.
  func all(_ option: CommandOption) -> [String] { values[option] ?? [] }

  /// The options that stand on the line.
  var options: Set<CommandOption> { Set(values.keys) }

  /// A whole number within bounds.
  func number(_ option: CommandOption, in bounds: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let text = values[option]?.last else { return nil }
    guard let number = Int(text), bounds.contains(number) else {
      throw .usage("--\(option.rawValue) needs a number from \(bounds.lowerBound) to \(bounds.upperBound)")
    }
    return number
  }

  mutating func dropWords(_ count: Int) { words.removeFirst(count) }
}
