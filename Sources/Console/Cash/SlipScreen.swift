import Commerce
import Operations
import Terminal

/// One cash-up as its slip says it: who handed over what to whom, and every movement behind it.
struct SlipScreen: Screen {
  let id: ID<CashUp>
  private(set) var slip: CashUpSlip?
  /// Why there is nothing to show.
  private(set) var problem: CommerceError?
  private var pane = ScrollPane()

  init(_ id: ID<CashUp>) { self.id = id }

  var request: ScreenRequest { .cash(.slip(id)) }
  var title: String { "Cash-up slip" }
  var bannerFacts: String { slip.map { Wording.cashUp($0.cashUp.state) } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    let nothing = slip == nil ? CommerceError.notFound(.cashUp, "") : nil
    return [
      Binding("slip.print", "print", [.character("P")], importance: 9, refusal: nothing),
      Binding("slip.books", "the driver's books", [.character("j")], section: .view, importance: 6, refusal: nothing),
      Binding("list.up", "up", [.up], section: .list), Binding("list.down", "down", [.down], section: .list),
      Binding("list.page_down", "a page down", [.pageDown], section: .list),
      Binding("list.page_up", "a page up", [.pageUp], section: .list),
      Binding("list.first", "top", [.home], section: .list), Binding("list.last", "end", [.end], section: .list),
    ]
  }

  mutating func opened(_ context: Context) -> [Effect] { [.call(.cash(.cashUp(id)), tag: "slip")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name):
      if let key = ListKeys.key(of: name) { return scroll(key, context) }
      if name == "slip.print" {
        return [.call(.cash(.printSlip(of: id, to: context.settings.printDestination)), tag: "print")]
      }
      return slip.map { [.open(.cash(.books(BooksFilter(.driver($0.cashUp.driver)))))] } ?? []
    case .answer(.cash(.slip(let found)), _):
      slip = found
      problem = nil
    case .answer(.text(let place), _): return [.notice(Notice(.done, "Slip: \(place)"))]
    case .answer(.failed(let error, .cash(.printSlip)), _): return [.notice(.outside(error)), .bell]
    case .answer(.failed(let error, _), _):
      if slip == nil { problem = error }
      return [.notice(.error(error))]
    case .committed: return opened(context)
    case .mouse(let mouse) where mouse.action == .wheelDown: return scroll(.down, context)
    case .mouse(let mouse) where mouse.action == .wheelUp: return scroll(.up, context)
    case .resized: pane.rewind()
    default: break
    }
    return []
  }

  private mutating func scroll(_ key: Key, _ context: Context) -> [Effect] {
    let lines = lines(context.area.columns - 2, context)
    _ = pane.move(key, lines: lines.count, visible: context.area.rows)
    return []
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let inner = area.splitLeft(1).rest
    guard slip != nil else {
      canvas.write(
        problem.map { Wording.text($0) } ?? "reading the slip", row: inner.row, column: inner.column + 2,
        role: problem == nil ? .muted : .refused, width: inner.columns - 2)
      return
    }
    pane.draw(lines(inner.columns - 1, context), on: &canvas, in: inner)
  }

  private func lines(_ width: Int, _ context: Context) -> [StyledLine] {
    guard let slip else { return [] }
    let cashUp = slip.cashUp
    let difference = cashUp.differenceMinor
    func entry(_ label: String, _ text: String, _ role: Role = .text) -> StyledLine {
      StyledLine([
        StyledLine.Part(text: label, role: .muted), StyledLine.Part(text: text, role: role, column: 12),
      ])
    }
    var lines = [
      StyledLine("\(slip.driverName) to \(slip.cashierName)", .heading),
      entry("counted at", context.local(cashUp.countedAt).date + " " + context.local(cashUp.countedAt).clock),
      entry("expected", cashUp.expected.text), entry("counted", cashUp.counted.text, .big),
      entry("declared", cashUp.declared?.text ?? "nothing"),
    ]
    if difference != 0 {
      let amount = Money(minor: abs(difference), cashUp.counted.currency).text
      lines.append(entry(difference < 0 ? "MISSING" : "TOO MUCH", amount, .refused))
    }
    let why = cashUp.reason.map { Wording.cashUp($0) } ?? ""
    let who = slip.ownerName.isEmpty ? why : "\(slip.ownerName): \(why)"
    lines.append(entry("state", Wording.cashUp(cashUp.state), cashUp.state == .open ? .refused : .done))
    if !who.isEmpty { lines.append(entry("answers", who)) }
    lines += [.blank, StyledLine("COLLECTED SINCE THE LAST ONE", .heading)]
    guard !slip.moves.isEmpty else { return lines + [StyledLine("nothing", .muted)] }
    let columns = BooksColumns(context: context, account: .driver(cashUp.driver), isWide: width >= 80).columns
    let rows = slip.moves.map { move in columns.map { $0.cell(move) } }
    return lines + StyledLine.table(columns.map(\.column), rows, width: width, gap: width < 80 ? 1 : 2)
  }
}
