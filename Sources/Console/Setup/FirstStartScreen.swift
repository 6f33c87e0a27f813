import Commerce
import Operations
import Terminal

/// The first start on an empty store: who runs it, or the sample store to look around in.
struct FirstStartScreen: Screen {
  let request = ScreenRequest.firstStart
  let title = "First start"
  let inputMode = InputMode.text

  private var form = Form([
    .text("name", label: "your name"), .text("email", label: "e-mail"), .secret("password", label: "password"),
    .secret("again", label: "password again"),
  ])
  private var isWaiting = false

  var hasUnsavedWork: Bool { false }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("setup.create", "create the first admin", [.enter], importance: 10),
      Binding("setup.sample", "look around in the sample store", [.function(2)], importance: 9),
    ]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .action("setup.sample"): return [.openSample]
    case .action("setup.create"):
      if form.focus < form.fields.count - 1 {
        _ = form.handle(.enter)
        return []
      }
      return create()
    case .key(let key): _ = form.handle(key)
    case .paste(let text): _ = form.paste(text)
    case .answer(.person, _):
      return [.call(.session(.signIn(email: form["email"].lowercased(), password: form["password"])), tag: "in")]
    case .answer(.session(let session), _): return [.signedIn(session)]
    case .answer(.failed(let error, _), _):
      isWaiting = false
      if case .invalid(let issues) = error {
        form.show(errors: Dictionary(issues.map { ($0.field, $0.problem) }, uniquingKeysWith: { first, _ in first }))
      }
      return [.notice(.error(error)), .bell]
    default: break
    }
    return []
  }

  private mutating func create() -> [Effect] {
    guard !isWaiting else { return [] }
    var errors: [String: String] = [:]
    for field in ["name", "email", "password"] where form[field].trimmed.isEmpty { errors[field] = "is needed" }
    if form["again"] != form["password"] { errors["again"] = "differs" }
    form.show(errors: errors)
    guard errors.isEmpty else { return [] }
    isWaiting = true
    let call = HouseCall.createFirstAdmin(
      email: form["email"].trimmed.lowercased(), name: form["name"].trimmed, password: form["password"])
    return [.call(.house(call), tag: "create")]
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let inner = area.inset(columns: context.isCompact ? 1 : 4)
    let lead = context.isCompact ? 1 : 4
    canvas.write(
      context.isCompact ? "An empty store" : "This store is empty. Who runs it?",
      row: inner.row + (context.isCompact ? 0 : 1), column: inner.column, role: .big, width: inner.columns)
    if !context.isCompact {
      canvas.write(
        "The first admin can bring in sites, goods and people, and let others in.", row: inner.row + 2,
        column: inner.column, role: .muted, width: inner.columns)
    }
    form.draw(on: &canvas, in: Rect(row: inner.row + lead, column: inner.column, rows: 4, columns: inner.columns))
    let below = inner.row + lead + 5
    let text =
      "F2 opens a sample store with twelve towns and a working day, to look around in.\n"
      + "Or go on here: then import sites, zones, bins, totes, products, stock and people from CSV files, each with a "
      + "dry run that names every wrong row before anything is written."
    let lines = TextWidth.wrapped(text, inner.columns)
    for (index, line) in lines.enumerated() where below + index < inner.endRow {
      canvas.write(line, row: below + index, column: inner.column, role: .muted, width: inner.columns)
    }
  }
}
