import Commerce
import Operations
import Terminal

/// What suppliers are expected to bring, the first due first.
struct DeliveriesScreen: Screen {
  private(set) var list = RowList<DeliveryRow>(\.reference)

  var request: ScreenRequest { .stockWork(.deliveries) }
  var title: String { "Deliveries" }
  var bannerFacts: String { list.isLoaded ? "\(list.rows.count) open" : "" }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = list.selected == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    let mayReceive = context.missing(.receiveStock)
    return [
      Binding("deliveries.receive", "receive", [.enter], importance: 9, refusal: mayReceive ?? nothing),
      Binding("deliveries.announce", "announce one", [.character("n")], importance: 8, refusal: mayReceive),
      ListKeys.export,
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { [read] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("deliveries.receive"):
      return list.selected.map { [.open(.stockWork(.receive($0.reference)))] } ?? []
    case .action("deliveries.announce"): return [.fill(form(context), tag: "announce")]
    case .action(let name): return list.act(name, context)
    case .scan(let code): return [.open(.stockWork(.receive(code.uppercased())))]
    case .filled(let fields, _): return announce(fields)
    case .chosen(let format, _): return list.export(format, "deliveries", columns(context))
    case .answer(.stockWork(.deliveries(let rows)), _):
      list.replace(rows)
      return []
    case .answer(.stockWork(.done), _): return [.notice(Notice(.done, "Announced")), read]
    case .answer(.failed(let error, _), _): return [.notice(.error(error)), .bell]
    case .committed: return [read]
    case .mouse(let mouse): return list.handle(mouse, context)
    default: return []
    }
  }

  private func form(_ context: Context) -> FormSheet {
    FormSheet(
      "Announce a delivery",
      Form([
        .text("supplier", label: "supplier"), .text("reference", label: "reference on its note"),
        .text("due", label: "due", value: context.local(context.now).date),
        .text("items", label: "items", placeholder: "MILO-400 48, RICE-5 20"),
      ]))
  }

  /// `MILO-400 48, RICE-5 20`; the core says what is wrong with the rest.
  private func announce(_ fields: [String: String]) -> [Effect] {
    var lines: [DeliveryDraft.Line] = []
    for part in (fields["items"] ?? "").split(separator: ",") {
      let words = part.split(separator: " ")
      guard words.count == 2, let quantity = Int(words[1]) else {
        return [.notice(Notice(.refused, "Items are SKU and units: MILO-400 48, RICE-5 20")), .bell]
      }
      lines.append(DeliveryDraft.Line(code: String(words[0]), quantity: quantity))
    }
    let draft = DeliveryDraft(
      supplier: fields["supplier"] ?? "", reference: fields["reference"] ?? "", dueOn: fields["due"] ?? "", lines: lines
    )
    return [StockScanParts.call(.announce(draft), "announce")]
  }

  private var read: Effect { StockScanParts.call(.deliveries, "list") }

  private func columns(_ context: Context) -> [ListColumn<DeliveryRow>] {
    let today = context.local(context.now).date
    return [
      ListColumn("DUE", .fixed(10), priority: .max) { TableCell($0.dueOn, $0.dueOn < today ? .late : .text) },
      ListColumn("REFERENCE", .fixed(14), priority: .max) { TableCell($0.reference) },
      ListColumn("SUPPLIER", .flexible(minimum: 12, weight: 2), priority: 8) { TableCell($0.supplier) },
      ListColumn("ITEMS", .fixed(5), align: .right, priority: 4) { "\($0.lines)" },
      ListColumn("UNITS", .fixed(6), align: .right, priority: 6) { "\($0.expected)" },
      ListColumn("IN", .fixed(6), align: .right, priority: 7) { TableCell("\($0.received)", .muted) },
    ]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    list.draw(
      on: &canvas, in: area, columns(context),
      empty: ["No delivery is expected.", "n announces one; a file of them comes by import (g i)."])
  }
}
