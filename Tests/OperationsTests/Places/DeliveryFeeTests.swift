import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("What delivering costs")
struct DeliveryFeeTests {
  @Test("the zone's fee, else the town's, unless one is said; preview and order say the same")
  func fees() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desks = town.house.desks
    var policy = try await desks.house.site(by: town.admin).policy
    policy.deliveryFeeMinor = 900
    try await desks.house.setPolicy(policy, town.intent(town.admin))
    let zones = try await town.store.read { [site = town.site] transaction throws(CommerceError) in
      try transaction.zones(
        at: site, in: AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .findOrders, at: site))
    }
    let zone = try #require(zones.first)
    let found = try await town.store.read { transaction throws(CommerceError) in try transaction.lane(zone.lane)?.code }
    let lane = try #require(found)
    let csv = "site,code,name,lane,fee\naccra,\(zone.code),\(zone.name),\(lane),15.50\n"
    let report = try await desks.house.importRows(.zones, csv: csv, dryRun: false, town.intent(town.admin))
    #expect(report.changed == 1)
    #expect(
      try await desks.house.importRows(.zones, csv: csv, dryRun: false, town.intent(town.admin)).unchanged == 1)

    let cases: [(area: String, said: Int64?, fee: Int64)] = [
      (zone.name, nil, 1550), ("Nowhere", nil, 900), (zone.name, 0, 0), ("Nowhere", 400, 400),
    ]
    for (area, said, fee) in cases {
      let draft = OrderDraft(
        lines: [OrderDraft.Line(variant: try #require(town.variants["KEY-200"]), quantity: 1)],
        customer: Customer(name: "Esi", phone: "0244123456"), address: Address(line1: "1 High St", area: area),
        paymentMethod: .cod,
        deliveryMinor: said)
      #expect(try await desks.orders.preview(draft, by: town.support).totals.deliveryMinor == fee)
      let placed = try await desks.orders.place(draft, town.intent(town.support))
      #expect(try await town.detail(placed.id).order.totals.deliveryMinor == fee)
    }
    #expect(try await town.store.check().problems == [])
  }
}
