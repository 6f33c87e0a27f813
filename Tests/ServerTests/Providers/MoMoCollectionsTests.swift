import Commerce
import Contract
import Operations
import Providers
import Server
import Store
import TestSupport
import Testing
import TownDialect

@Suite("Mobile money by the Collections API") struct MoMoCollectionsTests {
  @Test("a phone is asked as the API wants it, and what the customer answers goes into the books once, over a socket")
  func roundTrip() async throws {
    let bench = try await MoMoBench { try MoMoSocket($0) }
    let order = try await bench.order()
    let row = try await bench.ask(order)
    let name = try #require(row.payment.reference)
    #expect(row.payment.status == .pending && UniqueID(name) != nil)
    let asked = try #require(bench.provider.with { $0.requests[name] })
    #expect(asked.body["amount"] == .text(row.payment.amount.plain) && asked.body["currency"] == .text("GHS"))
    #expect(asked.body["payer"]?["partyIdType"] == .text("MSISDN"))
    #expect(asked.body["payer"]?["partyId"] == .text("233244000111"))
    #expect(asked.headers["x-callback-url"] == "https://shop.example/api/v1/payments/momo/callback/\(name)")
    #expect(asked.headers["content-type"] == "application/json")
    await bench.lookLater(seconds: 20)
    #expect(try await bench.payment(order).status == .pending)
    bench.provider.answer(name, "SUCCESSFUL")
    await bench.lookLater(seconds: 60)
    try await bench.expectPaidOnce(order)
    #expect(bench.provider.with { $0.issued } == 1, "one token for all of it")
  }

  @Test("a customer who says no, or does not answer in the provider's time, is told in the provider's words")
  func failed() async throws {
    let bench = try await MoMoBench()
    let order = try await bench.order()
    let name = try #require(try await bench.ask(order).payment.reference)
    bench.provider.answer(name, "FAILED", reason: "APPROVAL_REJECTED")
    await bench.lookLater()
    #expect(try await bench.payment(order).status == .failed)
    let log = try await bench.town.house.desks.history.changes(after: 0, limit: 10_000, by: bench.town.admin)
    #expect(log.contains { $0.change.new == "failed" && $0.change.reason.hasPrefix("APPROVAL_REJECTED") })
    let second = try #require(try await bench.ask(order).payment.reference)
    #expect(second != name)
    bench.provider.answer(second, "SUCCESSFUL")
    await bench.lookLater()
    try await bench.expectPaidOnce(order)
  }

