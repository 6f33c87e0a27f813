import Commerce
import Operations
import Store
import Testing

@Suite(.timeLimit(.minutes(1))) struct SharingTests {
  @Test func anothersCommitIsNoticed() async throws {
    let shop = try await SampleShop()
    let other = try SQLiteStore.open(path: shop.store.path)
    for listener in [other, shop.store] {
      var commits = listener.commits().makeAsyncIterator()
      try await shop.place()
      #expect(await commits.next() != nil)
    }
    await other.close()
  }

  @Test func closingEndsTheStreams() async throws {
    let shop = try await SampleShop()
    let stream = shop.store.commits()
    await shop.store.close()
    for await _ in stream {}
  }

  @Test func twoStoresOnOneFileLoseNothing() async throws {
    let shop = try await SampleShop()
    let other = try SQLiteStore.open(path: shop.store.path)
    let variant = shop.variants[0]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for store in [shop.store, other] {
        group.addTask {
          for _ in 0..<120 {
            do {
              try await store.write { tx throws(CommerceError) in
                _ = try SampleShop.place(tx, site: shop.accra, name: "Ama", variant: variant)
              }
            } catch CommerceError.refused(let refusal) {
              #expect(refusal.rule == .insufficientStock)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    let level = try await other.read { tx throws(CommerceError) in try tx.level(of: variant, at: shop.accra) }
    #expect(level == StockLevel(onHand: 200, reserved: 200))
    let report = try await shop.store.check()
    #expect(report.problems == [])
    #expect(report.orders == 200)
  }

  @Test func readingGoesOnWhileAnotherWrites() async throws {
    let shop = try await SampleShop()
    let raw = try RawFile(shop.store.path)
    try raw.run("BEGIN IMMEDIATE; UPDATE settings SET value = 'x'")
    let site = try await shop.store.read { tx throws(CommerceError) in try tx.site(code: "accra") }
    #expect(site?.name == "Accra")
    try raw.run("COMMIT")
  }
}
