import Commerce
import Foundation
import TestSupport

/// What customers and the floor ask of a town's server, each under its own key, and what they were told. What was not
/// answered is asked again under the same key; so is a share of what was.
struct ShopLoad {
  /// Where everything is asked, as the server itself said.
  struct Address {
    let town: String
    let site: Int64
    let picker: String
    let admin: String
    /// The products by SKU.
    let products: [String: String]
  }

  /// One order that was acknowledged.
  struct Acknowledged: Hashable {
    let uuid: String
    let number: String
    let sku: String
    let quantity: Int
    var fate = Fate.placed
  }

  /// How far an acknowledged order has come.
  enum Fate: Hashable { case placed, picking, packed, cancelled }

  /// One thing to ask.
  private struct Errand {
    enum Kind {
      case place(sku: String, quantity: Int)
      case pick(order: Int)
      case pack(order: Int)
      case look(order: Int)
      case cancel(order: Int)
    }

    let kind: Kind
    let key: String
    let request: [UInt8]
  }

  /// Units of this are too few for everybody.
  static let scarce = "PHONE-X"
  private static let plenty = ["MILO-400", "RICE-5", "KEY-200", "FRYTOL-1", "TOMATO-210"]

  /// The orders that were acknowledged.
  private(set) var orders: [Acknowledged] = []
  /// Answers that were acknowledged, and then not given again to the byte.
  private(set) var different: [String] = []
  /// Answers nobody expects.
  private(set) var unexpected: [String] = []
  /// How often what was not answered was asked again, and how often what was.
  private(set) var (again, repeated) = (0, 0)
  /// Orders that were refused for want of stock.
  private(set) var short = 0

  private let address: Address
  private var generator: SeededGenerator
  private let ids = SequenceIDs(seed: 0x10ad)
  private var waiting: [Errand] = []
  private var underWay: [Int: Errand] = [:]
  private var answers: [String: [UInt8]] = [:]
  private var answered: [Errand] = []
  /// True while new orders are thought of.
  var isOpen = true

  init(_ address: Address, seed: UInt64) {
    self.address = address
    generator = SeededGenerator(seed: seed)
  }

  /// How much was acknowledged in all.
  var acknowledged: Int { answers.count }

  /// What a connection asks next; nil for nothing.
  mutating func next(_ connection: Int) -> [UInt8]? {
    guard let errand = choose() else { return nil }
    underWay[connection] = errand
    return errand.request
  }

  private mutating func choose() -> Errand? {
    if let errand = waiting.popLast() { return errand }
    guard isOpen else { return nil }
    if !answered.isEmpty, Int.random(in: 0..<8, using: &generator) == 0 {
      return answered.randomElement(using: &generator)
    }
    let sku =
      Int.random(in: 0..<64, using: &generator) == 0 ? Self.scarce : Self.plenty.randomElement(using: &generator)
    return place(sku ?? Self.scarce, Int.random(in: 1...3, using: &generator))
  }

  /// Asks a number of acknowledged things again.
  mutating func repeatSome(_ count: Int) {
    for _ in 0..<count { answered.randomElement(using: &generator).map { waiting.append($0) } }
  }

  /// An answer came on a connection.
  mutating func take(_ connection: Int, _ answer: ConnectionCrowd.Answer) throws {
    guard let errand = underWay.removeValue(forKey: connection) else { return }
    if answer.status == 409, case .place(Self.scarce, _) = errand.kind, answers[errand.key] == nil {
      short += 1
    } else if !(200..<300).contains(answer.status) {
      unexpected.append("\(errand.kind): \(answer.status) \(String(decoding: answer.body, as: UTF8.self))")
    } else if let first = answers[errand.key] {
      repeated += 1
      if first != answer.body {
        different.append(
          "\(errand.kind): \(String(decoding: first, as: UTF8.self)) then "
            + String(decoding: answer.body, as: UTF8.self))
      }
    } else {
      try note(errand, answer)
    }
  }

