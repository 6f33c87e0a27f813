import Commerce
import Operations
import TestSupport
import Testing

/// Signing in with the real program: what it costs, and what it tells a stranger.
@Suite("Signing in", .serialized)
struct SignInTests {
  private let floor = FloorWorkflowTests()

  @Test(
    "a shift begins with one scan and four digits, and the unfinished work is open", arguments: Composition.allCases)
  func badge(_ composition: Composition) async throws {
    let (town, premises) = try await floor.living(composition)
    try await town.place([("RICE-5", 3), ("KEY-200", 1)])
    let work = try await town.house.desks.warehouse.claimNext(town.intent(town.picker))
    _ = try await town.house.desks.warehouse.scan("T-101", on: work.list.id, town.intent(town.picker))
    let console = try TmuxSession(arguments: premises.arguments)
    try console.wait(for: "Sign in")
    try console.scan("B-1")
    try console.type("1111")
    let shown = try console.wait(for: "RICE LONG GRAIN 5 KG").joined(separator: "\n")
    #expect(shown.contains("T-101"))
    #expect(console.scans == 1)
    #expect(console.keys == 4)
  }

  @Test(
    "a wrong password, a wrong PIN, an unknown e-mail and an unknown badge are answered alike",
    arguments: Composition.allCases)
  func uniform(_ composition: Composition) async throws {
    let (_, premises) = try await floor.living(composition)
    var answers: [String] = []
    for (name, secret) in [
      ("ama.koomson@townhouse.example", "wrong-password"), ("nobody@townhouse.example", "wrong-password"),
      ("B-1", "9876"), ("B-777", "9876"),
    ] {
      let console = try TmuxSession(arguments: premises.arguments)
      try console.wait(for: "Sign in")
      try console.type(name)
      try console.press("Enter")
      try console.type(secret)
      if name.contains("@") { try console.press("Enter") }
      let shown = try console.wait(for: "do not match")
      answers.append(shown.first { $0.contains("do not match") } ?? "")
    }
    #expect(Set(answers).count == 1, "\(answers)")
  }
}
