import Commerce
import Operations
import Store
import TestSupport
import Testing

/// What the office does to orders, kept a second time in memory: the oracle of random office work.
struct OrderBook {
  struct Entry {
    var status: OrderStatus
    var method: PaymentMethod
    var lines: [ID<Variant>: Int]
    var isHeld = false
    var total: Int64
    var refunds = 0
  }

  let town: SmallTown
  private(set) var entries: [ID<Order>: Entry] = [:]
  private let opening: [ID<Variant>: Int]

  init(_ town: SmallTown) {
    self.town = town
    var opening: [ID<Variant>: Int] = [:]
    for place in SmallTown.opening {
      if let variant = town.variants[place.sku] { opening[variant, default: 0] += place.units }
    }
    self.opening = opening
  }

  func reserved(_ variant: ID<Variant>) -> Int {
    entries.values.filter { $0.status != .cancelled }.reduce(0) { $0 + ($1.lines[variant] ?? 0) }
  }

  func available(_ variant: ID<Variant>) -> Int { (opening[variant] ?? 0) - reserved(variant) }

  func canPlace(_ lines: [OrderDraft.Line]) -> Bool { lines.allSatisfy { $0.quantity <= available($0.variant) } }

  mutating func placed(_ id: ID<Order>, _ lines: [OrderDraft.Line], _ method: PaymentMethod, total: Int64) {
    entries[id] = Entry(
      status: method.isPrepaid ? .pendingPayment : .pendingFulfilment, method: method,
      lines: Dictionary(uniqueKeysWithValues: lines.map { ($0.variant, $0.quantity) }), total: total)
  }

  mutating func change(_ id: ID<Order>, _ body: (inout Entry) -> Void) {
    if var entry = entries[id] {
      body(&entry)
      entries[id] = entry
    }
  }

  /// Compares the store with the book: levels (I1), money (I10), statuses, births (I19), refunds, histories (I37).
  func check(_ when: Comment) async throws {
    for variant in town.variants.values {
      let level = try await town.level(variant)
      #expect(level.isSound, when)
      #expect(level.onHand == opening[variant], when)
      #expect(level.reserved == reserved(variant), when)
      #expect(level.available == available(variant), when)
    }
    for (id, entry) in entries {
      let detail = try await town.house.desks.orders.detail(id, by: town.admin)
      #expect(detail.order.status == entry.status, when)
      #expect((detail.order.hold != nil) == entry.isHeld, when)
      #expect(detail.order.totals.totalMinor == entry.total, when)
      #expect(detail.order.totals.subtotalMinor == detail.lines.reduce(0) { $0 + $1.totalMinor }, when)
      #expect(detail.refunds.count == entry.refunds, when)
      #expect(detail.payments.filter { $0.status.isLive }.count <= 1, when)
      checkHistory(detail, when)
    }
  }
}

/// I19, I33, I37: the statuses in the feed are a path of the lifecycle from birth to where the order stands now.
func checkHistory(_ detail: OrderDetail, _ when: Comment) {
  let moves = detail.timeline.filter { $0.change.field == "status" }
  let path = moves.compactMap { OrderStatus(rawValue: $0.change.new) }
  #expect(path.count == moves.count && path.first == OrderLifecycle.birth(of: detail.order.paymentMethod), when)
  #expect(path.last == detail.order.status, when)
  #expect(moves.first?.change.old.isEmpty == true, when)
  for (before, after) in zip(moves, moves.dropFirst()) {
    #expect(before.change.new == after.change.old && before.at <= after.at && before.sequence < after.sequence, when)
  }
  for (from, to) in zip(path, path.dropFirst()) {
    #expect(StatusPaths.has(from, to), when)
  }
}

extension SmallTown {
  /// A variant's level in Accra, as the stock desk shows it.
  func level(_ variant: ID<Variant>) async throws -> StockLevel {
    try await house.desks.stock.card(variant, by: admin).level
  }

  /// The support person at Accra.
  var support: Caller { Caller(person: staff.support, site: site) }

  /// Says that an order's money has arrived.
  func confirmPayment(_ order: ID<Order>, minor: Int64) async throws {
    let site = site
    let command = Command(id: ids.next(), actor: nil, site: site, at: clock.now)
    try await store.write { transaction throws(CommerceError) in
      let scope = try AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .findOrders, at: site)
      try ConfirmPayment.run(
        order, amount: Money(minor: minor, .cedi), reference: "MM-1", in: transaction, by: command, scope: scope)
    }
  }

  func draft(_ lines: [OrderDraft.Line], method: PaymentMethod = .cod) -> OrderDraft {
    OrderDraft(
      lines: lines, customer: Customer(name: "Kofi Mensah", phone: "0244128812"),
      address: Address(line1: "12 Oxford St", area: "Osu"), paymentMethod: method)
  }
}
