internal import CNcurses
internal import CPlatform
internal import Glibc
public import Terminal

/// The terminal of the process, drawn with curses; to be used by one thread.
public final class NcursesTerminal: TerminalDevice {
  /// The present extent in cells.
  public internal(set) var size: Size
  /// The shapes this terminal can show.
  public let glyphs: Glyphs
  /// How many colours are in use.
  public let depth: ColourDepth
  /// Ends a wait in `events` from another thread.
  public let waker: any Waker
  /// The signal that asked the process to end, to be passed on by `dieBySignal` after `close`.
  public internal(set) var endingSignal: Int32?
  /// Where messages to standard error go while the screen is up.
  public var logPath: String? { log?.path }

  private let input: InputSource
  private let modes: TerminalModes
  private let log: ErrorLog?
  /// Where curses writes; each frame goes from there to the terminal in one piece.
  private let buffer: Int32
  private var pairs: ColourPairs
  private var frame: Frame
  private var folding = StyleFolding()
  private var cursor: Canvas.Position?
  private var isClosed = false

  /// On while characters are to be delivered as keys even in a burst.
  public var textMode: Bool {
    get { input.assembler.textMode }
    set { input.assembler.textMode = newValue }
  }

  /// To be called first in the process, before any thread exists: signals will be read by a descriptor.
  public static func prepareProcess() { cp_block_terminal_signals() }

  /// Takes over the terminal, draws nothing yet, and makes a crash give it back.
  public init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalProblem) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    let isUTF8 = cp_set_locale() == 1
    let name = TerminalModes.environment("TERM") ?? ""
    cp_guard_save(STDIN_FILENO)
    let wantsColours = options.colours && (TerminalModes.environment("NO_COLOR") ?? "") == ""
    buffer = cp_buffer_open()
    guard nc_start(name, buffer, wantsColours ? 1 : 0) == 0, nc_capability("cup") != nil else {
      throw .unusable(name)
    }
    modes = TerminalModes(name: name, mouse: options.mouse)
    log = ErrorLog(folder: options.logFolder)
    cp_guard_arm(modes.restore, log?.former ?? STDERR_FILENO, log?.file ?? -1, log?.path ?? "")
    depth = ColourDepth.detect(
      colours: wantsColours ? Int(nc_colours()) : 0, hasDirectColour: tigetflag("RGB") > 0,
      environment: TerminalModes.environment)
    pairs = ColourPairs(depth: depth)
    let ascii = options.ascii || !isUTF8
    glyphs = ascii ? .ascii : .unicode
    frame = Frame(ascii: ascii)
    input = InputSource(options: options)
    waker = EventWaker(descriptor: input.wakeDescriptor)
    size = Size(columns: 80, rows: 24)
    cp_raw_mode()
    modes.write(modes.start)
    _ = adoptSize()
  }

  deinit { close() }

  /// Shows the canvas as one frame; nothing is sent when nothing changed.
  public func present(_ canvas: Canvas) {
    guard !isClosed else { return }
    let changed = frame.update(to: canvas, looks: pairs.looks)
    guard changed || cursor != canvas.cursor else { return }
    cursor = canvas.cursor
    nc_frame(Int32(cursor.map { min($0.row, size.rows - 1) } ?? -1), Int32(max(0, cursor?.column ?? 0)))
    flush()
  }

  /// Waits for input and returns all that is queued; nothing after a wake-up or the time-out.
  public func events(timeoutMilliseconds: Int?) -> [Event] {
    guard !isClosed else { return [.hangUp] }
    return input.wait(timeoutMilliseconds) { notice in
      switch notice {
      case .resized: return adoptSize() ? .resize(size) : nil
      case .stop:
        suspend()
        return .resumed
      case .continued:
        resume()
        return .resumed
      case .ended(let signal):
        endingSignal = signal
        return signal == SIGHUP ? .hangUp : .terminate
      }
    }
  }

  /// Changes the looks; the next frame is drawn anew.
  public func apply(_ theme: Theme) {
    pairs.apply(theme)
    frame.forget()
  }

  /// Draws everything anew with the next frame.
  public func repaint() {
    guard !isClosed else { return }
    nc_repaint()
    folding.forget()
    frame.forget()
    cursor = nil
  }

  /// Rings, or flashes where the terminal does that instead.
  public func bell() {
    guard !isClosed else { return }
    beep()
    flush()
  }

  /// Puts text on the clipboard of the person at the terminal, where the terminal allows that (OSC 52).
  public func copyToClipboard(_ text: String) {
    guard !isClosed, modes.isCapable else { return }
    modes.write("\u{1B}]52;c;" + Base64.encoded(text.utf8) + "\u{07}")
  }

  /// Gives the screen back, stops the process as Ctrl-Z does, and takes the screen again afterwards.
  public func suspend() {
    guard !isClosed else { return }
    leave()
    cp_stop_process()
    input.discardContinued()
    resume()
  }

  /// Gives the terminal back as it was found.
  public func close() {
    guard !isClosed else { return }
    isClosed = true
    leave()
    input.close()
    log?.end()
  }

  /// Ends the process by the signal that asked for it, after `close`; returns when there was none.
  public func dieBySignal() {
    close()
    if let endingSignal { cp_die_by_signal(endingSignal) }
  }

  /// Sends what curses wrote, in one piece.
  private func flush() {
    let length = Int(max(0, lseek(buffer, 0, SEEK_CUR)))
    guard length > 0 else { return }
    let written = [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
      count = max(0, pread(buffer, bytes.baseAddress, length, 0))
    }
    lseek(buffer, 0, SEEK_SET)
    let frame = folding.folded(written)
    _ = frame.withUnsafeBytes { cp_write_all(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }

  /// Gives the screen and the modes back.
  private func leave() {
    modes.write(modes.stop)
    endwin()
    flush()
    cp_guard_modes()
    cp_guard_disarm()
  }

  /// Takes the screen after a stop: modes, size and a frame from nothing.
  private func resume() {
    cp_guard_arm(modes.restore, log?.former ?? STDERR_FILENO, log?.file ?? -1, log?.path ?? "")
    cp_raw_mode()
    _ = adoptSize()
    nc_repaint()
    folding.forget()
    frame.forget()
    cursor = nil
    modes.write(modes.start)
  }

  /// Asks the terminal for its extent; whether that changed.
  private func adoptSize() -> Bool {
    var (rows, columns): (Int32, Int32) = (0, 0)
    guard cp_window_size(STDOUT_FILENO, &rows, &columns) == 0 else { return false }
    let new = Size(columns: Int(columns), rows: Int(rows))
    guard new != size || nc_rows() != rows || nc_columns() != columns else { return false }
    size = new
    nc_resize(rows, columns)
    nc_repaint()
    frame.forget()
    return true
  }
}
