internal import CPlatform
internal import Dispatch
internal import Glibc
internal import Synchronization
internal import Terminal
internal import TerminalNcurses

/// A terminal that shows a theme again when its file is edited: nothing runs while nobody edits it.
final class ReloadingTerminal: TerminalDevice {
  private let terminal: NcursesTerminal
  private let isEdited = Edited()
  private var theme = ""
  private var inotify: Int32 = -1
  private var watch: Int32 = -1
  private var source: (any DispatchSourceRead)?

  init(_ terminal: NcursesTerminal) { self.terminal = terminal }

  var size: Size { terminal.size }
  var glyphs: Glyphs { terminal.glyphs }
  var waker: any Waker { terminal.waker }

  var textMode: Bool {
    get { terminal.textMode }
    set { terminal.textMode = newValue }
  }

  func present(_ canvas: Canvas) { terminal.present(canvas) }

  func events(timeoutMilliseconds: Int?) -> [Event] {
    let events = terminal.events(timeoutMilliseconds: timeoutMilliseconds)
    // A file that is half written, or broken, leaves the looks as they are.
    if isEdited.take(), let changed = try? ThemeFiles.load(theme) { terminal.apply(changed) }
    return events
  }

  func apply(_ theme: Theme) {
    terminal.apply(theme)
    self.theme = theme.name
    follow(ThemeFiles.path(of: theme.name))
  }

  func bell() { terminal.bell() }
  func copyToClipboard(_ text: String) { terminal.copyToClipboard(text) }
  func suspend() { terminal.suspend() }
  func repaint() { terminal.repaint() }

  func close() {
    source?.cancel()
    source = nil
    terminal.close()
  }

  /// Watches the folder of a file: editors replace files rather than write into them.
  private func follow(_ path: String?) {
    if inotify < 0 { start() }
    if watch >= 0 { _ = cp_inotify_unwatch(inotify, watch) }
    watch = path.map { cp_inotify_watch_modify(inotify, String($0[..<($0.lastIndex(of: "/") ?? $0.endIndex)])) } ?? -1
  }

  private func start() {
    inotify = cp_inotify_init()
    guard inotify >= 0 else { return }
    let source = DispatchSource.makeReadSource(fileDescriptor: inotify)
    let descriptor = inotify
    source.setEventHandler { [isEdited, waker] in
      if cp_inotify_drain(descriptor) > 0 {
        isEdited.note()
        waker.wake()
      }
    }
    source.setCancelHandler { Glibc.close(descriptor) }
    source.activate()
    self.source = source
  }

  /// Whether the file was touched since the last look.
  private final class Edited: Sendable {
    private let flag = Atomic(false)

    func note() { flag.store(true, ordering: .releasing) }

    func take() -> Bool { flag.exchange(false, ordering: .acquiringAndReleasing) }
  }
}
