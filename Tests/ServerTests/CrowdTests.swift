import Client
import Commerce
import Contract
import Glibc
import Operations
import Server
import TestSupport
import Testing
import Threading
import TownDialect

/// Everything at once, as a busy day has it: for the sanitizers as much as for what it expects.
@Suite("A crowd at a server") struct CrowdTests {
  private static let orders = 120
  private static let visitors = 32
  private static let listeners = 8

  /// What visitors were told of the orders they placed, by key.
  private final class Told: Sendable {
    private let answers = Locked<[Int: [UInt8]]>([:])
    private let enough: Int
    private let signal: Signal

    /// `signal` is sent when so many were answered.
    init(_ enough: Int, _ signal: Signal) {
      self.enough = enough
      self.signal = signal
    }

    var count: Int { answers.withLock { $0.count } }

    /// Notes an answer; false when an earlier one was different.
    func note(_ order: Int, _ bytes: [UInt8]) -> Bool {
      let (isSame, count) = answers.withLock { answers in
        let first = answers[order] ?? bytes
        answers[order] = first
        return (first == bytes, answers.count)
      }
      if count >= enough { signal.send() }
      return isSame
    }
  }

  /// A server of the program's own make, and the way to it.
  private struct Place {
    let server: HTTPServer
    let transport: CurlTransport
    let log: AccessLog

    init(_ bench: TownBench) throws {
      let metrics = Metrics(version: "test")
      let log = AccessLog(descriptor: open("/dev/null", O_WRONLY | O_CLOEXEC), clock: bench.town.clock)
      var setup = HTTPServer.Setup()
      setup.observe = { record in
        metrics.count(record, of: "town")
        log.write(record, of: "town")
      }
      server = try HTTPServer(.anywhere, FrontDoor(bench.listener, metrics: metrics), setup)
      metrics.watch("town") { [server] in
        let figures = server.figures
        return .init(connections: figures.connections, streams: figures.streams, inFlight: figures.inFlight)
      }
      var options = CurlTransport.Options()
      options.connections = CrowdTests.visitors + CrowdTests.listeners
      transport = try CurlTransport(
        try #require(ServerAddress("http://127.0.0.1:\(server.address.port)\(Town.prefix)")), options)
      self.log = log
    }

    func end() async {
      await server.drain()
      log.close()
    }
  }

  @Test("orders, lists and event streams go on at once, through a stop in the middle: nothing is lost, nothing doubled")
  func crowd() async throws {
    let bench = try await TownBench(.inProcess)
    let bodies = [try await bench.order([("TOMATO-210", 1)]), try await bench.order([("KEY-200", 1)])]
    let half = Signal()
    let told = Told(Self.orders / 2, half)
    let place = try Place(bench)
    async let stopped: Void = {
      await half.wait()
      await place.server.drain()
    }()
    await visit(place, bench, bodies, told)
    await stopped
    #expect(told.count >= Self.orders / 2)
    #expect(place.server.figures.connections == 0 && place.server.figures.streams == 0)
    await place.end()

    // Whoever heard nothing asks again where the store is served now, and so do those who did.
    let next = try Place(bench)
    await visit(next, bench, bodies, told)
    #expect(told.count == Self.orders)
    await next.end()
    #expect(next.server.figures.connections == 0 && next.server.figures.inFlight == 0)
    let stored = try await bench.town.house.desks.orders.find(
      OrderQuery(), PageRequest(.first, limit: 300), by: bench.town.admin)
    #expect(stored.rows.count == Self.orders)
    #expect(try await bench.town.level("TOMATO-210").reserved == Self.orders / 2)
    #expect(try await bench.town.level("KEY-200").reserved == Self.orders / 2)
    #expect(try await bench.troubles().isEmpty)
  }

  /// Every visitor places its orders and reads between them; listeners come and go until the visitors are done.
  private func visit(_ place: Place, _ bench: TownBench, _ bodies: [String], _ told: Told) async {
    let isOver = Locked(false)
    await withTaskGroup { group in
      for listener in 0..<Self.listeners {
        group.addTask { await Self.listen(place, bench, stays: listener.isMultiple(of: 2)) { isOver.withLock { $0 } } }
      }
      await withTaskGroup { visitors in
        for visitor in 0..<Self.visitors {
          visitors.addTask {
            for order in stride(from: visitor, to: Self.orders, by: Self.visitors) {
              await Self.place(order, place, bench, bodies[order % 2], told)
              await Self.read(order, place, bench)
            }
          }
        }
      }
      isOver.withLock { $0 = true }
      group.cancelAll()
    }
  }

  private static func place(
    _ order: Int, _ place: Place, _ bench: TownBench, _ body: String, _ told: Told
  ) async {
    let answer = try? await place.transport.send(
      Request(
        method: "POST", path: "\(Town.prefix)/towns/\(bench.accra)/orders",
        headers: ["content-type": "application/json", "idempotency-key": "the-order-number-\(order)"],
        body: Array(body.utf8)))
    // A server that stops answers nothing, or that it stops.
    guard let answer, answer.status != 503 else { return }
    #expect(answer.status == 201)
    #expect(told.note(order, answer.bytes), "order \(order) was answered in another way")
  }

  private static func read(_ order: Int, _ place: Place, _ bench: TownBench) async {
    let paths = ["towns", "towns/\(bench.accra)/products", "towns/\(bench.accra)/warehouse/orders", "nothing/here"]
    let answer = try? await place.transport.send(
      Request(
        method: "GET", path: "\(Town.prefix)/\(paths[order % paths.count])",
        headers: ["authorization": "Bearer " + bench.token(bench.town.staff.support)]))
    guard let answer, answer.status != 503 else { return }
    #expect(answer.status == (order % paths.count == 3 ? 404 : 200))
  }

  /// Opens event streams one after the other; one that stays reads each to its end.
  private static func listen(
    _ place: Place, _ bench: TownBench, stays: Bool, until isOver: @Sendable () -> Bool
  ) async {
    while !isOver(), !Task.isCancelled {
      let response = try? await place.transport.send(
        Request(
          method: "GET", path: "\(Town.prefix)/events",
          headers: [
            "accept": "text/event-stream", "authorization": "Bearer " + bench.token(bench.town.staff.support),
          ]))
      guard let response, response.status == 200, case .stream(let pieces) = response.body else { return }
      for await piece in pieces {
        #expect(!piece.isEmpty)
        if !stays || isOver() { break }
      }
    }
  }
}
