import Commerce
import Operations
import Terminal

/// Barcodes to print: commands for a cart without keyboard, badges, totes, bins, lanes.
struct SheetsScreen: Screen {
  let request = ScreenRequest.sheets
  let title = "Barcode sheets"

  private(set) var tabs = TabBar(SheetKind.allCases.map(\.rawValue))
  private(set) var entries: [SheetEntry]?
  private var top = 0

  private var kind: SheetKind { SheetKind.allCases[tabs.selected] }
  var bannerFacts: String { entries.map { counted($0.count, "code") } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("sheet.print", "print", [.character("p")], importance: 20, refusal: context.missing(.printSheets)),
      Binding("sheet.next", "next sheet", [.tab, .right], section: .list, importance: 10),
      Binding("sheet.before", "sheet before", [.backTab, .left], section: .list),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { load() }

  private mutating func load() -> [Effect] {
    entries = nil
    top = 0
    return [.call(.house(.sheet(kind)), tag: "sheet")]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.sheet(let entries), _): self.entries = entries
    case .answer(.failed(let error, _), _):
      entries = []
      return [.notice(.error(error))]
    case .action("sheet.next"):
      _ = tabs.handle(.right)
      return load()
    case .action("sheet.before"):
      _ = tabs.handle(.left)
      return load()
    case .action("sheet.print"):
      guard let entries, !entries.isEmpty else { return [] }
      let town = context.site.map { ", \($0.name)" } ?? ""
      return [.print(.barcodes(entries, title: kind.rawValue + town))]
    case .action(let name): scroll(name, context)
    case .mouse(let mouse):
      if mouse.action == .wheelDown { scroll("list.down", context) }
      if mouse.action == .wheelUp { scroll("list.up", context) }
      if mouse.row == context.area.row, let tab = tabs.index(atColumn: mouse.column, in: context.area) {
        tabs.selected = tab
        return load()
      }
    default: break
    }
    return []
  }

  private mutating func scroll(_ name: String, _ context: Context) {
    let page = max(1, context.area.rows - 2)
    let last = max(0, (entries?.count ?? 0) - page)
    switch name {
    case "list.down": top += 1
    case "list.up": top -= 1
    case "list.page_down": top += page
    case "list.page_up": top -= page
    case "list.first": top = 0
    case "list.last": top = last
    default: break
    }
    top = min(max(0, top), last)
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let (head, rest) = area.splitTop(1)
    tabs.draw(on: &canvas, in: head.inset(columns: 1))
    let list = rest.splitTop(rest.rows > 8 ? 1 : 0).rest
    guard let entries else {
      canvas.write("reading", row: list.row, column: list.column + 3, role: .muted)
      return
    }
    if entries.isEmpty {
      canvas.write(
        "No codes of this kind in this town; g i imports some", row: list.row, column: list.column + 3, role: .muted,
        width: list.columns - 3)
    }
    let code = min(max(8, entries.map { TextWidth.width($0.code) }.max() ?? 0), 24)
    for (line, entry) in entries.dropFirst(top).prefix(list.rows).enumerated() {
      canvas.write(entry.code, row: list.row + line, column: list.column + 3, role: .key, width: code)
      canvas.write(
        entry.caption, row: list.row + line, column: list.column + 5 + code, width: list.columns - 6 - code)
    }
  }
}
