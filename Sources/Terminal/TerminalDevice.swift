/// Ends a terminal's wait from any thread.
public protocol Waker: Sendable {
  /// Makes the present or the next wait return at once.
  func wake()
}

/// A place to draw on and to take input from; used by one thread alone.
public protocol TerminalDevice: AnyObject {
  /// The present extent in cells.
  var size: Size { get }
  /// The shapes this terminal can show.
  var glyphs: Glyphs { get }
  /// On while characters are to be delivered as keys even in a burst.
  var textMode: Bool { get set }
  /// Ends a wait in `events` from another thread.
  var waker: any Waker { get }

  /// Shows the canvas as one frame; what did not change is not sent again.
  func present(_ canvas: Canvas)
  /// Waits for input and returns all that is queued; nothing after a wake-up or the time-out (nil: no time-out).
  func events(timeoutMilliseconds: Int?) -> [Event]
  /// Changes the looks; the next frame uses them.
  func apply(_ theme: Theme)
  /// Draws everything anew with the next frame, whatever is thought to be on the screen.
  func repaint()
  /// Rings, or flashes where the terminal does that instead.
  func bell()
  /// Puts text on the clipboard of the person at the terminal, where the terminal allows that.
  func copyToClipboard(_ text: String)
  /// Gives the screen back and stops the process as Ctrl-Z does; returns when it runs again.
  func suspend()
  /// Gives the terminal back as it was found; may be called twice.
  func close()
}

extension TerminalDevice {
  /// Nothing, for devices whose frames are always whole.
  public func repaint() {}
}
