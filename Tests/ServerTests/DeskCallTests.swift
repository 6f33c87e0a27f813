import Client
import Commerce
import Contract
import FoundationEssentials
import Operations
import Server
import TestSupport
import Testing
import TownDialect

@Suite("Desk calls over the wire")
struct DeskCallTests {
  /// `desk/name` of every call that is declared, with its kind.
  private static func declared() throws -> [String: String] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Dialects/Town/Calls")
    var calls: [String: String] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      for match in text.matches(of: #/= DeskCall<[^=]*?>\(\s*\.(query|command), "([a-z-]+)", "([a-z-]+)"\)/#) {
        #expect(calls["\(match.2)/\(match.3)"] == nil, "\(match.2)/\(match.3) is declared twice")
        calls["\(match.2)/\(match.3)"] = String(match.1)
      }
    }
    return calls
  }

  @Test("every call has its route, and every route its call")
  func routes() async throws {
    let remote = try await RemoteTown()
    let listener = try TownListener.make(desks: remote.local, tokens: remote.tokens)
    let routes = listener.operations.map(\.route).filter { $0.path.hasPrefix("/desk/") }
    let served = Dictionary(
      uniqueKeysWithValues: routes.map { route in
        (String(route.path.dropFirst("/desk/{site}/".count)), route.isIdempotent ? "command" : "query")
      })
    let declared = try Self.declared()
    #expect(declared.count > 150)
    #expect(Set(declared.keys).subtracting(served.keys).sorted() == [])
    #expect(served == declared)
  }

  @Test("the shape of every call is known: nothing that goes in is left open but enums with payloads")
  func shapes() async throws {
    let remote = try await RemoteTown()
    let listener = try TownListener.make(desks: remote.local, tokens: remote.tokens)
    for operation in listener.operations where operation.route.path.hasPrefix("/desk/") {
      #expect(operation.description.body?.hasGaps == false, "arguments of \(operation.description.id)")
      #expect(!operation.description.reply.hasGaps, "reply of \(operation.description.id)")
    }
  }

  @Test("a refusal arrives as it left: rule, facts, remedy")
  func refusals() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("B-1", "1111")
    try await remote.signIn("B-0", "0000")
    let town = remote.town
    let rice = try #require(town.variants["RICE-5"])
    let draft = OrderDraft(
      lines: [.init(variant: rice, quantity: 999)], customer: Customer(name: "Kofi", phone: "0244123456"),
      address: Address(line1: "12 Oxford St", area: "Osu"), paymentMethod: .cod)
    let short = try await same {
      _ = try await remote.local.orders.place(draft, town.intent(town.admin))
    } over: {
      _ = try await remote.desks.orders.place(draft, town.intent(town.admin))
    }
    guard case .refused(let refusal) = short else {
      Issue.record("not refused by a rule: \(short)")
      return
    }
    #expect(!refusal.facts.isEmpty)
    _ = try await same {
      _ = try await remote.local.warehouse.claimNext(town.intent(town.picker))
    } over: {
      _ = try await remote.desks.warehouse.claimNext(town.intent(town.picker))
    }
    var empty = draft
    empty.lines = []
    let invalid = try await same { [empty] in
      _ = try await remote.local.orders.place(empty, town.intent(town.admin))
    } over: { [empty] in
      _ = try await remote.desks.orders.place(empty, town.intent(town.admin))
    }
    #expect(invalid.code == "input.invalid")
  }

  /// Both throw, and both the same.
  private func same(
    _ local: () async throws -> Void, over remote: () async throws -> Void
  ) async throws -> CommerceError {
    let thrown = await #expect(throws: CommerceError.self) { try await local() }
    let expected = try #require(thrown)
    await #expect(throws: expected) { try await remote() }
    return expected
  }

  @Test("another town says what the core says: nothing of it is to be had")
  func isolation() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("B-1", "1111")
    let abroad = Caller(person: remote.town.staff.picker, site: remote.town.elsewhere)
    _ = try await same {
      _ = try await remote.local.warehouse.floor(by: abroad)
    } over: {
      _ = try await remote.desks.warehouse.floor(by: abroad)
    }
    let order = try await remote.town.place([("MILO-400", 1)])
    let stranger = try await remote.stranger()
    _ = try await same {
      _ = try await remote.local.orders.detail(order.id, by: stranger)
    } over: {
      _ = try await remote.desks.orders.detail(order.id, by: stranger)
    }
    // The body says nothing about who calls.
    let forged = await remote.wireAnswer(
      "POST", "/desk/\(remote.town.site)/orders/detail",
      #"{"order":\#(order.id),"caller":{"person":\#(remote.town.staff.admin),"site":\#(remote.town.site)}}"#,
      as: stranger)
    #expect([403, 404].contains(forged.status))
  }

  @Test("the same command again has the same outcome and changes nothing")
  func repeated() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("B-0", "0000")
    let town = remote.town
    let milo = try #require(town.variants["MILO-400"])
    let draft = OrderDraft(
      lines: [.init(variant: milo, quantity: 2)], customer: Customer(name: "Kofi", phone: "0244123456"),
      address: Address(line1: "12 Oxford St", area: "Osu"), paymentMethod: .cod)
    let intent = town.intent(town.admin)
    let first = try await remote.desks.orders.place(draft, intent)
    let sequence = try await remote.desks.history.lastSequence()
    #expect(try await remote.desks.orders.place(draft, intent) == first)
    #expect(try await remote.desks.history.lastSequence() == sequence)
  }

  @Test("every wrong field is named, and a command needs its id")
  func wrongFields() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("B-1", "1111")
    let picker = remote.town.picker
    let wrong = await remote.wireAnswer(
      "POST", "/desk/\(picker.site)/warehouse/short", #"{"got":"two","list":1.5}"#, as: picker)
    #expect(wrong.status == 400)
    guard case .invalid(let issues) = Town.error(in: wrong) as? CommerceError else {
      Issue.record("fields are not named")
      return
    }
    #expect(issues.map(\.field) == ["got", "reason", "list"])
    let nameless = await remote.wireAnswer("POST", "/desk/\(picker.site)/warehouse/claim-next", "{}", as: picker)
    #expect(nameless.status == 400)
    for path in ["/desk/x/warehouse/floor", "/desk/-1/warehouse/floor", "/desk/01/warehouse/floor"] {
      #expect(await remote.wireAnswer("POST", path, "{}", as: picker).status == 404)
    }
  }

  @Test("a server of another version is not spoken to; one without extensions offers nothing")
  func versions() async throws {
    let other = try await RemoteTown()
    other.wire.change { request, response in
      guard request.path.hasSuffix("/console/welcome") else { return response }
      let text = String(decoding: response.bytes, as: UTF8.self)
      return .json(200, Array(text.replacing("\"version\":1", with: "\"version\":99").utf8))
    }
    let strange = await #expect(throws: CommerceError.self) { try await other.signIn("B-1", "1111") }
    guard case .trouble(let trouble) = try #require(strange) else { return }
    #expect(trouble.kind == .unintelligible && trouble.place == "http://town.example")
    let plain = try await RemoteTown()
    plain.wire.change { request, response in
      request.path.hasSuffix("/staff/login") ? response : Town.answer(to: Fault.unknownRoute)
    }
    let refused = await #expect(throws: CommerceError.self) { _ = try await plain.desks.session.needsFirstAdmin() }
    guard case .trouble(let missing) = try #require(refused) else { return }
    #expect(missing.kind == .notOffered)
  }
}

extension RemoteTown {
  /// The bare answer to a request with somebody's token.
  func wireAnswer(_ method: String, _ path: String, _ body: String, as caller: Caller) async -> Response {
    (try? await wire.send(request(method, path, body, as: caller))) ?? Response(status: 0)
  }
}

extension Schema {
  /// True when something in it is left open that need not be.
  var hasGaps: Bool {
    switch self {
    case .any: true
    case .boolean, .integer, .decimal, .text, .words: false
    case .list(.any, _): false
    case .list(let inner, _), .map(let inner), .optional(let inner), .named(_, let inner): inner.hasGaps
    case .object(let fields): fields.contains { $0.schema.hasGaps }
    }
  }
}
