import Commerce
import Operations
import Terminal

/// The count of one driver's cash: blind until Enter, then agreed, or in need of somebody who answers for the
/// difference.
struct CashCount: Hashable, Sendable {
  /// What it waits for.
  enum Phase: Hashable, Sendable {
    /// The amount, typed blind.
    case amount
    /// The answer to the count.
    case asked
    /// Who answers for the difference.
    case differs(CashUpResult)
  }

  /// The driver's code; the driver follows once the till is read.
  let code: String
  var driver: Driver?
  var phase = Phase.amount
  /// What is typed; kept while the driver is still looked up.
  var typed = LineEditor(maximumLength: 18)
  /// True once Enter was pressed before the driver was known.
  var isHasty = false
  /// What is wrong with the amount.
  var problem = ""
  /// Who answers for the difference, as chosen so far.
  var reason: CashUpReason?

  /// A blind count of that driver's cash.
  init(code: String, driver: Driver? = nil) {
    self.code = code
    self.driver = driver
  }

  /// The decision on a count that was made before.
  init(deciding cashUp: CashUp, of driver: Driver) {
    self.init(code: driver.code, driver: driver)
    phase = .differs(
      CashUpResult(
        id: cashUp.id, expected: cashUp.expected, counted: cashUp.counted, declared: cashUp.declared,
        state: cashUp.state, needsStepUp: false))
  }

  /// True while what is typed is an amount.
  var takesText: Bool {
    if case .differs = phase { false } else { true }
  }

  /// The driver in capitals, as the screen names them.
  var name: String { (driver.map { Person(id: $0.person, email: "", name: $0.name).shortName } ?? code).uppercased() }

  /// Takes a typed character or an editing key.
  mutating func type(_ key: Key) {
    guard phase == .amount, typed.handle(key) == .changed else { return }
    problem = ""
  }

  /// Enter on the amount: the call to make, or nothing while something is wrong or not known yet.
  mutating func submit(_ currency: Currency) -> CashCall? {
    guard phase == .amount else { return nil }
    guard let driver else {
      isHasty = true
      return nil
    }
    switch CashAmount.read(typed.text, currency) {
    case .wrong(let words):
      problem = words
      return nil
    case .money(let money):
      phase = .asked
      return .countCash(of: driver.person, minor: money.minor)
    }
  }

  /// Back to the amount, with nothing typed.
  mutating func again() {
    phase = .amount
    typed.set("")
    problem = ""
    reason = nil
  }
}

/// What became of the last count, shown above the till until the next one.
struct CountOutcome: Hashable, Sendable {
  /// Where its slip is.
  enum Slip: Hashable, Sendable {
    case printing
    case printed(String)
    case failed
  }

  let cashUp: ID<CashUp>
  let driver: ID<Person>
  let name: String
  let result: CashUpResult
  let reason: CashUpReason?
  var slip = Slip.printing

  /// `KWAME B.  GHS 812.50 agreed`.
  var words: String {
    let difference = result.counted.minor - result.expected.minor
    guard difference != 0, let reason else { return "\(name)  \(result.counted.text) agreed" }
    let missing = Money(minor: abs(difference), result.counted.currency).text
    return "\(name)  \(result.counted.text), \(missing) \(difference < 0 ? "missing" : "too much"): "
      + Wording.cashUp(reason)
  }

  /// Where the paper is, and which key prints it.
  var slipWords: String {
    switch slip {
    case .printing: "the slip is being printed"
    case .printed(let place): "slip: \(place)   P prints it again"
    case .failed: "SLIP NOT PRINTED   P tries again"
    }
  }
}
