import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

@Suite struct PaymentContractTests {
  @Test("T9: asks a phone once, for its owner", arguments: Carriage.both)
  func initiate(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let mine = try await bench.guestOrder(method: "MOMO")
    let path = "/towns/\(bench.accra)/payments/momo/initiate"
    let body = #"{"order_id":"\#(mine.id)","phone":"+233244000111"}"#
    #expect(try await bench.send(.post, path, body).status == 401)
    for strangers in [bench.town.staff.picker, bench.town.staff.driver] {
      #expect(try await bench.send(.post, path, as: bench.token(strangers), body).status == 404)
    }
    #expect(try await bench.send(.post, path, guest: String(repeating: "0", count: 64), body).status == 404)
    let asked = try await bench.send(.post, path, guest: mine.token, body)
    #expect(asked.status == 201)
    #expect(asked.text("payment", "status") == "PENDING" && asked.text("payment", "order_id") == mine.id)
    #expect(asked["payment", "amount_minor"] == .number("8500"))
    let again = try await bench.send(.post, path, guest: mine.token, body)
    #expect(again.status == 200 && again.bytes == asked.bytes)
    let malformed = #"{"order_id":"x","phone":"+233244000111"}"#
    #expect(try await bench.send(.post, path, guest: mine.token, malformed).status == 400)
    #expect(
      try await bench.send(.post, path, guest: mine.token, #"{"order_id":"\#(mine.id)","phone":"1"}"#).status == 400)
  }

  @Test("T9: cash orders and paid ones are asked for nothing", arguments: Carriage.allCases)
  func nothingToAsk(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let path = "/towns/\(bench.accra)/payments/momo/initiate"
    let cash = try await bench.guestOrder()
    let body = #"{"order_id":"\#(cash.id)","phone":"+233244000111"}"#
    #expect(try await bench.send(.post, path, guest: cash.token, body).status == 409)
    let paid = try await bench.paidOrder()
    let other = #"{"order_id":"\#(paid.id)","phone":"+233244000111"}"#
    #expect(try await bench.send(.post, path, guest: paid.token, other).status == 409)
  }

  @Test("T10: a signed success sends the order to the floor, once", arguments: Carriage.both)
  func success(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let paid = try await bench.paidOrder()
    let shown = try await bench.send(.get, "/towns/\(bench.accra)/orders/\(paid.id)", guest: paid.token)
    #expect(shown.text("order", "status") == "PENDING_FULFILMENT")
    #expect(shown.text("order", "payment_status") == "PAID")
    let before = try await bench.town.house.desks.history.lastSequence()
    #expect(try await bench.notify(paid.reference, "SUCCESSFUL", event: "e-paid").status == 200)
    #expect(try await bench.town.house.desks.history.lastSequence() == before)
    #expect(try await bench.troubles() == [])
  }

  @Test("I28: any change to what was signed is refused, and changes nothing", arguments: Carriage.both)
  func forged(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let order = try await bench.askedOrder()
    let body = TownBench.notice(order.reference, "SUCCESSFUL", event: "e-1", amount: 8500)
    let now = bench.town.clock.now.milliseconds / 1000
    let good = bench.signed(body, at: now)
    let before = try await bench.town.house.desks.history.lastSequence()
    var tries: [([String: String], String)] = [
      ([:], body), (good.filter { $0.key != "x-signature" }, body), (good.filter { $0.key != "x-timestamp" }, body),
      (good.merging(["x-timestamp": String(now + 1)]) { $1 }, body), (good, body + " "),
      (good, body.replacing("8500", with: "8501")),
      (good.mapValues { $0.replacing("sha256=", with: "") }, body),
      (bench.signed(body, at: now - 301), body), (bench.signed(body, at: now + 301), body),
      (bench.signed(body, at: now, secret: "another"), body), (good.merging(["x-timestamp": "-1"]) { $1 }, body),
    ]
    var generator = SeededGenerator(seed: 28)
    for _ in 0..<40 {
      var bytes = Array(body.utf8)
      let index = Int.random(in: 0..<bytes.count, using: &generator)
      bytes[index] ^= UInt8.random(in: 1...127, using: &generator)
      if let changed = String(validating: bytes, as: UTF8.self) { tries.append((good, changed)) }
    }
    for (headers, body) in tries {
      let answer = try await bench.send(.post, "/payments/momo/webhook", body, headers: headers)
      #expect(answer.status == 401 && answer.code == "UNAUTHORIZED", "\(body)")
    }
    #expect(try await bench.town.house.desks.history.lastSequence() == before)
    #expect(try await bench.send(.post, "/payments/momo/webhook", body, headers: good).status == 200)
  }

  @Test("I28: without a secret nothing is believed", arguments: Carriage.allCases)
  func noSecret(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage, secret: nil)
    let order = try await bench.askedOrder()
    let answer = try await bench.notify(order.reference, "SUCCESSFUL", event: "e-1")
    #expect(answer.status == 503 && answer.code == "SERVICE_UNAVAILABLE")
  }

