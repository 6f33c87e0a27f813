import Commerce
import Operations
import Terminal

/// Items at or below their reorder point: what there is, what comes, what to order.
struct LowStockScreen: Screen {
  private let all: Bool
  private(set) var list = RowList<ReorderRow>(\.variant.sku)
  private var asked: String?

  init(all: Bool) { self.all = all }

  var request: ScreenRequest { .stockWork(.lowStock(all: all)) }
  var title: String { all ? "Reorder points" : "Low stock" }
  var bannerFacts: String { list.isLoaded ? all ? counted(list.rows.count, "item") : "\(list.rows.count) low" : "" }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = list.selected == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    let mayEdit = context.missing(.adjustStock)
    return [
      Binding("low.card", "the item's card", [.enter], importance: 9, refusal: nothing),
      Binding("low.edit", "its point", [.character("r")], importance: 8, refusal: mayEdit ?? nothing),
      Binding("low.add", "a point for an item", [.character("n")], importance: 7, refusal: mayEdit),
      Binding("low.all", all ? "only low ones" : "all points", [.character("a")], importance: 6), ListKeys.export,
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { [read] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("low.card"): return list.selected.map { [.open(.stockCard(.id($0.variant.id)))] } ?? []
    case .action("low.edit"):
      asked = list.selected?.variant.sku
      return list.selected.map { [.fill(StockForms.reorder($0.reorder, of: $0.variant.name), tag: "edit")] } ?? []
    case .action("low.add"): return [.fill(StockForms.reorder(nil, of: nil), tag: "add")]
    case .action("low.all"): return [.replace(.stockWork(.lowStock(all: !all)))]
    case .action(let name): return list.act(name, context)
    case .scan(let code): return [.open(.stockCard(.code(code.uppercased())))]
    case .filled(let fields, let tag): return StockForms.set(fields, sku: tag == "edit" ? asked : fields["sku"])
    case .chosen(let format, _): return list.export(format, all ? "reorder-points" : "low-stock", columns)
    case .answer(.stockWork(.lowStock(let rows)), _):
      list.replace(rows)
      return []
    case .answer(.stockWork(.done), _): return [.notice(Notice(.done, "Kept")), read]
    case .answer(.failed(let error, _), _): return [.notice(.error(error)), .bell]
    case .committed: return [read]
    case .mouse(let mouse): return list.handle(mouse, context)
    default: return []
    }
  }

  private var read: Effect { StockScanParts.call(.lowStock(all: all), "list") }

  private var columns: [ListColumn<ReorderRow>] {
    [
      ListColumn("ITEM", .flexible(minimum: 16, weight: 2), priority: .max) { TableCell($0.variant.name) },
      ListColumn("SKU", .fixed(12), priority: 3) { TableCell($0.variant.sku, .muted) },
      ListColumn("AVAIL", .fixed(6), align: .right, priority: .max, export: "available") { row in
        TableCell("\(row.level.available)", row.level.available <= 0 ? .late : .text)
      },
      ListColumn("POINT", .fixed(6), align: .right, priority: 8) { "\($0.reorder.point)" },
      ListColumn("UP TO", .fixed(6), align: .right, priority: 4) { "\($0.reorder.upTo)" },
      ListColumn("ON ORDER", .fixed(8), align: .right, priority: 6) { TableCell("\($0.onOrder)", .muted) },
      ListColumn("IN TRANSIT", .fixed(10), align: .right, priority: 5) { TableCell("\($0.level.inTransit)", .muted) },
      ListColumn("ORDER", .fixed(6), align: .right, priority: 9, export: "suggested") { row in
        TableCell("\(row.suggested)", row.suggested > 0 ? .accent : .muted)
      },
    ]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    list.draw(
      on: &canvas, in: area, columns,
      empty: all
        ? ["No item has a reorder point here.", "n sets one; a file of them comes by import (g i)."]
        : ["Nothing is low.", "a shows every item that has a reorder point."],
      state: { row in row.level.available <= 0 ? .late : row.suggested > 0 ? .warning : nil })
  }
}
