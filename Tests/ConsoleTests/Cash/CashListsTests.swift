import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

@Suite struct CashListGoldens {
  @Test(arguments: [
    ("payments", "payments"), ("refunds", "refunds"), ("notices", "notices"), ("books", "books"),
    ("books account=driver:kb", "books-driver"), ("cash-ups", "cash-ups"), ("cash-up-slip 8", "cash-up-slip"),
    ("day", "day"), ("day 2026-11-20", "day-before"),
  ])
  func looks(_ address: String, _ name: String) {
    for size in Golden.sizes {
      var bench = CashBench(address, size, desk: CashSample.desk)
      bench.pause()
      let mismatch = Golden.mismatch(bench.frame, name)
      #expect(mismatch == nil, "\(mismatch ?? "")")
    }
  }
}

@Suite struct PaymentsScreenTests {
  @Test func onePAsksTheProviderAndSaysWhatItSaid() {
    var bench = CashBench("payments", desk: CashSample.desk)
    #expect(bench.text.contains("1 pending over 10 min"))
    bench.press(.down, .character("p"))
    #expect(bench.changes == [.poll(ID(18))])
    #expect(bench.text.contains("still pending after 14 min"))
    bench.press(.character("p"))
    #expect(bench.text.contains("0418 is paid: GHS 99.50"))
  }

  @Test func whatIsSettledIsNotAskedAbout() {
    var bench = CashBench("payments paid", desk: CashSample.desk)
    bench.press(.character("p"))
    #expect(bench.text.contains("The payment of ORD-20261121-0416 is paid"))
    #expect(bench.changes.isEmpty)
    bench = CashBench("payments method=cod", desk: CashSample.desk)
    bench.press(.character("o"))
    #expect(bench.text.contains("in cash already"))
    #expect(bench.changes.isEmpty)
  }

  @Test func backToCashAsksFirst() {
    var bench = CashBench("payments", desk: CashSample.desk)
    bench.press(.down, .character("o"))
    #expect(bench.text.contains("in Accra?"))
    bench.press(.enter)
    #expect(bench.changes.isEmpty)
    bench.press(.character("o"), .character("y"))
    #expect(bench.changes == [.backToCash(ID(418))])
    #expect(bench.text.contains("is due in cash"))
  }

  @Test func digitsMethodAndTextNarrowAndTheAddressSaysSo() {
    var bench = CashBench("payments", desk: CashSample.desk)
    bench.type("1m/0418")
    bench.press(.enter)
    let request = bench.program.top?.screen.request
    #expect(Address(request ?? .home, town: "accra").text == "payments town=accra initiated pending method=momo 0418")
    #expect(bench.text.contains("1 payment"))
    bench.press(.escape)
    #expect(!bench.text.contains("/ 0418"))
    bench.press(.enter)
    #expect(bench.program.top?.screen is OrderScreen)
  }

  @Test func theListIsExported() {
    var bench = CashBench("payments failed", desk: CashSample.desk)
    bench.press(.character("e"), .enter)
    #expect(bench.exports.first?.name == "payments-accra")
    #expect(bench.exports.first?.rows.first?.first == "ORD-20261121-0415")
  }

  @Test func whoMayNotPollLearnsWhy() {
    var bench = CashBench("payments", role: .picker, desk: CashSample.desk)
    bench.press(.character("p"))
    #expect(bench.text.contains("may not poll payments"))
  }
}

@Suite struct RefundsScreenTests {
  @Test func itOpensOnWhatIsToDo() {
    let bench = CashBench("refunds", desk: CashSample.desk)
    #expect(bench.text.contains("3 refunds"))
    #expect(bench.text.contains("PAYEE_NOT_ALLOWED_TO_RECEIVE"))
  }

  @Test func payingOutAsksAndAFailureKeepsTheProvidersWords() {
    var bench = CashBench("refunds", desk: CashSample.desk)
    bench.press(.character("p"), .enter)
    #expect(bench.changes.isEmpty, "Enter never pays")
    bench.press(.character("p"), .character("y"))
    #expect(bench.changes == [.payOut(ID(5), stepUp: nil)])
    #expect(bench.text.contains("NOT PAID OUT: PAYEE_NOT_ALLOWED_TO_RECEIVE"))
    bench.press(.down, .character("p"), .character("y"))
    #expect(bench.text.contains("GHS 42.50 went back"))
  }

