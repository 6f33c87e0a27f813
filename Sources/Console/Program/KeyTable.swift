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

  /// Every screen there is, as it opens.
  static let views: [ScreenRequest] = [
    .signIn, .firstStart, .home, .queue(QueueFilter()), .pick(ID(1)), .pack(nil), .stage, .shortages, .putBacks,
    .orders(OrderFilter()), .order(.id(ID(1)), neighbours: []), .stock(""), .stockCard(.id(ID(1))),
    .history(HistoryFilter()), .settings, .sheets, .towns, .importData,
  ]

  /// A screen's own bindings, before it has read anything.
  static func bindings(of request: ScreenRequest, now: Instant) -> (String, [Binding], isForScans: Bool) {
    var program = program(now)
    program.open(request)
    guard let screen = program.top?.screen else { return ("", [], false) }
    return (screen.title, screen.bindings(program.context()), screen.inputMode.isForScans)
  }

  private static func row(_ view: String, _ binding: Binding, _ isForScans: Bool) -> String {
    let keys = binding.keyText(isScanScreen: isForScans).split(separator: " ")
    let shown = keys.isEmpty ? "palette" : keys.map { $0 == "|" ? "\\|" : "`\($0)`" }.joined(separator: " ")
    return "| \(view) | \(shown) | \(binding.label) | \(binding.name) |"
  }

  /// A console in a town of its own, signed in as somebody who may do everything.
  private static func program(_ now: Instant) -> Program {
    let site = Site(
      id: ID(1), code: "town", name: "Town", kind: .town, currency: .cedi, utcOffsetMinutes: 0, opens: 0, closes: 0,
      promiseMinutes: 0)
    let person = Person(id: ID(1), email: "", name: "Somebody")
    let session = Session(person: person, sites: [site], grants: [Grant(role: .admin, site: nil)])
    var program = Program(session: session, now: now)
    program.site = site
    return program
  }
}
