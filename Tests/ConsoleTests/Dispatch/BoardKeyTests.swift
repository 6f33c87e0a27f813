import Commerce
import Operations
import Terminal
import Testing

@testable import Console

/// What the board's work costs in keys, and what it leads to.
@Suite struct BoardKeyTests {
  @Test func aZoneOfFifteenIsAssignedInFiveKeysAndSentOutInTwo() {
    var bench = DispatchBench()
    bench.goTo("3 Osu")
    bench.type("ma07")
    bench.press(.enter)
    #expect(bench.keys == 5)
    let orders = (411..<426).map { ID<Order>($0) }
    #expect(bench.changes == [.carryOut(.assign(orders, to: ID(21)), basis: "1")])
    #expect(bench.message == "Assigned to Kwame Boateng: 14 orders, 1 refused: …0419")
    #expect(bench.board?.marks.isEmpty == true)
    bench.type("s")
    #expect(bench.text.contains("Send out 14 orders"))
    bench.press(.enter)
    #expect(bench.keys == 7)
    let out = orders.filter { $0 != ID(419) }
    #expect(bench.changes.last == .carryOut(.sendOut(out), basis: "1"))
  }

  @Test func aKeyThatAnswersNothingSaysWhatIsAwaited() {
    var bench = DispatchBench()
    bench.goTo("0392")
    bench.type("fq")
    #expect(bench.message == "One of the digits shown; Esc leaves")
    #expect(bench.changes.isEmpty)
    bench.press(.escape)
    bench.type("Z")
    #expect(bench.message == "Z does nothing here; ? shows the keys")
  }

  @Test func whatWasPaidStaysInSightWhileItsReasonIsAskedFor() {
    var bench = DispatchBench()
    bench.goTo("0392")
    bench.type("c70")
    bench.press(.enter)
    #expect(bench.text.contains("70.00 of"))
    #expect(bench.text.contains("short: why"))
  }

  @Test func aSingleOrderIsAssignedInFourKeys() {
    var bench = DispatchBench()
    bench.goTo("0412")
    bench.type("a12")
    bench.press(.enter)
    #expect(bench.keys == 4)
    #expect(bench.changes == [.carryOut(.assign([ID(412)], to: ID(22)), basis: "1")])
  }

  @Test func enterTypedBeforeThePreviewCarriesItOutWhenNothingIsRefused() {
    var bench = DispatchBench()
    bench.goTo("0412")
    bench.isSlow = true
    bench.type("a12")
    bench.press(.enter)
    #expect(bench.changes.isEmpty)
    bench.answerAll()
    #expect(bench.changes == [.carryOut(.assign([ID(412)], to: ID(22)), basis: "1")])
  }

  @Test func enterTypedBeforeThePreviewWaitsWhereSomethingIsRefused() {
    var bench = DispatchBench()
    bench.goTo("3 Osu")
    bench.isSlow = true
    bench.type("ma07")
    bench.press(.enter)
    bench.answerAll()
    #expect(bench.changes.isEmpty, "nobody has seen the refusal")
    #expect(bench.text.contains("1 refused"))
    bench.press(.enter)
    #expect(bench.changes.count == 1)
  }

  @Test func whatChangedMeanwhileIsShownBeforeItIsDone() {
    var bench = DispatchBench()
    bench.goTo("3 Osu")
    bench.type("a07")
    let refused = CommerceError.refused(Refusal(.planChanged, remedy: .previewAgain))
    var cards = bench.cards
    cards.removeAll { $0.order == ID(411) }
    let orders = (411..<426).map { ID<Order>($0) }
    var again = DispatchSample.preview(.assign(orders, to: ID(21)), basis: "2")
    again.rows[1].refusal = .refused(
      Refusal(.alreadyAssigned, [.order: .text(again.rows[1].number), .driver: .text("Issah M.")], remedy: .unassign))
    bench.answers = [.failed(refused, .dispatch(.board)), .dispatch(.preview(again))]
    bench.press(.enter)
    #expect(bench.message.contains("nothing was done"))
    #expect(bench.board?.work.prompt?.changed == [ID(412)])
    #expect(bench.text.contains("2 refused"))
    bench.press(.enter)
    #expect(bench.changes.last == .carryOut(.assign(orders, to: ID(21)), basis: "2"))
  }

