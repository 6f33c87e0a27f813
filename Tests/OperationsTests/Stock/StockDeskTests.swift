import Commerce
import Operations
import TestSupport
import Testing

@Suite("The stock desk")
struct StockDeskTests {
  @Test("a barcode or SKU comes alone, words find names, nothing finds nothing")
  func find() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let desk = town.house.desks.stock
    for text in ["6030000000011", " milo-400 "] {
      let hits = try await desk.find(text, limit: 10, by: town.picker)
      #expect(hits.map(\.variant.sku) == ["MILO-400"] && hits[0].binCode == "A-01-1" && hits[0].level.onHand == 40)
    }
    #expect(try await desk.find("400 milo", limit: 10, by: town.picker).map(\.variant.sku) == ["MILO-400"])
    #expect(try await desk.find("i", limit: 2, by: town.picker).count == 2)
    #expect(try await desk.find("  ", limit: 10, by: town.picker).isEmpty)
    #expect(try await desk.find("nonesuch", limit: 10, by: town.picker).isEmpty)
  }

  @Test("the card shows the own town whole, and others only as far as granted (I39)")
  func card() async throws {
    let town = try await SmallTown.build(at: SmallTown.temporaryPath())
    let rice = try #require(town.variants["RICE-5"])
    let own = try await town.house.desks.stock.card(rice, by: town.picker)
    #expect(own.bins.map(\.bin.code) == ["A-03-2", "B-05-1"] && own.level.onHand == 40 && own.others.isEmpty)
    #expect(own.price == Money(minor: 12_000, .cedi))
    let all = try await town.house.desks.stock.card(rice, by: town.admin)
    #expect(all.others.map(\.site) == ["Tema"] && all.others[0].level.onHand == 40)
  }
}
