import Commerce
import Operations
import Store

/// A claimed order of many lines, its tote bound, ready to be scanned.
struct ScanJob {
  let site: Site
  let list: ID<PickList>
  /// Barcodes in walk order.
  let codes: [String]
  /// The bin the walk starts at.
  let firstBin: String

  private static let lines = 16

  /// Places and claims one order in each of `count` towns, for the admin.
  static func prepare(_ stores: Stores, _ path: String, count: Int) async throws -> [ScanJob] {
    let store = try SQLiteStore.open(path: path)
    let house = House.measured(store)
    let variants = try await store.read { transaction throws(CommerceError) in
      try transaction.variants(matching: "", limit: Workload.variants).filter { !$0.strict }
    }
    var jobs: [ScanJob] = []
    for site in stores.sites.prefix(count) {
      jobs.append(try await prepare(site, house, variants, by: stores.admin))
    }
    await store.close()
    return jobs
  }

  private static func prepare(
    _ site: Site, _ house: House, _ variants: [Variant], by person: ID<Person>
  ) async throws -> ScanJob {
    let caller = Caller(person: person, site: site.id)
    func intent() -> Intent { Intent(id: house.ids.next(), caller: caller) }
    let draft = OrderDraft(
      lines: variants.prefix(lines).map { OrderDraft.Line(variant: $0.id, quantity: 1) },
      customer: Customer(name: "Scan Test", phone: "0240000000", email: ""), address: Address(line1: "1 Test Street"),
      paymentMethod: .cod)
    let order = try await house.desks.orders.place(draft, intent())
    let work = try await house.desks.warehouse.claim([order.id], intent())
    let tote = try await freeTote(at: site.id, house)
    _ = try await house.desks.warehouse.scan(tote, on: work.list.id, intent())
    let tasks = work.list.openTasks
    let codes = tasks.compactMap { task in work.barcodes[task.variant.id]?.first { $0.utf8.count == 13 } }
    guard let first = tasks.first, codes.count == tasks.count else { throw Problem("an item has no barcode") }
    return ScanJob(site: site, list: work.list.id, codes: codes, firstBin: first.bin.code)
  }

  private static func freeTote(at site: ID<Site>, _ house: House) async throws -> String {
    let code = try await house.store.read { transaction throws(CommerceError) in
      for number in 101...999 {
        guard let tote = try transaction.tote(code: "T-\(number)", at: site) else { continue }
        if try transaction.orderInTote(tote.id) == nil { return tote.code }
      }
      return ""
    }
    guard !code.isEmpty else { throw Problem("no tote is free") }
    return code
  }
}