  @Test("whatever answer is lost, the request goes by the same name, and the phone rings once")
  func lostAnswers() async throws {
    let fates: [MoMoServer.Fate] = [
      .status(500, taken: true), .status(500), .status(503), .status(429),
      .status(500, #"{"code":"SERVICE_UNAVAILABLE"}"#),
      .garbage(taken: true), .garbage(), .status(302, taken: true), .status(403),
    ]
    for (index, fate) in fates.enumerated() {
      let bench = try await MoMoBench()
      let order = try await bench.order()
      bench.provider.with { $0.asks = [fate] }
      await #expect(throws: CommerceError.self) { try await bench.ask(order) }
      let lost = try await bench.payment(order)
      #expect(lost.status == .initiated && lost.reference != nil, "\(fate)")
      // The counter asks again, or the watch does.
      if index % 2 == 0 { _ = try await bench.ask(order) } else { await bench.lookLater(seconds: 40) }
      let name = try #require(try await bench.payment(order).reference)
      #expect(name == lost.reference && bench.provider.with { $0.requests.keys.sorted() } == [name], "\(fate)")
      #expect(try await bench.payment(order).status == .pending, "\(fate)")
      bench.provider.answer(name, "SUCCESSFUL")
      await bench.lookLater()
      try await bench.expectPaidOnce(order, "\(fate)")
    }
  }

  @Test("a provider that does not answer in time is asked again; its late answer changes nothing")
  func timeOut() async throws {
    let bench = try await MoMoBench { try MoMoSocket($0, seconds: 0.3) }
    let order = try await bench.order()
    let late = Signal()
    bench.provider.with { $0.asks = [.held(late)] }
    await expect(code: "store.unreachable") { try await bench.ask(order) }
    let lost = try await bench.payment(order)
    late.send()
    _ = try await bench.ask(order)
    let asked = try await bench.payment(order)
    #expect(asked.status == .pending && asked.reference == lost.reference)
    #expect(bench.provider.with { $0.requests.count } == 1)
  }

  @Test("a connection that is cut is trouble, and nothing is lost")
  func cut() async throws {
    let hangUp = try HangUpServer()
    let bench = try await MoMoBench { _ in try hangUp.transport() }
    let order = try await bench.order()
    await expect(code: "store.unreachable") { try await bench.ask(order) }
    #expect(try await bench.payment(order).status == .initiated)
    #expect(try await bench.town.store.check().problems == [])
  }

  @Test("a definite no fails the payment with the provider's words, and another phone can be asked")
  func refused() async throws {
    let bench = try await MoMoBench()
    let order = try await bench.order()
    for fate in [
      MoMoServer.Fate.status(400, #"{"code":"INVALID","message":"no such wallet"}"#),
      .status(500, #"{"code":"PAYER_NOT_FOUND","message":"Payer not found"}"#),
    ] {
      bench.provider.with { $0.asks = [fate] }
      await expect(code: "rule.payment.provider_refused") { try await bench.ask(order) }
      #expect(try await bench.payment(order).status == .failed)
    }
    await expect(code: "rule.payment.provider_refused") { try await bench.ask(order, phone: "12345") }
    #expect(try await bench.ask(order).payment.status == .pending)
  }

  @Test("a token serves until shortly before it ends; one that is refused is renewed once; a wrong key is said so")
  func tokens() async throws {
    let bench = try await MoMoBench()
    let order = try await bench.order()
    let name = try #require(try await bench.ask(order).payment.reference)
    bench.town.clock.advance(seconds: 3500)
    await bench.watch.look()
    #expect(bench.provider.with { $0.issued } == 1)
    await bench.lookLater(seconds: 60)
    #expect(bench.provider.with { $0.issued } == 2, "renewed before its end")
    bench.provider.with { $0.tokens = [] }
    await bench.lookLater()
    #expect(bench.provider.with { $0.issued } == 3, "renewed because it was refused")
    // Refused however fresh: the adapter gives up, and comes back later.
    bench.provider.with { state in
      state.reads = [.status(401), .status(401)]
    }
    await bench.lookLater()
    #expect(bench.provider.with { $0.issued } == 4)
    bench.provider.answer(name, "SUCCESSFUL")
    await bench.lookLater()
    await bench.lookLater()
    try await bench.expectPaidOnce(order)

    let stranger = try await MoMoBench(key: "wrong")
    let other = try await stranger.order()
    do {
      try await stranger.ask(other)
      Issue.record("asked with a wrong key")
    } catch {
      #expect(error as? CommerceError != nil && !"\(error)".contains("wrong"), "a key was told: \(error)")
    }
  }

  @Test("another amount than was asked for is not booked; somebody finds it in the inbox, once")
  func otherAmount() async throws {
    let bench = try await MoMoBench()
    let order = try await bench.order()
    let name = try #require(try await bench.ask(order).payment.reference)
    bench.provider.answer(name, "SUCCESSFUL", amount: "1.00")
    for _ in 0..<3 { await bench.lookLater() }
    #expect(try await bench.payment(order).status == .pending)
    let notices = try await bench.house.desks.cash.notices(
      NoticeQuery(states: [.failed]), PageRequest(), by: bench.town.admin
    ).rows
    #expect(notices.map(\.reference) == [name])
    #expect(try await bench.town.balance(.momo) == 0)
    bench.provider.answer(name, "SUCCESSFUL")
    await bench.lookLater()
    try await bench.expectPaidOnce(order)
  }

  @Test("money that comes for a request that was called off is found and owed back, once")
  func calledOff() async throws {
    let bench = try await MoMoBench()
    let order = try await bench.order()
    // The answer is lost and another phone asked: the first one pays all the same.
    bench.provider.with { $0.asks = [.status(500, taken: true)] }
    await #expect(throws: CommerceError.self) { try await bench.ask(order) }
    let first = try #require(try await bench.payment(order).reference)
    let second = try #require(try await bench.ask(order, phone: "0200000222").payment.reference)
    bench.provider.answer(first, "SUCCESSFUL")
    bench.provider.answer(second, "SUCCESSFUL")
    for _ in 0..<4 { await bench.lookLater() }
    let detail = try await bench.town.detail(order)
    #expect(detail.payments.map(\.status) == [.cancelled, .paid] && detail.refunds.count == 1)
    #expect(try await bench.town.balance(.momo) == 2 * detail.order.totals.total.minor)
    #expect(try await bench.town.store.check().problems == [])
  }

  @Test("callbacks, twice and of nobody's, are answered alike and only make the provider be asked")
  func callbacks() async throws {
    let bench = try await MoMoBench()
    let listener = try await bench.listener()
    let order = try await bench.order()
    let name = try #require(try await bench.ask(order).payment.reference)
    func call(_ method: String, _ reference: String, _ body: String) async -> Response {
      await listener.send(
        Request(
          method: method, path: "\(Town.prefix)/payments/momo/callback/\(reference)", body: Array(body.utf8)))
    }
    let lie = #"{"status":"SUCCESSFUL","amount":"1000000"}"#
    let unknown = await call("POST", "00000000-0000-4000-8000-000000000000", lie)
    let known = await call("PUT", name, lie)
    #expect(known.status == 200 && unknown.status == 200 && known.bytes == unknown.bytes)
    await bench.watch.look()
    #expect(try await bench.payment(order).status == .pending, "only the provider itself is believed")
    bench.provider.answer(name, "SUCCESSFUL")
    for body in [lie, "not even JSON", lie] { #expect(await call("POST", name, body).status == 200) }
    bench.town.clock.advance(seconds: 6)
    await bench.watch.look()
    try await bench.expectPaidOnce(order)
    let sequence = try await bench.town.house.desks.history.lastSequence()
    bench.provider.answer(name, "FAILED")
    #expect(await call("PUT", name, #"{"status":"FAILED"}"#).status == 200)
    await bench.lookLater()
    #expect(try await bench.town.house.desks.history.lastSequence() == sequence, "paid stays paid")
  }

  @Test(
    "phones as the provider writes them",
    arguments: [
      ("0244 000 111", "233244000111"), ("+233 24 400 0111", "233244000111"), ("233244000111", "233244000111"),
      ("00233244000111", "233244000111"), ("244000111", "233244000111"), ("+254 700 000 001", "254700000001"),
      ("12345", nil), ("", nil), ("call me", nil), ("+", nil), ("0244000111000111", nil),
    ] as [(String, String?)])
  func phones(_ phone: String, _ expected: String?) {
    let account = MoMoAccount(environment: "sandbox", subscriptionKey: "s", user: "u", key: "k")
    #expect(account.msisdn(phone) == expected)
  }
}
