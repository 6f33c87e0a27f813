import CReference
import Commerce
import FoundationEssentials
import Glibc
import Operations
import Samples
import Security
import Store

/// The store that is measured on: made once, kept while its schema is this program's, copied for whoever writes.
struct Stores {
  let plan: Plan
  let orders: Int
  let base: String
  let admin: ID<Person>
  let sites: [Site]

  init(plan: Plan, orders: Int) async throws {
    self.plan = plan
    self.orders = orders
    base = plan.cache + "/sample-\(orders).db"
    try makeFolder(plan.cache)
    if try !Self.isCurrent(base, in: plan.cache) { try await Self.make(base, orders: orders) }
    let store = try SQLiteStore.open(path: base, readOnly: true)
    let scope = try Self.everywhere()
    let found = try await store.read { transaction throws(CommerceError) in
      (try transaction.person(email: "admin@townhouse.example"), try transaction.sites(in: scope))
    }
    await store.close()
    guard let person = found.0 else { throw Problem("the sample has no admin") }
    admin = person.id
    sites = found.1
  }

  static func everywhere() throws -> Scope {
    guard let scope = AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .enterSite) else {
      throw Problem("no scope")
    }
    return scope
  }

  /// A fresh copy of the base, for writing.
  func copy(_ name: String) throws -> String {
    let path = plan.cache + "/" + name + ".db"
    Self.remove(path)
    try FileManager.default.copyItem(atPath: base, toPath: path)
    // What is still in flight would be paid for by the first to commit.
    let file = open(path, O_RDONLY | O_CLOEXEC)
    if file >= 0 {
      fsync(file)
      close(file)
    }
    return path
  }

  static func remove(_ path: String) { for end in ["", "-wal", "-shm", "-journal"] { unlink(path + end) } }

  private static func isCurrent(_ path: String, in folder: String) throws -> Bool {
    guard access(path, R_OK) == 0 else { return false }
    let empty = folder + "/empty.db"
    remove(empty)
    let store = try SQLiteStore.create(path: empty)
    withExtendedLifetime(store) {}
    defer { remove(empty) }
    return reference_schema(path) == reference_schema(empty)
  }

  private static func make(_ path: String, orders: Int) async throws {
    let unfinished = path + ".new"
    remove(path)
    remove(unfinished)
    say("making a store of \(orders) orders, once: \(path)")
    var options = SQLiteStore.Options()
    options.survivesPowerCut = false
    options.writerCache = 524_288
    options.checkpointPages = 20_000
    options.checkpointsInline = true
    let store = try SQLiteStore.create(path: unfinished, options: options)
    let files = try SampleFiles { name throws(Problem) in
      guard let text = try? String(contentsOfFile: "sample-data/" + name, encoding: .utf8) else {
        throw Problem("cannot read sample-data/\(name)")
      }
      return text
    }
    let begun = reference_now_ms()
    var told = 0
    try await SampleStore(
      store: store, hasher: SodiumPasswordHasher(), files: files,
      plan: SamplePlan(orders: orders, now: SystemClock().now)
    ).build { (done, total) throws(CommerceError) in
      guard done * 20 / total > told else { return }
      told = done * 20 / total
      say("  \(done) of \(total), \(Int((reference_now_ms() - begun) / 1000)) s")
    }
    try await stockUp(store)
    await store.close()
    guard rename(unfinished, path) == 0 else { throw Problem("cannot rename \(unfinished)") }
  }

  /// Enough goods in every town that no round runs out of them.
  private static func stockUp(_ store: SQLiteStore) async throws {
    let scope = try everywhere()
    let command = Command(id: SystemIDSource().next(), actor: nil, site: nil, at: SystemClock().now)
    try await store.write { transaction throws(CommerceError) in
      let variants = try transaction.variants(matching: "", limit: Workload.variants)
      for site in try transaction.sites(in: scope) {
        for variant in variants {
          guard let bin = try transaction.bins(holding: variant.id, at: site.id).first?.bin else { continue }
          try transaction.post(
            StockMove(
              site: site.id, variant: variant.id, quantity: 1_000_000, from: .supplier, to: .bin(bin.id),
              reason: .receipt), by: command)
        }
      }
    }
  }
}

func makeFolder(_ path: String) throws {
  try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
}

/// The machine's time.
struct SystemClock: Clock {
  var now: Instant { Instant(milliseconds: reference_wall_ms()) }
}

/// Takes papers and keeps none.
struct NoPrinter: Printer {
  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String { "" }
}

extension House {
  /// The house of a store as the program composes it.
  static func measured(_ store: SQLiteStore) -> House {
    House(
      store: store, clock: SystemClock(), ids: SystemIDSource(), hasher: SodiumPasswordHasher(), printer: NoPrinter())
  }
}
