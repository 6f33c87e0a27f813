import Commerce
import Contract
import Operations
import Server
import TestSupport
import Testing
import TownDialect

/// I39: what each role gets from each operation for an order of Accra, asked in Accra and in another town. A refusal is
/// by `403` (forbidden), `town` (works elsewhere) or `404` (not there, as far as the asker is to know).
@Suite("Who gets what") struct RoleMatrixTests {
  enum Asker: String, CaseIterable {
    case nobody, guest, otherGuest, owner, otherCustomer, picker, cashier, support, dispatcher, supervisor, admin,
      driver
    case otherDriver, abroad
  }

  enum Place: String, CaseIterable { case accra, tema }

  // The columns are the askers in their order.
  static let here: [String: String] = [
    "showMe": "401 401 401 ok ok 403 403 403 403 403 403 403 403 403",
    "listTowns": "ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
    "listProducts": "ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
    "placeOrder": "ok ok ok ok ok 403 403 403 403 403 403 403 403 town",
    "showOrder": "401 ok 404 ok 404 ok ok ok ok ok ok ok 404 town",
    "listOrders": "401 401 401 ok ok ok ok ok ok ok ok 403 403 town",
    "initiateMoMo": "401 ok 404 ok 404 404 404 404 404 404 404 404 404 town",
    "confirmCOD": "401 ok 404 ok 403 403 ok 403 ok ok ok ok 404 town",
    "listWarehouseOrders": "401 401 401 403 403 ok ok ok ok ok ok 403 403 town",
    "pickOrder": "401 401 401 403 403 ok 403 403 403 ok ok 403 403 403",
    "packOrder": "401 401 401 403 403 ok 403 403 403 ok ok 403 403 403",
    "readyOrder": "401 401 401 403 403 ok 403 403 ok ok ok 403 403 403",
    "createDispatch": "401 401 401 403 403 403 403 403 ok ok ok 403 403 403",
    "listJobs": "401 401 401 403 403 403 403 403 403 403 403 ok ok 403",
    "reportDispatch": "401 401 401 403 403 403 403 403 ok ok ok ok 404 town",
  ]

  static let elsewhere: [String: String] = [
    "listProducts": "ok ok ok ok ok ok ok ok ok ok ok ok ok ok",
    "placeOrder": "ok ok ok ok ok 403 403 town 403 town 403 403 403 403",
    "showOrder": "401 404 404 404 404 town town town town town 404 404 404 404",
    "listOrders": "401 401 401 ok ok town town town town town ok 403 403 ok",
    "initiateMoMo": "401 404 404 404 404 town town town town town 404 404 404 404",
    "confirmCOD": "401 404 404 403 403 town town town town town 404 town town 404",
    "listWarehouseOrders": "401 401 401 403 403 town town town town town ok 403 403 ok",
    "pickOrder": "401 401 401 403 403 town 403 403 403 town 404 403 403 403",
    "packOrder": "401 401 401 403 403 town 403 403 403 town 404 403 403 403",
    "readyOrder": "401 401 401 403 403 town 403 403 town town 404 403 403 403",
    "createDispatch": "401 401 401 403 403 403 403 403 town town 404 403 403 403",
    "listJobs": "401 401 401 403 403 403 403 403 403 403 403 town town 403",
    "reportDispatch": "401 401 401 403 403 town town town town town 404 town town 403",
  ]

  /// One row of a table.
  struct Row: Sendable, CustomTestStringConvertible {
    let operation: String
    let place: Place

    static let all =
      here.keys.sorted().map { Row(operation: $0, place: .accra) }
      + elsewhere.keys.sorted().map { Row(operation: $0, place: .tema) }

    var testDescription: String { "\(operation) in \(place.rawValue)" }
  }

  @Test("an operation for every role, over a socket", arguments: Row.all)
  func row(_ row: Row) async throws {
    let matrix = try await RoleMatrix(.socket)
    let town = row.place == .accra ? matrix.bench.accra : matrix.bench.tema
    var found: [String] = []
    for asker in Asker.allCases {
      let subject = try await matrix.subject(of: row.operation, for: asker)
      let before = try await matrix.bench.town.house.desks.history.lastSequence()
      let answer = try await matrix.ask(row.operation, subject, at: town, as: asker)
      found.append(answer.status < 300 ? "ok" : answer.code == "TOWN_ACCESS_DENIED" ? "town" : "\(answer.status)")
      if answer.status >= 300 {
        #expect(try await matrix.bench.town.house.desks.history.lastSequence() == before, "\(asker)")
        #expect(!String(decoding: answer.bytes, as: UTF8.self).contains(subject.order), "\(asker)")
      }
      // Lists of another town hold nothing of this one.
      if row.place == .tema { #expect(!answer.items.contains { $0["id"]?.words == subject.order }, "\(asker)") }
    }
    let expected = (row.place == .accra ? Self.here : Self.elsewhere)[row.operation]
    #expect(found.joined(separator: " ") == expected)
    #expect(try await matrix.bench.troubles() == [])
  }

  @Test("every operation of the contract that is somebody's has a row, in both towns")
  func complete() {
    let open: Set<String> = ["signUp", "logIn", "momoWebhook"]
    #expect(Set(Self.here.keys) == Set(NamedAnswer.contract.keys).subtracting(open))
    #expect(Set(Self.elsewhere.keys) == Set(Self.here.keys).subtracting(["showMe", "listTowns"]))
  }
}

/// Everybody there is, and orders to ask for.
private struct RoleMatrix {
  let bench: TownBench
  let owner: String
  let otherCustomer: String
  let abroad: String
  let otherGuest: String

