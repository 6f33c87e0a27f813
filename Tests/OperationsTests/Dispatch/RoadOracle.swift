import Commerce
import Operations
import Store
import TestSupport
import Testing

/// What must be true of an order's way to the door at any time (I7, I33–I36, I56), told from the outside.
struct RoadOracle {
  private let town: SmallTown

  init(_ town: SmallTown) { self.town = town }

  func check(_ detail: OrderDetail, _ when: String) async throws {
    let order = detail.order
    let label = "\(order.number) \(when)"
    let (attempts, road) = try await town.store.read { [site = town.site] transaction throws(CommerceError) in
      (try transaction.dispatches(of: order.id), try transaction.unitsOnRoad(of: order.id, at: site).map { $0 })
    }
    let active = attempts.filter(\.status.isActive)
    #expect(active.count <= 1, "I35 \(label)")
    #expect((order.status == .outForDelivery) == active.contains { $0.status == .outForDelivery }, "I35 \(label)")
    #expect(
      attempts.filter { $0.status == .delivered }.count == (order.status == .delivered ? 1 : 0), "I35 \(label)")
    if active.contains(where: { $0.status == .assigned }) { #expect(order.status == .readyForDispatch, "I36 \(label)") }
    let wentOut = attempts.filter { $0.outAt != nil }
    #expect(wentOut.map(\.attempt) == Array(1...max(1, wentOut.count)).prefix(wentOut.count).map { $0 }, "I56 \(label)")
    for attempt in attempts where attempt.failure == .orderCancelled {
      #expect(order.status == .cancelled && attempt.outAt == nil, "I36 \(label)")
    }
    // Units are in the last driver's vehicle as long as their boxes are on the road, and with the customer after that.
    for line in Dictionary(grouping: detail.lines, by: \.variant) {
      let inBoxes = detail.units(of: line.key, in: [.out, .dueBack])
      let carried = road.filter { $0.1 == line.key && $0.0 == .vehicle(wentOut.last?.driver ?? ID(0)) }
      let riding = road.filter { if case .vehicle = $0.0 { $0.1 == line.key } else { false } }
      #expect(carried.reduce(0) { $0 + $1.2 } == inBoxes, "I7 \(label)")
      #expect(riding.reduce(0) { $0 + $1.2 } == inBoxes, "I7 \(label)")
      let kept = road.filter { $0.1 == line.key && $0.0 == .customer }.reduce(0) { $0 + $1.2 }
      let packed = line.value.reduce(0) { $0 + $1.packed }
      let returned = detail.units(of: line.key, in: [.dueBack, .returned])
      #expect(kept == (order.status == .delivered ? packed - returned : 0), "I7 \(label)")
    }
  }
}

extension OrderDetail {
  /// Units of an item in boxes of these states.
  func units(of variant: ID<Variant>, in states: Set<Parcel.State>) -> Int {
    let own = Set(lines.filter { $0.variant == variant }.map(\.id))
    return parcels.filter { states.contains($0.state) }.flatMap(\.contents).filter { own.contains($0.line) }
      .reduce(0) { $0 + $1.quantity }
  }
}