  /// The server is gone: what was under way is asked again, and some of it twice at once.
  mutating func breakOff() {
    for (_, errand) in underWay.sorted(by: { $0.key < $1.key }) {
      again += 1
      waiting.append(errand)
      if case .look = errand.kind { continue }
      if Int.random(in: 0..<8, using: &generator) == 0 { waiting.append(errand) }
    }
    underWay = [:]
  }

  private mutating func note(_ errand: Errand, _ answer: ConnectionCrowd.Answer) throws {
    // What only looks is asked once, and its answer changes.
    if case .look = errand.kind {
    } else {
      answers[errand.key] = answer.body
      answered.append(errand)
    }
    switch errand.kind {
    case .place(let sku, let quantity):
      let order = try JSONDecoder().decode(Reply<Placed>.self, from: Data(answer.body)).data.order
      orders.append(
        Acknowledged(uuid: order.id, number: order.order_number, sku: sku, quantity: quantity))
      switch Int.random(in: 0..<16, using: &generator) {
      case 0: waiting.append(step("pick", orders.count - 1, .pick(order: orders.count - 1)))
      case 1: waiting.append(look(orders.count - 1))
      default: break
      }
    case .pick(let order):
      orders[order].fate = .picking
      waiting.append(step("pack", order, .pack(order: order)))
    case .pack(let order): orders[order].fate = .packed
    case .look(let order):
      let serial = try JSONDecoder().decode(Reply<Detail>.self, from: Data(answer.body)).data.order.id
      waiting.append(cancel(order, serial))
    case .cancel(let order): orders[order].fate = .cancelled
    }
  }

  // MARK: What is asked

  private func place(_ sku: String, _ quantity: Int) -> Errand {
    let key = ids.next().description
    return Errand(
      kind: .place(sku: sku, quantity: quantity), key: key,
      request: Self.request(
        "/towns/\(address.town)/orders", key: key, token: nil,
        """
        {"items":[{"product_id":"\(address.products[sku] ?? "")","quantity":\(quantity)}],"payment_method":"COD",\
        "delivery_address":{"line1":"12 Oxford St","area":"Osu"},"guest_email":"efua@example.com",\
        "guest_phone":"0244000111","guest_name":"Efua Sey"}
        """))
  }

  private func step(_ name: String, _ order: Int, _ kind: Errand.Kind) -> Errand {
    let key = ids.next().description
    return Errand(
      kind: kind, key: key,
      request: Self.request(
        "/towns/\(address.town)/orders/\(orders[order].uuid)/\(name)", key: key, token: address.picker, ""))
  }

  private func look(_ order: Int) -> Errand {
    Errand(
      kind: .look(order: order), key: ids.next().description,
      request: Self.request(
        "/desk/\(address.site)/orders/detail-by-number", key: nil, token: address.admin,
        #"{"number":"\#(orders[order].number)"}"#))
  }

  private func cancel(_ order: Int, _ serial: Int64) -> Errand {
    let key = ids.next().description
    return Errand(
      kind: .cancel(order: order), key: key,
      request: Self.request(
        "/desk/\(address.site)/orders/cancel", key: key, token: address.admin,
        #"{"order":\#(serial),"reason":"thought better of it"}"#))
  }

  /// A request of the town contract, to the byte.
  static func request(
    _ path: String, method: String = "POST", key: String? = nil, token: String? = nil, _ body: String = ""
  ) -> [UInt8] {
    var lines = ["\(method) /api/v1\(path) HTTP/1.1", "Host: 127.0.0.1", "Content-Length: \(body.utf8.count)"]
    if !body.isEmpty { lines.append("Content-Type: application/json") }
    if let key { lines.append("Idempotency-Key: \(key)") }
    if let token { lines.append("Authorization: Bearer \(token)") }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8)
  }

  /// What every answer's data is under.
  struct Reply<Value: Decodable>: Decodable { let data: Value }

  private struct Placed: Decodable {
    struct Order: Decodable {
      let id: String
      let order_number: String
    }

    let order: Order
  }

  private struct Detail: Decodable {
    struct Order: Decodable { let id: Int64 }

    let order: Order
  }
}
