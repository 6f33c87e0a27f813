import Commerce
import Operations
import Terminal

/// Looking stock up by barcode, SKU or words of the name.
struct StockScreen: Screen {
  private(set) var prompt: LineEditor
  /// True while the arrows and letters belong to the list.
  private(set) var isInList = false
  private(set) var table = WindowedTable<ID<Variant>>()
  private(set) var hits: [ID<Variant>: StockHit] = [:]
  /// False until the present text is answered.
  private(set) var isAnswered = false
  private var opensWhenAnswered = false

  /// More than anybody reads; another word narrows it.
  static let limit = 100

  init(_ text: String) {
    prompt = LineEditor(text, placeholder: "scan, or type a SKU or words of the name", maximumLength: 120)
    opensWhenAnswered = !text.isEmpty
  }

  var request: ScreenRequest { .stock(prompt.text) }
  var title: String { "Stock" }
  var inputMode: InputMode { isInList ? .board : .text }

  func bindings(_ context: Context) -> [Binding] {
    var bindings = [Binding("stock.open", "open", [.enter], importance: 9)]
    if isInList {
      bindings += [
        Binding("stock.find", "find", [.character("/")], section: .list, importance: 8), ListKeys.export,
      ]
    }
    return bindings + ListKeys.moves(letters: isInList)
  }

  mutating func back(_ context: Context) -> [Effect]? {
    if prompt.isEmpty { return nil }
    prompt.set("")
    isInList = false
    return find()
  }

  mutating func opened(_ context: Context) -> [Effect] { find() }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action(let name): return act(name, context)
    case .key(let key):
      if key == .character("/"), prompt.isEmpty { return [] }
      guard !isInList, prompt.handle(key) == .changed else { return [] }
      return [.quiet] + find()
    case .paste(let text):
      isInList = false
      return prompt.insert(text) ? find() : []
    case .scan(let code):
      prompt.set(code)
      opensWhenAnswered = true
      return find()
    case .mouse(let mouse):
      let (clicked, _) = table.handle(mouse, in: area(context))
      isInList = isInList || clicked != nil
      return clicked != nil && mouse.action == .doubleClick ? open() : []
    case .answer(.stockHits(let found), _): return take(found)
    case .answer(.failed(let error, _), _): return [.notice(.error(error))]
    case .committed: return find()
    case .chosen(let format, _):
      guard let format = ExportTable.Format(rawValue: format) else { return [] }
      let columns = StockColumns.hits()
      let rows = table.window.compactMap { hits[$0] }.map { hit in columns.map { $0.cell(hit).text } }
      return [
        .export(ExportTable(name: "stock", format: format, columns: columns.map(\.exportTitle), rows: rows))
      ]
    default: return []
    }
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      guard isInList else {
        isInList = !table.window.isEmpty
        return []
      }
      if key == .up, table.selectedIndex == 0 {
        isInList = false
      } else {
        _ = table.move(key, visibleRows: WindowedTable<ID<Variant>>.visibleRows(in: area(context)))
      }
      return []
    }
    switch name {
    case "stock.find": isInList = false
    case "stock.open":
      if isInList { return open() }
      guard isAnswered else {
        opensWhenAnswered = true
        return []
      }
      return openOnly()
    case "list.export": return [.choose(ExportRun<RecordedMove>.formats, title: "Export this list as", tag: "export")]
    default: break
    }
    return []
  }

  private mutating func find() -> [Effect] {
    guard !prompt.isEmpty else {
      table = WindowedTable()
      hits = [:]
      isAnswered = true
      opensWhenAnswered = false
      return []
    }
    isAnswered = false
    return [.call(.stock(.find(prompt.text, limit: Self.limit)), tag: "hits")]
  }

  private mutating func take(_ found: [StockHit]) -> [Effect] {
    isAnswered = true
    guard !prompt.isEmpty else { return [] }
    hits = Dictionary(found.map { ($0.variant.id, $0) }, uniquingKeysWith: { first, _ in first })
    table.replace(window: found.map(\.variant.id), hasBefore: false, hasAfter: false)
    guard opensWhenAnswered else { return [] }
    opensWhenAnswered = false
    return openOnly()
  }

  private func open() -> [Effect] {
    guard let id = table.selection else { return [] }
    return [.open(.stockCard(.id(id)))]
  }

  /// The only item found opens at once; among several the arrows choose.
  private mutating func openOnly() -> [Effect] {
    if table.window.count == 1 { return open() }
    isInList = !table.window.isEmpty
    if isInList || prompt.isEmpty { return [] }
    return [.notice(Notice(.refused, "No item has \"\(prompt.text)\" as its code or in its name."))]
  }

  // MARK: View

  private func area(_ context: Context) -> Rect { context.area.splitTop(1).rest }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let (top, rest) = area.splitTop(1)
    let line = top.inset(columns: 1)
    let count = table.window.count
    let right = count == 0 ? "" : count >= Self.limit ? "\(count)+ items" : ListCount.counted(count, "item")
    let (side, left) = line.splitRight(TextWidth.width(right), gap: 2)
    canvas.write(right, row: side.row, column: side.column, role: .muted, width: side.columns)
    let taken = canvas.write("find ", row: left.row, column: left.column, role: .key, width: left.columns)
    prompt.draw(on: &canvas, in: left.splitLeft(taken).rest.splitLeft(48).left, isFocused: !isInList)
    let columns = StockColumns.hits(codes: table.window.compactMap { hits[$0]?.variant.sku })
    table.draw(
      on: &canvas, in: rest, columns: columns.map(\.column), gap: rest.columns >= 100 ? 2 : 1, isFocused: isInList,
      empty: nothing
    ) { id in
      hits[id].map { hit in TableRow(columns.map { $0.cell(hit) }, state: StockColumns.state(hit)) } ?? TableRow([])
    }
  }

  private var nothing: [String] {
    if prompt.isEmpty {
      return ["Scan an item, or type a SKU or words of its name.", "Enter opens the only item found."]
    }
    return isAnswered ? ["No item has \"\(prompt.text)\" as its code or in its name.", "Esc clears the search."] : []
  }
}
