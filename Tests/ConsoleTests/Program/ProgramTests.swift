import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct ProgramTests {
  private static func scans(_ calls: [Request]) -> [String] {
    calls.compactMap { request in
      if case .warehouse(.scan(let code, _)) = request.call { return code }
      return nil
    }
  }

  private static func scans(_ outputs: [Output]) -> [String] {
    scans(
      outputs.compactMap { output in
        if case .perform(let request) = output { return request }
        return nil
      })
  }

  @Test func scansTypedAheadAreAnsweredOneByOneInOrder() {
    var program = ConsoleSample.showing(ScanProbe())
    #expect(Self.scans(program.type("A") + program.press(.enter)) == ["A"])
    #expect(program.type("B").isEmpty)
    #expect(program.press(.enter).isEmpty)
    #expect(program.handle(.scan("C"), now: program.now).isEmpty, "B and C wait for A's answer")
    #expect(program.context().typedAhead == 3)
    #expect(Self.scans(program.reply(.done)) == ["B"])
    #expect(Self.scans(program.reply(.done)) == ["C"])
    #expect(program.context().typedAhead == 0)
  }

  @Test func aChangeThatDidNotReachTheStoreIsTriedAgainUnderItsNumber() throws {
    var program = ConsoleSample.showing(ScanProbe())
    let first = try #require(program.calls(.scan("A")).first)
    _ = program.handle(.scan("B"), now: program.now)
    let trouble = CommerceError.trouble(StoreTrouble(.busy, place: "a.db"))
    let outputs = program.reply(.failed(trouble, first.call))
    #expect(outputs == [.bell])
    #expect(program.notice?.kind == .warning)
    #expect(!program.probed.contains { if case .answer = $0 { true } else { false } })
    let again = program.calls(.key(.control("r")))
    #expect(again.map(\.number) == [first.number])
    #expect(Self.scans(program.reply(.done)) == ["B"], "what was typed behind it follows")
  }

  @Test func aDotAndItsLetterDoWhatTheKeyDoes() {
    var program = ConsoleSample.showing(ScanProbe())
    program.press(.function(4))
    program.type(".s")
    program.press(.enter)
    _ = program.handle(.scan(".S"), now: program.now)
    #expect(program.probed == [.action("probe.short"), .action("probe.short"), .action("probe.short")])
    program.type(".z")
    program.press(.enter)
    #expect(program.probed.count == 3)
    #expect(program.notice?.kind == .refused)
  }

  @Test func whatIsTypedForOneQuestionIsNotTheNextOnesAnswer() {
    var program = ConsoleSample.showing(ScanProbe())
    program.type("9")
    program.press(.function(4))
    #expect(program.stack.last?.scanLine.isEmpty == true)
    program.type("9")
    program.press(.function(1))
    program.press(.escape)
    #expect(program.stack.last?.scanLine.text == "9", "help asks nothing")
  }

  @Test func whatWasSaidStaysWithItsView() {
    var program = ConsoleSample.console()
    program.press(.character("g"), .character("q"))
    program.say(Notice(.refused, "UNKNOWN CODE: P-1"))
    program.press(.escape)
    #expect(program.notice == nil)
  }

  @Test func aRefusedActionSaysWhyAndReachesNobody() {
    var program = ConsoleSample.showing(ScanProbe())
    #expect(program.press(.function(5)) == [.bell])
    #expect(program.probed.isEmpty)
    #expect(program.notice?.text == "Payment pending 14 min. It can be picked once it is paid")
    program.press(.function(1))
    let help = program.frame.lines.joined(separator: "\n")
    #expect(help.contains("poll: Payment pending"))
  }

  @Test func lettersAreDataOnAScanScreenAndActOnABoard() {
    var program = ConsoleSample.showing(ScanProbe())
    program.type("q?g")
    #expect(program.top?.scanLine.text == "q?g")
    program.press(.escape)
    #expect(program.top?.scanLine.isEmpty == true)
    program.press(.escape)
    #expect(program.stack.count == 1, "Esc goes up one level")
    program.press(.escape)
    #expect(program.stack.count == 1, "and never leaves")
    #expect(program.press(.character("q")) == [.end(.quit)])
  }

  @Test func anAnswerToAClosedScreenFindsNobody() throws {
    var program = ConsoleSample.showing(ScanProbe(inputMode: .board))
    program.carryOut([.call(.warehouse(.floor), tag: "x")], of: try #require(program.top?.id))
    let number = try #require(program.pending.keys.max())
    program.press(.character("q"))
    let before = program.stack.count
    #expect(program.deliver(.answer(number, .floor(FloorCounts())), now: program.now).isEmpty)
    #expect(program.stack.count == before)
  }

  @Test func aLaterReadWithTheSameTagSupersedesTheEarlier() throws {
    var program = ConsoleSample.showing(ScanProbe(inputMode: .board))
    let id = try #require(program.top?.id)
    program.carryOut([.call(.warehouse(.floor), tag: "x"), .call(.warehouse(.zones), tag: "x")], of: id)
    let numbers = program.pending.filter { $0.value.screen == id }.keys.sorted()
    #expect(numbers.count == 1)
    _ = program.deliver(.answer(numbers[0] - 1, .floor(FloorCounts())), now: program.now)
    #expect(program.probed.isEmpty)
    _ = program.deliver(.answer(numbers[0], .zones([])), now: program.now)
    #expect(program.probed == [.answer(.zones([]), tag: "x")])
  }

  @Test func commitsRefreshTheVisibleScreenAtMostFourTimesASecond() {
    var program = ConsoleSample.showing(ScanProbe())
    var now = program.now.adding(seconds: 5)
    for _ in 0..<100 {
      _ = program.deliver(.committed, now: now)
      _ = program.tick(now: now)
      now = now.adding(milliseconds: 10)
    }
    let refreshes = program.probed.filter { $0 == .committed }.count
    #expect((3...5).contains(refreshes))
    #expect(program.stack[0].isStale, "the screen below reads again when it is seen again")
  }

  @Test func idleWaitsForTheNextMinuteOnly() {
    var program = ConsoleSample.showing(ScanProbe())
    let now = program.now.adding(seconds: 20)
    program.noticeExpires = nil
    program.refreshDue = nil
    #expect(program.timeout(now: now) == 40_000)
    _ = program.tick(now: now)
    #expect(program.probed.isEmpty)
    _ = program.tick(now: now.adding(seconds: 40))
    #expect(program.probed == [.tick])
  }

  @Test func goToKeysNeedTheirPermission() {
    var program = ConsoleSample.console()
    program.press(.character("g"))
    #expect(program.frame.lines.joined().contains("g  h the floor"))
    program.press(.character("q"))
    #expect(program.top?.screen.title == "Warehouse queue")
    program.press(.character("g"), .character("i"))
    #expect(program.top?.screen.title == "Warehouse queue")
    #expect(program.notice?.kind == .refused, "a picker imports nothing")
  }

  @Test func ctrlCAsksAndTakesNothingAway() {
    var program = ConsoleSample.showing(ScanProbe())
    program.type("603")
    #expect(program.handle(.interrupt, now: program.now).isEmpty)
    #expect(program.top?.scanLine.isEmpty == true)
    #expect(program.handle(.interrupt, now: program.now).isEmpty)
    #expect(program.overlay != nil)
    #expect(program.press(.enter).isEmpty, "Enter never means yes")
    #expect(program.overlay == nil)
    _ = program.handle(.interrupt, now: program.now)
    #expect(program.press(.character("y")) == [.end(.quit)])
  }

  @Test func leavingUnsavedWorkAsksFirst() {
    var program = ConsoleSample.showing(ScanProbe(inputMode: .board, hasUnsavedWork: true))
    program.press(.character("q"))
    #expect(program.overlay != nil)
    program.press(.escape)
    #expect(program.stack.count == 2)
    program.press(.character("g"), .character("h"))
    program.press(.character("y"))
    #expect(program.stack.count == 1)
  }

  @Test func ownKeysTakeTheShippedOnesPlace() throws {
    var program = ConsoleSample.showing(ScanProbe(inputMode: .board))
    program.keyMap = try KeyMap(["probe.short": ["q"], "app.close": ["F10"]])
    program.press(.character("q"))
    #expect(program.probed == [.action("probe.short")])
    program.press(.function(10))
    #expect(program.stack.count == 1)
    #expect(throws: KeyMap.Problem(action: "a", key: "Fn")) { try KeyMap(["a": ["Fn"]]) }
  }

  @Test func theFooterAndTheMouseAgree() throws {
    var program = ConsoleSample.showing(ScanProbe())
    let item = try #require(program.footerItems().first { $0.binding.name == "probe.short" })
    _ = program.handle(.mouse(Mouse(.click, row: 23, column: item.columns.lowerBound)), now: program.now)
    #expect(program.probed == [.action("probe.short")])
  }

  @Test func aViewsNameInThePaletteGoesThere() {
    var program = ConsoleSample.console(ConsoleSample.adwoa)
    program.press(.character(":"))
    for letter in "past" { program.press(.character(letter)) }
    program.press(.enter)
    #expect(program.top?.screen.title == "Back in time")
  }

  @Test func aTooSmallTerminalSaysSo() {
    let program = ConsoleSample.console(size: Size(columns: 20, rows: 5))
    #expect(program.frame.lines[0] == "Townhouse needs 30x8")
  }

  @Test func looks() {
    expectGoldens("help") { size in
      var program = HomeScreenTests.console(size)
      program.press(.character("?"))
      return program
    }
    expectGoldens("palette") { size in
      var program = HomeScreenTests.console(size)
      program.press(.control("p"))
      program.type("st")
      return program
    }
    let sizes = [Size(columns: 40, rows: 12), Size(columns: 80, rows: 24)]
    expectGoldens("quit", sizes: sizes) { size in
      var program = HomeScreenTests.console(size)
      _ = program.handle(.interrupt, now: program.now)
      return program
    }
  }

  @Test func lettersAreDataInAForm() {
    var program = ConsoleSample.showing(TownsScreen(), ConsoleSample.adwoa)
    program.type("q?T")
    #expect(program.overlay == nil)
    #expect(program.stack.count == 2)
    #expect(!program.footerItems().contains { $0.key == "?" || $0.key == "q" || $0.key == "T" })
    program.press(.escape)
    #expect(program.stack.count == 2, "Esc clears the filter first")
    program.press(.escape)
    #expect(program.stack.count == 1)
  }
}
