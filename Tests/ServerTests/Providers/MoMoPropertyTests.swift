import Commerce
import Contract
import Operations
import Providers
import Security
import Server
import Store
import Synchronization
import TestSupport
import Testing
import TownDialect

extension MoMoBench {
  /// The town contract on this house, with the watch.
  func listener() async throws -> Listener<Town> {
    let signer = SodiumSigner()
    let shop = try await ShopDesk.open(house, signer: signer)
    let tokens = Tokens(audience: "town", keys: [Array(repeating: 7, count: 32)], signer: signer, clock: town.clock)
    return try TownListener.make(desks: house.desks, shop: shop, tokens: tokens, watch: watch)
  }
}

@Suite("Mobile money, whatever the provider does") struct MoMoPropertyTests {
  @Test("money is booked once at most, and a payment ends as the provider says", arguments: [UInt64](1...8))
  func anything(_ seed: UInt64) async throws {
    let wire = Mutex<RoughWire?>(nil)
    let bench = try await MoMoBench { provider in
      let rough = RoughWire(provider, seed: seed)
      wire.withLock { $0 = rough }
      return rough
    }
    var random = SeededGenerator(seed: seed &* 977)
    var orders: [ID<Order>] = []
    for _ in 0..<6 { orders.append(try await bench.order()) }
    for _ in 0..<60 {
      bench.town.clock.advance(seconds: Int64.random(in: 1...90, using: &random))
      await step(bench, orders, &random)
    }
    // At last the line is good, everybody has answered, and time goes by.
    wire.withLock { $0 }?.smooth()
    bench.provider.with { ($0.asks, $0.reads, $0.logins) = ([], [], []) }
    for _ in 0..<12 {
      let isPaid = Bool.random(using: &random)
      bench.provider.with { state in
        for name in state.requests.keys where state.requests[name]?.status == "PENDING" {
          state.requests[name]?.status = isPaid ? "SUCCESSFUL" : "FAILED"
        }
      }
      await bench.lookLater()
    }
    try await check(bench, orders, seed)
  }

  /// Somebody asks, asks for cash, polls or cancels; the provider answers, is out of order, or calls back.
  private func step(_ bench: MoMoBench, _ orders: [ID<Order>], _ random: inout SeededGenerator) async {
    let order = orders.randomElement(using: &random) ?? orders[0]
    let names = bench.provider.with { $0.requests.keys.sorted() }
    let fates: [MoMoServer.Fate] = [
      .status(500), .status(500, taken: true), .garbage(), .garbage(taken: true), .status(401), .status(429),
      .status(409, taken: true), .status(400),
    ]
    let fate = fates.randomElement(using: &random) ?? .fine
    switch Int.random(in: 0..<14, using: &random) {
    case 0, 1, 2:
      let phone = Bool.random(using: &random) ? "0244000111" : "0200000222"
      _ = try? await bench.ask(order, phone: phone)
    case 3:
      guard let payment = try? await bench.payment(order) else { return }
      _ = try? await bench.house.desks.cash.poll(payment.id, bench.town.intent(bench.town.supervisor))
    case 4: _ = try? await bench.house.desks.cash.backToCash(order, bench.town.intent(bench.town.supervisor))
    case 5: bench.provider.with { $0.asks.append(fate) }
    case 6: bench.provider.with { $0.reads.append(fate) }
    case 7: bench.provider.with { $0.logins.append(fate) }
    case 8: bench.provider.with { $0.tokens = [] }
    case 9, 10:
      guard let name = names.randomElement(using: &random) else { return }
      let isPaid = Bool.random(using: &random)
      bench.provider.with { state in
        guard state.requests[name]?.status == "PENDING" else { return }
        state.requests[name]?.status = isPaid ? "SUCCESSFUL" : "FAILED"
      }
    case 11:
      guard let name = names.randomElement(using: &random) else { return }
      for _ in 0..<2 { await bench.watch.hear(of: name) }
    default: await bench.watch.look()
    }
  }

  private func check(_ bench: MoMoBench, _ orders: [ID<Order>], _ seed: UInt64) async throws {
    let requests = bench.provider.with { $0.requests }
    var booked: Int64 = 0
    var seen: Set<String> = []
    for order in orders {
      let detail = try await bench.town.detail(order)
      let paid = detail.payments.filter { $0.status == .paid }
      #expect(paid.count <= 1, "seed \(seed)")
      for payment in detail.payments where payment.method == .momo {
        guard let name = payment.reference, let asked = requests[name] else {
          #expect(payment.status != .paid && payment.status != .pending, "seed \(seed): nobody was asked")
          continue
        }
        seen.insert(name)
        let isOwedBack = detail.refunds.contains { $0.latePayment == payment.id }
        if asked.status == "SUCCESSFUL" {
          #expect((payment.status == .paid) != isOwedBack, "seed \(seed): \(payment)")
          booked += payment.amount.minor
        } else {
          #expect(!payment.status.isLive && payment.status != .paid && !isOwedBack, "seed \(seed): \(payment)")
        }
      }
    }
    #expect(seen == Set(requests.keys), "seed \(seed): every request is a payment's")
    #expect(try await bench.town.balance(.momo) == booked, "seed \(seed)")
    #expect(try await bench.town.store.check().problems == [], "seed \(seed)")
  }
}
