import Commerce
import Operations
import Terminal
import TestSupport
import Testing

@testable import Console

@Suite struct RefundFormTests {
  /// What can go back of the sample order; `changed` when somebody refunded one MILO meanwhile.
  private static func refundable(changed: Bool = false, refusal: CommerceError? = nil) throws -> Refundable {
    let lines = try ListSample.detail().lines
    func line(_ index: Int, _ quantity: Int, _ minor: Int64) -> Refundable.Line {
      Refundable.Line(line: lines[index], quantity: quantity, remainingMinor: minor)
    }
    return Refundable(
      order: ID(417), number: "ORD-20261121-0417",
      lines: [
        line(0, changed ? 1 : 2, changed ? 4250 : 8500), line(1, 1, 12_000), line(2, 6, 3901), line(3, 12, 6000),
      ],
      shippingMinor: 1500, remaining: CashSample.money(changed ? 28_700 : 32_950), tender: .momo, limitMinor: 20_000,
      refusal: refusal, basis: changed ? "b2" : "b1")
  }

  private static func bench(
    _ size: Size = Size(columns: 80, rows: 24), changes: Bool = false, refusal: CommerceError? = nil,
    role: Commerce.Role = .cashier
  ) -> CashBench {
    CashBench("refund ord-20261121-0417", size, role: role) { call, made in
      switch call {
      case .refundable:
        return (try? refundable(changed: changes && made > 0, refusal: refusal)).map { .cash(.refundable($0)) }
      case .refund(let request, let basis, let second):
        if changes, basis == "b1" { return refused(.planChanged, .previewAgain, call) }
        if request.totalMinor > 20_000, second == nil { return refused(.stepUpNeeded, .askSupervisor, call) }
        if second?.name == "me" { return refused(.secondPersonNeeded, .askSupervisor, call) }
        return .cash(
          .refund(
            Refund(
              id: ID(1), order: request.order, amount: CashSample.money(request.totalMinor), status: .pending,
              reason: request.reason, createdAt: CashSample.now)))
      default: return nil
      }
    }
  }

  private static func refused(_ rule: Rule, _ remedy: Remedy, _ call: CashCall) -> Answer {
    .failed(.refused(Refusal(rule, remedy: remedy)), .cash(call))
  }

  /// One MILO, because it was damaged.
  private static func filled(_ bench: inout CashBench) {
    bench.type("1")
    for _ in 0..<7 { bench.press(.down) }
    bench.type("damaged tin")
  }

  private func check(_ bench: CashBench, _ name: String) {
    let mismatch = Golden.mismatch(bench.frame, name)
    #expect(mismatch == nil, "\(mismatch ?? "")")
  }

  @Test(arguments: Golden.sizes) func looks(size: Size) {
    var bench = Self.bench(size)
    Self.filled(&bench)
    check(bench, "refund")
  }

  @Test(arguments: Golden.sizes) func theQuestionLooks(size: Size) {
    var bench = Self.bench(size)
    bench.press(.function(9))
    for _ in 0..<7 { bench.press(.down) }
    bench.type("nobody at home, never again")
    bench.press(.enter)
    check(bench, "refund-asks")
  }

  @Test func aUnitIsWorthItsShareAndEnterNeverMeansYes() {
    var bench = Self.bench()
    Self.filled(&bench)
    #expect(bench.text.contains("TOTAL GHS 42.50  of 329.50, 287.00 stays"))
    bench.press(.enter, .enter)
    #expect(bench.changes.isEmpty)
    bench.press(.enter, .character("y"))
    let line = RefundLine(line: ID(1), quantity: 1, amountMinor: 4250)
    let request = RefundRequest(order: ID(417), lines: [line], tender: .momo, reason: "damaged tin")
    #expect(bench.changes == [.refund(request, basis: "b1", stepUp: nil)])
    #expect(bench.text.contains("GHS 42.50 of ORD-20261121-0417: waits in refunds"))
    #expect(bench.program.top?.screen is HomeScreen)
  }

  @Test func theLastUnitsTakeWhateverIsLeft() throws {
    var draft = RefundDraft(try Self.refundable())
    let soap = draft.basis.lines[2]
    #expect((1...6).map { draft.worth($0, of: soap) } == [650, 1300, 1950, 2600, 3250, 3901])
    draft.fillAll()
    #expect(draft.total.minor == 8500 + 12_000 + 3901 + 6000 + 1500)
  }

  @Test func theReasonIsMandatoryAndTheCursorGoesThere() {
    var bench = Self.bench()
    bench.type("1")
    bench.press(.enter)
    #expect(bench.text.contains("a refund needs a reason"))
    #expect((bench.program.top?.screen as? RefundFormScreen)?.draft?.focus == .reason)
  }

