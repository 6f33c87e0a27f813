import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

@Suite struct TillScreenTests {
  private static let slip = "/tmp/slips/cash-up-8.txt"

  /// A till whose books expect this of Kwame; what agrees comes home.
  private static func bench(
    _ address: String = "till", _ size: Size = Size(columns: 80, rows: 24), expected: Int64 = 81_250,
    needsStepUp: Bool = false, role: Commerce.Role = .cashier
  ) -> CashBench {
    CashBench(address, size, role: role) { call, changes in
      switch call {
      case .till:
        // Home after a count that agreed or was settled.
        return .cash(.till(CashSample.till(home: changes >= 2 ? [CashSample.kwame.person] : [])))
      case .countCash(_, let minor):
        let result = CashUpResult(
          id: ID(8), expected: CashSample.money(expected), counted: CashSample.money(minor), declared: nil,
          state: minor == expected ? .agreed : .open, needsStepUp: needsStepUp)
        return .cash(.counted(result))
      case .settle(_, _, let second):
        if needsStepUp, second == nil {
          return .failed(.refused(Refusal(.stepUpNeeded, remedy: .askSupervisor)), .cash(call))
        }
        let result = CashUpResult(
          id: ID(8), expected: CashSample.money(expected), counted: CashSample.money(80_750), declared: nil,
          state: .settled, needsStepUp: needsStepUp)
        return .cash(.counted(result))
      case .printSlip: return .text(slip)
      default: return nil
      }
    }
  }

  private func check(_ bench: CashBench, _ name: String) {
    let mismatch = Golden.mismatch(bench.frame, name)
    #expect(mismatch == nil, "\(mismatch ?? "")")
  }

  @Test(arguments: Golden.sizes) func looks(size: Size) { check(Self.bench("till", size), "till") }

  @Test(arguments: Golden.sizes) func countLooks(size: Size) {
    var bench = Self.bench("cash-up driver=KB", size)
    bench.type("812.5")
    check(bench, "cash-up")
  }

  @Test(arguments: Golden.sizes) func differenceLooks(size: Size) {
    var bench = Self.bench("cash-up driver=kb", size)
    bench.type("807.5")
    bench.press(.enter, .character("1"))
    check(bench, "cash-up-differs")
  }

  @Test(arguments: Golden.sizes) func agreedLooks(size: Size) {
    var bench = Self.bench("cash-up driver=KB", size)
    bench.type("812.5")
    bench.press(.enter)
    check(bench, "cash-up-agreed")
  }

  @Test func anAgreeingDriverCostsDollarDigitsEnter() {
    var bench = Self.bench()
    bench.press(.down, .down)
    bench.type("$812.5")
    #expect(!bench.text.contains("81,250") && !bench.text.contains("expected "))
    bench.press(.enter)
    #expect(
      bench.changes == [
        .countCash(of: CashSample.kwame.person, minor: 81_250), .printSlip(of: ID(8), to: .folder),
      ])
    #expect(bench.text.contains("KWAME B.  GHS 812.50 agreed"))
    #expect(bench.text.contains(Self.slip))
    #expect((bench.program.top?.screen as? TillScreen)?.selected?.driver.code == "AS", "the next driver with cash")
  }

  @Test func whatIsTypedBeforeTheTillIsReadIsKept() throws {
    var screen = TillScreen(counting: "KB")
    let context = ListSample.context(role: .cashier)
    _ = screen.opened(context)
    #expect(screen.inputMode == .text)
    for character in "12.00" { _ = screen.update(.key(.character(character)), context) }
    #expect(screen.update(.action("till.enter"), context).isEmpty)
    let effects = screen.update(.answer(.cash(.till(CashSample.till())), tag: "till"), context)
    #expect(
      effects == [.quiet, .call(.cash(.countCash(of: CashSample.kwame.person, minor: 1200)), tag: "count")])
  }

  @Test func expectedIsHiddenUntilTheCount() {
    var bench = Self.bench(expected: 99_999)
    #expect(!bench.text.contains("999.99"))
    bench.press(.down, .down)
    bench.type("$")
    #expect(!bench.text.contains("999.99"))
    bench.type("500")
    bench.press(.enter)
    #expect(bench.text.contains("999.99"))
    #expect(bench.text.contains("MISSING"))
  }

  @Test func aDifferenceTakesADigitAndEnter() {
    var bench = Self.bench("cash-up driver=KB")
    bench.type("807.5")
    bench.press(.enter, .enter)
    #expect(bench.changes.count == 1, "nobody answers for it yet")
    #expect(bench.text.contains("Say first who answers for it"))
    bench.press(.character("1"), .enter)
    #expect(
      bench.changes.dropFirst() == [.settle(ID(8), .driver, stepUp: nil), .printSlip(of: ID(8), to: .folder)])
    #expect(bench.text.contains("GHS 5.00 missing: the driver answers for it"))
  }

  @Test func aLargeDifferenceAsksForASecondPerson() {
    var bench = Self.bench("cash-up driver=KB", needsStepUp: true)
    bench.type("807.5")
    bench.press(.enter, .character("1"), .enter)
    #expect(bench.changes.count == 1, "asked before anything is sent")
    bench.type("B-9")
    bench.press(.enter)
    bench.type("9999")
    bench.press(.enter)
    #expect(bench.changes.dropFirst().first == .settle(ID(8), .driver, stepUp: StepUp(name: "B-9", pin: "9999")))
  }

  @Test func aDifferenceCanBeCountedAgain() {
    var bench = Self.bench("cash-up driver=KB")
    bench.type("8")
    bench.press(.enter)
    bench.type("n812.5")
    bench.press(.enter)
    #expect(bench.changes.contains(.countCash(of: CashSample.kwame.person, minor: 81_250)))
    #expect(bench.text.contains("agreed"))
  }

  @Test func enterDecidesACountThatWaitsAndDollarCountsAnew() {
    var bench = Self.bench()
    bench.press(.down, .enter)
    #expect(bench.text.contains("ISSAH M."))
    #expect(bench.text.contains("640.00") && bench.text.contains("635.00"))
    bench.press(.escape)
    bench.type("$")
    #expect(!bench.text.contains("640.00"), "a new count is blind")
    #expect(bench.changes.isEmpty)
  }

  @Test(arguments: [("8l2", "no amount"), ("812,50", "group thousands"), ("812.505", "2 decimals"), ("", "Type an")])
  func aWrongAmountIsRefusedInWords(_ typed: String, _ words: String) {
    var bench = Self.bench("cash-up driver=KB")
    bench.type(typed)
    bench.press(.enter)
    #expect(bench.text.contains(words))
    #expect(bench.changes.isEmpty)
  }

  @Test func escLeavesTheCountAndThenTheView() {
    var bench = Self.bench()
    bench.type("$12")
    bench.press(.escape)
    #expect((bench.program.top?.screen as? TillScreen)?.count == nil)
    bench.press(.escape)
    #expect(bench.program.top?.screen is HomeScreen)
  }

  @Test func anUnknownDriverIsSaidSo() {
    let bench = Self.bench("cash-up driver=XX")
    #expect(bench.text.contains("No driver XX in Accra"))
  }

  @Test func whoMayNotTakeCashLearnsWhy() {
    var bench = Self.bench(role: .dispatcher)
    bench.type("$")
    #expect(bench.text.contains("Your role here may not take cash"))
  }

  @Test func cashGoesToTheBankWithAReference() {
    var bench = Self.bench()
    bench.type("B")
    #expect(bench.text.contains("your till holds GHS 1,204.00"))
    bench.type("12x")
    bench.press(.enter)
    bench.type("GCB-77")
    bench.press(.enter)
    #expect(bench.text.contains("no amount"))
    #expect(bench.changes.isEmpty)
    bench.press(.backspace)
    bench.type("00")
    bench.press(.enter, .enter)
    #expect(bench.changes == [.deposit(minor: 120_000, reference: "GCB-77")])
  }

  @Test func noKeyMeansTwoThings() {
    for address in ["till", "cash-up driver=KB"] {
      let bench = Self.bench(address)
      let keys = bench.program.top?.screen.bindings(bench.program.context()).flatMap(\.keys) ?? []
      #expect(keys.count == Set(keys).count)
    }
  }
}

