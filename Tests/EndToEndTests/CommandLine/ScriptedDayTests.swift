import Commerce
import Foundation
import Operations
import Samples
import Security
import Store
import TestSupport
import Testing

/// A day of a town with 300 orders, from the first order to the closed books (contracts.md I63).
@Suite("A scripted day")
struct ScriptedDayTests {
  private let folder: CommandLineFolder
  private let plan = DayPlan()

  init() throws { folder = try CommandLineFolder() }

  @Test("the desks and the command line leave the same store, and every pesewa is home or owned by a name")
  func twice() async throws {
    let atDesks = folder.path + "/desks.sqlite"
    let byCommands = folder.path + "/commands.sqlite"
    try await DayTown.build(at: atDesks, hasher: SodiumPasswordHasher())
    try FileManager.default.copyItem(atPath: atDesks, toPath: byCommands)

    try await playAtDesks(atDesks)

    let script = try folder.file("day.run", DayScript(plan).text)
    let run = try CommandLineRun(
      ["run", script, "--json", "--store", byCommands, "--seed", "63"],
      environment: [
        "TOWNHOUSE_PASSWORD": DayTown.password, "TOWNHOUSE_SECOND_PIN": DayTown.secondPIN, "HOME": folder.path,
      ])
    #expect(run.status == 0, "\(run.errors)")

    for store in [atDesks, byCommands] {
      let check = try CommandLineRun("check", "--store", store)
      #expect(check.status == 0, "\(check.output)")
    }
    let console = try TmuxSession(
      arguments: ["--store", byCommands, "--as", DayTown.email("supervisor"), "shift-close town=accra"],
      environment: ["TOWNHOUSE_PASSWORD": DayTown.password])
    try console.wait(for: "ZERO")
    let ours = try digest(atDesks)
    let theirs = try digest(byCommands)
    #expect(ours["digest"] as? String == theirs["digest"] as? String)
    let (mine, others) = (try tables(ours), try tables(theirs))
    #expect(mine.keys.filter { mine[$0] != others[$0] }.sorted() == [])
  }

  private func playAtDesks(_ path: String) async throws {
    let clock = FixedClock(DayTown.start)
    let ids = SeededIDs.script(63)
    let store = try SQLiteStore.open(path: path)
    let house = DayTown.house(store, clock: clock, ids: ids, hasher: SodiumPasswordHasher())
    let hand = try await DayHand(plan, on: house, move: clock.set) { _ in ids.next() }
    for (index, step) in plan.steps.enumerated() {
      do {
        try await hand.play(step)
      } catch {
        Issue.record("step \(index), \(step): \(error)")
        break
      }
    }
    try await DayBooks(plan, house).check()
    await store.close()
  }

  private func digest(_ store: String) throws -> [String: Any] {
    try CommandLineRun("check", "--digest", "--json", "--store", store).json()
  }

  private func tables(_ digest: [String: Any]) throws -> [String: String] {
    var tables: [String: String] = [:]
    for table in try #require(digest["tables"] as? [[String: Any]]) {
      tables[try #require(table["table"] as? String)] = table["digest"] as? String
    }
    return tables
  }

  @Test("the plan is what it says: two fifths by cash, 8 % failed at first, 3 % refunded")
  func shares() {
    let failed = plan.steps.filter { if case .fail = $0 { true } else { false } }.count
    let refunded = plan.steps.filter { if case .refund = $0 { true } else { false } }.count
    #expect(plan.orders.count == 300)
    #expect(plan.orders.filter { $0.method == .cod }.count == 120)
    #expect(failed == 24)
    #expect(refunded == 9)
  }
}

/// What the plan expects of the evening, held against the store.
private struct DayBooks {
  let plan: DayPlan
  let house: House

  init(_ plan: DayPlan, _ house: House) {
    self.plan = plan
    self.house = house
  }

  func check() async throws {
    let (balances, statuses, caller) = try await house.store.read { [plan] transaction throws(CommerceError) in
      let site = try transaction.site(code: "accra")?.id ?? ID(0)
      let admin = try transaction.person(email: DayTown.email("admin"))?.id ?? ID(0)
      guard let scope = AccessPolicy([Grant(role: .admin, site: nil)]).scope(for: .enterSite) else {
        throw CommerceError.unauthenticated
      }
      var statuses: [OrderStatus?] = []
      for order in plan.orders {
        statuses.append(try transaction.order(number: DayHand.number(order.index), in: scope)?.status)
      }
      return (try transaction.balances(at: site, in: scope), statuses, Caller(person: admin, site: site))
    }
    func sum(_ word: String) -> Int64 { balances.filter { $0.account.word == word }.reduce(0) { $0 + $1.minor } }
    #expect(statuses == plan.statuses)
    #expect(balances.reduce(0) { $0 + $1.minor } == 0)
    for word in ["driver", "cashier", "customer"] { #expect(sum(word) == 0, "\(word)") }
    #expect(sum("bank") == plan.bankMinor)
    #expect(sum("owned") == plan.ownedMinor)
    #expect(sum("tolerance") == plan.toleranceMinor)
    #expect(sum("debt") == plan.debtMinor)
    #expect(sum("credit") == -plan.creditMinor)
    let close = try await house.desks.reports.shiftClose(by: caller)
    #expect(close.isZero, "\(close.rows.map { "\($0)" })")
  }
}