  /// An order as an operation finds it.
  struct Subject {
    var order: String
    var guest: String
    var stop = TownBench.nowhere
  }

  init(_ carriage: Carriage) async throws {
    bench = try await TownBench(carriage)
    owner = try await bench.customer()
    otherCustomer = try await bench.customer("kwame", phone: "0244555777")
    otherGuest = try await bench.guestOrder([("TOMATO-210", 1)]).token
    let town = bench.town
    let admin = Caller(person: town.staff.admin, site: town.elsewhere)
    abroad = bench.token(
      try await town.house.desks.people.add(
        PersonDraft(
          email: "tema@townhouse.example", name: "Tema Support", badge: "B-77",
          grant: Grant(role: .support, site: town.elsewhere), pin: "7070"), town.intent(admin)))
  }

  func token(_ asker: RoleMatrixTests.Asker) -> String? {
    let staff = bench.town.staff
    return switch asker {
    case .nobody, .guest, .otherGuest: nil
    case .owner: owner
    case .otherCustomer: otherCustomer
    case .abroad: abroad
    case .picker: bench.token(staff.picker)
    case .cashier: bench.token(staff.cashier)
    case .support: bench.token(staff.support)
    case .dispatcher: bench.token(staff.dispatcher)
    case .supervisor: bench.token(staff.supervisor)
    case .admin: bench.token(staff.admin)
    case .driver: bench.token(staff.driver)
    case .otherDriver: bench.token(staff.otherDriver)
    }
  }

  /// A fresh order of Accra, as far as the operation wants it. How it came there is of no interest here.
  func subject(of operation: String, for asker: RoleMatrixTests.Asker) async throws -> Subject {
    let bench = bench.sending(by: bench.listener)
    let pays = operation == "initiateMoMo" || (operation == "confirmCOD" && [.guest, .owner].contains(asker))
    let isOwned = [.owner, .otherCustomer].contains(asker)
    var subject: Subject
    if isOwned {
      subject = Subject(order: try await bench.ownOrder(owner, method: pays ? "MOMO" : "COD"), guest: "")
    } else {
      let order = try await bench.guestOrder([("KEY-200", 1)], method: pays ? "MOMO" : "COD")
      subject = Subject(order: order.id, guest: order.token)
    }
    guard !pays else { return subject }
    switch operation {
    case "packOrder":
      // Who may pick packs what they picked.
      if try await bench.step("pick", subject.order, as: token(asker)).status != 200 {
        try await bench.bring(subject.order, to: .picking)
      }
    case "readyOrder": try await bench.bring(subject.order, to: .packed)
    case "createDispatch": try await bench.bring(subject.order, to: .readyForDispatch)
    case "showOrder", "confirmCOD", "listJobs", "reportDispatch":
      try await bench.bring(subject.order, to: .readyForDispatch)
      subject.stop = try await bench.assign(subject.order)
      guard operation == "confirmCOD" else { break }
      #expect(try await bench.report(subject.stop, #"{"status":"OUT_FOR_DELIVERY"}"#).status == 200)
    default: break
    }
    return subject
  }

  func ask(
    _ operation: String, _ subject: Subject, at town: String, as asker: RoleMatrixTests.Asker
  ) async throws -> TownBench.Answer {
    let token = token(asker)
    let guest: String? = asker == .guest ? subject.guest : asker == .otherGuest ? otherGuest : nil
    let order = subject.order
    func get(_ path: String) async throws -> TownBench.Answer {
      try await bench.send(.get, path, as: token, guest: guest)
    }
    switch operation {
    case "showMe": return try await get("/customers/me")
    case "listTowns": return try await get("/towns")
    case "listProducts": return try await get("/towns/\(town)/products")
    case "placeOrder":
      let body = try await bench.order([("KEY-200", 1)], guest: token == nil)
      return try await bench.send(.post, "/towns/\(town)/orders", as: token, guest: guest, body)
    case "showOrder": return try await get("/towns/\(town)/orders/\(order)")
    case "listOrders": return try await get("/towns/\(town)/orders?limit=100")
    case "initiateMoMo": return try await bench.initiate(order, at: town, as: token, guest: guest)
    case "confirmCOD": return try await bench.confirmCash(order, at: town, as: token, guest: guest)
    case "listWarehouseOrders": return try await get("/towns/\(town)/warehouse/orders?limit=100")
    case "pickOrder": return try await bench.step("pick", order, at: town, as: token)
    case "packOrder": return try await bench.step("pack", order, at: town, as: token)
    case "readyOrder": return try await bench.step("ready-for-dispatch", order, at: town, as: token)
    case "createDispatch": return try await bench.dispatch(order, at: town, as: token)
    case "listJobs": return try await get("/towns/\(town)/drivers/me/jobs")
    default:
      return try await bench.send(
        .post, "/towns/\(town)/dispatches/\(subject.stop)/status", as: token, guest: guest,
        #"{"status":"OUT_FOR_DELIVERY"}"#)
    }
  }
}
