internal import Commerce
internal import Operations
internal import Samples
internal import Security
internal import Store

extension Verb {
  static let storeVerbs = [
    Verb(
      "init", options: [.admin, .sample, .orders, .seed, .now],
      about: "create a store: empty but for its first admin, or filled with samples", run: create)
  ]

  private static func create(_ request: Request) async throws {
    let arguments = request.arguments
    guard let path = arguments[.store] else { throw Failure.usage("init needs --store FILE") }
    let orders = try arguments.number(.orders, in: 0...5_000_000)
    let seed = try arguments.number(.seed, in: 0...Int.max)
    let now = try arguments[.now].map { text throws(Failure) in
      guard let instant = Instant(iso8601: text) else {
        throw Failure.usage("--now needs a time such as 2026-03-02T10:30:00Z")
      }
      return instant
    }
    if arguments.has(.sample) {
      guard !arguments.has(.admin) else { throw Failure.usage("a sample store has its own admin; leave --admin away") }
      let plan = SamplePlan(orders: orders ?? 2000, seed: UInt64(seed ?? 1), now: now ?? SystemClock().now)
      try await BuildStore.sample(path, plan)
      return try request.output.answer(
        ["store": .text(path), "sample": true, "orders": JSONText(plan.orders), "now": JSONText(plan.now)]
      ) {
        [
          "\(path): a sample store of \(counted(plan.orders, "order")) as of \(plan.now); everybody's password is townhouse-demo"
        ]
      }
    }
    if let foreign = [CommandOption.orders, .seed, .now].first(where: arguments.has) {
      throw Failure.usage("--\(foreign.rawValue) goes with --sample")
    }
    let email = arguments[.admin]
    let password = try email.map { email throws(Failure) in try Password.given(for: email) }
    try await BuildStore.run(path) { store in
      guard let email, let password else { return }
      let house = LocalHouse.house(store, Configuration())
      let name = email.split(separator: "@").first.map(String.init) ?? email
      _ = try await house.desks.house.createFirstAdmin(
        email: email, name: name, password: password, id: house.ids.next())
    }
    try request.output.answer(["store": .text(path), "sample": false, "admin": JSONText(email)]) {
      ["\(path): an empty store" + (email.map { ", admin \($0)" } ?? "; the console asks for its first admin")]
    }
  }
}
