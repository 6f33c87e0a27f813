import Commerce
import Foundation
import Operations
import Security
import Store
import TestSupport
import Testing

/// The keystroke budgets of the floor, with the real program in a real terminal of 80 by 24, on a store and at a server.
@Suite("Floor work in a terminal", .serialized)
struct FloorWorkflowTests {
  @Test(
    "a four-line order takes one key and five scans; each accepted scan repaints at most 400 bytes",
    arguments: Composition.allCases)
  func pickFourLines(_ composition: Composition) async throws {
    let (town, premises) = try await living(composition)
    let order = try await town.place([("MILO-400", 2), ("RICE-5", 3), ("KEY-200", 6), ("FRYTOL-1", 1)])
    let console = try signedIn(town, "queue town=accra", at: premises)
    try console.wait(for: String(order.number.suffix(4)))
    try console.press("F2")
    try console.wait(for: "MILO 400 G")
    var budget: [Int] = []
    for (code, shows) in [
      ("T-101", "T-101"), ("MILO-400", "1 of 4"), ("RICE-5", "2 of 4"), ("KEY-200", "3 of 4"), ("FRYTOL-1", "F2"),
    ] {
      let before = try console.bytes()
      try console.scan(SmallTown.code(code))
      try console.wait(for: shows)
      budget.append(try console.bytes() - before)
    }
    try await expectStage(.picked, order.id, town)
    #expect(console.keys == 1)
    #expect(console.scans == 5)
    #expect(budget.dropLast().allSatisfy { $0 <= 400 }, "bytes per scan: \(budget)")
  }

  @Test(
    "a wrong scan says what is needed, costs no key, and the right one after it is taken",
    arguments: Composition.allCases)
  func wrongScan(_ composition: Composition) async throws {
    let (town, premises) = try await living(composition)
    try await town.place([("RICE-5", 3)])
    let console = try signedIn(town, "queue town=accra", at: premises)
    try console.press("F2")
    try console.wait(for: "RICE LONG GRAIN 5 KG")
    try console.scan("T-101")
    try console.wait(for: "T-101")
    try console.scan(SmallTown.code("KEY-200"))
    let refused = try console.wait(for: "KEY SOAP 200 G")
    #expect(refused.contains { $0.contains("A-03-2") })
    try console.scan(SmallTown.code("RICE-5"))
    try console.wait(gone: "KEY SOAP 200 G")
    #expect(console.keys == 1)
    #expect(console.scans == 3)
  }

  @Test("a short pick is found elsewhere in four keys, and undone in one each", arguments: Composition.allCases)
  func shortAndUndo(_ composition: Composition) async throws {
    let (town, premises) = try await living(composition)
    try await town.place([("RICE-5", 3), ("KEY-200", 1)])
    let console = try signedIn(town, "queue town=accra", at: premises)
    try console.press("F2")
    try console.wait(for: "RICE LONG GRAIN 5 KG")
    try console.scan("T-101")
    try console.wait(for: "T-101")
    let before = console.keys
    try console.press("F4", "1", "Enter", "1")
    try console.wait(for: "B-05-1")
    #expect(console.keys - before == 4)
    try console.press("F8")
    try console.wait(gone: "B-05-1")
  }

