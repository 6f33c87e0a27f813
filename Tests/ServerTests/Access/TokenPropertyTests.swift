import Commerce
import Contract
import Operations
import Security
import Server
import TestSupport
import Testing
import TownDialect

/// I40, for every operation that somebody has to be signed in for.
@Suite("Tokens") struct TokenPropertyTests {
  @Test(
    "none that was altered, made up, expired or made for another listener opens anything")
  func forged() async throws {
    let bench = try await TownBench(.socket)
    var generator = SeededGenerator(seed: 40)
    let admin = bench.town.staff.admin
    let forged = TokenForgery.all(of: admin, like: bench.token(admin), at: bench.town.clock, &generator)
    let before = try await bench.town.house.desks.history.lastSequence()
    var asked = 0
    for (index, operation) in Self.closed(bench).enumerated() {
      // Every operation gets some of them, and all of them come often.
      for (number, (fault, token)) in forged.enumerated() where number % 12 == index % 12 || !isDesk(operation) {
        let answer = try await bench.bare(operation, token: token)
        #expect(answer.status == 401, "\(operation.description.id), \(fault)")
        asked += 1
      }
      let nobody = try await bench.bare(operation, token: nil)
      let isOpen = operation.route.access == .optionalBearer
      #expect(isOpen || nobody.status == 401, "\(operation.description.id)")
    }
    #expect(asked > 800)
    #expect(try await bench.town.house.desks.history.lastSequence() == before)
  }

  private func isDesk(_ operation: Router<Town>.Operation) -> Bool { operation.route.path.hasPrefix("/desk/") }

  private static func closed(_ bench: TownBench) -> [Router<Town>.Operation] {
    bench.listener.operations.filter { operation in
      switch operation.route.access {
      case .bearer, .optionalBearer: true
      case .anyone, .signature, .loopback: false
      }
    }
  }

  @Test("what somebody may do ends with the next request after it was taken away", arguments: Carriage.allCases)
  func revoked(_ carriage: Carriage) async throws {
    let bench = try await TownBench(carriage)
    let (town, people) = (bench.town, bench.town.house.desks.people)
    let token = bench.token(town.staff.picker)
    let path = "/towns/\(bench.accra)/warehouse/orders"
    #expect(try await bench.send(.get, path, as: token).status == 200)
    try await people.grant(
      Grant(role: .picker, site: town.elsewhere), to: town.staff.picker, town.intent(elsewhere(town)))
    #expect(try await bench.send(.get, "/towns/\(bench.tema)/warehouse/orders", as: token).status == 200)
    try await people.revoke(Grant(role: .picker, site: town.site), from: town.staff.picker, town.intent(town.admin))
    let gone = try await bench.send(.get, path, as: token)
    #expect(gone.status == 403 && gone.code == "TOWN_ACCESS_DENIED")
    try await people.revoke(
      Grant(role: .picker, site: town.elsewhere), from: town.staff.picker, town.intent(elsewhere(town)))
    #expect(try await bench.send(.get, path, as: token).code == "FORBIDDEN")
    // Whoever left the house is nobody, with a token that is still good.
    let support = bench.token(town.staff.support)
    #expect(try await bench.send(.get, "/towns/\(bench.accra)/orders", as: support).status == 200)
    try await people.edit(
      town.staff.support, name: "Sena Support", badge: "B-3", isActive: false, town.intent(town.admin))
    #expect(try await bench.send(.get, "/towns/\(bench.accra)/orders", as: support).status == 401)
  }

  private func elsewhere(_ town: SmallTown) -> Caller { Caller(person: town.staff.admin, site: town.elsewhere) }

  @Test("a token ends after an hour, and not before")
  func expiry() async throws {
    let bench = try await TownBench(.inProcess)
    let token = bench.token(bench.town.staff.picker)
    let path = "/towns/\(bench.accra)/warehouse/orders"
    bench.town.clock.advance(seconds: 3599)
    #expect(try await bench.send(.get, path, as: token).status == 200)
    bench.town.clock.advance(seconds: 1)
    #expect(try await bench.send(.get, path, as: token).status == 401)
  }
}

extension TownBench {
  /// An operation asked with hardly more than a token: enough to be let in, or not.
  func bare(_ operation: Router<Town>.Operation, token: String?, body: [UInt8]? = nil) async throws -> Response {
    var path = operation.route.path
    for name in operation.route.parameters {
      path = path.replacing("{\(name)}", with: name == "site" ? "1" : name == "town_id" ? accra : Self.nowhere)
    }
    var headers: [String: String] = [:]
    if let token { headers["authorization"] = "Bearer " + token }
    if operation.description.hasBody || body != nil { headers["content-type"] = "application/json" }
    return try await transport.send(
      Request(
        method: operation.route.method.rawValue, path: Town.prefix + path, headers: headers,
        body: body ?? (operation.description.hasBody ? Array("{}".utf8) : [])))
  }
}
