import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct RunScreenTests {
  @Test(arguments: ["dispatch", "run R-118", "drivers"])
  func cashThatIsKeptFromThePersonIsNotShownAsZero(_ address: String) {
    func text(hidesCash: Bool) -> String {
      var bench = DispatchBench(address, Size(columns: 120, rows: 40), hidesCash: hidesCash)
      if address == "dispatch" { bench.goTo("Adwoa Sarpong") }
      bench.pause()
      return bench.text
    }
    #expect(text(hidesCash: false).contains("212.50"))
    let hidden = text(hidesCash: true)
    #expect(!hidden.contains("cash GHS"))
    #expect(!hidden.contains("212.50"))
    // No other sum on these screens is zero.
    #expect(!hidden.contains(" 0.00"))
  }

  @Test(arguments: [(1, "Ama is out with 1 stop"), (4, "Ama is out with 4 stops")])
  func stopsAreCountedInWords(_ count: Int, _ expected: String) {
    let refusal = Refusal(.driverOut, [.person: .text("Ama"), .quantity: .count(count)], remedy: .none)
    #expect(Wording.text(refusal) == expected)
  }

  @Test func stopsMoveAreLockedAndSuggested() {
    var bench = DispatchBench("run R-119")
    bench.type("JKlN")
    #expect(
      bench.changes.dropFirst() == [
        .moveStop(ID(9395), by: 1), .moveStop(ID(9395), by: -1), .lockStop(ID(9395), true), .suggestOrder(ID(119)),
      ])
  }

  @Test func theWholeRunLeavesInTwoKeys() {
    var bench = DispatchBench("run R-119")
    bench.type("s")
    bench.press(.enter)
    #expect(bench.keys == 2)
    #expect(bench.changes.last == .carryOut(.sendOut([ID(395), ID(396)]), basis: "1"))
  }

  @Test func theWholeRunGoesToAnotherDriver() {
    var bench = DispatchBench("run R-119")
    bench.type("X207")
    bench.press(.enter)
    #expect(bench.changes.last == .carryOut(.swap(run: ID(119), to: ID(21), .breakdown), basis: "1"))
  }

  @Test func papersGoToThePrinter() {
    var bench = DispatchBench("run R-119")
    bench.type("PO")
    let destination = ConsoleSettings().printDestination
    #expect(
      bench.changes.suffix(2) == [
        .printRun(.manifest, of: ID(119), to: destination), .printRun(.loadSheet, of: ID(119), to: destination),
      ])
    #expect(bench.message == "Printed: folder/manifest.pdf")
  }

  @Test func aLateOutcomeIsTakenBackWithASecondPerson() {
    var bench = DispatchBench("run R-118")
    bench.goTo("0369")
    bench.answers = [.failed(.refused(Refusal(.reopenWindow, remedy: .askSupervisor)), .dispatch(.board))]
    bench.type("R1")
    bench.type("B-9")
    bench.press(.enter)
    bench.type("1234")
    bench.press(.enter)
    #expect(
      bench.changes.last == .reopen(ID(9369), reason: .mistake, stepUp: StepUp(name: "B-9", pin: "1234")))
  }
}

@Suite struct LoadScreenTests {
  @Test func eachParcelSaysItsStopAndAGapIsExplainedByADigit() {
    var bench = DispatchBench("load R-119")
    bench.scan("P-3960")
    #expect(bench.text.contains("P-3960 stop 2"))
    bench.press(.function(10))
    #expect(bench.text.contains("is not loaded"))
    let before = bench.keys
    bench.type("1")
    while bench.text.contains("is not loaded") { bench.type("3") }
    #expect(bench.keys - before == 2)
    #expect(bench.changes.last == .endLoading(ID(119), gaps: [ID(3950): .notFound, ID(3951): .noRoom]))
  }

  @Test func aParcelOfAnotherRunChangesNothing() {
    var bench = DispatchBench("load R-119")
    bench.scan("P-3880")
    #expect(bench.message.contains("WRONG RUN: P-3880 goes on R-118"))
    #expect(bench.program.notice?.kind == .refused)
    bench.scan("P-3960")
    #expect(bench.program.notice == nil, "the next right scan clears it")
  }

  @Test func aRunOrADriverIsScannedFirst() {
    var bench = DispatchBench("load")
    bench.scan("31")
    #expect(bench.changes == [.runByCode("31")])
    #expect(bench.text.contains("R-119"))
  }
}

@Suite struct MyRunScreenTests {
  @Test func whoOnlyDrivesBeginsWithTheirRun() {
    let bench = DispatchBench("my-run", role: .driver)
    #expect(bench.program.stack.first?.screen is MyRunScreen)
    #expect(bench.text.contains("STOP 3"))
  }

  @Test func theNextStopIsDeliveredAndTheOneBehindComesUp() {
    var bench = DispatchBench("my-run", Size(columns: 40, rows: 12), role: .driver)
    bench.type("d")
    bench.type("Efua")
    bench.press(.enter)
    #expect(bench.changes == [.deliver(ID(9388), proof: ProofInput(recipient: "Efua"), collected: nil, stepUp: nil)])
    #expect(bench.text.contains("STOP 4"))
  }

  @Test func cashIsDeclaredBeforeItIsCounted() {
    var bench = DispatchBench("my-run", role: .driver)
    bench.type("$212.50")
    bench.press(.enter)
    #expect(bench.calls.contains(.cash(.declare(21_250))))
  }

