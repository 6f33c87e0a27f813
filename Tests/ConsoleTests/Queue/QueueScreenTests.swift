import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct QueueScreenTests {
  /// A queue with its first page, zones and counts at hand.
  static func opened(
    _ filter: QueueFilter = QueueFilter(), rows: [QueueRow] = ListSample.queueRows(0..<40), hasAfter: Bool = true,
    in context: Context = ListSample.context()
  ) -> QueueScreen {
    var screen = QueueScreen(filter)
    let effects = screen.opened(context)
    _ = screen.update(.answer(.zones(ListSample.zones), tag: "zones"), context)
    let counts = FloorCounts(stages: [.waiting: .init(orders: 2000, late: 4), .picking: .init(orders: 3)])
    _ = screen.update(.answer(.floor(counts), tag: "floor"), context)
    if let tag = effects.pageTag {
      _ = screen.update(.answer(.queue(Page(rows: rows, hasAfter: hasAfter)), tag: tag), context)
    }
    return screen
  }

  @Test func itOpensOnWhatIsToPick() {
    let screen = Self.opened()
    #expect(screen.filter.stages == [.waiting, .picking])
    #expect(screen.bannerFacts == "2000 waiting  4 late")
    #expect(screen.request == .queue(screen.filter))
  }

  @Test func aFilterKeystrokeCostsOneQueryAndEscClearsTheFilterFirst() throws {
    let context = ListSample.context()
    var screen = Self.opened()
    _ = screen.update(.action("queue.filter"), context)
    #expect(screen.inputMode == .text)
    let first = screen.update(.key(.character("k")), context)
    #expect(first.queries.map(\.text) == ["k"])
    #expect(screen.update(.key(.character("o")), context).isEmpty, "the answer is still to come")
    #expect(screen.update(.key(.character("f")), context).isEmpty)
    let tag = try need(first.pageTag)
    let second = screen.update(.answer(.queue(Page(rows: ListSample.queueRows(0..<3))), tag: tag), context)
    #expect(second.queries.map(\.text) == ["kof"])
    #expect(screen.list.window.count == 40)
    let last = try need(second.pageTag)
    _ = screen.update(.answer(.queue(Page(rows: ListSample.queueRows(2..<3))), tag: last), context)
    #expect(screen.list.window.count == 1)
    _ = screen.update(.action("queue.keep_filter"), context)
    #expect(screen.inputMode == .board)
    #expect(screen.back(context)?.queries.map(\.text) == [""])
    #expect(screen.back(context) == nil, "the second Esc is the frame's")
  }

  @Test func singleKeysChooseWhatIsShown() throws {
    let context = ListSample.context()
    var screen = Self.opened()
    func after(_ action: String) -> QueueQuery? {
      let effects = screen.update(.action(action), context)
      if let tag = effects.pageTag { _ = screen.update(.answer(.queue(Page(rows: [])), tag: tag), context) }
      return effects.queries.first
    }
    #expect(after("queue.show_packed")?.stages == [.packed])
    #expect(after("queue.show_all")?.stages == Set(FloorStage.open))
    #expect(after("queue.late")?.promisedBefore == ListSample.now)
    #expect(after("queue.zone")?.zone == ID(11))
    #expect(after("queue.zone")?.zone == ID(13))
    #expect(after("queue.zone")?.zone == nil)
    #expect(after("queue.held")?.onHold == true)
    #expect(after("queue.mine")?.holder == ListSample.ama.id)
    let keys = screen.bindings(context).flatMap(\.keys)
    #expect(keys.count == Set(keys).count, "no key does two things")
  }

  @Test func aZoneOfAnAddressIsLookedUp() {
    var screen = QueueScreen(QueueFilter(zone: "3"))
    let context = ListSample.context()
    let tag = screen.opened(context).pageTag ?? ""
    _ = screen.update(.answer(.zones(ListSample.zones), tag: "zones"), context)
    let again = screen.update(.answer(.queue(Page(rows: [])), tag: tag), context)
    #expect(again.queries.map(\.zone) == [ID(13)])
  }

  @Test func enterOpensTheOrderAmongItsNeighbours() {
    let context = ListSample.context()
    var screen = Self.opened()
    _ = screen.update(.action("list.down"), context)
    let expected = ListSample.queueRows(0..<40).map(\.rowID)
    #expect(
      screen.update(.action("queue.open"), context) == [.open(.order(.id(ID(401)), neighbours: expected))])
  }

  @Test func markedOrdersArePickedTogetherInTheirOrder() {
    let context = ListSample.context()
    var screen = Self.opened()
    _ = screen.update(.action("list.down"), context)
    _ = screen.update(.action("list.down"), context)
    _ = screen.update(.action("list.mark"), context)
    _ = screen.update(.action("list.up"), context)
    _ = screen.update(.action("list.up"), context)
    _ = screen.update(.action("list.up"), context)
    _ = screen.update(.action("list.mark"), context)
    #expect(screen.bindings(context).contains { $0.label == "pick 2 together" })
    let claim = screen.update(.action("queue.pick"), context)
    #expect(claim == [.call(.warehouse(.claim([ID(400), ID(402)])), tag: "claim")])
    _ = screen.update(.answer(.failed(.unauthenticated, .warehouse(.claimNext)), tag: "claim"), context)
    #expect(screen.list.marked.count == 2, "marks stay when the claim is refused")
    #expect(screen.back(context) == [])
    #expect(screen.list.marked.isEmpty)
  }

  @Test func nextWorkClaimsAndOpensThePickScreen() {
    let context = ListSample.context()
    var screen = Self.opened()
    #expect(screen.update(.action("queue.next"), context) == [.call(.warehouse(.claimNext), tag: "claim")])
    let work = PickWork(
      list: PickList(
        id: ID(77), site: ID(1), holder: ID(7), holderName: "Ama K.", claimedAt: ListSample.now,
        leaseUntil: ListSample.now, orders: [], tasks: []), orders: [], barcodes: [:], openShortages: 0)
    #expect(screen.update(.answer(.work(work), tag: "claim"), context) == [.open(.pick(ID(77)))])
  }

  @Test func whoMayNotPickLearnsWhy() {
    let context = ListSample.context(role: .cashier)
    let screen = Self.opened(in: context)
    for name in ["queue.next", "queue.pick"] {
      #expect(screen.bindings(context).first { $0.name == name }?.refusal == .forbidden(.pick))
    }
  }

  @Test func takingOverAsksForASecondPersonWhenTheCoreWantsOne() {
    let context = ListSample.context()
    var screen = Self.opened()
    _ = screen.update(.action("list.down"), context)
    let call = DeskCall.warehouse(.takeOver(ID(5), stepUp: nil))
    #expect(screen.update(.action("queue.take_over"), context) == [.call(call, tag: "take_over")])
    let refusal = CommerceError.refused(Refusal(.stepUpNeeded, remedy: .askSupervisor))
    let asked = screen.update(.answer(.failed(refusal, call), tag: "take_over"), context)
    #expect(asked == [.fill(.stepUp("Take over from Yaw B."), tag: "5")])
    let filled = screen.update(.filled(["name": "B-9", "pin": "9999"], tag: "5"), context)
    let second = StepUp(name: "B-9", pin: "9999")
    #expect(filled == [.call(.warehouse(.takeOver(ID(5), stepUp: second)), tag: "take_over")])
  }

  @Test func aChangeElsewhereKeepsTheRowAtHandAndSaysHowManyAreNewer() throws {
    let context = ListSample.context()
    var screen = Self.opened(rows: ListSample.queueRows(2..<12), hasAfter: false)
    _ = screen.update(.action("list.down"), context)
    let before = ListSample.drawn(screen, context).lines
    let tag = try need(screen.update(.committed, context).pageTag)
    _ = screen.update(.answer(.queue(Page(rows: ListSample.queueRows(0..<12))), tag: tag), context)
    let after = ListSample.drawn(screen, context).lines
    #expect(screen.list.selected?.rowID == ID(403))
    #expect(after.dropFirst(4) == before.dropFirst(4), "no row has moved")
    #expect(after[2].contains("2 newer above, Home"))
  }

  @Test func downTouchesOnlyTwoRowsAndNoPane() {
    for context in [ListSample.context(80, 24), ListSample.context(120, 40), ListSample.context(200, 60)] {
      var screen = Self.opened(hasAfter: false, in: context)
      let before = ListSample.drawn(screen, context)
      let effects = screen.update(.action("list.down"), context)
      let after = ListSample.drawn(screen, context)
      let changed = before.lines.indices.filter { before.lines[$0] != after.lines[$0] }
      #expect(changed.count == 2)
      #expect(effects == (context.isWide ? [.awaitPause] : []))
    }
  }

  @Test func besideAWideListTheOrderFollowsOnceKeysPause() throws {
    let context = ListSample.context(200, 60)
    var screen = Self.opened(in: context)
    _ = screen.update(.action("list.down"), context)
    #expect(screen.update(.paused, context) == [.call(.orders(.detail(ID(401))), tag: "pane")])
    _ = screen.update(.answer(.order(try ListSample.detail(1)), tag: "pane"), context)
    #expect(ListSample.drawn(screen, context).lines.joined().contains("RICE LONG GRAIN"))
    #expect(screen.update(.paused, context).isEmpty)
  }

  @Test func theExportHasEveryRowOfTheFilterAndNotOnlyTheWindow() throws {
    let context = ListSample.context()
    var screen = Self.opened()
    _ = screen.update(.chosen("csv", tag: "export"), context)
    let next = screen.update(
      .answer(.queue(Page(rows: ListSample.queueRows(0..<40), hasAfter: true)), tag: "export"), context)
    #expect(next.count == 1)
    let done = screen.update(.answer(.queue(Page(rows: ListSample.queueRows(40..<45))), tag: "export"), context)
    guard case .export(let table)? = done.first else {
      Issue.record("nothing was exported")
      return
    }
    #expect(table.rows.count == 45)
    #expect(table.rows.first?.first == "ORD-20261121-0400")
    #expect(table.name == "queue-accra")
  }

  @Test func aScannedNumberOpensItsOrder() {
    let context = ListSample.context()
    var screen = Self.opened()
    let tag = "scan ORD-20261121-0417"
    #expect(
      screen.update(.scan("ORD-20261121-0417"), context)
        == [.call(.orders(.find(OrderQuery(text: "ORD-20261121-0417"), PageRequest(limit: 2))), tag: tag)])
    let found = Page(rows: [ListSample.orderRow(17)])
    #expect(
      screen.update(.answer(.orders(found), tag: tag), context) == [.open(.order(.id(ID(17)), neighbours: []))])
  }
}

extension [Effect] {
  /// The tag of the page asked for.
  var pageTag: String? {
    for case .call(_, let tag) in self where tag.hasPrefix("page ") || tag.hasPrefix("moves ") { return tag }
    return nil
  }

  /// The queue queries among them.
  var queries: [QueueQuery] {
    compactMap { effect in
      if case .call(.warehouse(.queue(let query, _)), _) = effect { query } else { nil }
    }
  }

  /// The order searches among them.
  var searches: [OrderQuery] {
    compactMap { effect in
      if case .call(.orders(.find(let query, _)), _) = effect { query } else { nil }
    }
  }
}
