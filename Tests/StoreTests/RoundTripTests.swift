import Commerce
import Operations
import Store
import Testing

@Suite struct RoundTripTests {
  @Test func anOrderComesBackAsItWasPlaced() async throws {
    let shop = try await SampleShop()
    let placed = try await shop.place(name: "Kwame Ɔsei", email: "k@example.com", zone: shop.zones[0], quantity: 3)
    let found = try await shop.store.read { tx throws(CommerceError) in
      (try tx.order(placed.id, in: SampleShop.everywhere), try tx.lines(of: placed.id))
    }
    #expect(found.0 == placed)
    #expect(found.1.map(\.quantity) == [3])
  }

  @Test func aStaleEditIsRefusedWithItsAuthor() async throws {
    let shop = try await SampleShop()
    var order = try await shop.place()
    order.note = "ring twice"
    let first = order
    try await shop.store.write { tx throws(CommerceError) in try tx.update(first) }
    await #expect(throws: CommerceError.stale(.order, changedBy: "")) {
      try await shop.store.write { tx throws(CommerceError) in try tx.update(first) }
    }
  }

  @Test func everyPartOfAnOrderIsSavedWhateverElseChanged() async throws {
    let shop = try await SampleShop()
    let parts: [@Sendable (inout Order) -> Void] = [
      { $0.status = .picking }, { $0.paymentStatus = .paid }, { $0.note = "ring twice" }, { $0.priority = 1 },
      { $0.hold = Hold(reason: "wrong address", by: "Ama", since: SampleShop.start) }, { $0.zone = shop.zones[1] },
      { $0.pickedAt = SampleShop.start }, { $0.statusAt = SampleShop.start.adding(minutes: 7) },
      { $0.address.line1 = "House 9" }, { $0.customer.name = "Yaa" },
    ]
    for first in parts {
      let placed = try await shop.place()
      let changed = try await shop.store.write { tx throws(CommerceError) in
        var order = placed
        // Each part after another in one transaction: read anew, then known from the change before.
        for change in [first] + parts {
          change(&order)
          try tx.update(order)
          order.version += 1
        }
        return order
      }
      let found = try await shop.store.read { tx throws(CommerceError) in
        try tx.order(placed.id, in: SampleShop.everywhere)
      }
      #expect(found == changed)
    }
  }

  @Test func aRolledBackChangeIsForgottenByTheNext() async throws {
    let shop = try await SampleShop()
    let placed = try await shop.place()
    var changed = placed
    changed.note = "ring twice"
    let wanted = changed
    await #expect(throws: CommerceError.unauthenticated) {
      try await shop.store.write { tx throws(CommerceError) in
        try tx.update(wanted)
        throw CommerceError.unauthenticated
      }
    }
    try await shop.store.write { tx throws(CommerceError) in try tx.update(wanted) }
    let found = try await shop.store.read { tx throws(CommerceError) in
      try tx.order(placed.id, in: SampleShop.everywhere)
    }
    #expect(found?.note == "ring twice" && found?.version == 2)
  }

  @Test func whatAWriteThrowsRollsItBack() async throws {
    let shop = try await SampleShop()
    await #expect(throws: CommerceError.unauthenticated) {
      try await shop.store.write { tx throws(CommerceError) in
        _ = try tx.nextOrderNumber(day: "20261121")
        throw CommerceError.unauthenticated
      }
    }
    let next = try await shop.store.write { tx throws(CommerceError) in try tx.nextOrderNumber(day: "20261121") }
    #expect(next == "ORD-20261121-0001")
  }

  @Test func reservingStopsAtWhatIsAvailable() async throws {
    let shop = try await SampleShop()
    await #expect(
      throws: CommerceError.refused(
        Refusal(
          .insufficientStock, [.available: .count(200), .requested: .count(201), .item: .text("Rice 1 kg")],
          remedy: .orderLess))
    ) { try await shop.place(quantity: 201) }
    try await shop.place(quantity: 200)
    let level = try await shop.store.read { tx throws(CommerceError) in
      try tx.level(of: shop.variants[0], at: shop.accra)
    }
    #expect(level == StockLevel(onHand: 200, reserved: 200))
  }

  @Test func outcomesAreRememberedOnce() async throws {
    let shop = try await SampleShop()
    let command = SampleShop.command(7)
    try await shop.store.write { tx throws(CommerceError) in
      try tx.remember(StoredOutcome(kind: "pick.scan", text: "ok"), of: command)
    }
    let outcome = try await shop.store.read { tx throws(CommerceError) in try tx.outcome(of: command.id) }
    #expect(outcome == StoredOutcome(kind: "pick.scan", text: "ok"))
    await #expect(throws: CommerceError.self) {
      try await shop.store.write { tx throws(CommerceError) in
        try tx.remember(StoredOutcome(kind: "pick.scan", text: "again"), of: command)
      }
    }
  }

  @Test func aClashSaysWhatIsTaken() async throws {
    let shop = try await SampleShop()
    let placed = try await shop.place()
    let other = UniqueID(randomHigh: 1, randomLow: 2)
    for (field, number, uuid) in [("number", placed.number, other), ("uuid", "ORD-20261121-0900", placed.uuid)] {
      await #expect(throws: CommerceError.conflict(FieldIssue(field, "is taken by another order"))) {
        try await shop.store.write { tx throws(CommerceError) in
          var order = placed
          order.number = number
          order.uuid = uuid
          _ = try tx.insert(order, lines: [])
        }
      }
    }
  }

  @Test func oldCommandsAreForgottenALittleAtATime() async throws {
    let shop = try await SampleShop()
    func remember(_ numbers: ClosedRange<UInt64>) async throws {
      try await shop.store.write { tx throws(CommerceError) in
        for number in numbers {
          try tx.remember(StoredOutcome(kind: "pick.scan", text: ""), of: SampleShop.command(number))
        }
      }
    }
    func isKnown(_ number: UInt64) async throws -> Bool {
      try await shop.store.read { tx throws(CommerceError) in
        try tx.outcome(of: SampleShop.command(number).id) != nil
      }
    }
    try await remember(1...2000)
    let day = 24 * 60 * 60 * 1000
    let file = try RawFile(shop.store.path)
    try file.run("UPDATE commands SET remembered_at = remembered_at - \(32 * day) WHERE serial <= 1500")
    try file.run("UPDATE commands SET remembered_at = remembered_at - \(30 * day) WHERE serial > 1500")
    // The 2048th takes the oldest 1024 along, the 2560th what is left; what is 30 days old stays.
    try await remember(2001...2047)
    #expect(try await isKnown(1))
    try await remember(2048...2048)
    #expect(try await isKnown(1024) == false)
    #expect(try await isKnown(1025))
    try await remember(2049...2560)
    #expect(try await isKnown(1500) == false)
    #expect(try await isKnown(1501))
    #expect(try await isKnown(2560))
  }
}
