import Commerce
import Foundation
import Operations
import Store
import TestSupport
import Testing

/// Picking in a real terminal at a real server, over a link that is as bad as a link gets.
@Suite("Picking over a bad link in a terminal", .serialized)
struct BadLinkTests {
  private static let lines = [("MILO-400", 2), ("RICE-5", 3), ("KEY-200", 6), ("FRYTOL-1", 1), ("TOMATO-210", 4)]
  private static let jobs = 3
  private let floor = FloorWorkflowTests()

  @Test("scans are painted while nothing gets through, and reach the store in their order, each once")
  func scans() async throws {
    let town = try await floor.livingTown()
    let folder = try CommandLineFolder()
    let server = try RunningServer(store: town.path, folder: folder.path, ["--no-rate-limit"])
    let link = try BadLink(to: server.port, seed: 300)
    defer { link.end() }
    var orders: [PlacedOrder] = []
    for _ in 0..<Self.jobs { orders.append(try await town.place(Self.lines)) }
    let console = try TmuxSession(
      arguments: ["--remote", link.url, "--as", "ama.koomson@townhouse.example", "queue town=accra"],
      environment: ["TOWNHOUSE_PASSWORD": SmallTown.password])
    try console.wait(for: String(orders[0].number.suffix(4)))
    let before = try await town.house.desks.history.lastSequence()
    var expected: [String] = []
    for (job, order) in orders.enumerated() {
      // Work is given out by the server, however long that takes.
      link.behave(BadLink.Manner(delay: 0.3))
      try console.press("F2")
      try console.wait(for: "0 of \(Self.lines.count)")
      // Only the store knows whether a tote is free.
      let tote = "T-10\(job + 1)"
      try console.scan(tote)
      try console.wait(for: tote)
      link.behave(BadLink.Manner(isHeld: true))
      let passed = link.figures.passed
      for (index, line) in Self.lines.enumerated() {
        try console.scan(SmallTown.code(line.0))
        if index + 1 < Self.lines.count { try console.wait(for: "\(index + 1) of \(Self.lines.count)") }
        expected.append("\(line.1) \(line.0) \(tote)")
      }
      let done = try console.wait(for: "All picked")
      // Everything is on the screen, and nothing of it has got through.
      #expect(link.figures.passed == passed)
      #expect(try await town.detail(order.id).lines.allSatisfy { $0.picked == 0 })
      link.behave(BadLink.Manner(delay: 0.3, breaks: 8, doubles: 3))
      try await reached(.picked, order.id, town, done)
    }
    link.behave(BadLink.Manner())
    var picks: [String] = []
    for change in try await town.house.desks.history.changes(after: before, limit: 1000, by: town.admin)
    where change.change.field == "pick" {
      // Units, item, bin and tote.
      let words = change.change.new.split(separator: " ")
      picks.append("\(words[0]) \(words[1]) \(words[3])")
    }
    #expect(picks == expected)
    for order in orders {
      #expect(try await town.detail(order.id).lines.allSatisfy { $0.picked == $0.quantity })
    }
    let figures = link.figures
    #expect(figures.broken > 0 && figures.doubled > 0, "the link was too good: \(figures)")
    #expect(server.stop() == 0)
    #expect(try await town.store.check().isSound)
  }

  /// Waits until the store has heard of all of it; over this link that takes its time.
  private func reached(_ stage: FloorStage, _ order: ID<Order>, _ town: SmallTown, _ screen: [String]) async throws {
    let deadline = Date().addingTimeInterval(120)
    while try await town.detail(order).order.stage != stage {
      guard Date() < deadline else {
        throw TmuxSession.NeverShown(what: "stage \(stage)", screen: screen.joined(separator: "\n"))
      }
      usleep(5000)
    }
  }
}
