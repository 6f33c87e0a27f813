public import Commerce

/// The words of the core's values, for console and command line: the one place where they are said.
public enum Wording {
  /// An error as one line: what is wrong, and what to do.
  public static func text(_ error: CommerceError) -> String { error.code }

  /// True for what is worth a look but nobody's mistake.
  static func isWarning(_ error: CommerceError) -> Bool {
    if case .trouble = error { return true }
    return false
  }
}
