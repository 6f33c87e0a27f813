import Commerce
import Operations
import Terminal

/// The cash-ups of the town, newest first: what was expected, what was counted, who answers for the difference.
struct CashUpsScreen: Screen {
  let request = ScreenRequest.cash(.cashUps)
  let title = "Cash-ups"
  private(set) var listing = CashListing<CashUp>()
  private(set) var names = CashNames()

  var bannerFacts: String {
    let open = listing.list.window.count { $0.state == .open }
    return open > 0 ? "\(open) open" : ""
  }

  func bindings(_ context: Context) -> [Binding] {
    let nothing = listing.selected == nil ? CommerceError.invalid([FieldIssue("", "No cash-up is at hand")]) : nil
    return [
      Binding("cash_ups.open", "slip", [.enter], importance: 9, refusal: nothing),
      Binding("cash_ups.print", "print the slip", [.character("P")], importance: 7, refusal: nothing),
      Binding(
        "cash_ups.count", "count again", [.character("$")], importance: 6,
        refusal: context.missing(.takeCash) ?? nothing),
      ListKeys.export,
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { [.call(.cash(.till), tag: "names")] + listing.restart(ask) }

  private var ask: CashListing<CashUp>.Ask { { .cashUps($0) } }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .chosen(let format, _): return listing.exporting(as: format, ask)
    case .answer(let answer, let tag): return take(answer, tag, context)
    case .committed: return listing.refresh(ask)
    case .mouse(let mouse):
      let (opened, effects) = listing.point(mouse, in: area(context.area), ask)
      return effects + (opened.map { [.open(.cash(.slip($0.id)))] } ?? [])
    default: return []
    }
  }

  private func area(_ area: Rect) -> Rect { area.splitTop(1).rest }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let effects = listing.act(name, in: area(context.area), ask) { return effects }
    guard let row = listing.selected else { return [] }
    switch name {
    case "cash_ups.open": return [.open(.cash(.slip(row.id)))]
    case "cash_ups.print":
      return [.call(.cash(.printSlip(of: row.id, to: context.settings.printDestination)), tag: "print")]
    case "cash_ups.count":
      guard let driver = names.drivers.first(where: { $0.person == row.driver }) else {
        return [.notice(Notice(.refused, "This driver works here no more; g m shows who does")), .bell]
      }
      return [.open(.cash(.cashUp(driver: driver.code)))]
    default: return []
    }
  }

  private mutating func take(_ answer: Answer, _ tag: String, _ context: Context) -> [Effect] {
    switch answer {
    case .cash(.cashUps(let page)):
      return listing.take(
        page, tag, ask, name: "cash-ups-\(context.site?.code ?? "")", columns: columns(context))
    case .cash(.till(let till)):
      names = CashNames(till, context.session)
      return []
    case .text(let place): return [.notice(Notice(.done, "Slip: \(place)"))]
    case .failed(let error, let call):
      if tag == "names" { return [] }
      if case .cash(.printSlip) = call { return [.notice(.outside(error)), .bell] }
      return listing.fail(error, tag, ask) ?? [.notice(.error(error))]
    default: return []
    }
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    CashFilterLine(words: ["newest first"], count: listing.count("cash-up"), isNew: listing.list.newer > 0)
      .draw(on: &canvas, in: area.line(0))
    let table = self.area(area)
    listing.draw(
      on: &canvas, in: table.splitLeft(min(table.columns, 140)).left, columns(context),
      empty: ["No cash was counted here yet.", "$ at the till (g m) counts a driver's."]
    ) { row in
      switch row.state {
      case .agreed, .settled: .done
      case .open: .refused
      case .superseded: nil
      }
    }
  }

  private func columns(_ context: Context) -> [ListColumn<CashUp>] {
    [
      ListColumn("COUNTED AT", .fixed(12), priority: 80, exported: \.countedAt.description) { row in
        TableCell(context.told(row.countedAt))
      },
      ListColumn("DRIVER", .flexible(minimum: 10, weight: 1), priority: .max) { TableCell(names[$0.driver]) },
      ListColumn("EXPECTED", .fixed(10), align: .right, priority: 60, exported: \.expected.plain) { row in
        TableCell(row.expected.digits)
      },
      ListColumn("COUNTED", .fixed(10), align: .right, priority: 70, exported: \.counted.plain) { row in
        TableCell(row.counted.digits)
      },
      ListColumn("DIFFERENCE", .fixed(10), align: .right, priority: .max) { row in
        let difference = Money(minor: row.differenceMinor, row.counted.currency)
        return TableCell(difference.minor == 0 ? "-" : difference.digits, difference.minor == 0 ? .muted : .refused)
      },
      ListColumn("STATE", .fixed(12), priority: .max) { TableCell(Wording.cashUp($0.state)) },
      ListColumn("WHO ANSWERS", .flexible(minimum: 10, weight: 1), priority: 50) { row in
        TableCell(row.owner.map { names[$0] } ?? row.reason.map { Wording.cashUp($0) } ?? "", .muted)
      },
      ListColumn("CASHIER", .fixed(12), priority: 40) { TableCell(names[$0.cashier], .muted) },
    ]
  }
}
