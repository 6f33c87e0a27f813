import Commerce
import Operations
import Store
import Testing

/// Commands that wait share a commit; none of them may feel it.
@Suite(.timeLimit(.minutes(1))) struct GroupCommitTests {
  private func shared(_ count: Int, in shop: SampleShop) async throws -> [Result<Int, CommerceError>] {
    // While another process changes the file everybody has to wait, and waits together.
    let raw = try RawFile(shop.store.path)
    try raw.run("BEGIN IMMEDIATE; UPDATE settings SET value = value")
    return try await withThrowingTaskGroup(of: (Int, Result<Int, CommerceError>).self) { group in
      for number in 0..<count {
        group.addTask {
          do throws(CommerceError) {
            let value = try await shop.store.write { tx throws(CommerceError) in
              try tx.setSetting("number.\(number)", to: "yes")
              if number % 3 == 1 { throw CommerceError.unauthenticated }
              return number * 10
            }
            return (number, .success(value))
          } catch {
            return (number, .failure(error))
          }
        }
      }
      try raw.run("COMMIT")
      var results: [Int: Result<Int, CommerceError>] = [:]
      for try await (number, result) in group { results[number] = result }
      return (0..<count).compactMap { results[$0] }
    }
  }

  @Test func eachHearsOfItsOwnOutcomeAndAFailureTakesNothingOfTheOthers() async throws {
    let shop = try await SampleShop()
    let results = try await shared(90, in: shop)
    for (number, result) in results.enumerated() {
      let kept = try await shop.store.read { tx throws(CommerceError) in try tx.setting("number.\(number)") }
      switch result {
      case .success(let value):
        #expect(value == number * 10 && kept == "yes")
      case .failure(let error):
        #expect(error == .unauthenticated && number % 3 == 1 && kept == nil)
      }
    }
    #expect(results.count == 90)
    let report = try await shop.store.check()
    #expect(report.problems == [])
  }

  @Test func closingWaitsForWhoeverWaits() async throws {
    let shop = try await SampleShop()
    _ = try await shared(20, in: shop)
    await shop.store.close()
    await #expect(throws: CommerceError.self) {
      try await shop.store.write { tx throws(CommerceError) in try tx.setSetting("late", to: "yes") }
    }
  }
}