@Suite struct CashAddressTests {
  @Test(arguments: [
    "till town=accra", "cash-up town=accra driver=KB", "day town=accra", "day town=accra 2026-11-20",
    "books town=accra", "books town=accra account=driver:KB", "books town=accra account=bank",
    "books town=accra account=cashier:20", "payments town=accra pending failed method=momo 0417",
    "payments town=accra", "refunds town=accra failed", "refund town=accra ORD-20261121-0417",
    "notices town=accra received failed", "cash-ups town=accra", "cash-up-slip town=accra 8",
  ])
  func readsBackWhatItWrites(_ text: String) throws {
    let address = try #require(Address(text))
    #expect(address.text == text)
  }

  @Test(arguments: [
    "cash-up", "cash-up KB", "day yesterday", "day 2026-02-30", "books account=driver", "books account=vault",
    "refunds late", "notices momo", "refund", "cash-up-slip", "cash-up-slip x", "till all",
  ])
  func refusesWhatNamesNoView(_ text: String) { #expect(Address(text) == nil) }
}

@Suite struct CashAmountTests {
  @Test(arguments: [
    ("812.5", 81_250), ("812", 81_200), ("1,184.50", 118_450), ("1 184.50", 118_450), ("GHS 12", 1200),
    ("  0.05 ", 5), ("12,345,678", 1_234_567_800), ("0", 0),
  ])
  func reads(_ text: String, _ minor: Int64) {
    #expect(CashAmount.read(text, .cedi) == .money(Money(minor: minor, .cedi)))
  }

  @Test(arguments: ["", "-5", "812,50", "1,2345", "1.184,50", "8 12", "12.", ".5", "1e3", "１２", "99999999999999999999"])
  func refuses(_ text: String) {
    if case .money(let money) = CashAmount.read(text, .cedi) { Issue.record("\(text) became \(money.text)") }
  }

  @Test func aCurrencyWithoutDecimalsSaysSo() throws {
    let rupiah = try #require(Currency(code: "IDR"))
    #expect(CashAmount.read("12.5", rupiah) == .wrong("IDR has no decimals"))
    #expect(CashAmount.read("12,500", rupiah) == .money(Money(minor: 12_500, rupiah)))
  }
}

@Suite struct CashDayTests {
  @Test func daysAreCountedAcrossMonths() {
    #expect(CashDay.adding(1, to: "2026-11-30") == "2026-12-01")
    #expect(CashDay.adding(-1, to: "2024-03-01") == "2024-02-29")
    #expect(CashDay.words("2026-11-21") == "Sat 21 Nov 2026")
  }
}
