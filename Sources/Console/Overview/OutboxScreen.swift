import Commerce
import Operations
import Terminal

/// The commands that this console keeps for its server: what was refused after its person had gone on, and what still
/// waits. Each is sent again, or dropped with a reason.
struct OutboxScreen: Screen {
  private(set) var commands: [OutboxCommand] = []
  private(set) var isLoaded = false
  private(set) var table = WindowedTable<UniqueID>()
  /// The reason given for dropping, until it is confirmed.
  private var reason = ""

  let request = ScreenRequest.overview(.outbox)
  let title = "Outbox"

  var bannerFacts: String {
    let refused = commands.count { $0.refusal != nil }
    return isLoaded ? "\(refused) refused  \(commands.count - refused) waiting" : ""
  }

  private var chosen: OutboxCommand? { commands.first { $0.id == table.selection } }

  func bindings(_ context: Context) -> [Binding] {
    let nothing: CommerceError? = chosen == nil ? .refused(Refusal(.nothingOpen, remedy: .chooseOther)) : nil
    return [
      Binding(
        "outbox.open", "what it is about", [.enter], importance: 20,
        refusal: nothing ?? (chosen?.view == nil ? .refused(Refusal(.nothingOpen, remedy: .chooseOther)) : nil)),
      Binding("outbox.again", "send again", [.character("r")], importance: 18, refusal: nothing),
      Binding("outbox.drop", "drop", [.character("X")], importance: 15, refusal: nothing),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] { load() }

  private func load() -> [Effect] { [.call(.overview(.outbox), tag: "outbox")] }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.overview(.outbox(let commands)), _):
      self.commands = commands
      isLoaded = true
      table.replace(window: commands.map(\.id), hasBefore: false, hasAfter: false)
    case .answer(.done, "again"): return load() + [.notice(Notice(.done, "On its way again"))]
    case .answer(.done, "drop"): return load() + [.notice(Notice(.done, "Dropped: it will not be sent"))]
    case .answer(.failed(let error, let call), _):
      return [.notice(.error(error))] + (call.isMutation ? [.bell] : []) + load()
    case .committed: return load()
    case .action(let name): return act(name, context)
    case .filled(let values, "reason"):
      reason = values["text"] ?? ""
      guard reason.contains(where: { !$0.isWhitespace }) else {
        return [.notice(.error(.refused(Refusal(.reasonNeeded, remedy: .giveReason)))), .bell]
      }
      return chosen.map { [.confirm(Self.question($0, reason, context), tag: "drop")] } ?? []
    case .confirmed("drop"):
      return chosen.map { [.call(.overview(.dropCommand($0.id, reason: reason)), tag: "drop")] } ?? []
    case .mouse(let mouse):
      _ = table.handle(mouse, in: panes(context.area).list)
      if mouse.action == .doubleClick { return open() }
    default: break
    }
    return []
  }

  private mutating func act(_ name: String, _ context: Context) -> [Effect] {
    if let key = ListKeys.key(of: name) {
      _ = table.move(key, visibleRows: WindowedTable<UniqueID>.visibleRows(in: panes(context.area).list))
      return []
    }
    switch name {
    case "outbox.open": return open()
    case "outbox.again": return chosen.map { [.call(.overview(.sendAgain($0.id)), tag: "again")] } ?? []
    case "outbox.drop":
      return chosen == nil ? [] : [.fill(.text("Drop it for good: why?", label: "reason"), tag: "reason")]
    default: return []
    }
  }

  private func open() -> [Effect] { chosen?.view.map { [.open($0)] } ?? [] }

  private static func question(_ command: OutboxCommand, _ reason: String, _ context: Context) -> Dialog {
    Dialog(
      question: "Drop \"\(Wording.intended(command))\" in \(command.town(context))?",
      body: ["It was meant at \(context.local(command.at).clock) and will never be done.", "Because: \(reason)"],
      confirmLabel: "drop it", cancelLabel: "keep it")
  }

  // MARK: Drawing

  private func panes(_ area: Rect) -> (list: Rect, detail: Rect) {
    if area.columns >= 150 {
      let (left, right) = area.splitLeft(96, gap: 3)
      return (left, right)
    }
    let (list, detail) = area.splitBottom(area.rows >= 12 ? 6 : 3)
    return (list, detail)
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let panes = panes(area)
    let columns = [
      Column("SINCE", .fixed(12), priority: 8), Column("WHAT", .flexible(minimum: 18, weight: 3), priority: .max),
      Column("TOWN", .flexible(minimum: 8, weight: 1), priority: 3),
      Column("STATE", .fixed(8), priority: 9),
      Column("WHO", .fixed(14), priority: 2),
    ]
    let known = Dictionary(commands.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    let empty = isLoaded ? ["Nothing waits, nothing was refused."] : ["reading"]
    table.draw(on: &canvas, in: panes.list, columns: columns, empty: empty) { id in
      guard let command = known[id] else { return TableRow([]) }
      let isRefused = command.refusal != nil
      return TableRow(
        [
          TableCell(command.when(context)), TableCell(Wording.intended(command)),
          TableCell(command.town(context), .muted),
          TableCell(isRefused ? "refused" : "waiting", isRefused ? .refused : .muted),
          TableCell(command.who(context), .muted),
        ], state: isRefused ? .refused : nil)
    }
    guard let chosen else { return }
    let lines = details(of: chosen, width: panes.detail.columns - 1, context)
    for (index, line) in lines.prefix(panes.detail.rows).enumerated() {
      line.draw(on: &canvas, in: panes.detail.line(index).inset(columns: 1))
    }
  }

  private func details(of command: OutboxCommand, width: Int, _ context: Context) -> [StyledLine] {
    var lines: [StyledLine] = []
    if let refusal = command.refusal {
      lines += StyledLine.wrapped(Wording.text(refusal, now: context.now), width - 1, .refused)
    } else if let link = context.link, link.isOffline {
      lines.append(StyledLine("It goes out by itself once the server answers.", .muted))
    } else {
      lines.append(StyledLine("On its way.", .muted))
    }
    lines += StyledLine.wrapped(Wording.intended(command), width - 1)
    lines.append(
      StyledLine("meant \(command.when(context)) by \(command.who(context)) in \(command.town(context))", .muted))
    if let at = command.refusedAt {
      lines.append(StyledLine("refused \(context.local(at).clockWithSeconds)", .muted))
    }
    lines.append(StyledLine("command \(command.id)", .muted))
    return lines
  }
}

extension OutboxCommand {
  /// What it is about, as a view; nil when that is nothing with one of its own.
  fileprivate var view: ScreenRequest? {
    if let order = arguments["order"].flatMap(Int64.init) { return .order(.id(ID(order)), neighbours: []) }
    if let list = arguments["list"].flatMap(Int64.init) { return .pick(ID(list)) }
    return nil
  }

  fileprivate func town(_ context: Context) -> String {
    context.session?.sites.first { $0.id == site }?.name ?? "another town"
  }

  fileprivate func who(_ context: Context) -> String {
    context.session?.person.id == person ? "you" : "somebody else"
  }

  fileprivate func when(_ context: Context) -> String {
    let (local, today) = (context.local(at), context.local(context.now))
    return local.date == today.date ? local.clockWithSeconds : local.dayAndClock
  }
}
