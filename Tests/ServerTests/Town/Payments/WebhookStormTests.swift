import Commerce
import Contract
import Operations
import Server
import Store
import TestSupport
import Testing
import TownDialect

/// I28 to I30 with everything else that may happen to an unpaid order at the same time.
@Suite("What a provider says, in any order") struct WebhookStormTests {
  @Test("notices, polls, new requests, cash instead, cancelling and refunds: money and status agree", arguments: 1...8)
  func storm(seed: UInt64) async throws {
    var storm = try await Storm(seed: seed)
    for step in 0..<90 {
      let what = try await storm.step()
      try await storm.check("seed \(seed), step \(step), \(what)")
    }
    #expect(storm.done.count >= 8, "\(storm.done)")
    #expect(try await storm.bench.troubles() == [])
  }

  @Test("all of it at once: what was taken is kept for one order or given back, once", arguments: 1...4)
  func atOnce(seed: UInt64) async throws {
    var generator = SeededGenerator(seed: seed)
    let bench = try await TownBench(.inProcess)
    for round in 0..<4 {
      let order = try await bench.askedOrder([("KEY-200", 1)])
      let id = try await bench.serial(order.id)
      var actions: [@Sendable () async throws -> Int] = (0..<6).map { index in
        let word = ["SUCCESSFUL", "FAILED", "SUCCESSFUL", "PENDING", "CANCELLED", "SUCCESSFUL"][index]
        return { try await bench.notify(order.reference, word, event: "\(round)-\(index % 4)", amount: 650).status }
      }
      actions += [
        { try await bench.confirmCash(order.id, guest: order.token).status },
        { try await bench.initiate(order.id, guest: order.token).status },
        {
          let town = bench.town
          do {
            try await town.house.desks.orders.cancel(id, reason: "rang", town.intent(town.supervisor))
            return 200
          } catch { return 409 }
        },
      ]
      actions.shuffle(using: &generator)
      try await withThrowingTaskGroup(of: Int.self) { [actions] group in
        for action in actions { group.addTask { try await action() } }
        for try await status in group { #expect([200, 201, 409].contains(status)) }
      }
      let detail = try await bench.town.detail(id)
      let total = detail.order.totals.total.minor
      let paid = detail.payments.filter { $0.status == .paid }
      let refunded = detail.refunds.reduce(0) { $0 + $1.amount.minor }
      // Only one of the requests was ever paid at the provider: its first event said so.
      #expect(paid.count <= 1 && detail.payments.count(where: \.status.isLive) <= 1)
      #expect(refunded == (paid.isEmpty || detail.order.status == .cancelled ? total : 0), "\(detail.order.status)")
      #expect(detail.order.status != .pendingPayment || paid.isEmpty)
    }
    #expect(try await bench.troubles() == [])
  }
}

/// Some orders, and whatever may happen to them.
private struct Storm {
  let bench: TownBench
  private var generator: SeededGenerator
  private var orders: [Kept] = []
  private var events = 0
  /// What was done, and how often.
  private(set) var done: [String: Int] = [:]
  /// What was said before: reference, word, event.
  private var said: [(reference: String, word: String, event: String)] = []

  private struct Kept {
    let id: String
    let serial: ID<Order>
    let token: String
    var oracle = StormOracle()
  }

  init(seed: UInt64) async throws {
    bench = try await TownBench(.inProcess)
    generator = SeededGenerator(seed: seed)
    for _ in 0..<5 {
      let order = try await bench.guestOrder([("KEY-200", 1)], method: "MOMO")
      orders.append(Kept(id: order.id, serial: try await bench.serial(order.id), token: order.token))
    }
  }

  mutating func step() async throws -> String {
    bench.town.clock.advance(seconds: Int64.random(in: 0...400, using: &generator))
    let index = Int.random(in: 0..<orders.count, using: &generator)
    let what: String
    switch Int.random(in: 0..<20, using: &generator) {
    case 0..<5: what = try await ask(index)
    case 5..<11: what = try await tell(index)
    case 11, 12: what = try await again()
    case 13: what = try await forge(index)
    case 14: what = try await otherAmount(index)
    case 15, 16: what = try await poll(index)
    case 17: what = try await cash(index)
    case 18: what = try await cancel(index)
    default: what = try await payOut(index)
    }
    done[what, default: 0] += 1
    return what
  }

  func check(_ when: String) async throws {
    var open = 0
    for order in orders {
      order.oracle.check(try await bench.town.detail(order.serial), "\(order.id), \(when)")
      if order.oracle.state != .cancelled { open += 1 }
    }
    // Stock is held for whatever is not cancelled, once.
    #expect(try await bench.town.level("KEY-200").reserved == open, "\(when)")
  }

  private mutating func ask(_ index: Int) async throws -> String {
    let order = orders[index]
    let answer = try await bench.initiate(order.id, guest: order.token)
    let reference = answer.text("payment", "provider_reference")
    switch (order.oracle.state, order.oracle.live) {
    case (.unpaid, let live?): #expect(answer.status == 200 && reference == live)
    case (.unpaid, nil):
      #expect(answer.status == 201)
      orders[index].oracle.ask(reference)
    default: #expect(answer.status == 409)
    }
    return "ask"
  }

