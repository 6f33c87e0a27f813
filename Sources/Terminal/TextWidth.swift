/// Measures and fits text by the cells it takes, never by its characters.
public enum TextWidth {
  /// How many cells the text takes once it is made safe.
  public static func width(_ text: String) -> Int {
    if let count = plainCount(text) { return count }
    return GlyphScanner(text).reduce(0) { $0 + $1.width }
  }

  /// The text cut or padded to exactly `width` cells; an ellipsis shows that something was cut.
  public static func fit(
    _ text: String, _ width: Int, align: Alignment = .left, ellipsis: Character = "…"
  ) -> String {
    guard width > 0 else { return "" }
    let cut = clipped(text, width, ellipsis: ellipsis)
    let room = width - cut.width
    let before =
      switch align {
      case .left: 0
      case .centre: room / 2
      case .right: room
      }
    return String(repeating: " ", count: before) + cut.text + String(repeating: " ", count: room - before)
  }

  /// The text without anything that could move the cursor, hide or reorder what is seen.
  public static func sanitised(_ text: String) -> String {
    if plainCount(text) != nil { return text }
    return GlyphScanner(text).reduce(into: "") { $0 += $1.glyph.text }
  }

  /// The text broken at spaces into lines of at most `width` cells; longer words are broken where they must.
  public static func wrapped(_ text: String, _ width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      var used = 0
      for word in paragraph.split(separator: " ") {
        var rest = sanitised(String(word))
        var room = Self.width(rest)
        if used > 0, used + 1 + room > width {
          lines.append(line)
          (line, used) = ("", 0)
        }
        while room > width {
          let head = clipped(rest, width, ellipsis: nil).text
          if head.isEmpty { break }
          lines.append(head)
          rest = String(rest.dropFirst(head.count))
          room = Self.width(rest)
        }
        line += used > 0 ? " " + rest : rest
        used += room + (used > 0 ? 1 : 0)
      }
      lines.append(line)
    }
    return lines
  }

  /// The count of a text of printable ASCII alone, the usual case.
  static func plainCount(_ text: String) -> Int? {
    var count = 0
    for byte in text.utf8 {
      guard byte >= 0x20, byte < 0x7F else { return nil }
      count += 1
    }
    return count
  }

  /// At most `width` cells of the text, and how many they are.
  static func clipped(_ text: String, _ width: Int, ellipsis: Character?) -> (text: String, width: Int) {
    let full = Self.width(text)
    if full <= width { return (sanitised(text), full) }
    let room = max(0, width - (ellipsis == nil ? 0 : 1))
    var result = ""
    var used = 0
    for (glyph, cells) in GlyphScanner(text) {
      if used + cells > room { break }
      result += glyph.text
      used += cells
    }
    if let ellipsis, width > 0 {
      result.append(ellipsis)
      used += 1
    }
    return (result, used)
  }
}
