/// Something that happened at the terminal.
public enum Event: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// A scanner sent a code: never split, without its ending Enter or Tab.
  case scan(String)
  /// Text was pasted; line breaks are "\n", other control characters but the group separator are gone.
  case paste(String)
  /// The terminal has another size now.
  case resize(Size)
  /// The mouse did something over a cell.
  case mouse(Mouse)
  /// The process runs again after it was stopped; everything will be drawn anew.
  case resumed
  /// Nobody is there any more: save and end.
  case hangUp
  /// Ctrl-C.
  case interrupt
  /// The process was asked to end.
  case terminate
}

/// What the mouse did, and where.
public struct Mouse: Hashable, Sendable {
  /// The kinds of act that are told apart.
  public enum Action: Hashable, Sendable {
    /// A press of the left button, the second of two quick ones, one step of the wheel.
    case click, doubleClick, wheelUp, wheelDown
  }

  /// What was done.
  public var action: Action
  /// The cell's row from the top.
  public var row: Int
  /// The cell's column from the left.
  public var column: Int

  /// An act over a cell.
  public init(_ action: Action, row: Int, column: Int) {
    self.action = action
    self.row = row
    self.column = column
  }
}