  private mutating func word() -> String {
    ["PENDING", "FAILED", "CANCELLED", "SUCCESSFUL", "SUCCESSFUL"].randomElement(using: &generator) ?? "PENDING"
  }

  private mutating func reference(_ index: Int) -> String? {
    orders[index].oracle.payments.keys.sorted().randomElement(using: &generator)
  }

  private mutating func tell(_ index: Int) async throws -> String {
    guard let reference = reference(index) else { return "nothing" }
    let word = word()
    events += 1
    let answer = try await bench.notify(reference, word, event: "e\(events)", amount: 650)
    #expect(answer.status == 200, "\(answer.code)")
    orders[index].oracle.hear(word, of: reference)
    said.append((reference, word, "e\(events)"))
    return "tell"
  }

  /// I30: an event that came before, whenever.
  private mutating func again() async throws -> String {
    guard let old = said.randomElement(using: &generator) else { return "nothing" }
    let before = try await bench.town.house.desks.history.lastSequence()
    #expect(try await bench.notify(old.reference, old.word, event: old.event, amount: 650).status == 200)
    #expect(try await bench.town.house.desks.history.lastSequence() == before)
    return "again"
  }

  /// I28: signed by somebody else, too late, or changed on the way.
  private mutating func forge(_ index: Int) async throws -> String {
    guard let reference = reference(index) else { return "nothing" }
    events += 1
    let body = TownBench.notice(reference, "SUCCESSFUL", event: "e\(events)", amount: 650)
    let now = bench.town.clock.now.milliseconds / 1000
    var headers = bench.signed(body, at: now)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: headers = bench.signed(body, at: now, secret: "of somebody else")
    case 1: headers = bench.signed(body, at: now - 301)
    case 2: headers = bench.signed(body.replacing("SUCCESSFUL", with: "FAILED"), at: now)
    case 3: headers["x-timestamp"] = String(now + 1)
    default: headers["x-signature"] = headers["x-signature"].map { TokenForgery.flipped($0, &generator) }
    }
    let before = try await bench.town.house.desks.history.lastSequence()
    let answer = try await bench.send(.post, "/payments/momo/webhook", body, headers: headers)
    #expect(answer.status == 401 && answer.code == "UNAUTHORIZED")
    #expect(try await bench.town.house.desks.history.lastSequence() == before)
    return "forge"
  }

  /// I13: what is not what was asked for pays nothing.
  private mutating func otherAmount(_ index: Int) async throws -> String {
    guard let reference = reference(index), orders[index].oracle.payments[reference]?.isCaptured == false else {
      return "nothing"
    }
    events += 1
    #expect(try await bench.notify(reference, "SUCCESSFUL", event: "e\(events)", amount: 649).status == 400)
    return "other amount"
  }

  private mutating func poll(_ index: Int) async throws -> String {
    let town = bench.town
    guard let live = orders[index].oracle.live,
      let payment = try await town.detail(orders[index].serial).payments.first(where: { $0.reference == live })
    else { return "nothing" }
    let word = word()
    let words: [String: PaymentStatus] = ["PENDING": .pending, "FAILED": .failed, "CANCELLED": .cancelled]
    bench.gateway.script { $0.status = words[word] ?? .paid }
    _ = try await town.house(with: bench.gateway).desks.cash.poll(payment.id, town.intent(town.dispatcher))
    orders[index].oracle.hear(word, of: live)
    return "poll"
  }

  private mutating func cash(_ index: Int) async throws -> String {
    let order = orders[index]
    let answer = try await bench.confirmCash(order.id, guest: order.token)
    #expect(
      answer.status == (order.oracle.state == .unpaid || order.oracle.isCash ? 200 : 409), "\(order.oracle.state)")
    orders[index].oracle.switchToCash()
    return "cash"
  }

  private mutating func cancel(_ index: Int) async throws -> String {
    let town = bench.town
    do throws(CommerceError) {
      try await town.house.desks.orders.cancel(orders[index].serial, reason: "rang", town.intent(town.supervisor))
      #expect(orders[index].oracle.state != .cancelled)
    } catch { #expect(orders[index].oracle.state == .cancelled) }
    orders[index].oracle.cancel()
    return "cancel"
  }

  private mutating func payOut(_ index: Int) async throws -> String {
    let town = bench.town
    guard let refund = try await town.detail(orders[index].serial).refunds.randomElement(using: &generator) else {
      return "nothing"
    }
    let before = bench.gateway.refunds.count
    _ = try? await town.house(with: bench.gateway).desks.cash.payOut(
      refund.id, stepUp: StepUp(name: "B-9", pin: "9999"), town.intent(town.cashier))
    #expect(bench.gateway.refunds.count == before + (refund.status == .processed ? 0 : 1))
    return "pay out"
  }
}
