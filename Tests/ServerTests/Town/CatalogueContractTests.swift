import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

@Suite struct CatalogueContractTests {
  @Test("T4 lists the towns", arguments: Carriage.both)
  func towns(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let answer = try await bench.send(.get, "/towns")
    #expect(answer.status == 200)
    #expect(answer.items.map { $0["name"]?.words } == ["Accra", "Tema"])
    #expect(answer.items.map { $0["id"]?.words } == [bench.accra, bench.tema])
    #expect(answer.items.allSatisfy { $0["currency"] == .text("GHS") && $0["is_active"] == .boolean(true) })
  }

  @Test("T5 lists what a town sells", arguments: Carriage.both)
  func products(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let answer = try await bench.send(.get, "/towns/\(bench.accra)/products")
    #expect(answer.status == 200)
    #expect(answer.items.count == 6)
    #expect(answer["pagination", "total"] == .number("6"))
    #expect(answer["pagination", "total_pages"] == .number("1"))
    let milo = try #require(answer.items.first { $0["name"] == .text("MILO 400 G") })
    #expect(milo["price_minor"] == .number("4250"))
    #expect(milo["available"] == .number("40"))
    #expect(milo["stock_status"] == .text("in_stock"))
  }

  @Test("T5 narrows by words, shelf and stock", arguments: Carriage.allCases)
  func narrowed(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let path = "/towns/\(bench.accra)/products"
    #expect(
      try await bench.send(.get, path + "?search=rice+5").items.map { $0["name"]?.words } == ["RICE LONG GRAIN 5 KG"])
    #expect(try await bench.send(.get, path + "?search=phone-x").items.count == 1)
    #expect(try await bench.send(.get, path + "?category=groceries").items.count == 6)
    #expect(try await bench.send(.get, path + "?category=toys").items.isEmpty)
    #expect(try await bench.send(.get, path + "?in_stock=false").items.isEmpty)
    _ = try await bench.town.place([("PHONE-X", 10)])
    #expect(try await bench.send(.get, path + "?in_stock=false").items.map { $0["available"]?.words } == ["0"])
    #expect(try await bench.send(.get, path + "?in_stock=true").items.count == 5)
    #expect(try await bench.send(.get, "/towns/\(bench.tema)/products?in_stock=false").items.isEmpty)
  }

  @Test("I58: the pages of T5 are the whole list, once", arguments: Carriage.allCases)
  func pages(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let path = "/towns/\(bench.accra)/products"
    let whole = try await bench.send(.get, path + "?limit=100").items
    for limit in 1...7 {
      var joined: [JSONValue] = []
      let pages = (whole.count + limit - 1) / limit
      for page in 1...pages {
        let answer = try await bench.send(.get, path + "?limit=\(limit)&page=\(page)")
        #expect(answer["pagination", "total_pages"] == .number(String(pages)))
        joined += answer.items
      }
      #expect(joined == whole)
      #expect(try await bench.send(.get, path + "?limit=\(limit)&page=\(pages + 1)").items.isEmpty)
    }
  }

  @Test("T5 refuses wrong pages and unknown towns", arguments: Carriage.allCases)
  func refusals(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let path = "/towns/\(bench.accra)/products"
    for query in ["page=0", "page=-1", "page=x", "limit=0", "in_stock=yes"] {
      let answer = try await bench.send(.get, path + "?" + query)
      #expect(answer.status == 400 && answer.code == "VALIDATION_ERROR", "\(query)")
    }
    #expect(try await bench.send(.get, path + "?limit=5000")["pagination", "limit"] == .number("100"))
    let unknown = ["x", bench.accra.uppercased(), bench.shop.ids.text(bench.town.staff.admin), "1"]
    for town in unknown {
      let answer = try await bench.send(.get, "/towns/\(town)/products")
      #expect(answer.status == 404 && answer.code == "NOT_FOUND", "\(town)")
    }
  }
}
