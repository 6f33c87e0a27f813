import Foundation
import TestSupport

/// The real program in a real terminal: a tmux server of its own, keys in, screens out, every byte counted.
final class TmuxSession {
  /// What the person did so far.
  private(set) var keys = 0
  private(set) var scans = 0

  private let socket: String
  private let bytesFile: String

  /// Runs `arguments` of the program, or of another one, in a terminal of that size. `environment` is added to a
  /// clean one.
  init(
    columns: Int = 80, rows: Int = 24, program: String? = nil, arguments: [String],
    environment: [String: String] = [:], term: String = "tmux-256color"
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("townhouse-tmux-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    socket = folder.appendingPathComponent("socket").path
    bytesFile = folder.appendingPathComponent("bytes").path
    try Data().write(to: URL(fileURLWithPath: bytesFile))
    var variables = [
      "HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "XDG_STATE_HOME": folder.path, "LANG": "C.UTF-8",
      "TERM": term,
      "PATH": "/usr/bin:/bin",
    ]
    variables.merge(environment) { $1 }
    let words =
      ["exec", "env", "-i"] + variables.sorted { $0.key < $1.key }.map { quoted("\($0.key)=\($0.value)") }
      + [quoted(try program ?? BuiltProgram.path("townhouse"))] + arguments.map(quoted)
    // The shell waits for a line, so that the pipe is in place before the program's first byte.
    let script = "read go; " + words.joined(separator: " ")
    try run([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "sh", "-c", script,
    ])
    try run(["set-option", "-g", "remain-on-exit", "on"])
    try run(["set-option", "-s", "escape-time", "0"])
    try run(["set-option", "-g", "status", "off"])
    try run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    try run(["pipe-pane", "-o", "cat >> " + quoted(bytesFile)])
    try run(["send-keys", "Enter"])
  }

  deinit { _ = try? run(["kill-server"]) }

  /// Presses keys, by tmux's names.
  func press(_ names: String...) throws {
    for name in names {
      keys += 1
      try run(["send-keys", name])
    }
  }

  /// Types text as a person would, a key a character.
  func type(_ text: String) throws {
    keys += text.count
    try run(["send-keys", "-l", text])
  }

  /// Scans a code: a burst that ends with Enter, as a wedge scanner sends it.
  func scan(_ code: String) throws {
    scans += 1
    try run(["send-keys", "-l", code, ";", "send-keys", "Enter"])
  }

  /// Everything on the screen, line by line.
  func screen() throws -> [String] { try run(["capture-pane", "-p"]).components(separatedBy: "\n") }

  /// Waits until the screen shows `text`; throws with the screen after ten seconds.
  @discardableResult
  func wait(for text: String, seconds: Double = 10) throws -> [String] {
    try wait("«\(text)»", seconds: seconds) { $0.contains { $0.contains(text) } }
  }

  /// Waits until the screen no longer shows `text`.
  @discardableResult
  func wait(gone text: String, seconds: Double = 10) throws -> [String] {
    try wait("no «\(text)»", seconds: seconds) { !$0.contains { $0.contains(text) } }
  }

  /// Waits until the screen is as `condition` asks.
  @discardableResult
  func wait(_ what: String, seconds: Double = 10, until condition: ([String]) -> Bool) throws -> [String] {
    let deadline = Date().addingTimeInterval(seconds)
    while true {
      let lines = try screen()
      if condition(lines) { return lines }
      guard Date() < deadline else { throw NeverShown(what: what, screen: lines.joined(separator: "\n")) }
      usleep(5000)
    }
  }

  /// Bytes the program has written to the terminal so far, once they have stopped coming.
  func bytes() throws -> Int {
    var last = -1
    while true {
      let size = (try FileManager.default.attributesOfItem(atPath: bytesFile)[.size] as? Int) ?? 0
      if size == last { return size }
      last = size
      usleep(30_000)
    }
  }

  /// Every byte the program has written to the terminal so far.
  func written() throws -> [UInt8] {
    _ = try bytes()
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: bytesFile)))
  }

  /// The exit status of the program; nil while it runs.
  func exitStatus() throws -> Int? {
    let text = try run(["display-message", "-p", "#{pane_dead} #{pane_dead_status}"]).split(separator: " ")
    guard text.first == "1" else { return nil }
    return text.count > 1 ? Int(text[1].trimmingCharacters(in: .whitespacesAndNewlines)) : -1
  }

  /// The process in the terminal.
  func processID() throws -> Int32 {
    Int32(try run(["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
  }

  /// Changes the size of the terminal.
  func resize(columns: Int, rows: Int) throws { try run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"]) }

  /// Runs a tmux command on this server and answers what it printed.
  @discardableResult
  func run(_ arguments: [String]) throws -> String {
    try spawn("/usr/bin/tmux", ["-S", socket] + arguments).output
  }

  private func quoted(_ text: String) -> String { "'" + text.replacingOccurrences(of: "'", with: "'\\''") + "'" }

  /// The screen never showed what a test waited for.
  struct NeverShown: Error, CustomStringConvertible {
    let what: String
    let screen: String
    var description: String { "never showed \(what):\n\(screen)" }
  }
}
