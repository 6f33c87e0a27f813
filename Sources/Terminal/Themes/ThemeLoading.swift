extension Theme {
  /// Reads a theme from the text of its JSON5 file.
  ///
  /// `lookup` gives the text and the file name of the theme that `extends` names; nil when there is none.
  public static func load(
    json: String, file: String, lookup: (String) -> (json: String, file: String)? = { _ in nil }
  ) throws(ThemeProblem) -> Theme {
    throw ThemeProblem(file: file, reason: "not yet")
  }
}