  @Test func anUnknownCodeIsSaidAndAnotherCanBeTyped() {
    var bench = DispatchBench()
    bench.goTo("0412")
    bench.type("a99")
    #expect(bench.message == "No driver here has the code 99")
    bench.type("k2")
    #expect(bench.text.contains("at the garage"))
    bench.press(.enter)
    #expect(bench.changes.isEmpty)
    bench.type("12")
    bench.press(.enter)
    #expect(bench.changes == [.carryOut(.assign([ID(412)], to: ID(22)), basis: "1")])
  }

  @Test func deliveredAtTheCursorIsTwoKeys() {
    var bench = DispatchBench()
    bench.goTo("0392")
    bench.type("d")
    #expect(bench.text.contains("cash from"))
    bench.press(.enter)
    #expect(bench.keys == 2)
    #expect(bench.changes == [.deliver(ID(9392), proof: ProofInput(), collected: nil, stepUp: nil)])
    #expect(bench.message.hasPrefix("Delivered ORD-20261121-0392"))
  }

  @Test func foundByItsLastFourAndDeliveredInEightKeys() {
    var bench = DispatchBench()
    bench.type("/0392")
    bench.press(.enter)
    bench.type("d")
    bench.press(.enter)
    #expect(bench.keys == 8)
    #expect(bench.changes == [.deliver(ID(9392), proof: ProofInput(), collected: nil, stepUp: nil)])
  }

  @Test func theDoorThatAsksForANameHasItsField() {
    var bench = DispatchBench()
    bench.goTo("0388")
    bench.type("d")
    bench.press(.enter)
    #expect(bench.changes.isEmpty)
    bench.type("Efua")
    bench.press(.enter)
    #expect(bench.changes == [.deliver(ID(9388), proof: ProofInput(recipient: "Efua"), collected: nil, stepUp: nil)])
  }

  @Test func aShortPaymentIsSevenKeys() {
    var bench = DispatchBench()
    bench.goTo("0392")
    bench.type("c150")
    bench.press(.enter)
    bench.type("2")
    #expect(bench.changes.isEmpty)
    bench.press(.enter)
    #expect(bench.keys == 7)
    let collected = Collected(amountMinor: 15_000, difference: .customerDebt)
    #expect(bench.changes == [.deliver(ID(9392), proof: ProofInput(), collected: collected, stepUp: nil)])
    bench = DispatchBench()
    bench.goTo("0392")
    bench.type("c70.5")
    bench.press(.enter)
    bench.type("5")
    #expect(bench.message.contains("does not fit"), "too little is nobody's credit")
    bench.type("4")
    bench.press(.enter)
    let short = Collected(amountMinor: 7_050, difference: .driverShortage)
    #expect(bench.changes == [.deliver(ID(9392), proof: ProofInput(), collected: short, stepUp: nil)])
  }

