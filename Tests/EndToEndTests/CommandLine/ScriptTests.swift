import Foundation
import TestSupport
import Testing

/// `townhouse run`: many commands in one process.
@Suite("The command line: scripts")
struct ScriptTests {
  private let folder: CommandLineFolder
  private let store: String

  init() throws {
    folder = try CommandLineFolder()
    store = try folder.sampleStore()
  }

  private func run(_ script: String, _ more: String..., store: String? = nil) throws -> CommandLineRun {
    let file = try folder.file("script", script)
    return try CommandLineRun(["run", file, "--json", "--store", store ?? self.store] + more)
  }

  private func orders(_ store: String) throws -> Int {
    try #require(try CommandLineRun("check", "--json", "--store", store).json()["orders"] as? Int)
  }

  private static let place =
    "orders place RICE-LG-5KG=1 --name \"Kofi # Mensah\" --area Osu --address '12 Oxford $St'"

  @Test("people, clock, names and quotes stand for what they say")
  func words() throws {
    let answer = try run(
      """
      # a comment, and an empty line

      at 2026-03-02T10:45:00Z
      as support.accra@townhouse.example
      let number = \(Self.place) -> .number   # until the end
      let who = 'Yaa Asantewaa'
      orders place SOAP-KEY-200G --name "$who ${who}" --address 'x'
      orders show $number
      """)
    #expect(answer.status == 0, "\(answer.errors)")
    let lines = answer.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[2].contains("\"name\":\"Kofi # Mensah\""))
    #expect(lines[2].contains("12 Oxford $St"))
    #expect(lines[2].contains("\"placed_at\":\"2026-03-02T10:45:00Z\""))
    let found = try CommandLineRun(
      "orders", "find", "Asantewaa", "--json", "--store", store, "--as", "support.accra@townhouse.example")
    #expect(found.output.contains("Yaa Asantewaa Yaa Asantewaa"))
  }

  @Test("the first refusal ends it with its status and its line, unless the line allows it")
  func refusals() throws {
    let before = try orders(store)
    let script = "as support.accra@townhouse.example\n?orders show ORD-NONE\norders show ORD-NONE\n" + Self.place
    let stopped = try run(script)
    #expect(stopped.status == 1)
    #expect(stopped.errors.split(separator: "\n").count == 2)
    #expect(stopped.errors.contains("\"code\":\"input.not_found\""))
    #expect(stopped.errors.contains("\"line\":3"))
    #expect(try orders(store) == before)
    #expect(try run(script.replacing("\norders show", with: "\n?orders show")).status == 0)
    #expect(try orders(store) == before + 1)
    // What is not understood is never allowed.
    #expect(try run("as support.accra@townhouse.example\n? orders bogus").status == 2)
    for wrong in [
      "orders find", "at noon", "let x =", "let x = orders find", "towns 'open", "towns $nothing", "run x", "init",
      "as admin@townhouse.example\ntowns --store x", "orders find $", "?",
    ] {
      #expect(try run(wrong).status == 2, "\(wrong)")
    }
  }

  @Test("the same seed, clock and lines give the same store; only stores of practice take them")
  func practice() throws {
    let script = "at 2026-03-02T10:45:00Z\nas support.accra@townhouse.example\n" + Self.place
    let second = folder.path + "/second.sqlite"
    try FileManager.default.copyItem(atPath: store, toPath: second)
    for store in [store, second] { #expect(try run(script, "--seed", "5", store: store).status == 0) }
    func newest(_ store: String) throws -> String {
      let found = try CommandLineRun(
        "orders", "find", "--limit", "1", "--json", "--store", store, "--as", "support.accra@townhouse.example")
      let row = try #require((try found.json()["orders"] as? [[String: Any]])?.first)
      return try CommandLineRun(
        "orders", "show", try #require(row["number"] as? String), "--json", "--store", store, "--as",
        "support.accra@townhouse.example"
      ).output
    }
    #expect(try newest(store) == newest(second))

    let real = folder.path + "/real.sqlite"
    #expect(try CommandLineRun("init", "--store", real, "--admin", "ama@example.com").status == 0)
    #expect(try run("at 2026-03-02T10:45:00Z", store: real).status == 2)
    #expect(try run("", "--seed", "5", store: real).status == 2)
    #expect(try run("at 2026-03-02T10:45:00Z", "--practice", store: real).status == 0)
  }
}
