import CPty
import Commerce
import FoundationEssentials
import Glibc
import Operations
import Store

/// What a person at the terminal feels, measured from outside: the console beside a list program in C and curses.
func measureConsole(_ stores: Stores) async throws {
  for path in [stores.plan.program, stores.plan.referenceList] where access(path, X_OK) != 0 {
    return say("no \(path): the console is not measured")
  }
  for size in [Terminal.Size(columns: 80, rows: 24), Terminal.Size(columns: 120, rows: 40)] {
    let console = try ConsoleMeasurement(stores, size)
    try console.measureStart()
    try console.measureKeys()
    try console.measureFilter()
    try await console.measureScans()
  }
}

/// The figures of one terminal size on one store.
struct ConsoleMeasurement {
  let stores: Stores
  let size: Terminal.Size
  private let environment: [String: String]
  private let town: Site
  private let runs = 5

  init(_ stores: Stores, _ size: Terminal.Size) throws {
    self.stores = stores
    self.size = size
    guard let town = stores.sites.first(where: { $0.code == "accra" }) else { throw Problem("no accra") }
    self.town = town
    let home = stores.plan.cache + "/home"
    try makeFolder(home)
    environment = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "HOME": home, "PATH": "/usr/bin:/bin",
      "TZ": "UTC", "TOWNHOUSE_PASSWORD": "townhouse-demo", "SWIFT_BACKTRACE": "enable=no",
    ]
  }

  // MARK: Programs

  private func console(_ store: String, _ address: String? = nil) throws(Problem) -> Terminal {
    var arguments = [stores.plan.program, "--store", store]
    if let address { arguments += ["--as", "admin@townhouse.example", address] }
    return try Terminal(arguments, environment, size)
  }

  private func reference(_ store: String, _ mode: String..., at site: Site? = nil) throws(Problem) -> Terminal {
    let place = [store, stores.admin.serial.description, (site ?? town).id.description]
    return try Terminal([stores.plan.referenceList] + place + mode, environment, size)
  }

  /// Values of ours and of the reference, run by run.
  private func emit(_ name: String, _ unit: String, _ ours: [Double], _ theirs: [Double]) {
    let suffix = size.columns == 80 ? "" : "_\(size.columns)x\(size.rows)"
    let ratios = zip(ours, theirs).map { $0 / $1 }
    Figure(
      name: name + suffix, value: median(ours), unit: unit, orders: stores.orders, reference: median(theirs),
      ratio: median(ratios)
    ).print()
  }

  // MARK: Figures

  /// From exec to the first character, to the whole list of somebody named (password hash included), and memory then.
  func measureStart() throws {
    var first: (ours: [Double], theirs: [Double]) = ([], [])
    var list: (ours: [Double], theirs: [Double]) = ([], [])
    var memory: (ours: [Double], theirs: [Double]) = ([], [])
    for _ in 0..<runs {
      let signIn = try console(stores.base)
      _ = try signIn.wait(for: "Sign in")
      first.ours.append(signIn.firstText)
      let queue = try console(stores.base, "queue town=accra")
      list.ours.append(try queue.wait(for: "filter"))
      memory.ours.append(queue.peak)
      let reference = try reference(stores.base, "queue")
      list.theirs.append(try reference.wait(for: "quit"))
      first.theirs.append(reference.firstText)
      memory.theirs.append(reference.peak)
    }
    emit("first_frame_ms", "ms", first.ours, first.theirs)
    emit("first_list_ms", "ms", list.ours, list.theirs)
    emit("resident_mb", "MiB", memory.ours, memory.theirs)
  }

  /// Down in a list that scrolls, and a page down; each key on an idle program.
  func measureKeys() throws {
    var ours: [KeyRun] = []
    var theirs: [KeyRun] = []
    for _ in 0..<runs {
      let console = try console(stores.base, "queue town=accra")
      _ = try console.wait(for: "filter")
      ours.append(try run(console, "console"))
      let reference = try reference(stores.base, "queue")
      _ = try reference.wait(for: "quit")
      theirs.append(try run(reference, "reference"))
    }
    func emit(_ name: String, _ unit: String, _ value: (KeyRun) -> Double) {
      self.emit(name, unit, ours.map(value), theirs.map(value))
    }
    emit("key_ms", "ms") { $0.down.median }
    emit("key_p95_ms", "ms") { $0.down.share(0.95) }
    emit("key_bytes", "B") { $0.downBytes }
    emit("page_ms", "ms") { $0.page.median }
    emit("page_bytes", "B") { $0.pageBytes }
    emit("key_cpu_ms", "ms") { $0.processorTime }
  }

  private struct KeyRun {
    let down: Round
    let downBytes: Double
    let page: Round
    let pageBytes: Double
    let processorTime: Double
  }

  private func run(_ terminal: Terminal, _ name: String) throws(Problem) -> KeyRun {
    // To the foot of the screen and beyond, so that the list scrolls with each key.
    for _ in 0..<size.rows { terminal.press(Keys.down, settle: 5) }
    let before = terminal.processorTime
    let downs = (0..<40).map { _ in terminal.press(Keys.down) }
    let spent = terminal.processorTime - before
    var pages: [(ms: Double, bytes: Double)] = []
    for _ in 0..<4 {
      for _ in 0..<2 { terminal.press(Keys.pageUp) }
      for _ in 0..<2 {
        let frame = terminal.press(Keys.pageDown)
        pages.append((frame.last_ms, Double(frame.bytes)))
      }
    }
    if downs.contains(where: { $0.bytes == 0 }) || pages.contains(where: { $0.bytes == 0 }) {
      throw Problem("the \(name) was silent at a key")
    }
    return KeyRun(
      down: Round(downs.map(\.last_ms)), downBytes: median(downs.map { Double($0.bytes) }),
      page: Round(pages.map(\.ms)), pageBytes: median(pages.map(\.bytes)), processorTime: spent / 40)
  }

  /// Typing names into the order search: each letter until its results stand.
  func measureFilter() throws {
    var ours: [Round] = []
    var theirs: [Round] = []
    var bytes: (ours: [Double], theirs: [Double]) = ([], [])
    for _ in 0..<runs {
      let console = try console(stores.base, "orders town=accra")
      _ = try console.wait(for: "Orders")
      let own = type(console)
      let reference = try reference(stores.base, "search")
      _ = try reference.wait(for: "Orders")
      let other = type(reference)
      ours.append(Round(own.map(\.last_ms)))
      theirs.append(Round(other.map(\.last_ms)))
      bytes.ours.append(median(own.map { Double($0.bytes) }))
      bytes.theirs.append(median(other.map { Double($0.bytes) }))
    }
    emit("filter_key_ms", "ms", ours.map(\.median), theirs.map(\.median))
    emit("filter_key_p95_ms", "ms", ours.map { $0.share(0.95) }, theirs.map { $0.share(0.95) })
    emit("filter_key_bytes", "B", bytes.ours, bytes.theirs)
  }

  private func type(_ terminal: Terminal) -> [pty_frame] {
    var frames: [pty_frame] = []
    for word in ["mensah", "kofi", "ama", "osei"] {
      for letter in word { frames.append(terminal.press(String(letter), settle: 60)) }
      for _ in word { terminal.press(Keys.backspace, settle: 30) }
    }
    return frames.filter { $0.bytes > 0 }
  }

  /// A barcode and Enter in one piece on the pick screen, until its result stands: one durable commit each.
  func measureScans() async throws {
    let path = try stores.copy("scan")
    let jobs = try await ScanJob.prepare(stores, path, count: runs)
    let twin = stores.plan.cache + "/scan-reference.db"
    Stores.remove(twin)
    try FileManager.default.copyItem(atPath: path, toPath: twin)
    var ours: [Round] = []
    var theirs: [Round] = []
    var bytes: (ours: [Double], theirs: [Double]) = ([], [])
    for job in jobs {
      let console = try console(path, "pick town=\(job.site.code)")
      _ = try console.wait(for: job.firstBin)
      let own = scan(job, console)
      let reference = try reference(twin, "pick", job.list.description, at: job.site)
      _ = try reference.wait(for: job.firstBin)
      let other = scan(job, reference)
      ours.append(Round(own.map(\.last_ms)))
      theirs.append(Round(other.map(\.last_ms)))
      bytes.ours.append(median(own.map { Double($0.bytes) }))
      bytes.theirs.append(median(other.map { Double($0.bytes) }))
    }
    emit("scan_ms", "ms", ours.map(\.median), theirs.map(\.median))
    emit("scan_bytes", "B", bytes.ours, bytes.theirs)
    Stores.remove(path)
    Stores.remove(twin)
  }

  private func scan(_ job: ScanJob, _ terminal: Terminal) -> [pty_frame] {
    // The last one finishes the list, which is another screen.
    job.codes.dropLast().map { terminal.press($0 + Keys.enter, settle: 40) }
  }
}
