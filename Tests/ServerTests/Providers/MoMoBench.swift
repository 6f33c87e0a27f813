import Client
import Commerce
import Contract
import Operations
import Providers
import Server
import Store
import TestSupport
import Testing

/// A little town whose money is asked for by the real adapter.
struct MoMoBench: Sendable {
  let town: SmallTown
  let provider = MoMoServer()
  let house: House
  let watch: PaymentWatch

  /// `wire` stands between the adapter and the provider.
  init(
    key: String = "key", path: String? = nil, wire: (MoMoServer) throws -> any Transport = { $0 }
  ) async throws {
    town = try await SmallTown.build(at: path ?? SmallTown.temporaryPath())
    let account = MoMoAccount(
      environment: "sandbox", callback: "https://shop.example/api/v1/payments/momo/callback",
      subscriptionKey: "subscription", user: "user", key: key)
    house = town.house(
      with: MoMoCollections(account, place: "momo", transport: try wire(provider), clock: town.clock))
    watch = PaymentWatch(house)
  }

  /// An order that waits for mobile money.
  func order() async throws -> ID<Order> { try await town.place([("MILO-400", 2)], method: .momo).id }

  /// Asks a phone for its money.
  @discardableResult
  func ask(_ order: ID<Order>, phone: String = "0244 000 111") async throws -> PaymentRow {
    try await house.desks.cash.request(order, phone: phone, town.intent(town.supervisor))
  }

  /// The payment that was asked for last.
  func payment(_ order: ID<Order>) async throws -> Payment {
    try #require(try await town.detail(order).payments.last { $0.method == .momo })
  }

  /// The watch looks after the time until it would have looked at everything by itself.
  func lookLater(seconds: Int64 = 310) async {
    town.clock.advance(seconds: seconds)
    await watch.look()
  }

  /// The order is paid, its money is in the books once, and the store agrees with itself.
  func expectPaidOnce(_ order: ID<Order>, _ comment: Comment? = nil) async throws {
    let detail = try await town.detail(order)
    #expect(detail.order.status == .pendingFulfilment && detail.order.paymentStatus == .paid, comment)
    #expect(detail.payments.count { $0.status == .paid } == 1, comment)
    #expect(try await town.balance(.momo) == detail.order.totals.total.minor, comment)
    #expect(try await town.store.check().problems == [], comment)
  }
}

/// A socket before the provider.
final class MoMoSocket: Transport {
  private let server: HTTPServer
  private let client: CurlTransport

  init(_ provider: MoMoServer, seconds: Double = 20) throws {
    server = try HTTPServer(.anywhere, provider)
    var options = CurlTransport.Options()
    options.total = seconds
    client = try CurlTransport(try #require(ServerAddress("http://127.0.0.1:\(server.address.port)")), options)
  }

  deinit { Task { [server] in await server.drain() } }

  func send(_ request: Request) async throws -> Response { try await client.send(request) }
}

/// Expects an error of the core with this code.
func expect(code: String, _ body: () async throws -> some Any) async {
  do {
    _ = try await body()
    Issue.record("nothing was thrown; \(code) was expected")
  } catch {
    #expect((error as? CommerceError)?.code == code, "\(error)")
  }
}