  @Test func aboveTheLimitSomebodyElseVouchesBeforeItLeaves() {
    var bench = CashBench("refunds") { call, changes in
      guard case .payOut(_, let second) = call, second == nil else { return CashSample.desk(call, changes) }
      return .failed(.refused(Refusal(.stepUpNeeded, remedy: .askSupervisor)), .cash(call))
    }
    bench.press(.down, .character("p"), .character("y"))
    #expect(bench.text.contains("A second person vouches for"))
    bench.type("sam")
    bench.press(.enter)
    bench.type("9999")
    bench.press(.enter)
    #expect(bench.changes.last == .payOut(ID(4), stepUp: StepUp(name: "sam", pin: "9999")))
    #expect(bench.text.contains("GHS 42.50 went back"))
  }

  @Test func wMakesMeLookAfterIt() {
    var bench = CashBench("refunds", desk: CashSample.desk)
    bench.press(.down, .character("w"))
    #expect(bench.changes == [.own(ID(4))])
    #expect(bench.text.contains("You look after the refund of ORD-20261121-0414"))
  }

  @Test func whatIsPaidOutIsNotPaidAgain() {
    var bench = CashBench("refunds processed", desk: CashSample.desk)
    bench.press(.character("p"))
    #expect(bench.text.contains("paid out already"))
  }
}

@Suite struct NoticesScreenTests {
  @Test func rawTextNeverReachesTheTerminal() {
    let frame = CashBench("notices", desk: CashSample.desk).frame
    let all = frame.lines.joined()
    #expect(all.contains("payment.succeeded"))
    for scalar in all.unicodeScalars {
      #expect(scalar.value >= 32 && scalar.value != 127 && !(0x202A...0x202E).contains(scalar.value))
    }
  }

  @Test func rReplaysAndSaysTheOutcome() {
    var bench = CashBench("notices failed", desk: CashSample.desk)
    bench.press(.character("r"))
    #expect(bench.changes == [.replay(ID(1))])
    #expect(bench.text.contains("replayed, failed: 9.95 was paid"))
  }

  @Test func thisTownUnlessAllAreAskedFor() {
    var bench = CashBench("notices", desk: CashSample.desk)
    #expect(bench.calls.last == .notices(NoticeQuery(site: ID(1)), PageRequest(.first, limit: 100)))
    bench.press(.character("w"))
    #expect(bench.calls.last == .notices(NoticeQuery(site: nil), PageRequest(.first, limit: 100)))
  }
}

@Suite struct BooksScreenTests {
  @Test func aDriversCodeIsLookedUp() {
    let bench = CashBench("books account=driver:kb", desk: CashSample.desk)
    #expect(bench.calls.last == .moves(.driver(CashSample.kwame.person), PageRequest(.first, limit: 100)))
    #expect(bench.text.contains("-812.50"), "what left the driver has a sign")
    #expect(bench.text.contains("329.50"))
  }

  @Test func anUnknownDriverShowsAllAndSaysSo() {
    let bench = CashBench("books account=driver:ZZ", desk: CashSample.desk)
    #expect(bench.text.contains("No driver ZZ in Accra"))
    #expect(bench.text.contains("all accounts"))
  }

  @Test func oneGoesWhereTheMoneyWent() {
    var bench = CashBench("books", desk: CashSample.desk)
    bench.press(.character("t"))
    #expect(bench.calls.last == .moves(.cashier(CashSample.esi.id), PageRequest(.first, limit: 100)))
    let request = bench.program.top?.screen.request
    #expect(Address(request ?? .home).text == "books account=cashier:20")
    bench.press(.character("0"), .character("f"))
    #expect(Address(bench.program.top?.screen.request ?? .home).text == "books account=driver:KB")
  }
}

@Suite struct CashUpsScreenTests {
  @Test func enterShowsTheSlipAndPPrintsIt() {
    var bench = CashBench("cash-ups", desk: CashSample.desk)
    #expect(bench.text.contains("Kwame B."))
    bench.press(.enter)
    #expect(bench.program.top?.screen is SlipScreen)
    bench.press(.character("P"))
    #expect(bench.changes == [.printSlip(of: ID(8), to: .folder)])
    #expect(bench.text.contains("/tmp/slips/cash-up.txt"))
  }
}

