import Commerce
import Contract
import Operations
import Security
import Server
import Store
import TestSupport
import Testing
import TownDialect

extension TownBench {
  /// The identifier of an item's product.
  func product(_ sku: String) async throws -> String {
    let id = try #require(town.variants[sku])
    let product = try await town.store.read { transaction throws(CommerceError) in
      try transaction.variant(id)?.product
    }
    return shop.ids.text(try #require(product))
  }

  /// The body of an order.
  func order(
    _ lines: [(String, Int)], method: String = "COD", guest: Bool = true, extra: String = ""
  ) async throws -> String {
    var items: [String] = []
    for (sku, quantity) in lines {
      items.append(#"{"product_id":"\#(try await product(sku))","quantity":\#(quantity)}"#)
    }
    let who = guest ? #","guest_email":"efua@example.com","guest_phone":"0244000111","guest_name":"Efua Sey""# : ""
    return """
      {"items":[\(items.joined(separator: ","))],"payment_method":"\(method)",\
      "delivery_address":{"line1":"12 Oxford St","area":"Osu"}\(who)\(extra)}
      """
  }

  /// A guest's order and its token.
  func guestOrder(
    _ lines: [(String, Int)] = [("MILO-400", 2)], method: String = "COD"
  ) async throws -> (id: String, token: String) {
    let answer = try await send(.post, "/towns/\(accra)/orders", try await order(lines, method: method))
    #expect(answer.status == 201)
    return (answer.text("order", "id"), answer.text("guest_access_token"))
  }

  /// Takes an order to a step by the contract's own operations, by the supervisor.
  func bring(_ order: String, to status: TownOrderStatus) async throws {
    let token = token(town.staff.supervisor)
    let steps: [(TownOrderStatus, String)] = [
      (.picking, "pick"), (.packed, "pack"), (.readyForDispatch, "ready-for-dispatch"),
    ]
    for (reached, step) in steps {
      let answer = try await send(.post, "/towns/\(accra)/orders/\(order)/\(step)", as: token)
      #expect(answer.status == 200 && answer.text("order", "status") == reached.rawValue, "\(step): \(answer.code)")
      if reached == status { return }
    }
  }

  /// Assigns a ready order to the driver; answers the stop's identifier.
  func assign(_ order: String, to driver: ID<Person>? = nil) async throws -> String {
    let answer = try await send(
      .post, "/towns/\(accra)/dispatches", as: token(town.staff.dispatcher),
      #"{"order_id":"\#(order)","driver_id":"\#(shop.ids.text(driver ?? town.staff.driver))"}"#)
    #expect(answer.status == 201, "\(answer.code)")
    return answer.text("dispatch", "id")
  }

  /// Reports how far a stop has come.
  func report(_ stop: String, _ body: String, as person: ID<Person>? = nil) async throws -> Answer {
    try await send(
      .post, "/towns/\(accra)/dispatches/\(stop)/status", as: token(person ?? town.staff.driver), body)
  }

  /// A customer's token after signing up.
  func customer(_ name: String = "abena", phone: String = "0244555666") async throws -> String {
    let answer = try await send(
      .post, "/customers/signup",
      #"{"full_name":"Abena \#(name)","email":"\#(name)@example.com","phone":"\#(phone)","password":"a-long-secret"}"#)
    #expect(answer.status == 201)
    return answer.text("access_token")
  }

  /// What the house's own check finds wrong; empty when the books agree.
  func troubles() async throws -> [String] {
    try await SQLiteStore.check(path: town.path).problems.map { "\($0)" }
  }
}
