public import Commerce
import Operations
import Terminal

/// The keys of every screen as a table for people: the README's comes from here, so that it cannot lie.
public enum KeyTable {
  /// A Markdown table of view, key, what it does, and the action's name for the keymap file.
  public static func markdown(now: Instant) -> String {
    var lines = ["| View | Keys | Does | Name |", "|---|---|---|---|"]
    for request in views {
      let (title, bindings, isForScans) = bindings(of: request, now: now)
      lines += bindings.map { row(title, $0, isForScans) }
    }
    var program = program(now)
    program.open(.home)
    lines += program.frameBindings().map { row("everywhere", $0, false) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A line for each view, its keys in the order of its help; what moves in lists stands once, at the end.
  public static func summary(now: Instant) -> String {
    var rows: [(title: String, keys: [String])] = []
    var moves: [Binding] = []
    for request in views {
      let (title, bindings, isForScans) = bindings(of: request, now: now)
      for move in bindings where listMoves.contains(move.name) {
        if let known = moves.firstIndex(where: { $0.name == move.name }) {
          if move.keys.count > moves[known].keys.count { moves[known] = move }
        } else {
          moves.append(move)
        }
      }
      let own = bindings.filter { !listMoves.contains($0.name) }.map { words(of: $0, isForScans) }
      // A list and the page it opens may share a title.
      if let last = rows.indices.last, rows[last].title == title {
        rows[last].keys += own
      } else {
        rows.append((title, own))
      }
    }
    var program = program(now)
    program.open(.home)
    let frame = program.frameBindings()
    rows.append(("any list", moves.map { words(of: $0, false) }))
    rows.append(("anywhere", frame.filter { $0.goTo == nil }.map { words(of: $0, false) }))
    rows.append(("go to", frame.filter { $0.goTo != nil }.map { words(of: $0, false) }))
    let lines = rows.map { "| \($0.title) | \($0.keys.joined(separator: " · ")) |\n" }
    return "| View | Keys |\n|---|---|\n" + lines.joined()
  }

  private static let listMoves: Set = [
    "list.down", "list.up", "list.page_down", "list.page_up", "list.first", "list.last",
  ]

  private static func words(of binding: Binding, _ isForScans: Bool) -> String {
    "\(keys(of: binding, isForScans)) \(binding.label)"
  }

  /// Every screen there is, as it opens.
  static let views: [ScreenRequest] =
    [
      .signIn, .firstStart, .home, .queue(QueueFilter()), .pick(ID(1)), .pack(nil), .stage, .shortages, .putBacks,
      .orders(OrderFilter()), .order(.id(ID(1)), neighbours: [ID(1), ID(2)]), .stock(""), .stockCard(.id(ID(1))),
      .history(HistoryFilter()), .settings, .policy, .sheets, .towns, .places, .importData,
    ] + OverviewView.examples.map(ScreenRequest.overview) + DispatchView.examples.map(ScreenRequest.dispatch)
    + CashView.examples.map(ScreenRequest.cash)
    + ServiceView.examples.map(ScreenRequest.service) + StockWorkView.examples.map(ScreenRequest.stockWork)

  /// A screen's own bindings before it has read anything; an order's page has read one that somebody picks.
  static func bindings(of request: ScreenRequest, now: Instant) -> (String, [Binding], isForScans: Bool) {
    var program = program(now)
    program.open(request)
    guard var screen = program.top?.screen else { return ("", [], false) }
    if case .order = request, let order = order(now) {
      _ = screen.update(.answer(.order(order), tag: "order"), program.context())
    }
    return (screen.title, screen.bindings(program.context()), screen.inputMode.isForScans)
  }

  private static func row(_ view: String, _ binding: Binding, _ isForScans: Bool) -> String {
    "| \(view) | \(keys(of: binding, isForScans)) | \(binding.label) | \(binding.name) |"
  }

  private static func keys(of binding: Binding, _ isForScans: Bool) -> String {
    let keys = binding.keyText(isScanScreen: isForScans).split(separator: " ")
    return keys.isEmpty ? "(palette)" : keys.map { $0 == "|" ? "\\|" : "`\($0)`" }.joined(separator: " ")
  }

  private static let site = Site(
    id: ID(1), code: "town", name: "Town", kind: .town, currency: .cedi, utcOffsetMinutes: 0, opens: 0, closes: 0,
    promiseMinutes: 0)

  /// An order with every action there is; it has no other content.
  private static func order(_ now: Instant) -> OrderDetail? {
    guard let totals = try? OrderTotals(currency: .cedi, subtotalMinor: 0, deliveryMinor: 0) else { return nil }
    let order = Order(
      id: ID(1), uuid: UniqueID(high: 0, low: 1), number: "ORD", site: site.id, channel: .town, mode: .delivery,
      status: .picking, paymentMethod: .cod, paymentStatus: .pending, customer: Customer(name: ""),
      address: Commerce.Address(line1: ""), zone: nil, totals: totals, placedAt: now, promiseAt: now,
      pickList: ID(1), statusAt: now)
    return OrderDetail(
      order: order, site: site, zone: "", lines: [], payments: [], refunds: [], notes: [], parcels: [], totes: [],
      shortages: [], holder: "Somebody else", timeline: [], actions: OrderAction.allCases.map { ActionState($0) })
  }

  /// A console in a town of its own, signed in as somebody who may do everything.
  private static func program(_ now: Instant) -> Program {
    let person = Person(id: ID(1), email: "", name: "Somebody")
    let session = Session(person: person, sites: [site], grants: [Grant(role: .admin, site: nil)])
    var program = Program(session: session, now: now)
    program.site = site
    program.link = LinkState()
    program.places = ConsolePlaces(
      [
        ConsolePlace(id: "store", name: "local", location: ""),
        ConsolePlace(id: "server", name: "server", location: ""),
      ], current: "store")
    return program
  }
}
