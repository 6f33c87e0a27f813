/// What a decoder makes of a terminal's bytes, before bursts are told from typing.
public enum RawInput: Hashable, Sendable {
  /// A key press.
  case key(Key)
  /// The text between paste brackets.
  case paste(String)
  /// A press of the left button or a step of the wheel.
  case mouse(Mouse)
}
