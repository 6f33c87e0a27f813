import Commerce
import Contract
import Operations
import Server
import TestSupport
import Testing
import TownDialect

/// I58 for every list of the contract that has pages.
@Suite("Pages") struct PagingPropertyTests {
  /// The lists, with filters that leave all, some and none.
  private static let filters: [String: [String]] = [
    "listProducts": [
      "", "search=soap", "search=g", "category=groceries", "in_stock=true", "in_stock=false", "search=zzz",
    ],
    "listOrders": [
      "", "status=PENDING_FULFILMENT", "status=PENDING_PAYMENT", "status=PICKING", "status=CANCELLED",
      "from=2026-11-21T12:00:00Z", "to=2026-11-21T12:01:00Z", "from=2026-11-21T12:00:30Z&status=PENDING_FULFILMENT",
    ],
    "listWarehouseOrders": [
      "", "status=PENDING_FULFILMENT", "status=PICKING", "status=PACKED", "status=READY_FOR_DISPATCH",
    ],
  ]

  @Test("page after page is the whole list, once, in its order")
  func whole() async throws {
    let bench = try await TownBench(.socket)
    var generator = SeededGenerator(seed: 58)
    let customer = try await fill(bench, &generator)
    let supervisor = bench.token(bench.town.staff.supervisor)
    for operation in bench.listener.operations where operation.hasPages {
      let filters = try #require(Self.filters[operation.description.id], "no filters for \(operation.description.id)")
      let path = operation.route.path.replacing("{town_id}", with: bench.accra)
      let askers = operation.description.id == "listOrders" ? [supervisor, customer] : [supervisor]
      for (filter, asker) in filters.flatMap({ filter in askers.map { (filter, $0) } }) {
        let query = filter.isEmpty ? "" : "&" + filter
        let whole = try await bench.send(.get, path + "?limit=100" + query, as: asker)
        let ids = whole.items.compactMap { $0["id"]?.words }
        #expect(Set(ids).count == ids.count && whole["pagination", "total"] == .number(String(ids.count)))
        for limit in [1, Int.random(in: 2...7, using: &generator), max(1, ids.count), ids.count + 1] {
          let pages = (ids.count + limit - 1) / limit
          var joined: [JSONValue] = []
          for page in 1...(pages + 1) {
            let answer = try await bench.send(.get, path + "?limit=\(limit)&page=\(page)" + query, as: asker)
            #expect(answer["pagination", "total_pages"] == .number(String(pages)), "\(path) \(query)")
            #expect(answer["pagination", "total"] == .number(String(ids.count)))
            #expect(answer["pagination", "page"] == .number(String(page)))
            #expect(answer.items.count <= limit && (page <= pages || answer.items.isEmpty))
            joined += answer.items
          }
          #expect(joined == whole.items, "\(path) \(query) by \(limit)")
        }
        // Far behind the end there is nothing, and the totals are the same (G10).
        let far = try await bench.send(.get, path + "?page=2000000000" + query, as: asker)
        #expect(far.items.isEmpty && far["pagination", "total"] == whole["pagination", "total"])
      }
    }
  }

  @Test("every list of the contract that is paged is looked at")
  func complete() async throws {
    let paged = try await TownBench(.inProcess).listener.operations.filter(\.hasPages)
    #expect(Set(paged.map(\.description.id)) == Set(Self.filters.keys))
  }

  /// Orders in many states, several of them placed in the same moment; answers a customer who has some of them.
  private func fill(_ bench: TownBench, _ generator: inout SeededGenerator) async throws -> String {
    let customer = try await bench.customer()
    for index in 0..<14 {
      if Bool.random(using: &generator) {
        bench.town.clock.advance(seconds: Int64.random(in: 1...20, using: &generator))
      }
      let method = Int.random(in: 0..<4, using: &generator) == 0 ? "MOMO" : "COD"
      let order =
        index % 3 == 0
        ? try await bench.ownOrder(customer, method: method)
        : try await bench.guestOrder([("KEY-200", 1)], method: method).id
      guard method == "COD" else { continue }
      let steps: [TownOrderStatus?] = [nil, nil, .picking, .packed, .readyForDispatch]
      if let step = steps.randomElement(using: &generator) ?? nil { try await bench.bring(order, to: step) }
    }
    return customer
  }
}

extension Router<Town>.Operation {
  /// True for a list that goes by pages.
  var hasPages: Bool { description.parameters.contains { $0.name == "page" } }
}
