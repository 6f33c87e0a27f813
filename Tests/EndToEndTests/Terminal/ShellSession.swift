import Foundation
import TestSupport

/// The real program under a shell in a terminal, as somebody over SSH has it: what it leaves behind can be looked at.
final class ShellSession {
  /// The terminal.
  let terminal: TmuxSession
  private let modes: String
  private let command: String
  private var answers = 0

  /// Opens a shell in a terminal and remembers its modes; the program is not started yet.
  init(arguments: [String], environment: [String: String] = [:]) throws {
    var variables = environment
    variables["PS1"] = "sh> "
    command = ([try BuiltProgram.path("townhouse")] + arguments).map { "'\($0)'" }.joined(separator: " ")
    terminal = try TmuxSession(program: "/bin/sh", arguments: ["-i"], environment: variables)
    try terminal.wait(for: "sh>")
    try terminal.type("stty -g > \"$HOME/modes\"; cat \"$HOME/modes\"")
    try terminal.press("Enter")
    let shown = try terminal.wait("the modes") { $0.contains { Self.isModes($0) } }
    modes = shown.first { Self.isModes($0) } ?? ""
  }

  /// Starts the program and waits until it shows `text`.
  func start(until text: String) throws {
    try terminal.type("clear; " + command)
    try terminal.press("Enter")
    try terminal.wait(for: text)
  }

  /// The program's process: the shell's only child.
  func child() throws -> Int32 {
    let shell = try terminal.processID()
    let text = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    guard let first = text.split(separator: " ").first, let process = Int32(first) else { throw NoChild() }
    return process
  }

  /// Whether the shell answers, the modes are as they were, the first screen is back and the cursor shows.
  func faults() throws -> [String] {
    try terminal.wait(for: "sh>")
    answers += 1
    try terminal.type("clear; stty -g; echo answer$((\(answers) + 700))")
    try terminal.press("Enter")
    let shown = try terminal.wait(for: "answer\(answers + 700)")
    var faults: [String] = []
    if !shown.contains(modes) { faults.append("modes: \(shown) instead of \(modes)") }
    let flags = ["alternate_on", "cursor_flag", "mouse_any_flag", "keypad_flag", "keypad_cursor_flag"]
    let state = try terminal.run(["display-message", "-p", flags.map { "#{\($0)}" }.joined(separator: " ")])
    if state.split(separator: "\n").first != "0 1 0 0 0" { faults.append("\(flags): \(state)") }
    return faults
  }

  private static func isModes(_ line: String) -> Bool { line.split(separator: ":").count > 10 }

  /// The shell has started nothing.
  struct NoChild: Error {}
}
