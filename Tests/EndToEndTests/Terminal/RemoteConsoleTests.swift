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

  @Test("from one place to another: what was not sent waits for its server, is said, and goes out when one is back")
  func otherPlaces() async throws {
    let (town, premises) = try await floor.living(.server)
    let (other, otherPremises) = try await floor.living(.server)
    let order = try await town.place([("MILO-400", 2)])
    _ = try await other.place([("MILO-400", 1)])
    let local = try await floor.livingTown()
    let folder = try CommandLineFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/townhouse", withIntermediateDirectories: true)
    _ = try folder.file(
      "townhouse/config.json",
      "{ store: '\(local.path)', servers: { shop: '\(premises.arguments[1])', "
        + "depot: '\(otherPremises.arguments[1])' } }")
    let console = try TmuxSession(
      columns: 120, rows: 40,
      arguments: ["--remote", "shop", "--as", "esi.supervisor@townhouse.example", "order \(order.number)"],
      environment: [
        "XDG_CONFIG_HOME": folder.path, "XDG_STATE_HOME": folder.path + "/state",
        "TOWNHOUSE_PASSWORD": SmallTown.password,
      ])
    try console.wait(for: order.number)
    try console.wait(for: "shop")
    premises.interrupt()
    try console.press("a")
    try console.wait(for: "Note")
    try console.type("call before noon")
    try console.press("Enter")
    try console.wait(for: "1 waiting")
    try console.press("C-o")
    try console.wait(for: "Switch place")
    try console.type("dep")
    try console.press("Enter")
    try console.wait(for: "1 command for shop waits on this disk")
    try console.wait("that it is at the depot") { $0.first?.contains("depot") == true }
    try premises.resume()
    try console.press("C-o")
    try console.wait(for: "Switch place")
    try console.type("shop")
    try console.press("Enter")
    try console.wait(for: "Sign in")
    try console.type("esi.supervisor@townhouse.example")
    try console.press("Enter")
    try console.type(SmallTown.password)
    try console.press("Enter")
    try console.wait(for: "ACCRA")
    try console.press("C-p")
    try console.type("order \(order.number)")
    try console.press("Enter")
    try console.wait(for: "call before noon")
    let notes = try await town.house.desks.orders.detail(order.id, by: town.supervisor).notes
    #expect(notes.map(\.text) == ["call before noon"])
    try console.press("C-o")
    try console.wait(for: "Switch place")
    try console.type("local")
    try console.press("Enter")
    try console.wait("that it is at the local store") {
      $0.first?.contains("Sign in") == true && $0.first?.contains("local") == true
    }
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
