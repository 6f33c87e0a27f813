import Commerce
import Foundation
import Operations
import TestSupport
import Testing

/// The console where its server is not what it ought to be.
@Suite("A console at a server", .serialized)
struct RemoteConsoleTests {
  private let floor = FloorWorkflowTests()

  @Test("the header says at which server the work is done")
  func header() async throws {
    let (town, premises) = try await floor.living(.server)
    let console = try floor.signedIn(town, "queue town=accra", at: premises, columns: 120, rows: 40)
    let host = try #require(premises.arguments.last?.split(separator: "/").dropFirst().first)
    try console.wait(for: String(host))
  }

  @Test("a server that does not answer is said before the screen is taken when somebody is named, and on it otherwise")
  func dead() throws {
    let server = try CannedServer("")
    let url = server.url
    server.close()
    let environment = ["TOWNHOUSE_PASSWORD": SmallTown.password]
    let named = try TmuxSession(
      arguments: ["--remote", url, "--as", "ama.koomson@townhouse.example"], environment: environment)
    try named.wait(for: "does not answer")
    let asked = try TmuxSession(arguments: ["--remote", url])
    try asked.wait(for: "Sign in")
    try asked.wait(for: "does not answer")
  }

  @Test("a server that goes away leaves the screen as it was and says so, and work goes on when it is back")
  func goesAway() async throws {
    let (town, premises) = try await floor.living(.server)
    let order = try await town.place([("MILO-400", 2)])
    let console = try floor.signedIn(town, "queue town=accra", at: premises)
    try console.wait(for: String(order.number.suffix(4)))
    premises.interrupt()
    try console.press("Enter")
    try console.wait("that it does not answer") {
      $0.contains { $0.contains("does not answer") || $0.contains("OFFLINE") }
    }
    try premises.resume()
    try console.press("Escape", "F2")
    try console.wait(for: "MILO 400 G")
  }
}
