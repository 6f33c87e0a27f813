import Glibc

/// One line of the result.
struct Figure {
  let name: String
  let value: Double
  let unit: String
  let orders: Int
  let reference: Double?
  let ratio: Double?

  func print() {
    let text =
      "{\"name\":\"\(name)\",\"value\":\(number(value)),\"unit\":\"\(unit)\",\"orders\":\(orders),"
      + "\"reference\":\(reference.map(number) ?? "null"),\"ratio\":\(ratio.map(number) ?? "null")}\n"
    let bytes = Array(text.utf8)
    _ = write(1, bytes, bytes.count)
  }

  /// Four significant digits.
  private func number(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    guard value != 0 else { return "0" }
    let scale = pow(10, 3 - floor(log10(abs(value))))
    let rounded = (value * scale).rounded() / scale
    return rounded == rounded.rounded() ? String(Int64(rounded)) : "\(rounded)"
  }
}

/// Times of one round, in milliseconds.
struct Round {
  private var times: [Double]

  init(_ times: [Double]) { self.times = times.sorted() }

  var perSecond: Double { Double(times.count) * 1000 / times.reduce(0, +) }

  var median: Double { share(0.5) }

  func share(_ share: Double) -> Double {
    times.isEmpty ? .nan : times[min(times.count - 1, Int(Double(times.count) * share))]
  }
}

/// Rounds of ours and of the reference that alternated, so that what disturbs one disturbs its neighbour.
struct Pairs {
  private var ours: [Round] = []
  private var theirs: [Round] = []

  /// Rounds that were taken elsewhere, in pairs.
  init(ours: [Round], theirs: [Round]) {
    self.ours = ours
    self.theirs = theirs
  }

  /// Runs `count` pairs after one that is thrown away; who comes first changes from pair to pair.
  init(
    _ count: Int, ours: () async throws -> [Double], theirs: () throws -> [Double]
  ) async throws {
    for index in 0...count {
      var own: [Double] = []
      if index.isMultiple(of: 2) { own = try await ours() }
      let reference = try theirs()
      if !index.isMultiple(of: 2) { own = try await ours() }
      if index == 0 { continue }
      self.ours.append(Round(own))
      self.theirs.append(Round(reference))
    }
  }

  /// The median over rounds of a figure, and of its ratio within each pair.
  func figure(
    _ name: String, _ unit: String, orders: Int, isRate: Bool = false, _ value: (Round) -> Double
  ) -> Figure {
    let own = ours.map(value)
    let reference = theirs.map(value)
    let ratios = zip(own, reference).map { isRate ? $1 / $0 : $0 / $1 }
    return Figure(
      name: name, value: median(own), unit: unit, orders: orders, reference: median(reference), ratio: median(ratios))
  }
}

/// The middle one; not a number when there is none.
func median(_ values: [Double]) -> Double { Round(values).median }
