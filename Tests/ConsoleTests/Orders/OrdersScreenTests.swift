import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct OrdersScreenTests {
  static func opened(
    _ filter: OrderFilter = OrderFilter(), rows: [OrderRow] = ListSample.orderRows(0..<40), hasAfter: Bool = true,
    in context: Context = ListSample.context()
  ) -> OrdersScreen {
    var screen = OrdersScreen(filter)
    if let tag = screen.opened(context).pageTag {
      _ = screen.update(.answer(.orders(Page(rows: rows, hasAfter: hasAfter)), tag: tag), context)
    }
    return screen
  }

  @Test func itOpensInThePromptWithTheNewestOrdersBelow() {
    let screen = Self.opened()
    #expect(screen.inputMode == .text)
    #expect(screen.list.window.first?.number == "ORD-20261121-0439")
  }

  @Test func typingSearchesLiveAndDownGoesIntoTheList() throws {
    let context = ListSample.context()
    var screen = Self.opened()
    let typed = screen.update(.key(.character("k")), context)
    #expect(typed.searches == [OrderQuery(text: "k", site: ListSample.accra.id)])
    let tag = try need(typed.pageTag)
    _ = screen.update(.answer(.orders(Page(rows: ListSample.orderRows(2..<5))), tag: tag), context)
    _ = screen.update(.action("list.down"), context)
    #expect(screen.inputMode == .board)
    #expect(screen.list.table.selectedIndex == 0)
    _ = screen.update(.action("list.down"), context)
    let neighbours = ListSample.orderRows(2..<5).map(\.id)
    #expect(screen.update(.action("orders.open"), context) == [.open(.order(.id(ID(3)), neighbours: neighbours))])
    _ = screen.update(.action("list.up"), context)
    _ = screen.update(.action("list.up"), context)
    #expect(screen.inputMode == .text, "up from the first row goes back to the prompt")
  }

  @Test func enterBeforeTheAnswerOpensTheOnlyOrderFound() throws {
    let context = ListSample.context()
    var screen = Self.opened()
    let tag = try need(screen.update(.key(.character("7")), context).pageTag)
    #expect(screen.update(.action("orders.open"), context).isEmpty)
    let opened = screen.update(.answer(.orders(Page(rows: [ListSample.orderRow(17)])), tag: tag), context)
    #expect(opened == [.open(.order(.id(ID(17)), neighbours: [ID(17)]))])
  }

  @Test func aScanOpensItsOrderAndAnUnknownOneSaysSo() throws {
    let context = ListSample.context()
    var screen = Self.opened()
    let tag = try need(screen.update(.scan("P-9"), context).pageTag)
    let said = screen.update(.answer(.orders(Page(rows: [])), tag: tag), context)
    #expect(said == [.notice(Notice(.refused, "No order has \"P-9\" in it."))])
  }

  @Test func theTownScopeIsShownAndOneKeyTogglesIt() {
    let context = ListSample.context()
    var screen = Self.opened()
    #expect(ListSample.drawn(screen, context).lines[2].contains("Accra"))
    #expect(screen.update(.action("orders.towns"), context).searches == [OrderQuery()])
    #expect(ListSample.drawn(screen, context).lines[2].contains("all your towns"))
    #expect(ListSample.drawn(screen, context).lines[3].contains("TOWN"))
  }

  @Test func aStatusNarrowsAndEscClearsAllOfIt() {
    let context = ListSample.context()
    var screen = Self.opened()
    let narrowed = screen.update(.chosen("packed", tag: "status"), context)
    #expect(narrowed.searches.first?.statuses == [.packed])
    let tag = narrowed.pageTag ?? ""
    _ = screen.update(.answer(.orders(Page(rows: [])), tag: tag), context)
    #expect(screen.back(context)?.searches == [OrderQuery(site: ListSample.accra.id)])
    #expect(screen.back(context) == nil)
  }
}

@Suite struct OrderScreenTests {
  static func opened(
    _ detail: OrderDetail, neighbours: [ID<Order>] = [], in context: Context = ListSample.context()
  ) -> OrderScreen {
    var screen = OrderScreen(.id(detail.order.id), neighbours: neighbours)
    _ = screen.opened(context)
    _ = screen.update(.answer(.order(detail), tag: "order"), context)
    return screen
  }

  @Test func actionsAndTheirRefusalsAreTheCores() throws {
    let refusal = CommerceError.refused(Refusal(.onHold, [.reason: .text("address")], remedy: .release))
    let screen = Self.opened(try ListSample.detail(refused: [.pick: refusal]))
    let bindings = screen.bindings(ListSample.context())
    #expect(bindings.first { $0.name == "order.pick" }?.refusal == refusal)
    #expect(bindings.first { $0.name == "order.hold" }?.refusal == nil)
    let keys = bindings.flatMap(\.keys)
    #expect(keys.count == Set(keys).count, "no key does two things")
  }

