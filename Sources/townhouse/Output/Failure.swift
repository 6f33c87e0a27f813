internal import Commerce

/// Why a command did not do what it was asked for, and with which status the process ends.
enum Failure: Error, Sendable {
  /// The command line was not understood.
  case usage(String, hint: String? = nil)
  /// The core said no, or the store is in trouble.
  case core(CommerceError)
  /// A file that was named cannot be read or written.
  case file(path: String, reason: String)
  /// The configuration or a theme is wrong, with file, line and key.
  case configuration(String)
  /// There is no terminal to show the console on.
  case terminal(String)
  /// Whoever read the output has gone away: nothing is left to say.
  case outputClosed
  /// A line of a script failed, which has been said already; the process ends with its status.
  case reported(Int32)

  /// 1 refused by a rule, 2 usage, 3 store, file or terminal trouble.
  var status: Int32 {
    switch self {
    case .usage, .configuration: 2
    case .core(.trouble), .file, .terminal: 3
    case .core: 1
    case .outputClosed: 0
    case .reported(let status): status
    }
  }

  /// The stable code for scripts.
  var code: String {
    switch self {
    case .usage: "usage"
    case .core(let error): error.code
    case .file: "file.trouble"
    case .configuration: "configuration.invalid"
    case .terminal: "terminal.unusable"
    case .outputClosed: "output.closed"
    case .reported: "script.stopped"
    }
  }
}
