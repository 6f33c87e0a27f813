import Commerce
import Operations

/// What the stock room has to do on the sample day: deliveries to receive, transfers between towns, and items that run
/// low. Its work does not grow with the orders of the store.
struct StockRoom {
  let house: House
  let clock: SampleClock
  let items: [SampleItem]
  let towns: [SampleTown]
  let admin: ID<Person>

  /// Items of a town that are at their reorder point, and those that have one and are well above it.
  private static let low = 5
  private static let watched = 20
  /// Who delivers what, and in how many days: yesterday's is late.
  private static let deliveries: [(supplier: String, prefix: String, days: Int)] = [
    ("Makola Wholesale", "MW", -1), ("Kasapreko Depot", "KD", 0), ("Olam Ghana", "OG", 1),
  ]

  /// Fills the stock room.
  func fill() async throws(CommerceError) {
    try await importRows(.deliveries, deliveryRows())
    try await importRows(.reorder, try await reorderRows())
    // One for each to receive, and one that is still being put together.
    for (from, to, isSent) in [("tema", "accra", true), ("accra", "kumasi", true), ("accra", "kasoa", false)] {
      guard let sender = town(from), let receiver = town(to) else { continue }
      try await transfer(from: sender, to: receiver, isSent: isSent)
    }
    if let town = town("accra") { try await saveViews(of: town) }
  }

  private func town(_ code: String) -> SampleTown? { towns.first { $0.site.code == code } }

  private func intent(_ caller: Caller) -> Intent { Intent(id: house.ids.next(), caller: caller) }

  private func importRows(_ kind: ImportKind, _ csv: String) async throws(CommerceError) {
    let report = try await house.desks.house.importRows(
      kind, csv: csv, dryRun: false, intent(Caller(person: admin, site: ID(0))))
    guard report.issues.isEmpty else {
      throw .invalid(report.issues.map { FieldIssue("\(kind.rawValue):\($0.line)", $0.issue.problem) })
    }
  }

  private func deliveryRows() -> String {
    var rows = ["site,reference,supplier,due,sku,quantity"]
    for (index, town) in towns.enumerated() {
      for (turn, delivery) in Self.deliveries.enumerated() {
        let day = LocalTime(clock.now.adding(minutes: delivery.days * 1440), offsetMinutes: town.site.utcOffsetMinutes)
        let number = "\(delivery.prefix)-\(day.compactDate.suffix(4))-\(index + 1)"
        for step in 0..<4 where !items.isEmpty {
          let item = items[(index * 17 + turn * 61 + step * 7) % items.count]
          let quantity = item.velocity == "A" ? 96 : item.velocity == "B" ? 48 : 12
          rows.append("\(town.site.code),\(number),\(delivery.supplier),\(day.date),\(item.variant.sku),\(quantity)")
        }
      }
    }
    return rows.joined(separator: "\n") + "\n"
  }

  private func reorderRows() async throws(CommerceError) -> String {
    let (items, towns) = (items, towns)
    return try await house.store.read { transaction throws(CommerceError) in
      var rows = ["site,sku,point,up_to"]
      for town in towns {
        var levels: [(sku: String, available: Int)] = []
        for item in items {
          levels.append(
            (item.variant.sku, try transaction.level(of: item.variant.id, at: town.site.id).available))
        }
        levels.sort { ($0.available, $0.sku) < ($1.available, $1.sku) }
        for level in levels.prefix(Self.low) {
          let point = max(4, level.available + 2)
          rows.append("\(town.site.code),\(level.sku),\(point),\(point * 3)")
        }
        for level in levels.suffix(Self.watched) {
          rows.append("\(town.site.code),\(level.sku),\(level.available / 4),\(level.available)")
        }
      }
      return rows.joined(separator: "\n") + "\n"
    }
  }

  /// Two items of the reserve go from one town to another.
  private func transfer(from: SampleTown, to: SampleTown, isSent: Bool) async throws(CommerceError) {
    guard let caller = from.caller("supervisor") else { return }
    let desk = house.desks.stockWork
    let id = try await desk.beginTransfer(to: to.site.code, intent(caller)).transfer.id
    var left = isSent ? 2 : 1
    for item in items where item.velocity == "A" && left > 0 {
      guard case .item(_, _, let bins) = try await desk.resolve(item.variant.sku, by: caller),
        let bin = bins.max(by: { $0.onHand < $1.onHand }), bin.onHand >= 40
      else { continue }
      do throws(CommerceError) {
        _ = try await desk.putIn(
          PutInRequest(transfer: id, code: item.variant.sku, quantity: 12, bin: bin.bin.code), intent(caller))
        left -= 1
      } catch {
        guard case .refused = error else { throw error }
      }
    }
    if isSent { _ = try await desk.send(id, intent(caller)) }
  }

  /// A view or two under names of their own, so that `g '` has something to show.
  private func saveViews(of town: SampleTown) async throws(CommerceError) {
    let views = [
      ("dispatcher", "late on the road", "dispatch town=\(town.site.code) lane=out late"),
      ("dispatcher", "failed today", "dispatch town=\(town.site.code) lane=failed"),
      ("supervisor", "on hold", "queue town=\(town.site.code) held"),
      ("support", "unpaid", "orders town=\(town.site.code) status=pending_payment"),
    ]
    for (name, title, address) in views {
      guard let caller = town.caller(name) else { continue }
      try await house.desks.customers.saveView(SavedView(name: title, address: address), intent(caller))
    }
  }
}
