import Commerce
import Operations
import Terminal

extension Program {
  /// Starts: the sign-in, or the first view of somebody signed in already.
  mutating func start(size: Size, now: Instant) -> [Output] {
    self.size = size
    self.now = now
    outputs.append(.applyTheme(settings.theme))
    if let session { signedIn(session) } else { open(.signIn) }
    if !greeting.isEmpty { say(Notice(.warning, greeting)) }
    return takeOutputs()
  }

  /// Opens a screen on top; a board that is open already and means the same is not opened twice in a row.
  mutating func open(_ request: ScreenRequest) {
    let open = OpenScreen(id: mint(), screen: ScreenFactory.screen(for: request))
    stack.append(open)
    let effects = stack[stack.count - 1].screen.opened(context())
    isOpening = true
    carryOut(effects, of: open.id)
    isOpening = false
  }

  /// Closes a screen and what it waits for.
  mutating func close(_ id: Int) {
    guard stack.count > 1, let index = stack.firstIndex(where: { $0.id == id }) else { return }
    stack.remove(at: index)
    forget(id)
    guard let last = stack.indices.last, stack[last].isStale else { return }
    stack[last].isStale = false
    tell(.committed)
  }

  private mutating func forget(_ id: Int) {
    // Changes already sent go on; only nobody waits for their answer any more.
    pending = pending.filter { $0.value.screen != id }
    if stalled?.screen == id { stalled = nil }
  }

  /// Opens what an address names, in its town.
  mutating func openAddress(_ text: String) {
    guard let address = Address(text) else {
      return say(Notice(.refused, "\"\(text)\" names no view; try: queue late, orders kofi, order ORD-…"))
    }
    if let code = address.town, code != site?.code {
      guard let town = session?.sites.first(where: { $0.code == code }) else {
        return say(Notice(.refused, "You have no town \"\(code)\"; T shows yours"))
      }
      enter(town)
      stack = []
      open(homeView)
    }
    go(to: address.request)
  }

  /// Goes to a view of its own: it stands right above home.
  mutating func go(to request: ScreenRequest) {
    if top?.screen.hasUnsavedWork == true {
      overlay = .dialog(leaveDialog(), screen: nil, tag: "go " + Address(request).text)
      return
    }
    notice = nil
    for open in stack.dropFirst() { forget(open.id) }
    stack = Array(stack.prefix(1))
    // Home is what it is to whoever asks: a driver's is the run.
    let request = request == .home ? homeView : request
    if request == homeView, let first = stack.first, first.screen.request == request { return tell(.committed) }
    open(request)
  }

  /// Esc: the screen first, then one level up; never out of the console.
  mutating func back() {
    guard let top else { return }
    let context = context()
    if let effects = stack[stack.count - 1].screen.back(context) { return carryOut(effects, of: top.id) }
    if stack.count > 1 { closeTop() }
  }

  private mutating func closeTop() {
    guard let top else { return }
    if top.screen.hasUnsavedWork {
      overlay = .dialog(leaveDialog(), screen: nil, tag: "close")
      return
    }
    // What was said is about the view that is left.
    notice = nil
    close(top.id)
  }

  private func leaveDialog() -> Dialog {
    Dialog(
      question: "Leave \(top?.screen.title ?? "this")\(site.map { " in \($0.name)" } ?? "") without saving?",
      body: ["What was entered here is lost."], confirmLabel: "leave", cancelLabel: "stay")
  }

  mutating func askToQuit(always: Bool) {
    let unsaved = stack.filter(\.screen.hasUnsavedWork)
    if unsaved.isEmpty, stalled == nil, !always { return outputs.append(.end(.quit)) }
    overlay = .dialog(
      Dialog(
        question: "Leave Townhouse?",
        body: unsaved.map { "\($0.screen.title): what was entered is lost." }
          + (stalled == nil ? [] : ["The last change was not saved."]),
        confirmLabel: "leave", cancelLabel: "stay"), screen: nil, tag: "quit")
  }

  /// Goes to work at another place, unless something here would be lost.
  mutating func askToLeave(for place: String) {
    let unsaved = stack.filter(\.screen.hasUnsavedWork)
    if unsaved.isEmpty, stalled == nil { return outputs.append(.end(.place(place))) }
    let name = places.all.first { $0.id == place }?.name ?? place
    overlay = .dialog(
      Dialog(
        question: "Leave \(self.place) for \(name)?",
        body: unsaved.map { "\($0.screen.title): what was entered is lost." }
          + (stalled == nil ? [] : ["The last change was not saved."]),
        confirmLabel: "leave", cancelLabel: "stay"), screen: nil, tag: "place " + place)
  }

  /// An action of the frame.
  mutating func performFrame(_ name: String) {
    switch name {
    case "app.help": overlay = .help(HelpView(helpSections()))
    case "app.palette": overlay = .palette(palette())
    case "app.find": find()
    case "app.scan": overlay = .sheet(.text("Scan or type a code", label: "code"), screen: nil, tag: "scan")
    case "app.towns": if session != nil { open(.towns) }
    case "app.places": if top?.screen.request != .places { open(.places) }
    case "app.close": if stack.count > 1 { closeTop() } else { askToQuit(always: false) }
    case "app.back": back()
    case "app.copyAddress": copyAddress()
    case "app.saveView": askForViewName()
    case "app.lock": lock()
    case "app.signOut": signOut()
    case "app.endActing": endActing()
    case "app.repaint": outputs.append(.repaint)
    case "app.quit": askToQuit(always: true)
    case "app.retry": retry()
    default:
      if name.hasPrefix("go."), let address = Address(String(name.dropFirst(3))) { go(to: address.request) }
    }
  }

  private mutating func find() {
    guard session != nil else { return }
    if let missing = context().missing(.findOrders) { return say(.error(missing)) }
    open(.service(.find("")))
  }

  /// Keeps the view in hand under a name; `g '` lists what is kept.
  private mutating func askForViewName() {
    guard session != nil, let top else { return }
    let address = Address(top.screen.request, town: site?.code).text
    let sheet = FormSheet(
      "Keep this view under a name", Form([.text("text", label: "name", maximumLength: 40)]), hint: address)
    overlay = .sheet(sheet, screen: nil, tag: "saveView " + address)
  }

  private mutating func copyAddress() {
    guard let top else { return }
    copy(Address(top.screen.request, town: site?.code).text)
  }
}