@Suite struct DayScreenTests {
  @Test func theCoresRefusalSaysWhoHoldsWhat() {
    var bench = CashBench("day", desk: CashSample.desk)
    #expect(bench.text.contains("Kwame Boateng holds GHS 810.50"))
    bench.press(.character("C"))
    #expect(bench.text.contains("NOT HOME YET: Kwame Boateng holds GHS 810.50. $ takes the cash first"))
    #expect(bench.changes.isEmpty)
  }

  @Test func closingAsksNamesTheTownAndEnterIsNo() {
    var bench = CashBench("day") { call, changes in
      switch call {
      case .day: .cash(.day(CashSample.day(nil, isClosed: changes > 0)))
      case .closeDay: .cash(.day(CashSample.day(nil, isClosed: true)))
      default: nil
      }
    }
    bench.press(.character("C"))
    #expect(bench.text.contains("in Accra?"))
    bench.press(.enter)
    #expect(bench.changes.isEmpty)
    bench.press(.character("C"), .character("y"))
    #expect(bench.changes == [.closeDay("2026-11-21")])
    #expect(bench.text.contains("closed by Esi S."))
    bench.press(.character("C"))
    #expect(bench.text.contains("was closed by Esi S."))
    #expect(bench.changes.count == 1)
  }

  @Test func bracketsGoThroughTheDaysAndNeverBeyondToday() {
    var bench = CashBench("day", desk: CashSample.desk)
    bench.press(.character("]"))
    #expect(bench.text.contains("Tomorrow has no books yet"))
    bench.press(.character("["), .character("["))
    #expect(bench.calls.last == .day("2026-11-19"))
    bench.press(.character("C"))
    #expect(bench.text.contains("Close the books of Thu 19 Nov 2026 in Accra?"), "a past day closes, too")
    bench.press(.enter, .character("]"), .character("]"))
    #expect(bench.calls.last == .day(nil))
  }

  @Test func theOldestOpenDayComesFirst() {
    var bench = CashBench("day") { call, changes in
      switch call {
      case .day(let day):
        var sheet = CashSample.day(day)
        sheet.oldestOpen = changes == 0 ? "2026-11-19" : nil
        return .cash(.day(sheet))
      case .closeDay(let day): return .cash(.day(CashSample.day(day, isClosed: true)))
      default: return nil
      }
    }
    #expect(bench.text.contains("Thu 19 Nov 2026 was never closed: C goes there first"))
    bench.press(.character("C"))
    #expect(bench.calls.last == .day("2026-11-19") && bench.changes.isEmpty)
    #expect(bench.text.contains("it comes first, C closes it"))
    bench.press(.character("C"), .character("y"))
    #expect(bench.changes == [.closeDay("2026-11-19")])
    bench.press(.character("t"), .character("C"), .character("y"))
    #expect(bench.changes == [.closeDay("2026-11-19"), .closeDay("2026-11-21")])
  }

  @Test func theSheetIsPrintedAndExported() {
    var bench = CashBench("day", desk: CashSample.desk)
    bench.press(.character("P"))
    guard case .text(let text, let title)? = bench.prints.first else {
      Issue.record("nothing was printed")
      return
    }
    #expect(title == "Day sheet Accra 2026-11-21")
    #expect(text.contains("NOT HOME") && text.contains("3,514.50"))
    bench.press(.character("e"), .enter)
    #expect(bench.exports.first?.rows.first == ["due", "", "", "", "3514.50", ""])
  }
}

@Suite struct CashKeyTests {
  @Test(arguments: [
    "till", "cash-up driver=KB", "day", "books", "payments", "refunds", "notices", "cash-ups", "cash-up-slip 8",
  ])
  func noKeyMeansTwoThings(_ address: String) {
    let bench = CashBench(address, desk: CashSample.desk)
    let own = bench.program.top?.screen.bindings(bench.program.context()) ?? []
    let keys = own.flatMap(\.keys)
    #expect(keys.count == Set(keys).count)
    #expect(Set(own.map(\.name)).count == own.count)
    let frame = Set(bench.program.frameBindings().flatMap(\.keys))
    #expect(frame.isDisjoint(with: keys), "what the frame does everywhere is not taken away")
  }
}
