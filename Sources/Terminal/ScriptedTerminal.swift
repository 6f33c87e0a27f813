/// A terminal for tests: events are fed by hand, frames are kept.
public final class ScriptedTerminal: TerminalDevice {
  /// A waker that does nothing, as nothing ever waits.
  public struct NoWaker: Waker {
    /// Does nothing.
    public func wake() {}
  }

  /// The extent; a fed resize changes it.
  public private(set) var size: Size
  /// The shapes to draw with.
  public let glyphs: Glyphs
  /// As the program under test set it.
  public var textMode = false
  /// Every frame shown so far.
  public private(set) var frames: [Canvas] = []
  /// How often it rang.
  public private(set) var bells = 0
  /// What was copied, in order.
  public private(set) var copied: [String] = []
  /// How often it was suspended.
  public private(set) var suspensions = 0
  /// Whether it was closed.
  public private(set) var isClosed = false
  /// The theme in use.
  public private(set) var theme: Theme?
  private var batches: [[Event]] = []

  /// A terminal of this size with nothing to say.
  public init(_ size: Size = Size(columns: 80, rows: 24), glyphs: Glyphs = .unicode) {
    self.size = size
    self.glyphs = glyphs
  }

  /// Queues events that arrive together in one wait.
  public func feed(_ events: [Event]) { batches.append(events) }

  /// Queues keys, each in a wait of its own.
  public func press(_ keys: Key...) {
    for key in keys { feed([.key(key)]) }
  }

  /// Queues each character of a text as a key in a wait of its own.
  public func type(_ text: String) {
    for character in text { feed([.key(.character(character))]) }
  }

  /// Whether all that was fed has been taken.
  public var isExhausted: Bool { batches.isEmpty }
  /// The last frame; an empty canvas when nothing was shown yet.
  public var screen: Canvas { frames.last ?? Canvas(size, glyphs: glyphs) }

  /// A waker that does nothing.
  public var waker: any Waker { NoWaker() }
  /// Keeps the frame, unless it equals the last one.
  public func present(_ canvas: Canvas) {
    if frames.last != canvas { frames.append(canvas) }
  }

  /// The next fed batch at once; nothing when there is none.
  public func events(timeoutMilliseconds: Int?) -> [Event] {
    guard !batches.isEmpty else { return [] }
    let batch = batches.removeFirst()
    for case .resize(let size) in batch { self.size = size }
    return batch
  }

  /// Keeps the theme.
  public func apply(_ theme: Theme) { self.theme = theme }
  /// Counts.
  public func bell() { bells += 1 }
  /// Keeps the text.
  public func copyToClipboard(_ text: String) { copied.append(text) }
  /// Counts, and queues the event that follows a stop.
  public func suspend() {
    suspensions += 1
    feed([.resumed])
  }

  /// Notes it.
  public func close() { isClosed = true }
}
