import Commerce
import Contract
import Operations
import Store
import TestSupport
import Testing
import TownDialect

/// An answer of an operation that the contract names, and a way to get it.
struct NamedAnswer: Sendable, CustomTestStringConvertible {
  /// The operation's name in the published document.
  let operation: String
  let status: Int
  /// The error's code; empty for a success.
  let code: String
  /// What is done.
  let when: String
  /// True where the town believes a payment provider.
  let hasProvider: Bool
  let get: @Sendable (TownBench) async throws -> TownBench.Answer

  init(
    _ operation: String, _ status: Int, _ code: String, _ when: String, hasProvider: Bool = true,
    _ get: @escaping @Sendable (TownBench) async throws -> TownBench.Answer
  ) {
    (self.operation, self.status, self.code, self.when) = (operation, status, code, when)
    self.hasProvider = hasProvider
    self.get = get
  }

  /// A success.
  init(
    _ operation: String, _ status: Int, _ when: String,
    _ get: @escaping @Sendable (TownBench) async throws -> TownBench.Answer
  ) { self.init(operation, status, "", when, get) }

  /// As the table of the contract has it.
  var name: String { code.isEmpty ? "\(status)" : "\(status) \(code)" }

  var testDescription: String { "\(operation) \(name): \(when)" }

  /// All of them.
  static let all = customers + shelves + placing + reading + payments + notices + floor + road

  /// What the contract names of each of its operations (contracts.md §1.1), in the codes of its error table.
  static let contract: [String: Set<String>] = [
    "signUp": ["201", invalid, conflict],
    "logIn": ["200", invalid, unauthorized, "429 RATE_LIMITED"],
    "showMe": ["200", unauthorized, forbidden],
    "listTowns": ["200"],
    "listProducts": ["200", invalid, missing],
    "placeOrder": ["201", invalid, unauthorized, forbidden, missing, conflict, "409 INSUFFICIENT_STOCK"],
    "showOrder": ["200", unauthorized, otherTown, missing],
    "listOrders": ["200", invalid, unauthorized, forbidden, otherTown, missing],
    "initiateMoMo": ["201", "200", invalid, unauthorized, otherTown, missing, conflict, transition, unavailable],
    "momoWebhook": ["200", invalid, unauthorized, missing, unavailable],
    "confirmCOD": ["200", invalid, unauthorized, forbidden, otherTown, missing, conflict, transition],
    "listWarehouseOrders": ["200", invalid, unauthorized, forbidden, otherTown, missing],
    "pickOrder": [
      "200", unauthorized, forbidden, otherTown, missing, conflict, transition, "409 PAYMENT_NOT_COMPLETED",
    ],
    "packOrder": ["200", unauthorized, forbidden, otherTown, missing, conflict, transition],
    "readyOrder": ["200", unauthorized, forbidden, otherTown, missing, conflict, transition],
    "createDispatch": ["201", invalid, unauthorized, forbidden, otherTown, missing, conflict, transition],
    "listJobs": ["200", invalid, unauthorized, forbidden, otherTown, missing],
    "reportDispatch": ["200", invalid, unauthorized, forbidden, otherTown, missing, conflict, transition],
  ]

  private static let invalid = "400 VALIDATION_ERROR"
  private static let unauthorized = "401 UNAUTHORIZED"
  private static let forbidden = "403 FORBIDDEN"
  private static let otherTown = "403 TOWN_ACCESS_DENIED"
  private static let missing = "404 NOT_FOUND"
  private static let conflict = "409 CONFLICT"
  private static let transition = "409 INVALID_STATUS_TRANSITION"
  private static let unavailable = "503 SERVICE_UNAVAILABLE"
}

extension TownBench {
  /// An identifier of this house that names nothing that is there.
  static let nowhere = "00000000-0000-4000-8000-000000000000"

  /// A customer's order in Accra.
  func ownOrder(_ customer: String, method: String = "COD") async throws -> String {
    let placed = try await send(
      .post, "/towns/\(accra)/orders", as: customer, try await order([("KEY-200", 1)], method: method, guest: false))
    #expect(placed.status == 201)
    return placed.text("order", "id")
  }

  /// A guest's order that lies in its lane.
  func ready() async throws -> String {
    let order = try await guestOrder()
    try await bring(order.id, to: .readyForDispatch)
    return order.id
  }

  /// The house's own identifier of an order of Accra.
  func serial(_ order: String) async throws -> ID<Order> {
    let uuid = try #require(UniqueID.canonical(order))
    let found = try await town.store.read { [town] transaction throws(CommerceError) in
      try transaction.order(uuid: uuid, at: town.site)
    }
    return try #require(found).id
  }

  /// Puts an order on hold.
  func hold(_ order: String) async throws {
    try await town.house.desks.orders.hold(
      try await serial(order), reason: "the customer rang", town.intent(town.supervisor))
  }

  /// From now on somebody has to say who took things in.
  func askForNames() async throws {
    var policy = SitePolicy()
    policy.proof = .name
    try await town.house.desks.house.setPolicy(policy, town.intent(town.admin))
  }

  /// A guest's order that lies in its lane, given to the driver.
  func assigned() async throws -> (order: String, guest: String, stop: String) {
    let order = try await guestOrder()
    try await bring(order.id, to: .readyForDispatch)
    return (order.id, order.token, try await assign(order.id))
  }

  /// A guest's order that is on its way with the driver.
  func underway() async throws -> (order: String, guest: String, stop: String) {
    let assigned = try await assigned()
    #expect(try await report(assigned.stop, #"{"status":"OUT_FOR_DELIVERY"}"#).status == 200)
    return assigned
  }

  /// One of the floor's steps.
  func step(_ name: String, _ order: String, at town: String? = nil, as token: String?) async throws -> Answer {
    try await send(.post, "/towns/\(town ?? accra)/orders/\(order)/\(name)", as: token)
  }

  /// Asks a phone for an order's money.
  func initiate(
    _ order: String, at town: String? = nil, phone: String = "+233244000111", as token: String? = nil,
    guest: String? = nil
  ) async throws -> Answer {
    try await send(
      .post, "/towns/\(town ?? accra)/payments/momo/initiate", as: token, guest: guest,
      #"{"order_id":"\#(order)","phone":"\#(phone)"}"#)
  }

  /// Says that an order is paid in cash.
  func confirmCash(
    _ order: String, _ amount: Int? = nil, at town: String? = nil, as token: String? = nil, guest: String? = nil
  ) async throws -> Answer {
    try await send(
      .post, "/towns/\(town ?? accra)/payments/cod/confirm", as: token, guest: guest,
      #"{"order_id":"\#(order)"\#(amount.map { #","amount_minor":\#($0)"# } ?? "")}"#)
  }

  /// Gives an order to a driver.
  func dispatch(
    _ order: String, to driver: String? = nil, at town: String? = nil, as token: String?
  ) async throws -> Answer {
    try await send(
      .post, "/towns/\(town ?? accra)/dispatches", as: token,
      #"{"order_id":"\#(order)","driver_id":"\#(driver ?? shop.ids.text(self.town.staff.driver))"}"#)
  }
}
