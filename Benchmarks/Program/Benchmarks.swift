import Commerce
import Glibc

/// Measures Townhouse: every figure beside the same work in hand-written C, in the same run on the same files.
///
/// One JSON object a line on standard output: name, value, unit, orders, reference, ratio. A ratio above 1 always says
/// how many times dearer ours is than the reference, for times and bytes as for rates.
@main
struct Benchmarks {
  static func main() async {
    do {
      let plan = try Plan(CommandLine.arguments.dropFirst())
      // Off the main actor: its hops would be measured with every call.
      try await Task.detached { try await measure(plan) }.value
    } catch {
      say("benchmarks: \(error)")
      exit(3)
    }
  }

  private static func measure(_ plan: Plan) async throws {
    try measureNoise(plan)
    for orders in plan.orders {
      let stores = try await Stores(plan: plan, orders: orders)
      if plan.measures(.writes) { try await measureWrites(stores) }
      if plan.measures(.reads) { try await measureReads(stores) }
      if plan.measures(.road) { try await measureRoad(stores) }
      if plan.measures(.console) { try await measureConsole(stores) }
      if plan.measures(.http) { try await measureHTTP(stores) }
    }
    try measureNoise(plan)
  }
}

/// What is to be measured, from the command line.
struct Plan: Sendable {
  enum Part: String, CaseIterable { case writes, reads, road, console, http }

  var orders = [10_000, 1_000_000]
  private var parts = Set(Part.allCases)
  /// Where stores are kept between runs.
  var cache = ".build/bench"
  /// The console's binary.
  var program = ".build/release/townhouse"
  /// The references' binaries.
  var referenceList = ".build/release/reference-list"
  var referenceServer = ".build/release/reference-server"

  init(_ arguments: some Sequence<String>) throws(Problem) {
    for argument in arguments {
      let pieces = argument.split(separator: "=", maxSplits: 1).map(String.init)
      switch (pieces.first, pieces.dropFirst().first) {
      case ("--orders", let value?): orders = value.split(separator: ",").compactMap { Int($0) }
      case ("--only", let value?): parts = Set(value.split(separator: ",").compactMap { Part(rawValue: String($0)) })
      case ("--cache", let value?): cache = value
      case ("--program", let value?): program = value
      case ("--reference-list", let value?): referenceList = value
      case ("--reference-server", let value?): referenceServer = value
      default: throw Problem("unknown argument \(argument)")
      }
    }
    guard !orders.isEmpty, !parts.isEmpty else { throw Problem("nothing to measure") }
  }

  func measures(_ part: Part) -> Bool { parts.contains(part) }
}

/// Why a measurement could not be taken.
struct Problem: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// A line for whoever watches; standard output belongs to the figures.
func say(_ text: String) {
  let line = Array((text + "\n").utf8)
  _ = write(2, line, line.count)
}
