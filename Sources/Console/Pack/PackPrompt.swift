import Commerce
import Operations

/// What the pack screen asks for in place of a scan.
enum PackPrompt: Hashable, Sendable {
  enum Loss: Hashable, Sendable { case missing, damaged }

  /// A place labels can go to.
  struct Printer: Hashable, Sendable {
    var words: String
    var destination: PrintDestination
  }

  /// Which line; a digit answers.
  case line(Loss, [OrderLine])
  /// How many of it; a digit answers, for missing units at once.
  case quantity(Loss, OrderLine)
  /// Which printer; a digit answers.
  case printer([Printer])

  /// True where one digit answers at once. Damage moves stock to quarantine and takes Enter, as at the bin.
  var takesDigit: Bool {
    switch self {
    case .line, .printer: true
    case .quantity(let loss, let line): loss == .missing && line.picked - line.packed <= 9
    }
  }

  /// The places there are: files, the system's default queue, the one of the settings.
  static func printers(_ settings: ConsoleSettings) -> [Printer] {
    var all = [
      Printer(words: "files in the folder", destination: .folder),
      Printer(words: "the default printer", destination: .queue("")),
    ]
    if settings.printer != "folder", !settings.printer.isEmpty {
      all.append(Printer(words: settings.printer, destination: .queue(settings.printer)))
    }
    return all
  }

  /// The question as the scan line shows it.
  var ask: ScanFocus.Ask {
    switch self {
    case .line(let loss, let lines):
      ScanFocus.Ask(
        label: loss == .missing ? "missing" : "damaged", hint: "which? a digit, Esc leaves",
        options: lines.enumerated().map { "\($0 + 1) \($1.name)  \($1.picked - $1.packed) left" })
    case .quantity(let loss, let line):
      if takesDigit {
        ScanFocus.Ask(
          label: "missing", hint: "of \(line.name): a digit, Esc leaves",
          options: ["1…\(line.picked - line.packed) go back to picking"])
      } else {
        ScanFocus.Ask(
          label: loss == .missing ? "missing" : "damaged",
          hint: "of \(line.picked - line.packed) \(line.name); Esc leaves")
      }
    case .printer(let choices):
      ScanFocus.Ask(
        label: "printer", hint: "a digit, Esc leaves", options: choices.enumerated().map { "\($0 + 1) \($1.words)" })
    }
  }
}