  @Test func anAmountThatIsNoneStaysToBeMended() {
    var bench = DispatchBench("my-run", role: .driver)
    bench.type("$212x")
    bench.press(.enter)
    #expect(bench.text.contains("212x"))
    bench.press(.backspace, .enter)
    #expect(bench.calls.contains(.cash(.declare(21_200))))
  }
}

@Suite struct DriversScreenTests {
  @Test func aDriverIsTakenOffWithAReasonAndBackWithout() {
    var bench = DispatchBench("drivers")
    bench.type("vpuncture")
    bench.press(.enter)
    var away = DispatchSample.kwame
    away.isAvailable = false
    away.unavailableReason = "puncture"
    #expect(bench.changes.last == .saveDriver(away))
    bench.goTo("Nii Armah")
    bench.type("v")
    var back = DispatchSample.nii
    back.isAvailable = true
    back.unavailableReason = ""
    #expect(bench.changes.last == .saveDriver(back))
  }

  @Test func wrongFieldsAreSaidWhereTheyStand() {
    var bench = DispatchBench("drivers")
    bench.press(.enter)
    for _ in 0..<3 { bench.press(.tab) }
    bench.press(.backspace, .backspace, .backspace)
    bench.press(.enter, .enter, .enter)
    #expect(bench.changes.isEmpty)
    #expect(bench.text.contains("such as 08:00"))
    bench.type(":30")
    bench.press(.enter, .enter, .enter)
    var later = DispatchSample.kwame
    later.shiftStart = 510
    #expect(bench.changes.last == .saveDriver(later))
  }
}

@Suite struct DispatchAddressTests {
  @Test(arguments: [
    "dispatch", "dispatch lane=failed zone=3 driver=07 late mensah", "run R-118", "load", "load R-118", "runs",
    "my-run", "returns", "drivers",
  ]) func everyViewIsALineOfText(_ text: String) {
    #expect(Address(text)?.text == text)
  }

  @Test func aFilterOfTheBoardShowsOnlyThat() {
    let bench = DispatchBench("dispatch driver=12")
    #expect(bench.board?.groups.cards.count == 5)
    #expect(DispatchBench("dispatch lane=ready zone=3").board?.groups.cards.count == 15)
    #expect(DispatchBench("dispatch out late").board?.groups.cards.count == 2)
    #expect(Address("dispatch lane=nowhere") == nil)
  }
}

@Suite struct BoardSteadinessTests {
  @Test func theCursorKeepsItsRowWhileOthersComeAndGo() {
    for size in [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)] {
      var bench = DispatchBench("dispatch", size)
      bench.goTo("0415")
      let row = bench.frame.cursor?.row
      bench.cards.removeAll { [396, 417, 441].contains($0.order.serial) }
      bench.refresh()
      #expect(bench.board?.line == .card(ID(415), in: .zone(ID(13))))
      #expect(bench.frame.cursor?.row == row)
      bench.cards.removeAll { $0.order == ID(415) }
      bench.refresh()
      #expect(bench.board?.line == .card(ID(416), in: .zone(ID(13))), "the next one takes its place")
    }
  }

  @Test func downTouchesOnlyTwoRows() {
    for size in [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)] {
      var bench = DispatchBench("dispatch", size)
      let before = bench.frame.lines
      bench.press(.down)
      let after = bench.frame.lines
      // The footer follows what is at hand.
      #expect(before.indices.dropLast().filter { before[$0] != after[$0] }.count == 2)
    }
  }

  @Test func aFoldedGroupKeepsItsSums() {
    var bench = DispatchBench()
    bench.goTo("3 Osu")
    bench.press(.left)
    #expect(!bench.text.contains("0412"))
    #expect(bench.text.contains("1,317.00"))
    bench.press(.right)
    #expect(bench.text.contains("0412"))
  }

  @Test func hostileNamesNeverReachTheTerminal() {
    var bench = DispatchBench()
    bench.cards[3].customer = "\u{1B}[2Jevil\u{202E}"
    bench.refresh()
    #expect(!bench.text.contains("\u{1B}"))
    #expect(!bench.text.contains("\u{202E}"))
  }

  @Test func aQuestionAboutAnAmountThatIsNoLongerSoGoesAway() {
    var bench = DispatchBench()
    bench.goTo("0392")
    bench.type("d")
    guard let index = bench.cards.firstIndex(where: { $0.order == ID(392) }) else { return }
    bench.cards[index].due = Money(minor: 0, .cedi)
    bench.cards[index].paymentStatus = .paid
    bench.refresh()
    #expect(bench.message.contains("has changed meanwhile"))
    bench.press(.enter)
    #expect(bench.changes.isEmpty)
    bench.press(.escape)
    bench.goTo("0392")
    bench.type("f")
    bench.cards.removeAll { $0.order == ID(392) }
    bench.refresh()
    bench.type("1")
    #expect(bench.changes.isEmpty, "somebody else has ended it")
  }

  @Test func regroupingKeepsTheCardAtHand() {
    var bench = DispatchBench("dispatch", Size(columns: 120, rows: 40))
    bench.goTo("0419")
    bench.press(.tab)
    bench.goTo("0390")
    bench.type("G")
    #expect(bench.board?.line == .card(ID(390), in: .road(ID(13))))
  }
}
