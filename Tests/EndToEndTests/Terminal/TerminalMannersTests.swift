import Glibc
import TestSupport
import Testing

/// What the program does to the terminal it runs in, whatever happens to it.
@Suite("Terminal manners", .serialized)
struct TerminalMannersTests {
  private let floor = FloorWorkflowTests()

  @Test("item, quantity and next action are whole at every size, and a tiny terminal harms nothing")
  func resize() async throws {
    let town = try await floor.livingTown()
    try await town.place([("RICE-5", 3), ("KEY-200", 1)])
    let console = try floor.signedIn(town, "queue town=accra")
    try console.press("F2")
    try console.wait(for: "RICE LONG GRAIN 5 KG")
    let sizes = [(40, 12), (200, 60), (20, 5), (120, 40), (40, 12), (20, 5), (80, 24)]
    for (columns, rows) in sizes {
      try console.resize(columns: columns, rows: rows)
      guard rows > 5 else {
        try console.wait("something in 20x5") { $0.contains { !$0.isEmpty } }
        continue
      }
      let shown = try console.wait("the footer in \(columns)x\(rows)") {
        $0.count >= rows && $0[rows - 1].contains("F1 help")
      }
      let text = shown.joined(separator: "\n")
      #expect(text.contains("RICE LONG GRAIN 5 KG"), "\(columns)x\(rows)")
      #expect(text.contains("A-03-2"), "\(columns)x\(rows)")
      #expect(text.contains("│  3  │") || text.contains(" 3 bags"), "\(columns)x\(rows):\n\(text)")
    }
    try console.scan("T-101")
    try console.wait(for: "T-101")
  }

  @Test("Ctrl-Z gives the terminal to the shell, and fg paints the screen again")
  func suspend() async throws {
    let town = try await floor.livingTown()
    try await town.place([("RICE-5", 3)])
    let shell = try self.shell(town, ["queue town=accra"])
    try shell.start(until: "Warehouse queue")
    for _ in 0..<2 {
      try shell.terminal.press("C-z")
      #expect(try shell.faults() == [])
      try shell.terminal.type("clear; fg")
      try shell.terminal.press("Enter")
      try shell.terminal.wait(for: "Warehouse queue")
    }
    try shell.terminal.press("F2")
    try shell.terminal.wait(for: "RICE LONG GRAIN 5 KG")
    try shell.terminal.press("C-z")
    try shell.terminal.wait(for: "sh>")
    // Stopped, and then ended: the terminal is the shell's already.
    kill(try shell.child(), SIGKILL)
    #expect(try shell.faults() == [])
  }

  @Test(
    "a signal or a crash leaves a usable terminal, and the next start reopens the unfinished pick",
    arguments: [SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGABRT])
  func ended(by signal: Int32) async throws {
    let town = try await floor.livingTown()
    try await town.place([("RICE-5", 3), ("KEY-200", 1)])
    let shell = try self.shell(town, [])
    try shell.start(until: "ACCRA")
    try shell.terminal.press("F2")
    try shell.terminal.wait(for: "RICE LONG GRAIN 5 KG")
    try shell.terminal.scan("T-101")
    try shell.terminal.wait(for: "T-101")
    kill(try shell.child(), signal)
    #expect(try shell.faults() == [])
    try shell.start(until: "RICE LONG GRAIN 5 KG")
    let again = try shell.terminal.wait(for: "tote T-101").joined(separator: "\n")
    #expect(again.contains("A-03-2"))
    try shell.terminal.press("C-c", "y")
    #expect(try shell.faults() == [])
  }

  @Test(
    "every kind of terminal shows the sign-in and a pick",
    arguments: [
      ("vt100", [:], []), ("linux", [:], []), ("xterm-256color", [:], []), ("tmux-256color", [:], []),
      ("tmux-256color", ["NO_COLOR": "1"], []), ("tmux-256color", [:], ["--ascii"]),
      ("tmux-256color", ["LANG": "C"], []), ("vt100", ["LANG": "C"], ["--ascii"]),
    ] as [(String, [String: String], [String])])
  func kinds(_ term: String, _ variables: [String: String], _ options: [String]) async throws {
    let town = try await floor.livingTown()
    try await town.place([("RICE-5", 3), ("KEY-200", 1)], customer: "Ókyere 李")
    let console = try TmuxSession(
      arguments: ["--store", town.path] + options, environment: variables, term: term)
    try console.wait(for: "Sign in")
    try console.scan("B-1")
    try console.type("1111")
    try console.wait(for: "ACCRA")
    try console.press("F2")
    let shown = try console.wait(for: "RICE LONG GRAIN 5 KG").joined(separator: "\n")
    #expect(shown.contains("A-03-2"))
    #expect(shown.contains("Pick"))
    let wantsASCII = options.contains("--ascii") || variables["LANG"] == "C"
    #expect(shown.contains(wantsASCII ? "|  3  |" : "│  3  │"), "\(shown)")
    let written = try console.written()
    if wantsASCII { #expect(written.allSatisfy { $0 < 0x80 }) }
    if variables["NO_COLOR"] != nil || term == "vt100" {
      let text = String(decoding: written, as: UTF8.self)
      #expect(!text.contains("\u{1B}[38;5") && !text.contains("\u{1B}[31m"), "colours on \(term)")
    }
  }

  private func shell(_ town: SmallTown, _ arguments: [String]) throws -> ShellSession {
    try ShellSession(
      arguments: ["--store", town.path, "--as", "ama.koomson@townhouse.example"] + arguments,
      environment: ["TOWNHOUSE_PASSWORD": SmallTown.password])
  }
}