  @Test("T10: unknown references and other amounts", arguments: Carriage.allCases)
  func misfits(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let order = try await bench.askedOrder()
    #expect(try await bench.notify("no-such", "SUCCESSFUL", event: "e-0").status == 404)
    #expect(try await bench.notify(order.reference, "SUCCESSFUL", event: "e-1", amount: 1).status == 400)
    #expect(try await bench.notify(order.reference, "PAID", event: "e-2").status == 400)
    let shown = try await bench.send(.get, "/towns/\(bench.accra)/orders/\(order.id)", guest: order.token)
    #expect(shown.text("order", "status") == "PENDING_PAYMENT")
  }

  @Test("I29, I30: whatever order notices come in, the end is the same", arguments: Carriage.allCases)
  func permuted(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    var generator = SeededGenerator(seed: 29)
    for round in 0..<12 {
      let order = try await bench.askedOrder([("KEY-200", 1)])
      var events = ["PENDING", "FAILED", "SUCCESSFUL", "SUCCESSFUL", "FAILED", "PENDING"]
      events.shuffle(using: &generator)
      for (index, status) in events.enumerated() {
        let event = "r\(round)-\(Bool.random(using: &generator) ? status : "\(index)")"
        let answer = try await bench.notify(order.reference, status, event: event, amount: 650)
        #expect(answer.status == 200, "\(status): \(answer.code)")
      }
      let shown = try await bench.send(.get, "/towns/\(bench.accra)/orders/\(order.id)", guest: order.token)
      #expect(shown.text("order", "status") == "PENDING_FULFILMENT", "\(events)")
      #expect(shown.text("order", "payment_status") == "PAID", "\(events)")
    }
    #expect(try await bench.troubles() == [])
  }

  @Test("T11: the owner of an unpaid order pays at the door instead", arguments: Carriage.both)
  func switched(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let order = try await bench.askedOrder()
    let path = "/towns/\(bench.accra)/payments/cod/confirm"
    let body = #"{"order_id":"\#(order.id)"}"#
    #expect(try await bench.send(.post, path, body).status == 401)
    #expect(try await bench.send(.post, path, guest: "x", body).status == 404)
    #expect(try await bench.send(.post, path, as: try await bench.customer(), body).status != 200)
    let done = try await bench.send(.post, path, guest: order.token, body)
    #expect(done.status == 200)
    #expect(done.text("order", "status") == "PENDING_FULFILMENT" && done.text("order", "payment_method") == "COD")
    // A customer never says that something is paid (I22).
    #expect(done.text("payment", "status") == "PENDING")
    let again = try await bench.send(.post, path, guest: order.token, body)
    #expect(again.status == 200 && again.bytes == done.bytes)
    let shown = try await bench.send(.get, "/towns/\(bench.accra)/orders/\(order.id)", guest: order.token)
    #expect(shown["payments", 0, "status"] == .text("CANCELLED"))
    // Money that comes all the same goes back, and the order stays one of cash.
    #expect(try await bench.notify(order.reference, "SUCCESSFUL", event: "late").status == 200)
    let late = try await bench.send(.get, "/towns/\(bench.accra)/orders/\(order.id)", guest: order.token)
    #expect(late.text("order", "payment_status") == "PENDING")
    #expect(try await bench.troubles() == [])
  }

