import Commerce
import Operations
import TestSupport
import Testing

@Suite("The digest of a store's contents")
struct ContentDigestTests {
  /// The same work under other random identifiers, at a moment of one's own.
  private func worked(ids: UInt64, minutes: Int = 0, customer: String = "Kofi Mensah") async throws -> SmallTown {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    town.clock.advance(minutes: minutes)
    let source = SequenceIDs(seed: ids)
    let house = House(
      store: town.store, clock: town.clock, ids: source, hasher: PlainHasher(), printer: MemoryPrinter())
    let draft = OrderDraft(
      lines: [OrderDraft.Line(variant: try #require(town.variants["MILO-400"]), quantity: 2)],
      customer: Customer(name: customer, phone: "0244123456"), address: Address(line1: "12 Oxford St", area: "Osu"),
      paymentMethod: .cod, priority: 0)
    let placed = try await house.desks.orders.place(draft, Intent(id: source.next(), caller: town.admin))
    try await house.desks.orders.hold(placed.id, reason: "asked to wait", Intent(id: source.next(), caller: town.admin))
    return town
  }

  @Test("the same work under other random identifiers is the same contents")
  func sameWork() async throws {
    let (one, other) = (try await worked(ids: 1), try await worked(ids: 2))
    #expect(try one.digest() == other.digest())
    #expect(try one.digest() == one.digest())
  }

  @Test("another name, or one more command, is other contents")
  func otherWork() async throws {
    let one = try await worked(ids: 1)
    let other = try await worked(ids: 1, customer: "Esi Mensah")
    #expect(try one.digest() != other.digest())
    let before = try one.digest()
    let order = try #require(try await orders(of: one).first)
    try await one.house.desks.orders.releaseHold(order.id, one.intent(one.admin))
    #expect(try one.digest() != before)
  }

  @Test("another moment is other contents, unless moments are left out")
  func moments() async throws {
    let (one, later) = (try await worked(ids: 1), try await worked(ids: 1, minutes: 3))
    #expect(try one.digest() != later.digest())
    #expect(try one.digest(ignoringTimes: true) == later.digest(ignoringTimes: true))
  }

  private func orders(of town: SmallTown) async throws -> [OrderRow] {
    try await town.house.desks.orders.find(OrderQuery(site: town.site), PageRequest(.first), by: town.admin).rows
  }
}
