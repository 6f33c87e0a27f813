import Commerce
import Contract
import Operations
import Security
import Server
import TestSupport
import Testing
import TownDialect

/// I31 for the operations of the contract, and what stands beside them.
@Suite("The contract's requests again")
struct RepeatedContractTests {
  @Test("every operation that takes a key answers it with the same bytes, and no other request under it")
  func everyOperation() async throws {
    var repeated: Set<String> = []
    for answer in NamedAnswer.all where answer.status < 300 {
      let bench = try await TownBench(.inProcess, isRepeating: true)
      let told = try await answer.get(bench)
      #expect(told.status == answer.status, "\(answer)")
      #expect(try await bench.troubles() == [], "\(answer)")
      repeated.formUnion(bench.repeating?.repeated.keys.map { $0 } ?? [])
    }
    let bench = try await TownBench(.inProcess, isRepeating: true)
    let acting = try await bench.send(
      .post, "/staff/impersonate", as: bench.token(bench.town.staff.admin),
      #"{"person":\#(bench.town.staff.picker),"site":\#(bench.town.site)}"#)
    #expect(acting.status == 200)
    repeated.formUnion(bench.repeating?.repeated.keys.map { $0 } ?? [])
    let keyed = bench.listener.operations.map(\.route).filter { $0.isIdempotent && !$0.path.hasPrefix("/desk/") }
    #expect(repeated == Set(keyed.map { "\($0.method.rawValue) \($0.path)" }))
  }

  @Test("eight at once under one key do one thing")
  func atOnce() async throws {
    for answer in NamedAnswer.all where answer.status < 300 {
      let bench = try await TownBench(.socket)
      let crowd = Crowd(bench.transport, bench.listener)
      _ = try await answer.get(bench.sending(by: crowd))
      #expect(try await bench.troubles() == [], "\(answer)")
    }
  }

  @Test("a key is its sender's: another one's request under it is another request")
  func senders() async throws {
    let bench = try await TownBench(.inProcess)
    let path = "/towns/\(bench.accra)/orders"
    let key = "the-same-key-of-two-people"
    let body = try await bench.order([("MILO-400", 1)], guest: false)
    let first = try await bench.send(.post, path, as: try await bench.customer(), key: key, body)
    let other = try await bench.customer("kwame", phone: "0244555777")
    let second = try await bench.send(.post, path, as: other, key: key, body)
    #expect(first.status == 201 && second.status == 201)
    #expect(first.text("order", "id") != second.text("order", "id"))
    // Guests share a room: there the body tells them apart.
    let mine = try await bench.send(.post, path, key: key, try await bench.order([("MILO-400", 1)]))
    #expect(mine.status == 201)
    let theirs = try await bench.order([("MILO-400", 1)]).replacing("efua@", with: "kofi@")
    #expect(try await bench.send(.post, path, key: key, theirs).status == 409)
  }
}

/// Sends whatever takes a key eight times at once.
private struct Crowd: Transport {
  private let inner: any Transport
  private let listener: Listener<Town>
  private let ids = SequenceIDs(seed: 8)

  init(_ inner: any Transport, _ listener: Listener<Town>) { (self.inner, self.listener) = (inner, listener) }

  func send(_ request: Request) async throws -> Response {
    guard listener.route(of: request.method, request.path)?.isIdempotent == true else {
      return try await inner.send(request)
    }
    var request = request
    if request.headers["idempotency-key"] == nil { request.headers["idempotency-key"] = ids.next().description }
    let answers = try await withThrowingTaskGroup(of: Response.self) { [inner, request] group in
      for _ in 0..<8 { group.addTask { try await inner.send(request) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(answers.map(\.status)).count == 1, "\(request.path) \(answers.map(\.status))")
    #expect(Set(answers.map(\.bytes)).count == 1, "\(request.path)")
    return answers[0]
  }
}