  @Test("T11: a driver or staff say that the cash was collected", arguments: Carriage.both)
  func collected(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let staff = bench.town.staff
    let order = try await bench.guestOrder()
    let path = "/towns/\(bench.accra)/payments/cod/confirm"
    let body = #"{"order_id":"\#(order.id)","amount_minor":8500}"#
    let driver = bench.token(staff.driver)
    #expect(try await bench.send(.post, path, as: bench.token(staff.cashier), body).status == 409)
    try await bench.bring(order.id, to: .readyForDispatch)
    let stop = try await bench.assign(order.id)
    #expect(try await bench.send(.post, path, as: driver, body).status == 409)
    #expect(try await bench.report(stop, #"{"status":"OUT_FOR_DELIVERY"}"#).status == 200)
    #expect(try await bench.send(.post, path, as: bench.token(staff.otherDriver), body).status == 404)
    #expect(try await bench.send(.post, path, as: bench.token(staff.picker), body).status == 403)
    let there = try await bench.send(
      .post, "/towns/\(bench.tema)/payments/cod/confirm", as: driver, body)
    #expect(there.status == 403 && there.code == "TOWN_ACCESS_DENIED")
    #expect(try await bench.send(.post, path, as: driver, body.replacing("8500", with: "8499")).status == 409)
    let done = try await bench.send(.post, path, as: driver, body)
    #expect(done.status == 200 && done.text("payment", "status") == "PAID")
    #expect(done.text("order", "status") == "OUT_FOR_DELIVERY")
    #expect(try await bench.send(.post, path, as: driver, body).bytes == done.bytes)
    #expect(try await bench.report(stop, #"{"status":"DELIVERED"}"#).status == 200)
    #expect(try await bench.send(.post, path, as: bench.token(staff.cashier), body).status == 200)
    #expect(try await bench.town.balance(.driver(staff.driver)) == 8500)
    #expect(try await bench.troubles() == [])
  }
}

extension TownBench {
  /// The body of a notice.
  static func notice(_ reference: String, _ status: String, event: String, amount: Int) -> String {
    #"{"provider_reference":"\#(reference)","status":"\#(status)","amount_minor":\#(amount),"currency":"GHS","event_id":"\#(event)"}"#
  }

  /// The headers that sign a body.
  func signed(_ body: String, at seconds: Int64, secret: String = TownBench.secret) -> [String: String] {
    let message = Array("\(seconds).".utf8) + Array(body.utf8)
    let signature = SodiumSigner().signature(of: message, key: Array(secret.utf8))
    return ["x-timestamp": String(seconds), "x-signature": "sha256=" + Hex.text(signature)]
  }

  /// Sends a signed notice.
  func notify(_ reference: String, _ status: String, event: String, amount: Int = 8500) async throws -> Answer {
    let body = Self.notice(reference, status, event: event, amount: amount)
    return try await send(
      .post, "/payments/momo/webhook", body, headers: signed(body, at: town.clock.now.milliseconds / 1000))
  }

  /// A guest's order whose phone was asked.
  func askedOrder(
    _ lines: [(String, Int)] = [("MILO-400", 2)]
  ) async throws -> (id: String, token: String, reference: String) {
    let order = try await guestOrder(lines, method: "MOMO")
    let asked = try await send(
      .post, "/towns/\(accra)/payments/momo/initiate", guest: order.token,
      #"{"order_id":"\#(order.id)","phone":"+233244000111"}"#)
    #expect(asked.status == 201)
    return (order.id, order.token, asked.text("payment", "provider_reference"))
  }

  /// A guest's order that is paid.
  func paidOrder() async throws -> (id: String, token: String, reference: String) {
    let order = try await askedOrder()
    #expect(try await notify(order.reference, "SUCCESSFUL", event: "e-paid").status == 200)
    return order
  }
}
