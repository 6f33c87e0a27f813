import Commerce
import Contract
import FoundationEssentials
import Operations
import Server
import TestSupport
import Testing
import TownDialect

@Suite("Whatever is asked")
struct FuzzTests {
  /// How often each operation is asked with each seed.
  private static let rounds = ProcessInfo.processInfo.environment["TOWNHOUSE_FUZZ_ROUNDS"].flatMap(Int.init) ?? 6

  @Test("no call of any desk, nor of the contract, ends the process or finds us at fault", arguments: [1, 2, 3])
  func everyOperation(seed: UInt64) async throws {
    let bench = try await TownBench(.inProcess)
    let town = bench.town
    var order: PlacedOrder?
    for line in [("MILO-400", 2), ("RICE-5", 1), ("MILO-400", 1)] { order = try await town.place([line]) }
    let known =
      [order?.number ?? "", "B-0", "0000", "B-1", "1111", "RICE-5", "MILO-400", "A-01", "T-1", "0244123456", "Kofi"]
      + [bench.accra, bench.tema, "reason", "accra", "tema"]
    var requests = RequestGenerator(seed: seed, known: known)
    let staff = [town.staff.admin, town.staff.admin, town.staff.admin, town.staff.picker, town.staff.support]
    var statuses: [Int: Int] = [:]
    for round in 0..<Self.rounds {
      for operation in bench.listener.operations where operation.description.packing != .events {
        var (path, query, headers) = requests.target(of: operation.route, operation.description)
        headers["authorization"] = "Bearer " + bench.token(staff[round % staff.count])
        var body: [UInt8] = []
        if let shape = operation.description.body {
          headers["content-type"] = "application/json"
          body = requests.value(shape).encoded
        }
        let request = Request(
          method: operation.route.method.rawValue, path: Town.prefix + path, query: query, headers: headers, body: body)
        // What traps tells nothing of itself: the last line of a log does.
        if let log = ProcessInfo.processInfo.environment["TOWNHOUSE_FUZZ_LOG"] {
          try (request.path + " " + String(decoding: body.prefix(4000), as: UTF8.self) + "\n").write(
            toFile: log, atomically: false, encoding: .utf8)
        }
        let response = try await bench.transport.send(request)
        statuses[response.status, default: 0] += 1
        #expect(
          response.status < 500 || response.status == 503,
          "\(request.method) \(request.path)?\(query) \(String(decoding: body.prefix(2000), as: UTF8.self)): \(String(decoding: response.bytes.prefix(500), as: UTF8.self))"
        )
      }
    }
    // Most of it reaches the core, and some of it is even done.
    #expect(statuses[200, default: 0] > Self.rounds * 10, "\(statuses)")
  }
}