  @Test func aSecondPersonVouchesWhereTheCoreWantsOne() {
    var bench = DispatchBench()
    bench.goTo("0392")
    bench.type("c70")
    bench.press(.enter)
    bench.type("1")
    bench.answers = [.failed(.refused(Refusal(.stepUpNeeded, remedy: .askSupervisor)), .dispatch(.board))]
    bench.press(.enter)
    bench.type("B-9")
    bench.press(.enter)
    bench.type("1234")
    bench.press(.enter)
    let short = Collected(amountMinor: 7_000, difference: .tolerance)
    #expect(
      bench.changes.last
        == .deliver(
          ID(9392), proof: ProofInput(), collected: short, stepUp: StepUp(name: "B-9", pin: "1234")))
    #expect(bench.board?.work.prompt == nil)
  }

  @Test func failedIsTwoKeysAndAnotherDayFiveMore() {
    var bench = DispatchBench()
    bench.goTo("0392")
    bench.type("f1")
    #expect(bench.keys == 2)
    #expect(bench.changes == [.fail(ID(9392), reason: .noAnswer, note: "")])
    #expect(bench.message.contains("attempt 1 of 3"))
    bench.type("r+11")
    bench.press(.enter)
    #expect(bench.keys == 7)
    #expect(bench.changes.last == .reschedule(ID(392), days: 1, slot: DaySlot(from: 540, until: 720)))
  }

  @Test func aWeekdayIsADayAndAFullSlotSaysWhy() {
    var bench = DispatchBench()
    bench.goTo("0369")
    bench.type("rmon2")
    #expect(bench.message.hasPrefix("That slot is full"))
    bench.type("3")
    bench.press(.enter)
    #expect(bench.changes == [.reschedule(ID(369), days: 2, slot: DaySlot(from: 900, until: 1080))])
  }

  @Test func aHastyOutcomeIsTakenBackInTwoKeys() {
    var bench = DispatchBench()
    bench.goTo("0392")
    bench.type("f1")
    bench.press(.down)
    bench.type("u1")
    #expect(bench.keys == 5)
    #expect(bench.changes.last == .reopen(ID(9392), reason: .mistake, stepUp: nil))
    bench.goTo("0369")
    bench.type("R2")
    #expect(bench.changes.last == .reopen(ID(9369), reason: .customerCame, stepUp: nil))
  }

  @Test func aRunGoesToAnotherDriverInFiveKeys() {
    var bench = DispatchBench()
    bench.goTo("Adwoa Sarpong")
    bench.type("x107")
    bench.press(.enter)
    #expect(bench.keys == 5)
    #expect(bench.changes == [.carryOut(.swap(run: ID(118), to: ID(21), .sick), basis: "1")])
    bench = DispatchBench()
    bench.goTo("0395")
    bench.type("x307")
    bench.press(.enter)
    #expect(bench.changes == [.carryOut(.swapOrders([ID(395)], to: ID(21), .refused), basis: "1")])
  }

  @Test func prepaidStopsAreDeliveredInBulkInThreeKeys() {
    var bench = DispatchBench()
    bench.goTo("Adwoa Sarpong")
    bench.type("md")
    bench.press(.enter)
    #expect(bench.keys == 3)
    #expect(
      bench.changes == [.carryOut(.deliver((388..<393).map { ID($0) }), basis: "1")])
  }

  @Test func backToTheDepotShowsWhatItDoesFirst() {
    var bench = DispatchBench()
    bench.goTo("0361")
    bench.type("b")
    #expect(bench.changes.isEmpty)
    bench.press(.enter)
    #expect(bench.changes == [.carryOut(.backToDepot([ID(361)]), basis: "1")])
  }

  @Test func mobileMoneyIsAskedForInTwoKeysAndLookedForInOne() {
    var bench = DispatchBench()
    bench.goTo("0388")
    bench.type("p")
    bench.press(.enter)
    #expect(bench.keys == 2)
    #expect(bench.calls.contains(.cash(.switchToMoMo(ID(388), phone: nil))))
    bench.goTo("0391")
    bench.type("p")
    #expect(bench.calls.last { $0.isMutation } == .cash(.poll(ID(77))))
    #expect(bench.message.contains("paid by MoMo"))
  }

  @Test func anIncidentIsDecidedByFOrD() {
    var bench = DispatchBench()
    bench.goTo("0390")
    bench.type("i")
    #expect(bench.text.contains("no answer, says Adwoa S."))
    bench.type("d")
    #expect(bench.changes == [.decideIncident(ID(9390), failed: false)])
    #expect(bench.message == "ORD-20261121-0390 goes on")
    bench.goTo("0390")
    bench.type("ff")
    #expect(bench.changes.last == .decideIncident(ID(9390), failed: true))
  }

  @Test func escLeavesEverythingAsItIs() {
    var bench = DispatchBench()
    bench.goTo("0392")
    for keys in ["a07", "s", "d", "f", "x1", "c15", "p", "r+1", "e"] {
      bench.type(keys)
      bench.press(.escape, .escape)
      #expect(bench.changes.isEmpty, "\(keys)")
      if bench.board == nil { bench.press(.escape) }
    }
  }

  @Test func whoMayNotDispatchLearnsWhy() {
    var bench = DispatchBench(role: .cashier)
    bench.type("a")
    #expect(bench.message == Wording.text(.forbidden(.dispatch)))
  }

  @Test(arguments: [(40, 12), (80, 24), (120, 40)]) func everyReasonIsInSight(_ columns: Int, _ rows: Int) {
    var bench = DispatchBench("dispatch", Size(columns: columns, rows: rows))
    bench.goTo("0392")
    bench.type("f")
    for reason in FailureReason.allCases where reason.digit != nil {
      #expect(bench.text.contains(Wording.failure(reason)))
    }
  }

  @Test func aDigitBehindARefusedActionDoesNothing() {
    var bench = DispatchBench()
    bench.goTo("0395")
    let before = bench.board?.groups
    bench.type("f1")
    #expect(bench.message.contains("is not out for delivery"))
    #expect(bench.changes.isEmpty)
    #expect(bench.board?.groups == before)
  }
}
