import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

/// I39: whoever asks for whatever, no answer shows an order outside their reach, nor that it is there.
@Suite struct IsolationPropertyTests {
  private struct Asker {
    let name: String
    let token: String?
    let guest: String?
    /// The orders this asker may see.
    let reach: Set<String>
  }

  @Test("I39: random askers see their own and nothing else", arguments: Carriage.allCases)
  func random(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    var generator = SeededGenerator(seed: 39)
    let (askers, orders) = try await world(bench)
    let never = "00000000-0000-4000-8000-000000000000"
    for _ in 0..<250 {
      guard let asker = askers.randomElement(using: &generator), let order = orders.randomElement(using: &generator),
        let town = [bench.accra, bench.tema].randomElement(using: &generator)
      else { return }
      let path = "/towns/\(town)/orders/"
      let answer = try await bench.send(.get, path + order.id, as: asker.token, guest: asker.guest)
      if asker.reach.contains(order.id), order.town == town {
        #expect(answer.status == 200, "\(asker.name)")
        continue
      }
      let nothing = try await bench.send(.get, path + never, as: asker.token, guest: asker.guest)
      #expect(answer.status == nothing.status && answer.bytes == nothing.bytes, "\(asker.name)")
      #expect([401, 403, 404].contains(answer.status))
    }
  }

  @Test("I39: lists and their totals hold what the asker may see", arguments: Carriage.allCases)
  func lists(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let (askers, orders) = try await world(bench)
    for asker in askers where asker.guest == nil {
      for town in [bench.accra, bench.tema] {
        let answer = try await bench.send(.get, "/towns/\(town)/orders?limit=100", as: asker.token)
        guard answer.status == 200 else { continue }
        let seen = Set(answer.items.compactMap { $0["id"]?.words })
        let own = Set(orders.filter { $0.town == town && asker.reach.contains($0.id) }.map(\.id))
        #expect(seen == own, "\(asker.name)")
        #expect(answer["pagination", "total"] == .number(String(own.count)), "\(asker.name)")
      }
    }
  }

  private func world(_ bench: TownBench) async throws -> (askers: [Asker], orders: [(id: String, town: String)]) {
    let staff = bench.town.staff
    let tokens = [try await bench.customer(), try await bench.customer("kwame", phone: "0244555777")]
    var orders: [(id: String, town: String)] = []
    var askers: [Asker] = []
    for (index, token) in tokens.enumerated() {
      var own: Set<String> = []
      for town in [bench.accra, bench.tema] {
        let body = try await bench.order([("KEY-200", 1)], guest: false)
        let placed = try await bench.send(.post, "/towns/\(town)/orders", as: token, body)
        own.insert(placed.text("order", "id"))
        orders.append((placed.text("order", "id"), town))
      }
      askers.append(Asker(name: "customer \(index)", token: token, guest: nil, reach: own))
    }
    for town in [bench.accra, bench.tema] {
      let placed = try await bench.send(.post, "/towns/\(town)/orders", try await bench.order([("MILO-400", 1)]))
      let id = placed.text("order", "id")
      orders.append((id, town))
      askers.append(
        Asker(name: "guest", token: nil, guest: placed.text("guest_access_token"), reach: [id]))
    }
    let driven = try await bench.guestOrder()
    orders.append((driven.id, bench.accra))
    try await bench.bring(driven.id, to: .readyForDispatch)
    _ = try await bench.assign(driven.id)
    let accra = Set(orders.filter { $0.town == bench.accra }.map(\.id))
    let all = Set(orders.map(\.id))
    let workers: [(String, ID<Person>, Set<String>)] = [
      ("picker", staff.picker, accra), ("support", staff.support, accra), ("cashier", staff.cashier, accra),
      ("admin", staff.admin, all), ("driver", staff.driver, [driven.id]), ("other driver", staff.otherDriver, []),
    ]
    for (name, person, reach) in workers {
      askers.append(Asker(name: name, token: bench.token(person), guest: nil, reach: reach))
    }
    askers.append(Asker(name: "nobody", token: nil, guest: nil, reach: []))
    return (askers, orders)
  }
}
