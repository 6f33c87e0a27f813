import Commerce
import Operations
import Terminal

/// Customers by phone or name, while it is typed; the last to order first.
struct CustomersScreen: Screen {
  private(set) var list: PromptList
  private(set) var rows: [CustomerRow] = []
  private var isLoaded = false

  init(_ text: String) { list = PromptList(text, placeholder: "phone or name", width: 48) }

  private var prompt: LineEditor { list.prompt }
  private var row: CustomerRow? { rows.indices.contains(list.chosen) ? rows[list.chosen] : nil }

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
    list.prompt.set("")
    return ask()
  }

  mutating func opened(_ context: Context) -> [Effect] { ask() }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("customers.open"): return open()
    case .action("customers.new_order"):
      let phone = row?.phone ?? prompt.text.trimmed
      return [.open(.service(.newOrder(phone.contains("•") ? "" : phone)))]
    case .action(let name):
      if let key = ListKeys.key(of: name) { list.move(key, rows: rows.count, in: context.area) }
      return []
    case .mouse(let mouse): return list.point(mouse, rows: rows.count, in: context.area) ? open() : []
    case .key(let key): return list.prompt.handle(key) == .changed ? [.quiet] + ask() : []
    case .paste(let text): return list.prompt.insert(text) ? ask() : []
    case .answer(.service(.customers(let found)), _):
      let before = row?.phone
      rows = found
      list.choose(before.flatMap { phone in found.firstIndex { $0.phone == phone } })
      isLoaded = true
      return []
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .committed: return ask()
    default: return []
    }
  }

  private func open() -> [Effect] {
    guard let row else {
      let phone = prompt.text.trimmed
      return phone.contains(where: \.isNumber) ? [.open(.service(.customer(phone)))] : []
    }
    // A masked phone opens nothing; the order it came with does.
    guard row.phone.contains("•") else { return [.open(.service(.customer(row.phone)))] }
    return row.last.map { [.open(.order(.id($0), neighbours: []))] } ?? []
  }

  private func ask() -> [Effect] { [.call(.service(.findCustomers(prompt.text.trimmed)), tag: "customers")] }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let columns = [
      Column("CUSTOMER", .flexible(minimum: 14, weight: 2), priority: .max), Column("PHONE", .fixed(14), priority: 90),
      Column("ORDERS", .fixed(6), align: .right, priority: 40), Column("LAST", .fixed(12), priority: 60),
      Column("TOTAL", .fixed(10), align: .right, priority: 30),
    ]
    let cells = rows.map { row -> [TableCell] in
      [
        TableCell(row.name), TableCell(row.phone), TableCell("\(row.orders)"),
        TableCell(row.lastAt.map { context.local($0).dayAndClock } ?? ""), TableCell(row.total?.digits ?? "", .muted),
      ]
    }
    list.draw(
      columns, cells, empty: isLoaded ? "No customer has \"\(prompt.text)\"." : "", on: &canvas, in: area)
  }
}