  @Test func moneyGoodsAndStockAreThreeSwitches() throws {
    var draft = RefundDraft(try Self.refundable())
    _ = draft.handle(.character("2"))
    #expect(draft.request.totalMinor == 8500 && draft.request.returned.isEmpty)
    draft.goodsBack = true
    #expect(draft.request.returned == [ID(1): 2] && draft.request.restock)
    draft.restocks = false
    #expect(!draft.request.restock)
    draft.paysMoney = false
    #expect(draft.request.totalMinor == 0 && draft.request.returned == [ID(1): 2])
    #expect(draft.effects.first == "no money goes back")
  }

  @Test func goodsCannotComeBackWithoutUnits() throws {
    var draft = RefundDraft(try Self.refundable())
    draft.go(to: .free)
    for key in "5.00" { _ = draft.handle(.character(key)) }
    #expect(draft.problem?.field == .reason)
    draft.goodsBack = true
    #expect(draft.problem?.words == "say how many units come back")
  }

  @Test(arguments: [("3", "only 2 of"), ("x", "no number")])
  func moreThanThereIsIsSaid(_ typed: String, _ words: String) {
    var bench = Self.bench()
    bench.type(typed)
    bench.press(.enter)
    #expect(bench.text.contains(words))
    #expect(bench.changes.isEmpty)
  }

  @Test func aPartOfThePriceAlone() throws {
    var draft = RefundDraft(try Self.refundable())
    draft.step(1)
    for key in "10" { _ = draft.handle(.character(key)) }
    #expect(draft.request.lines == [RefundLine(line: ID(1), quantity: 0, amountMinor: 1000)])
    for key in "00" { _ = draft.handle(.character(key)) }
    #expect(draft.problem?.field == .money(ID(1)))
  }

  @Test func everythingIsNoMoreThanCameIn() throws {
    let whole = try Self.refundable()
    var draft = RefundDraft(
      Refundable(
        order: whole.order, number: whole.number, lines: whole.lines, shippingMinor: 1500,
        remaining: CashSample.money(31_401), tender: .cash, limitMinor: 20_000, refusal: nil, basis: "b1"))
    draft.fillAll()
    #expect(draft.total == CashSample.money(31_401))
    #expect(draft.text(.shipping) == "10.00", "the fee gives way first")
  }

  @Test func aboveTheLimitASecondPersonVouches() {
    var bench = Self.bench()
    bench.press(.function(9))
    for _ in 0..<7 { bench.press(.down) }
    bench.type("all wrong")
    bench.press(.enter, .character("y"))
    #expect(bench.changes.isEmpty, "asked before anything is sent")
    bench.type("me")
    bench.press(.enter)
    bench.type("1")
    bench.press(.enter)
    #expect(bench.text.contains("The second person must be neither"))
    bench.type("B-9")
    bench.press(.enter)
    bench.type("9999")
    bench.press(.enter)
    guard case .refund(_, _, let second)? = bench.changes.last else {
      Issue.record("nothing was refunded")
      return
    }
    #expect(second == StepUp(name: "B-9", pin: "9999"))
    #expect(bench.program.top?.screen is HomeScreen)
  }

  @Test func whatChangedMeanwhileIsShownAndWhatWasTypedIsKept() {
    var bench = Self.bench(changes: true)
    Self.filled(&bench)
    bench.press(.enter, .character("y"))
    #expect(bench.text.contains("Something changed meanwhile"))
    #expect(bench.text.contains("what you typed is kept"))
    #expect(bench.text.contains("damaged tin"))
    #expect(bench.text.contains("of 287.00"))
    bench.press(.enter, .character("y"))
    #expect(bench.changes.count == 2)
    #expect(bench.program.top?.screen is HomeScreen)
  }

  @Test func whatCannotBeRefundedSaysWhy() {
    let refusal = CommerceError.refused(
      Refusal(.nothingPaid, [.order: .text("ORD-20261121-0417")], remedy: .none))
    var bench = Self.bench(refusal: refusal)
    #expect(bench.text.contains("Nothing was paid of ORD-20261121-0417, so nothing can go back"))
    bench.press(.enter)
    #expect(bench.changes.isEmpty)
  }

  @Test func whoMayNotRefundLearnsWhy() {
    var bench = Self.bench(role: .dispatcher)
    bench.press(.enter)
    #expect(bench.text.contains("Your role here may not refund"))
  }

  @Test func leavingAsksOnceSomethingIsTyped() {
    var bench = Self.bench()
    bench.type("1")
    bench.press(.escape)
    #expect(bench.text.contains("Leave Refund in Accra without saving?"))
  }
}
