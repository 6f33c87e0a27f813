import Commerce
import Operations
import Terminal

/// Customers by phone or name, while it is typed; the last to order first.
struct CustomersScreen: Screen {
  private(set) var prompt: LineEditor
  private(set) var rows: [CustomerRow] = []
  private(set) var chosen = 0
  private var isLoaded = false

  init(_ text: String) {
    prompt = LineEditor(text, placeholder: "phone or name", maximumLength: 120)
  }

  var request: ScreenRequest { .service(.customers(prompt.text)) }
  var title: String { "Customers" }
  var inputMode: InputMode { .text }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding(
        "customers.open", "open", [.enter], importance: 9, refusal: context.missing(.seeCustomers)),
      Binding(
        "customers.new_order", "new order", [.function(2)], importance: 6, refusal: context.missing(.placeOrders)),
    ] + ListKeys.moves(letters: false)
  }

  mutating func back(_ context: Context) -> [Effect]? {
    if prompt.isEmpty { return nil }
    prompt.set("")
    return ask()
  }

  mutating func opened(_ context: Context) -> [Effect] { ask() }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("customers.open"):
      guard rows.indices.contains(chosen) else {
        let phone = prompt.text.trimmed
        return phone.contains(where: \.isNumber) ? [.open(.service(.customer(phone)))] : []
      }
      let row = rows[chosen]
      // A masked phone opens nothing; the order it came with does.
      return [.open(row.phone.contains("•") ? .order(.id(row.last), neighbours: []) : .service(.customer(row.phone)))]
    case .action("customers.new_order"):
      let phone = rows.indices.contains(chosen) ? rows[chosen].phone : prompt.text.trimmed
      return [.open(.service(.newOrder(phone.contains("•") ? "" : phone)))]
    case .action(let name):
      guard let key = ListKeys.key(of: name) else { return [] }
      let page = max(1, context.area.rows - 3)
      let step = key == .down ? 1 : key == .up ? -1 : key == .pageDown ? page : -page
      chosen = min(max(0, chosen + step), max(0, rows.count - 1))
      return []
    case .key(let key): return prompt.handle(key) == .changed ? [.quiet] + ask() : []
    case .paste(let text): return prompt.insert(text) ? ask() : []
    case .answer(.service(.customers(let found)), _):
      let before = rows.indices.contains(chosen) ? rows[chosen].phone : nil
      rows = found
      chosen = before.flatMap { phone in found.firstIndex { $0.phone == phone } } ?? 0
      isLoaded = true
      return []
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .committed: return ask()
    default: return []
    }
  }

  private func ask() -> [Effect] { [.call(.service(.findCustomers(prompt.text.trimmed)), tag: "customers")] }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let (top, rest) = area.splitTop(1)
    let line = top.inset(columns: 1)
    let taken = canvas.write("find ", row: line.row, column: line.column, role: .key, width: line.columns)
    prompt.draw(on: &canvas, in: line.splitLeft(taken).rest.splitLeft(48).left)
    let list = rest.splitLeft(2).rest
    guard !rows.isEmpty else {
      let text = isLoaded ? "No customer has \"\(prompt.text)\"." : ""
      canvas.write(text, row: list.row + 1, column: list.column, role: .muted, width: list.columns)
      return
    }
    let columns = [
      Column("CUSTOMER", .flexible(minimum: 14, weight: 2), priority: .max), Column("PHONE", .fixed(14), priority: 90),
      Column("ORDERS", .fixed(6), align: .right, priority: 40), Column("LAST", .fixed(12), priority: 60),
      Column("TOTAL", .fixed(10), align: .right, priority: 30),
    ]
    let cells = rows.map { row -> [TableCell] in
      [
        TableCell(row.name), TableCell(row.phone), TableCell("\(row.orders)"),
        TableCell(context.local(row.lastAt).dayAndClock), TableCell(row.total.digits, .muted),
      ]
    }
    let lines = StyledLine.table(columns, cells, width: list.columns, gap: list.columns < 60 ? 1 : 2)
    lines[0].draw(on: &canvas, in: list.line(0))
    let room = max(0, list.rows - 1)
    let first = max(0, min(chosen - room + 1, rows.count - room))
    for (row, line) in lines.dropFirst(1 + first).prefix(room).enumerated() {
      line.draw(on: &canvas, in: list.line(row + 1))
      guard first + row == chosen else { continue }
      let place = rest.line(row + 1)
      canvas.write(String(canvas.glyphs.selected), row: place.row, column: place.column, role: .accent)
      canvas.paint(place, role: .selection)
    }
  }
}
