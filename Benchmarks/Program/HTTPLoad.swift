import FoundationEssentials
import Glibc

/// Rounds of wrk, one thread on the same machine, against ours and the reference in turn.
struct HTTPLoad {
  static let wrk = "/usr/bin/wrk"
  private static let script = "Benchmarks/Load/requests.lua"
  private static let pairs = 7
  private static let seconds = 2

  let stores: Stores
  let ours: Served
  let theirs: Served
  let requests: HTTPRequests

  /// What wrk says of a round.
  private struct Outcome: Decodable {
    var requests: Double
    var seconds: Double
    /// Milliseconds, as p99.
    var p50: Double
    var p99: Double
    /// Answers that were no success.
    var refused: Int
    /// Connections, reads, writes and waits that failed.
    var broken: Int

    var perSecond: Double { requests / seconds }
  }

  /// Rate, median and 99th percentile of `name` with so many connections; the first pair is thrown away.
  func measure(_ name: String, _ file: String, _ connections: Int) throws {
    var rounds: [(own: Outcome, other: Outcome)] = []
    for index in 0...Self.pairs {
      var own: Outcome?
      if index.isMultiple(of: 2) { own = try run(ours, file, connections) }
      let other = try run(theirs, file, connections)
      let result = try own ?? run(ours, file, connections)
      if index > 0 { rounds.append((result, other)) }
    }
    func figure(_ figure: String, _ unit: String, isRate: Bool = false, _ value: (Outcome) -> Double) {
      Figure(
        name: "\(figure)_\(connections)", value: median(rounds.map { value($0.own) }), unit: unit,
        orders: stores.orders, reference: median(rounds.map { value($0.other) }),
        ratio: median(rounds.map { isRate ? value($0.other) / value($0.own) : value($0.own) / value($0.other) })
      ).print()
    }
    figure("http_\(name)_per_s", "1/s", isRate: true) { $0.perSecond }
    figure("http_\(name)_p50_ms", "ms") { $0.p50 }
    figure("http_\(name)_p99_ms", "ms") { $0.p99 }
  }

  private func run(_ server: Served, _ file: String, _ connections: Int) throws -> Outcome {
    let text = try output(of: [
      Self.wrk, "-t1", "-c\(connections)", "-d\(Self.seconds)s", "-s", Self.script, "http://127.0.0.1:\(server.port)",
      "--", file, requests.token, "\(UInt32.random(in: 1...UInt32.max))",
    ])
    guard let line = text.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
      throw Problem("wrk says: \(text)")
    }
    let outcome = try JSONDecoder().decode(Outcome.self, from: Data(line.utf8))
    guard outcome.refused == 0, outcome.broken == 0, outcome.requests > 0 else {
      throw Problem("\(server.name) failed under load: \(line)")
    }
    return outcome
  }

  /// What a program writes.
  private func output(of arguments: [String]) throws -> String {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw Problem("no pipe") }
    defer { close(ends[0]) }
    let child: ChildProcess
    do {
      defer { close(ends[1]) }
      child = try ChildProcess(arguments, output: ends[1])
    }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while case let count = read(ends[0], &piece, piece.count), count > 0 { bytes += piece.prefix(count) }
    child.wait()
    return String(decoding: bytes, as: UTF8.self)
  }
}
