import Commerce
import Operations
import Terminal

/// The actions that hold on every screen.
extension Program {
  /// The frame's own bindings for the visible screen.
  func frameBindings() -> [Binding] {
    guard let top else { return [] }
    if session == nil { return signedOutBindings + placesBindings }
    var all = consoleBindings(top.screen.inputMode)
    if ownSession != nil {
      all.append(
        Binding("app.endActing", "be yourself again", [.control("x")], dot: "x", section: .console, importance: 95))
    }
    if stalled != nil {
      all.insert(Binding("app.retry", "try again", [.control("r")], section: .console, importance: 100), at: 0)
    }
    all += placesBindings
    all += goToBindings()
    return all
  }

  private var signedOutBindings: [Binding] {
    [
      Binding("app.help", "help", [.function(1)], section: .console, importance: 5),
      Binding("app.repaint", "repaint", [.control("l")], section: .console),
      Binding("app.quit", "leave Townhouse", [.control("c")], section: .console, importance: 5),
    ]
  }

  /// Where there is but one place there is nothing to switch.
  private var placesBindings: [Binding] {
    guard places.all.count > 1 else { return [] }
    let isChoosing = top.map { [.towns, .signIn].contains($0.screen.request) } ?? false
    return [
      Binding("app.places", "switch place", [.control("o")], section: .console, importance: isChoosing ? 8 : 0)
    ]
  }

  private func consoleBindings(_ mode: InputMode) -> [Binding] {
    // Where letters are data only keys with a name act.
    let lettersAct = mode == .board
    func keys(_ board: [Key], _ always: [Key] = []) -> [Key] { lettersAct ? board + always : always }
    return [
      Binding(
        "app.help", "help", keys([.character("?")], [.function(1)]), dot: "h", section: .console,
        importance: 90),
      Binding(
        "app.palette", "all actions", keys([.character(":")], [.control("p")]), dot: "p", section: .console,
        importance: 4),
      Binding("app.scan", "scan or type a code", keys([.character(";")]), section: .console),
      Binding("app.find", "find anything", [.control("f")], section: .console, importance: lettersAct ? 5 : 0),
      Binding(
        "app.towns", "switch town", keys([.character("T")]), dot: "w", section: .console,
        importance: lettersAct && (session?.sites.count ?? 0) > 1 ? 4 : 0),
      Binding(
        "app.close", stack.count > 1 ? "close" : "leave Townhouse", keys([.character("q")]), dot: "q",
        section: .console, importance: 3),
      Binding("app.back", "one level up", [.escape], section: .console),
      Binding("app.copyAddress", "copy this view's address", keys([.character("y")]), section: .console),
      Binding("app.saveView", "keep this view", keys([.character("V")]), section: .console),
      Binding("app.lock", "lock", keys([.character("L")]), section: .console),
      Binding("app.signOut", "sign out", section: .console),
      Binding("app.repaint", "repaint", [.control("l")], section: .console),
      Binding("app.quit", "leave Townhouse", [.control("c")], section: .console),
    ]
  }

  private func goToBindings() -> [Binding] {
    let context = context()
    func go(_ view: String, _ label: String, _ letter: Character, _ permission: Permission? = nil) -> Binding {
      Binding(
        "go.\(view)", label, goTo: letter, section: .goTo, refusal: permission.flatMap { context.missing($0) })
    }
    return [
      go("home", "the floor", "h"), go("queue", "warehouse queue", "q", .viewQueue), go("pick", "pick", "p", .pick),
      go("pack", "pack", "k", .pack), go("stage", "stage", "s", .stage), go("orders", "orders", "o", .findOrders),
      go("stock", "stock", "t", .viewStock), go("shortages", "shortages", "x", .viewQueue),
      go("put-backs", "put-backs", "b", .putBack), go("history", "history", "y", .viewHistory),
      go("sheets", "barcode sheets", "c", .printSheets), go("import", "import", "i", .importData),
      go("policy", "town policy", "w", .manageSites), go("settings", "settings", ","),
    ] + DispatchView.goTo(context) + CashView.goTo(context) + ServiceView.goTo(context)
      + StockWorkView.goTo(context) + OverviewView.goTo(context)
  }
}
