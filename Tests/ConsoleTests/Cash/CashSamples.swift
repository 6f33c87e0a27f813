import Commerce
import Operations
import Terminal

@testable import Console

/// Drivers, tills, payments and refunds of a Saturday afternoon in Accra.
enum CashSample {
  static let now = ListSample.now
  static let esi = Person(id: ID(20), email: "cashier.accra@townhouse.example", name: "Esi Sarpong", badge: "B-20")

  static func session(_ role: Commerce.Role = .cashier) -> Session {
    Session(person: esi, sites: [ListSample.accra, ListSample.kasoa], grants: [Grant(role: role, site: nil)])
  }

  static func money(_ minor: Int64) -> Money { Money(minor: minor, .cedi) }

  static func driver(_ id: Int64, _ code: String, _ name: String) -> Driver {
    Driver(person: ID(id), name: name, site: ID(1), code: code)
  }

  static let kwame = driver(31, "KB", "Kwame Boateng")
  static let adwoa = driver(32, "AS", "Adwoa Sekyi")
  static let issah = driver(33, "IM", "Issah Mohammed")
  static let yaw = driver(34, "YO", "Yaw Owusu-Ansah")

  static func cashUp(
    _ id: Int64, of driver: Driver, expected: Int64, counted: Int64, declared: Int64? = nil, state: CashUp.State,
    reason: CashUpReason? = nil, minutes: Int
  ) -> CashUp {
    CashUp(
      id: ID(id), site: ID(1), driver: driver.person, cashier: esi.id, expected: money(expected),
      counted: money(counted), declared: declared.map { money($0) }, state: state, reason: reason,
      owner: reason == .driver ? driver.person : nil, countedAt: now.adding(minutes: -minutes),
      settledAt: state == .open ? nil : now.adding(minutes: -minutes))
  }

  /// The till; those whose cash came home have none left.
  static func till(home: Set<ID<Person>> = [], open: [ID<Person>: CashUp] = [:], isClosed: Bool = false) -> Till {
    func line(
      _ driver: Driver, cash: Bool, out: Int, since: Int?, declared: Bool, last: CashUp? = nil, open own: CashUp? = nil
    ) -> Till.DriverLine {
      let isHome = home.contains(driver.person)
      return Till.DriverLine(
        driver: driver, hasCash: cash && !isHome, out: out,
        since: isHome ? nil : since.map { now.adding(minutes: -$0) },
        hasDeclared: declared && !isHome, open: isHome ? nil : open[driver.person] ?? own,
        last: isHome ? cashUp(9, of: driver, expected: 1, counted: 1, state: .agreed, minutes: 0) : last)
    }
    return Till(
      drivers: [
        line(adwoa, cash: true, out: 4, since: 95, declared: false),
        line(
          issah, cash: true, out: 0, since: 1500, declared: true,
          open: cashUp(7, of: issah, expected: 64_000, counted: 63_500, declared: 64_000, state: .open, minutes: 40)),
        line(kwame, cash: true, out: 0, since: 300, declared: true),
        line(
          yaw, cash: false, out: 0, since: nil, declared: false,
          last: cashUp(5, of: yaw, expected: 41_250, counted: 41_250, state: .agreed, minutes: 110)),
      ],
      cashiers: [
        CashBalance(account: .cashier(esi.id), name: "Esi Sarpong", minor: 120_400, since: now.adding(minutes: -320))
      ],
      owned: [
        CashBalance(account: .owned(kwame.person), name: "Kwame Boateng", minor: 500, since: now.adding(minutes: -3000))
      ], currency: .cedi, isClosed: isClosed)
  }
}

/// The whole console on made-up cash: keys go in, frames come out, and the desk answers at once.
struct CashBench {
  private(set) var program: Program
  /// What was asked of the cash desk, in order.
  private(set) var calls: [CashCall] = []
  /// Files that were written.
  private(set) var exports: [ExportTable] = []
  /// Texts that were printed.
  private(set) var prints: [PrintJob] = []
  private let size: Size
  /// What the desk says; nil falls back to an empty answer.
  var desk: @Sendable (CashCall, Int) -> Answer?

  /// A console signed in at Accra that shows what `address` names.
  init(
    _ address: String, _ size: Size = Size(columns: 80, rows: 24), role: Commerce.Role = .cashier,
    desk: @escaping @Sendable (CashCall, Int) -> Answer?
  ) {
    self.size = size
    self.desk = desk
    var settings = ConsoleSettings()
    settings.lastTown = "accra"
    program = Program(settings: settings, session: CashSample.session(role), address: address, now: CashSample.now)
    settle(program.start(size: size, now: CashSample.now))
  }

  /// The frame as it is now.
  var frame: Canvas {
    var canvas = Canvas(size)
    program.draw(on: &canvas)
    return canvas
  }

  var text: String { frame.lines.joined(separator: "\n") }

  /// The calls that change something.
  var changes: [CashCall] { calls.filter(\.isMutation) }

  mutating func press(_ keys: Key...) {
    for key in keys { settle(program.handle(.key(key), now: CashSample.now)) }
  }

  mutating func type(_ text: String) { for character in text { press(.character(character)) } }

  /// Keys have paused.
  mutating func pause() { settle(program.tick(now: CashSample.now.adding(milliseconds: 200))) }

  /// Somebody changed something.
  mutating func commit() {
    settle(program.deliver(.committed, now: CashSample.now))
    settle(program.tick(now: CashSample.now.adding(milliseconds: 600)))
  }

  private mutating func settle(_ outputs: [Output]) {
    var left = outputs
    while !left.isEmpty {
      guard case .perform(let request) = left.removeFirst() else { continue }
      left += program.deliver(.answer(request.number, answer(to: request.call)), now: CashSample.now)
    }
  }

  private mutating func answer(to call: DeskCall) -> Answer {
    switch call {
    case .cash(let call):
      calls.append(call)
      return desk(call, calls.count { $0.isMutation }) ?? .done
    case .host(.export(let table)):
      exports.append(table)
      return .text("/tmp/\(table.name)")
    case .host(.print(let job, _)):
      prints.append(job)
      return .text("/tmp/paper.txt")
    case .warehouse(.workInHand): return .workInHand(nil)
    case .warehouse(.floor): return .floor(FloorCounts(stages: [:]))
    case .orders(.detail), .orders(.detailByNumber): return (try? ListSample.detail()).map { .order($0) } ?? .done
    default: return .done
    }
  }
}