  @Test func workInHandGoesOnAndAnothersIsTakenOver() throws {
    let context = ListSample.context()
    let refusal = CommerceError.refused(Refusal(.heldByOther, remedy: .takeOver))
    var mine = Self.opened(
      try ListSample.detail(holder: "Ama Koomson", pickList: ID(5), refused: [.pick: refusal]))
    #expect(mine.bindings(context).first { $0.name == "order.pick" }?.refusal == nil)
    #expect(mine.update(.action("order.pick"), context) == [.open(.pick(ID(5)))])
    var others = Self.opened(try ListSample.detail(pickList: ID(5), refused: [.pick: refusal]))
    #expect(others.bindings(context).first { $0.name == "order.pick" }?.refusal == refusal)
    let call = DeskCall.warehouse(.takeOver(ID(5), stepUp: nil))
    #expect(others.update(.action("order.take_over"), context) == [.call(call, tag: "take_over")])
    let needed = CommerceError.refused(Refusal(.stepUpNeeded, remedy: .askSupervisor))
    let asked = others.update(.answer(.failed(needed, call), tag: "take_over"), context)
    #expect(asked == [.fill(.stepUp("Take over from Yaw Boateng"), tag: "take_over")])
    let second = StepUp(name: "B-9", pin: "9999")
    #expect(
      others.update(.filled(["name": "B-9", "pin": "9999"], tag: "take_over"), context)
        == [.call(.warehouse(.takeOver(ID(5), stepUp: second)), tag: "take_over")])
  }

  @Test func cancellingAsksForAReasonThenShowsWhatItDoes() throws {
    let context = ListSample.context()
    var screen = Self.opened(try ListSample.detail())
    let asked = screen.update(.action("order.cancel"), context)
    #expect(asked == [.fill(.text("Cancel ORD-20261121-0417 in Accra", label: "reason"), tag: "cancel")])
    let looked = screen.update(.filled(["text": "customer called"], tag: "cancel"), context)
    #expect(looked == [.call(.cash(.cancelPreview(ID(417))), tag: "cancel")])
    let preview = CancelPreview(
      order: ID(417), number: "ORD-20261121-0417", status: .picking, rule: "", refund: Money(minor: 0, .cedi),
      freed: 19, putBacks: 2, dueBack: 0, driverName: "", refusal: nil, basis: "b")
    let sure = screen.update(.answer(.cash(.cancelPreview(preview)), tag: "cancel"), context)
    guard case .confirm(let dialog, "cancel")? = sure.first else {
      Issue.record("nothing was asked")
      return
    }
    #expect(dialog.question == "Cancel ORD-20261121-0417 in Accra?")
    #expect(dialog.confirmKey == .character("y"))
    #expect(dialog.body.contains("19 units are free at once"))
    #expect(dialog.body.contains("2 picked units become put-backs"))
    let done = screen.update(.confirmed(tag: "cancel"), context)
    #expect(done == [.call(.orders(.cancel(ID(417), reason: "customer called", basis: "b")), tag: "Cancelled")])
    #expect(screen.update(.cancelled(tag: "cancel"), context).isEmpty)
  }

  @Test func holdNoteAndStepBackCarryTheirWords() throws {
    let context = ListSample.context()
    var screen = Self.opened(try ListSample.detail())
    #expect(
      screen.update(.filled(["text": "address"], tag: "hold"), context)
        == [.call(.orders(.hold(ID(417), reason: "address")), tag: "Held")])
    #expect(
      screen.update(.filled(["text": "blue gate"], tag: "note"), context)
        == [.call(.orders(.addNote("blue gate", to: ID(417))), tag: "Noted on")])
    #expect(
      screen.update(.filled(["text": "wrong box"], tag: "step_back"), context)
        == [.call(.warehouse(.stepBack(order: ID(417), reason: "wrong box")), tag: "Took back")])
    #expect(
      screen.update(.action("order.priority"), context)
        == [.call(.orders(.setPriority(0, of: ID(417))), tag: "Not urgent:")])
  }

  @Test func nextAndPreviousGoThroughTheListWithoutLeavingIt() throws {
    let context = ListSample.context()
    let neighbours: [ID<Order>] = [ID(416), ID(417), ID(418)]
    var screen = Self.opened(try ListSample.detail(), neighbours: neighbours)
    #expect(screen.bannerFacts == "2 of 3")
    #expect(screen.update(.action("order.next"), context) == [.call(.orders(.detail(ID(418))), tag: "order")])
    _ = screen.update(.answer(.order(try ListSample.detail(18)), tag: "order"), context)
    #expect(
      screen.update(.action("order.next"), context)
        == [.notice(Notice(.info, "That was the last one of the list."))])
    #expect(screen.update(.action("order.previous"), context) == [.call(.orders(.detail(ID(417))), tag: "order")])
  }

  @Test func aChangeElsewhereAppearsWithoutAKey() throws {
    let context = ListSample.context()
    var screen = Self.opened(try ListSample.detail(status: .picking))
    #expect(screen.update(.committed, context) == [.call(.orders(.detail(ID(417))), tag: "order")])
    _ = screen.update(.answer(.order(try ListSample.detail(status: .packed)), tag: "order"), context)
    #expect(ListSample.drawn(screen, context).lines.joined().contains("packed"))
  }

  @Test func anOrderOutOfReachSaysSo() {
    let context = ListSample.context()
    var screen = OrderScreen(.number("ORD-1"), neighbours: [])
    #expect(screen.opened(context) == [.call(.orders(.detailByNumber("ORD-1")), tag: "order")])
    let failure = Answer.failed(.notFound(.order, "ORD-1"), .orders(.detailByNumber("ORD-1")))
    _ = screen.update(.answer(failure, tag: "order"), context)
    #expect(ListSample.drawn(screen, context).lines.joined().contains("ORD-1"))
  }

  @Test(arguments: [(40, 12), (80, 24), (120, 40), (200, 60)])
  func everyPartCanBeReached(columns: Int, rows: Int) throws {
    let context = ListSample.context(columns, rows)
    var screen = Self.opened(try ListSample.detail())
    var seen = ""
    for _ in 0..<OrderSections.Section.allCases.count {
      seen += ListSample.drawn(screen, context).lines.joined(separator: "\n")
      for _ in 0..<12 {
        _ = screen.update(.action("list.down"), context)
        seen += ListSample.drawn(screen, context).lines.joined(separator: "\n")
      }
      _ = screen.update(.action("order.next_part"), context)
    }
    for text in ["KEY SOAP", "T-118", "Oxford", "plastic", "Sena S.", "picked"] { #expect(seen.contains(text)) }
  }
}
