import Commerce
import Operations
import Terminal

/// What keeps the shift from closing, kind by kind, with the first of each at hand: it has to reach zero, or everything
/// left has to be somebody's.
struct ShiftCloseScreen: Screen {
  let request = ScreenRequest.overview(.shiftClose)
  let title = "Shift close"

  /// Where the keys go: the kinds, or the things of one kind.
  enum Focus: Hashable, Sendable { case kinds, items }

  private(set) var close: ShiftClose?
  private(set) var kinds = WindowedTable<ShiftCloseKind>()
  private(set) var items = WindowedTable<Int64>()
  private(set) var focus = Focus.kinds

  var bannerFacts: String {
    guard let close else { return "" }
    return close.isZero ? "ZERO" : "\(close.count) left"
  }

  /// The kind at hand.
  var row: ShiftCloseRow? { close?.rows.first { $0.kind == kinds.selection } }
  /// The thing at hand.
  var item: ShiftCloseItem? { row?.items.first { $0.id == items.selection } }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = row == nil ? .refused(Refusal(.nothingOpen, remedy: .none)) : nil
    let fix = fix(context)
    return [
      Binding("close.open", focus == .kinds ? "go there" : "open it", [.enter], importance: 20, refusal: nothing),
      Binding(
        "close.fix", fix?.label ?? "how to mend it", [.character("f")], importance: 18,
        refusal: nothing ?? fix?.refusal),
      Binding(
        "close.focus", focus == .kinds ? "to the items" : "to the kinds", [.tab], section: .list, importance: 8,
        refusal: nothing),
      Binding("close.export", "export", [.character("e")], section: .list, refusal: context.missing(.exportData)),
      Binding("close.print", "print", [.character("P")], section: .list, refusal: nothing),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { load() }

  private func load() -> [Effect] { [.call(.overview(.shiftClose), tag: "close")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.overview(.shiftClose(let close)), _): show(close)
    case .answer(.failed(let error, let call), _):
      return [.notice(.error(error, now: context.now))] + (call.isMutation ? [.bell] + load() : [])
    case .answer(_, "fix"): return [.notice(Notice(.done, "Done"))] + load()
    case .committed, .tick: return load()
    case .action(let name): return act(name, context)
    case .chosen(let format, "format"): return [.export(table(ExportTable.Format(rawValue: format) ?? .csv, context))]
    case .mouse(let mouse): return take(mouse, context)
    default: break
    }
    return []
  }

  mutating func back(_ context: Context) -> [Effect]? {
    guard focus == .items else { return nil }
    focus = .kinds
    return []
  }

  private mutating func show(_ close: ShiftClose) {
    self.close = close
    kinds.replace(window: close.rows.map(\.kind), hasBefore: false, hasAfter: false)
    showItems()
    if items.window.isEmpty { focus = .kinds }
  }

  private mutating func showItems() {
    items.replace(window: row?.items.map(\.id) ?? [], hasBefore: false, hasAfter: false)
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      let parts = ShiftCloseLook.parts(context.area, rows: kinds.window.count, context)
      if focus == .items {
        _ = items.move(key, visibleRows: WindowedTable<Int64>.visibleRows(in: parts.items))
      } else {
        _ = kinds.move(key, visibleRows: WindowedTable<ShiftCloseKind>.visibleRows(in: parts.kinds))
        showItems()
      }
      return []
    }
    switch name {
    case "close.open": return open()
    case "close.fix":
      if let fix = fix(context) { return fix.effects }
      guard let row else { return [] }
      // What takes more than one key is not mended from here; the way to it is.
      let words = "No one key mends \"\(Wording.text(row.kind))\": \(Wording.remedy(row.kind)); Tab, Enter goes there"
      return [.notice(Notice(.refused, focus == .kinds ? words.replacing("Tab, ", with: "") : words)), .bell]
    case "close.focus":
      focus = focus == .kinds && !items.window.isEmpty ? .items : .kinds
      return []
    case "close.export":
      return [.choose(ExportRun<RecordedChange>.formats, title: "Export as", tag: "format")]
    case "close.print":
      return [.print(.text(table(.text, context).text, title: "Shift close \(context.site?.name ?? "")"))]
    default: return []
    }
  }

  private func open() -> [Effect] {
    guard let row else { return [] }
    if focus == .items, let order = item?.order {
      return [.open(.order(.id(order), neighbours: row.items.compactMap(\.order)))]
    }
    return Address(Wording.address(row.kind)).map { [.open($0.request)] } ?? []
  }

  private mutating func take(_ mouse: Mouse, _ context: Context) -> [Effect] {
    let parts = ShiftCloseLook.parts(context.area, rows: kinds.window.count, context)
    if kinds.handle(mouse, in: parts.kinds).clicked != nil {
      focus = .kinds
      showItems()
    } else if items.handle(mouse, in: parts.items).clicked != nil {
      focus = .items
    } else {
      return []
    }
    return mouse.action == .doubleClick ? open() : []
  }

  // MARK: Mending in place

  /// What one key does about the thing at hand.
  struct Fix: Hashable, Sendable {
    var label: String
    var refusal: CommerceError?
    var effects: [Effect]
  }

  /// The one key's work; nil where it takes more than one.
  func fix(_ context: Context) -> Fix? {
    guard let row, let item = item ?? row.items.first else { return nil }
    func fix(_ label: String, _ permission: Permission, _ call: DeskCall) -> Fix {
      Fix(label: label, refusal: context.missing(permission), effects: [.call(call, tag: "fix")])
    }
    switch row.kind {
    case .held: return item.order.map { fix("release it", .holdOrders, .orders(.releaseHold($0))) }
    case .shortages:
      return fix("try again", .settleShortages, .warehouse(.settle(ID(item.id), .retry, reason: "")))
    case .refunds: return fix("it is mine", .refund, .cash(.own(ID(item.id))))
    case .payments, .unpaidInWork: return item.payment.map { fix("poll now", .pollPayments, .cash(.poll($0))) }
    case .notices: return fix("replay", .pollPayments, .cash(.replay(ID(item.id))))
    default: return nil
    }
  }

  // MARK: Drawing

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    guard let close else {
      canvas.write("reading what is left", row: area.row + 1, column: area.column + 3, role: .muted)
      return
    }
    guard !close.isZero else { return ShiftCloseLook.drawZero(on: &canvas, in: area, context) }
    let parts = ShiftCloseLook.parts(area, rows: close.rows.count, context)
    let look = ShiftCloseLook(close: close, context: context)
    if !parts.kinds.isEmpty, focus == .kinds || !context.isCompact {
      look.drawKinds(kinds, isFocused: focus == .kinds, on: &canvas, in: parts.kinds)
    }
    guard let row, focus == .items || !context.isCompact else { return }
    look.drawItems(row, items, isFocused: focus == .items, on: &canvas, in: parts)
  }

  private func table(_ format: ExportTable.Format, _ context: Context) -> ExportTable {
    let rows = close?.rows.flatMap { row in
      row.items.map { item in
        [
          row.kind.rawValue, "\(row.count)", item.label, item.detail, item.owner,
          item.minor.flatMap { minor in close.map { Money(minor: minor, $0.currency).plain } } ?? "",
          item.since?.description ?? "",
        ]
      }
    }
    return ExportTable(
      name: "shift-close-\(context.site?.code ?? "")", format: format,
      columns: ["kind", "count", "what", "about", "owner", "money", "since"], rows: rows ?? [])
  }
}
