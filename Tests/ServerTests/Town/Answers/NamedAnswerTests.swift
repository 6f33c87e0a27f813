import Contract
import Server
import Testing
import TownDialect

@Suite("What the contract names")
struct NamedAnswerTests {
  @Test("is answered, over a socket", arguments: NamedAnswer.all)
  func answered(_ named: NamedAnswer) async throws {
    let bench = try await TownBench(.socket, secret: named.hasProvider ? TownBench.secret : nil)
    let answer = try await named.get(bench)
    #expect(answer.status == named.status && answer.code == named.code, "\(answer.status) \(answer.code)")
    #expect((answer.json["data"] == .null) == (answer.status >= 400))
    #expect((answer.json["error"] == .null) == (answer.status < 400))
    if answer.status >= 400, case .object? = answer.json["error"]?["details"] {
    } else {
      #expect(answer.status < 400, "details is always an object")
    }
  }

  @Test("is all here: nothing of the table is missing, nothing is answered that it does not name")
  func complete() async throws {
    let operations = try await TownBench(.inProcess).listener.operations.filter { Self.isOfContract($0.route) }
    #expect(Set(operations.map(\.description.id)) == Set(NamedAnswer.contract.keys))
    #expect(operations.count == 18)
    for (operation, names) in NamedAnswer.contract {
      let shown = Set(NamedAnswer.all.filter { $0.operation == operation }.map(\.name))
      #expect(shown.symmetricDifference(names) == [], "\(operation)")
    }
  }

  @Test("is what the published document says, beside what any operation may answer")
  func documented() async throws {
    for operation in try await TownBench(.inProcess).listener.operations where Self.isOfContract(operation.route) {
      let named = Set((NamedAnswer.contract[operation.description.id] ?? []).compactMap { Int($0.prefix(3)) })
      let successes = named.filter { $0 < 300 }
      let said = Set([operation.route.success] + operation.description.otherSuccesses)
      #expect(successes == said, "\(operation.description.id)")
      let failures = Set(operation.description.failures)
      #expect(named.subtracting(successes).subtracting([503]).isSubset(of: failures), "\(operation.description.id)")
      // What has no fields of its own may still have a query or a key that cannot be read.
      let beside: Set<Int> = [400, 429, 503]
      #expect(failures.subtracting(named).isSubset(of: beside), "\(operation.description.id): \(failures)")
    }
  }

  /// True for what contracts.md §1.1 has; the rest are extensions.
  private static func isOfContract(_ route: Route) -> Bool {
    let extensions = ["/desk/", "/staff/", "/console/", "/events", "/openapi.json", "/payments/momo/callback/"]
    return !extensions.contains { route.path.hasPrefix($0) }
  }
}
