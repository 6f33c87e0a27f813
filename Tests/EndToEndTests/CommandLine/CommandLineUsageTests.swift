import Foundation
import TestSupport
import Testing

@Suite("The command line: words and statuses")
struct CommandLineUsageTests {
  @Test(
    "what is not understood ends with 2 and names the way out",
    arguments: [
      ["bogus"], ["orders"], ["orders", "bogus"], ["orders", "show"], ["orders", "show", "A", "B"], ["init"],
      ["orders", "find", "x", "--bogus"], ["orders", "find", "x", "--limit"], ["orders", "find", "x", "--limit", "no"],
      ["check", "--town", "accra"], ["--demo", "--store", "x"], ["--fresh"], ["init", "--store", "x", "--seed", "1"],
      ["init", "--store", "x", "--sample", "--now", "yesterday"], ["import", "ghosts", "x.csv", "--store", "x"],
      ["dispatch"], ["dispatch", "deliver"], ["cash", "count", "KB"], ["refunds", "open", "X", "--store", "x"], ["run"],
      ["cash", "settle", "KB", "--reason", "nine", "--store", "x"], ["notices", "receive", "x", "--store", "x"],
    ])
  func usage(_ arguments: [String]) throws {
    let run = try CommandLineRun(arguments)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("townhouse: "))
    #expect(run.errors.contains("\n  "))
  }

  @Test("a word that is a view too says where it opens one")
  func views() throws {
    let run = try CommandLineRun("dispatch")
    #expect(run.errors.contains("dispatch deliver") && run.errors.contains("townhouse dispatch opens the view"))
    #expect(try !CommandLineRun("refunds", "open").errors.contains("opens the view"))
  }

  @Test("help and version answer on standard output")
  func help() throws {
    let help = try CommandLineRun("--help")
    #expect(help.status == 0)
    for word in ["orders find", "pick next", "changes follow", "--demo", "Exit status"] {
      #expect(help.output.contains(word))
    }
    #expect(try CommandLineRun("help", "pick", "scan").output.contains("--list N"))
    #expect(try CommandLineRun("help", "ghosts").status == 2)
    #expect(try CommandLineRun("--version").output.hasPrefix("townhouse "))
  }

  @Test("without a terminal the console says so and ends with 3")
  func noTerminal() throws {
    let run = try CommandLineRun("--store", "/nowhere")
    #expect(run.status == 3)
    #expect(run.errors.contains("needs a terminal"))
  }

  @Test("a mistake in the configuration is named with file, line and key")
  func configuration() throws {
    let folder = try CommandLineFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/townhouse", withIntermediateDirectories: true)
    let environment = ["XDG_CONFIG_HOME": folder.path]
    for (text, complaint) in [
      ("{\n  // a comment\n  theme: 7,\n}", "config.json:3: theme: text in quotes"),
      ("{ them: 'dark' }", "config.json:1: them: there is no such key"),
      ("{\n keys: { 'pick.short': 'F99x' } }", "config.json:2: keys.pick.short: there is no key"),
      ("{\n ascii: true\n mouse: true }", "config.json:3: a comma is missing"),
    ] {
      _ = try folder.file("townhouse/config.json", text)
      let run = try CommandLineRun(["check"], environment: environment)
      #expect(run.status == 2)
      #expect(run.errors.contains(complaint), "\(run.errors)")
    }
    let store = try folder.sampleStore()
    _ = try folder.file("townhouse/config.json", "{ store: '\(store)', as: 'picker.accra@townhouse.example', }")
    #expect(try CommandLineRun(["orders", "find", "--limit", "1"], environment: environment).status == 0)
  }

  @Test("a closed pipe ends the program in silence")
  func closedPipe() throws {
    let folder = try CommandLineFolder()
    let store = try folder.sampleStore()
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [
      "-c",
      "{ '\(try BuiltProgram.path("townhouse"))' changes follow --after 0 --store '\(store)' --as picker.accra@townhouse.example 2>&1 "
        + "1>&3 | cat >'\(folder.path)/errors'; } 3>&1 | head -n 1",
    ]
    shell.environment = ["TOWNHOUSE_PASSWORD": "townhouse-demo", "PATH": "/usr/bin:/bin", "HOME": folder.path]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let line = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(!line.isEmpty)
    #expect(try String(contentsOfFile: folder.path + "/errors", encoding: .utf8).isEmpty)
  }
}
