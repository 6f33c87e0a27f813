internal import CNcurses
internal import CPlatform
internal import Glibc
internal import Terminal

/// Where input comes from: the terminal's bytes, signals, and wake-ups from other threads, waited for together.
final class InputSource {
  /// What signals say.
  enum Notice {
    case resized, stop, continued
    case ended(Int32)
  }

  var assembler = InputAssembler()
  let wakeDescriptor = cp_eventfd()
  private let signalDescriptor = cp_signalfd()
  private var decoder = InputDecoder()
  private let escapeDelay: Int
  private let scannerGap: Int
  /// How many code characters at the end of a batch may be the start of a scan.
  private let heldCharacters: Int
  private var lastClick: (mouse: Mouse, time: Int)?
  private static let doubleClickTime = 400

  init(options: TerminalOptions) {
    let stated = TerminalModes.environment("ESCDELAY").flatMap { Int($0) }
    escapeDelay = min(1000, max(1, stated ?? options.escapeDelay))
    scannerGap = options.scannerGap
    heldCharacters = options.holdsFirstCharacter ? 1 : 2
    learnKeys()
  }

  /// Waits for something and returns all that is queued. Signals are handed to `notice`, which may make an event.
  func wait(_ timeout: Int?, notice: (Notice) -> Event?) -> [Event] {
    let deadline = timeout.map { Self.now() + max(0, $0) }
    var events: [Event] = []
    var batch: [RawInput] = []
    var isEnded = false
    var isWoken = false
    while true {
      let held = decoder.isPending || assembler.unfinished(batch) >= heldCharacters
      let isBusy = isWoken || isEnded || !batch.isEmpty || !events.isEmpty
      var pause = held ? (decoder.isPasting ? 500 : decoder.isPending ? escapeDelay : scannerGap) : isBusy ? 0 : -1
      if pause < 0, let deadline { pause = max(0, deadline - Self.now()) }
      let ready = poll(milliseconds: pause)
      if ready.signals { readSignals(into: &events, notice) }
      if ready.wakeUps {
        cp_eventfd_drain(wakeDescriptor)
        isWoken = true
      }
      if ready.input {
        if let bytes = Self.read() { batch += decoder.feed(bytes) } else { isEnded = true }
        if batch.count < 10_000, !isEnded { continue }
      } else if ready.signals || ready.wakeUps {
        continue
      } else if held {
        // Nothing followed in time: what was held back stands for itself.
        batch += decoder.flush()
      }
      break
    }
    events += assembled(batch, notice)
    if isEnded { events.append(.hangUp) }
    return events
  }

  /// Forgets that the process was continued, as its own stop takes care of that.
  func discardContinued() {
    while cp_signalfd_next(signalDescriptor) == SIGCONT {}
  }

  func close() {
    Glibc.close(signalDescriptor)
  }

  private func assembled(_ batch: [RawInput], _ notice: (Notice) -> Event?) -> [Event] {
    assembler.events(batch).compactMap { event in
      switch event {
      case .key(.control("z")): return notice(.stop)
      case .mouse(let mouse): return .mouse(doubled(mouse))
      default: return event
      }
    }
  }

  private func doubled(_ mouse: Mouse) -> Mouse {
    guard mouse.action == .click else { return mouse }
    let time = Self.now()
    if let last = lastClick, last.mouse == mouse, time - last.time < Self.doubleClickTime {
      lastClick = nil
      return Mouse(.doubleClick, row: mouse.row, column: mouse.column)
    }
    lastClick = (mouse, time)
    return mouse
  }

  private func readSignals(into events: inout [Event], _ notice: (Notice) -> Event?) {
    var isResized = false
    while true {
      let number = cp_signalfd_next(signalDescriptor)
      switch number {
      case 0:
        if isResized, let event = notice(.resized) { events.append(event) }
        return
      case SIGWINCH: isResized = true
      case SIGTSTP: notice(.stop).map { events.append($0) }
      case SIGCONT: notice(.continued).map { events.append($0) }
      default: notice(.ended(number)).map { events.append($0) }
      }
    }
  }

  private func poll(milliseconds: Int) -> (input: Bool, signals: Bool, wakeUps: Bool) {
    var waiting = [STDIN_FILENO, signalDescriptor, wakeDescriptor].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let count = Glibc.poll(&waiting, 3, Int32(clamping: milliseconds))
    guard count > 0 else { return (false, false, false) }
    return (waiting[0].revents != 0, waiting[1].revents != 0, waiting[2].revents != 0)
  }

  /// The bytes that are there; nil when nobody is at the other end any more.
  private static func read() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  /// What this terminal's description says about its keys.
  private func learnKeys() {
    var names: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kich1", .insert), ("kcbt", .backTab),
      ("kent", .enter),
    ]
    names += (1...12).map { ("kf\($0)", .function($0)) }
    for (name, key) in names {
      guard let text = nc_capability(name) else { continue }
      decoder.learn(Array(String(cString: text).utf8), as: key)
    }
  }
}
