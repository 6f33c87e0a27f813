import Commerce
import Contract
import FoundationEssentials
import Glibc
import Operations
import Security
import Server
import TownDialect

/// Requests over loopback, by wrk: our server beside one in plain C on libmicrohttpd (`Benchmarks/ReferenceServer`),
/// each on a copy of the same store, in rounds that alternate. Both commit with FULL durability, and whoever waits
/// shares a commit. What is asked are the console's own calls: a page of the queue, and an order placed.
func measureHTTP(_ stores: Stores) async throws {
  let plan = stores.plan
  for path in [plan.program, plan.referenceServer, HTTPLoad.wrk] where access(path, X_OK) != 0 {
    return say("no \(path): HTTP is not measured")
  }
  let (own, other) = (try stores.copy("ours"), try stores.copy("reference"))
  defer {
    Stores.remove(own)
    Stores.remove(other)
  }
  let requests = try await HTTPRequests(stores)
  let ours = ServedStore.ours(plan, own, requests.key)
  let theirs = ServedStore.reference(plan, other, requests.key)
  try measureFirstAnswer(stores, ours, theirs, requests)
  try HTTPStreams(stores: stores, requests: requests).measure(ours, theirs)
  let servers = (try ours.start(), try theirs.start())
  try compare(servers.0, servers.1, requests)
  let before = (servers.0.resident, servers.1.resident)
  let load = HTTPLoad(stores: stores, ours: servers.0, theirs: servers.1, requests: requests)
  for connections in [8, 64] { try load.measure("queue_page", requests.looks, connections) }
  for connections in [8, 64] { try load.measure("place_order", requests.wishes, connections) }
  let after = (servers.0.resident, servers.1.resident)
  for (name, resident) in [("before", before), ("after", after)] {
    Figure(
      name: "http_resident_\(name)_mib", value: resident.0, unit: "MiB", orders: stores.orders,
      reference: resident.1, ratio: resident.0 / resident.1
    ).print()
  }
}

/// From exec to the last byte of the first answer, a page of the queue, with the files in the page cache.
private func measureFirstAnswer(
  _ stores: Stores, _ ours: ServedStore, _ theirs: ServedStore, _ requests: HTTPRequests
) throws {
  var own: [Double] = []
  var other: [Double] = []
  for index in 0...10 {
    for side in index.isMultiple(of: 2) ? [0, 1] : [1, 0] {
      let time = try (side == 0 ? ours : theirs).start(asking: requests.firstLook).firstAnswer
      // The first ones make what a store of its own needs once, and warm the cache.
      if index > 0 { if side == 0 { own.append(time) } else { other.append(time) } }
    }
  }
  Figure(
    name: "http_first_answer_ms", value: median(own), unit: "ms", orders: stores.orders, reference: median(other),
    ratio: median(zip(own, other).map { $0 / $1 })
  ).print()
}

/// Two programs that answer different things are not comparable.
private func compare(_ ours: Served, _ theirs: Served, _ requests: HTTPRequests) throws {
  let bodies = try [ours, theirs].map { try $0.ask(requests.firstLook) }
  if bodies[0] != bodies[1] {
    say("http: a page of \(bodies[0].utf8.count) bytes, the reference \(bodies[1].utf8.count)")
  }
}

/// What is sent.
struct HTTPRequests {
  /// What tokens are signed with.
  let key: String
  /// The administrator's.
  let token: String
  /// The file of queue pages, one of each town.
  let looks: String
  /// The file of orders that somebody wants.
  let wishes: String
  /// A page of the queue as it goes over the wire.
  let firstLook: String

  init(_ stores: Stores) async throws {
    key = String(repeating: "0123456789abcdef", count: 4)
    token = Tokens(audience: Town.name, keys: [Array(key.utf8)], signer: SodiumSigner(), clock: SystemClock())
      .issue(to: stores.admin)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    func line(_ route: Route, _ site: ID<Site>, _ body: some Encodable) throws -> String {
      let path = Town.prefix + route.path.replacing("{site}", with: site.description)
      return path + "\t" + String(decoding: try encoder.encode(body), as: UTF8.self)
    }
    let pages = try stores.sites.filter { $0.kind == .town }.map { site in
      try line(
        WarehouseCalls.queue.route, site.id,
        WarehouseCalls.Queue(query: QueueQuery(site: site.id), page: PageRequest(limit: 50)))
    }
    let workload = try await Workload(stores, wishes: 2000, looks: 0)
    let orders = try workload.wishes.map { wish in
      var draft = wish.draft
      draft.note += " @@@@@@@@@@@@"
      return try line(OrderCalls.place.route, wish.caller.site, OrderCalls.OneDraft(draft: draft))
    }
    looks = stores.plan.cache + "/looks.txt"
    wishes = stores.plan.cache + "/wishes.txt"
    for (path, lines) in [(looks, pages), (wishes, orders)] {
      try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
    guard let parts = pages.first?.split(separator: "\t"), parts.count == 2 else { throw Problem("no towns") }
    firstLook =
      "POST \(parts[0]) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(parts[1].utf8.count)\r\n\r\n\(parts[1])"
  }
}
