import Commerce
import Operations
import Store
import TestSupport
import Testing

@Suite("An empty store")
struct FirstAdminTests {
  @Test("gets one first admin, once; then the set-up is closed")
  func firstAdmin() async throws {
    let house = try emptyHouse()
    let desk = house.desks.house
    #expect(try await house.desks.session.needsFirstAdmin())
    await #expect(throws: CommerceError.self) {
      _ = try await desk.createFirstAdmin(email: "a@b.example", name: "A", password: "short", id: house.ids.next())
    }
    await #expect(throws: CommerceError.self) {
      _ = try await desk.createFirstAdmin(email: "nobody", name: "", password: "long enough", id: house.ids.next())
    }
    let id = house.ids.next()
    let admin = try await desk.createFirstAdmin(
      email: " Esi@Shop.example ", name: "Esi Owusu", password: "long enough", id: id)
    #expect(
      try await desk.createFirstAdmin(email: "esi@shop.example", name: "Esi Owusu", password: "long enough", id: id)
        == admin)
    #expect(try await !house.desks.session.needsFirstAdmin())
    await #expect(throws: CommerceError.forbidden(.managePeople)) {
      _ = try await desk.createFirstAdmin(
        email: "x@y.example", name: "X", password: "long enough", id: house.ids.next())
    }
    let session = try await house.desks.session.signIn(email: "esi@shop.example", password: "long enough")
    #expect(session.person.id == admin && session.policy.allowsEverywhere(.importData))
    #expect(try await desk.people(by: Caller(person: admin, site: ID(0))).map(\.roles) == [["admin everywhere"]])
  }
}

/// A house on a fresh, empty store.
func emptyHouse() throws -> House {
  House(
    store: try SQLiteStore.create(path: SmallTown.temporaryPath()), clock: FixedClock(), ids: SequenceIDs(seed: 5),
    hasher: PlainHasher(), printer: MemoryPrinter())
}