  @Test("five units are packed and staged in nine scans and no key", arguments: Composition.allCases)
  func packAndStage(_ composition: Composition) async throws {
    let (town, premises) = try await living(composition)
    let order = try await picked([("MILO-400", 2), ("KEY-200", 3)], town)
    let console = try signedIn(town, "pack town=accra", at: premises)
    try console.wait(for: "Pack")
    try console.scan("T-101")
    try console.wait(for: "MILO 400 G")
    for sku in ["MILO-400", "MILO-400", "KEY-200", "KEY-200", "KEY-200"] { try console.scan(SmallTown.code(sku)) }
    let shown = try console.wait("a parcel code") {
      $0.contains { $0.range(of: #"P-\d+"#, options: .regularExpression) != nil }
    }
    let label = try #require(parcelCode(in: shown))
    try console.scan(label)
    try await waitForStatus(.packed, order, town)
    try console.scan(label)
    try console.wait(for: "L-03")
    try console.scan("L-03")
    try await waitForStatus(.readyForDispatch, order, town)
    #expect(console.scans == 9)
    #expect(console.keys == 0)
  }

  @Test("three orders with seven lines are picked together in ten scans and one key", arguments: Composition.allCases)
  func cluster(_ composition: Composition) async throws {
    let (town, premises) = try await living(composition)
    try await town.store.write { [site = town.site] transaction throws(CommerceError) in
      guard var place = try transaction.site(site) else { return }
      place.policy.clusterSize = 3
      try transaction.update(place)
    }
    let orders = [
      try await town.place([("MILO-400", 1), ("RICE-5", 2), ("KEY-200", 1)]),
      try await town.place([("MILO-400", 2), ("RICE-5", 1)]), try await town.place([("MILO-400", 1), ("KEY-200", 3)]),
    ]
    let console = try signedIn(town, "queue town=accra", at: premises)
    try console.wait(for: "0003")
    try console.press("F2")
    try console.wait(for: "MILO 400 G")
    for code in ["MILO-400", "T-101", "T-102", "T-103", "RICE-5", "T-101", "T-102", "KEY-200", "T-101", "T-103"] {
      try console.scan(SmallTown.code(code))
    }
    for order in orders { try await expectStage(.picked, order.id, town) }
    #expect(console.keys == 1)
    #expect(console.scans == 10)
  }

  @Test("a scan in one console shows in another within a second, without a key", arguments: Composition.allCases)
  func liveAcrossConsoles(_ composition: Composition) async throws {
    let (town, premises) = try await living(composition)
    let order = try await town.place([("MILO-400", 2)])
    let watcher = try signedIn(town, "queue town=accra", at: premises, as: "esi.supervisor@townhouse.example")
    try watcher.wait(for: String(order.number.suffix(4)))
    let console = try signedIn(town, "queue town=accra", at: premises)
    try console.press("F2")
    try console.wait(for: "MILO 400 G")
    try watcher.wait(for: "Ama", seconds: 1)
    try console.scan("T-101")
    try console.wait(for: "T-101")
    try console.scan(SmallTown.code("MILO-400"))
    try watcher.wait(gone: String(order.number.suffix(4)), seconds: 1)
  }
}

extension FloorWorkflowTests {
  /// A town whose people can sign in to the real program, at the real time.
  func livingTown() async throws -> SmallTown {
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    return try await SmallTown.build(
      at: SmallTown.temporaryPath(), clock: FixedClock(now), hasher: SodiumPasswordHasher())
  }

  /// Such a town, and where the program works on it.
  func living(_ composition: Composition) async throws -> (town: SmallTown, premises: Premises) {
    let town = try await livingTown()
    return (town, try Premises(composition, store: town.path))
  }

  /// The program on the town's store, or at the server on it, at an address, signed in.
  func signedIn(
    _ town: SmallTown, _ address: String, at premises: Premises? = nil,
    as email: String = "ama.koomson@townhouse.example", columns: Int = 80, rows: Int = 24
  ) throws -> TmuxSession {
    let console = try TmuxSession(
      columns: columns, rows: rows,
      arguments: (premises?.arguments ?? ["--store", town.path]) + ["--as", email, address],
      environment: ["TOWNHOUSE_PASSWORD": SmallTown.password])
    try console.wait(for: "ACCRA")
    return console
  }

  func picked(_ lines: [(String, Int)], _ town: SmallTown) async throws -> ID<Order> {
    let order = try await town.place(lines)
    let desk = town.house.desks.warehouse
    let list = try await desk.claimNext(town.intent(town.picker)).list.id
    for code in ["T-101"] + lines.map({ SmallTown.code($0.0) }) {
      _ = try await desk.scan(code, on: list, town.intent(town.picker))
    }
    return order.id
  }

  func expectStage(_ stage: FloorStage, _ order: ID<Order>, _ town: SmallTown) async throws {
    try await until("stage \(stage)") {
      try await town.house.desks.orders.detail(order, by: town.admin).order.stage == stage
    }
  }

  func waitForStatus(_ status: OrderStatus, _ order: ID<Order>, _ town: SmallTown) async throws {
    try await until("status \(status)") {
      try await town.house.desks.orders.detail(order, by: town.admin).order.status == status
    }
  }

  func until(_ what: String, _ condition: () async throws -> Bool) async throws {
    let deadline = Date().addingTimeInterval(10)
    while try await !condition() {
      guard Date() < deadline else { throw TmuxSession.NeverShown(what: what, screen: "") }
      usleep(5000)
    }
  }

  private func parcelCode(in lines: [String]) -> String? {
    for line in lines {
      if let range = line.range(of: #"P-\d+"#, options: .regularExpression) { return String(line[range]) }
    }
    return nil
  }
}
