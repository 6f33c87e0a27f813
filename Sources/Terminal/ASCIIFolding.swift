extension Glyph {
  /// The nearest ASCII character, for terminals that show nothing else; "?" when there is none.
  public var foldedToASCII: UInt8 {
    let value = base.value
    if value < 0x80 { return UInt8(value) }
    switch base {
    case "─", "━", "═", "–", "—", "‐", "‑", "−": return UInt8(ascii: "-")
    case "│", "┃", "║", "▏", "▎", "▍": return UInt8(ascii: "|")
    case "▶", "▸", "►", "→", "›", "»": return UInt8(ascii: ">")
    case "◀", "◂", "←", "‹", "«": return UInt8(ascii: "<")
    case "▼", "▾", "↓": return UInt8(ascii: "v")
    case "▲", "▴", "↑": return UInt8(ascii: "^")
    case "✓", "✔": return UInt8(ascii: "+")
    case "✗", "✘", "×", "✕": return UInt8(ascii: "x")
    case "●", "○", "◉": return UInt8(ascii: "o")
    case "•", "◆", "◇", "★", "☆": return UInt8(ascii: "*")
    case "·", "░", "…": return base == "…" ? UInt8(ascii: "~") : UInt8(ascii: ".")
    case "▒", "▓", "█", "▉", "▊", "▋", "▌": return UInt8(ascii: "#")
    case "‘", "’", "‚": return UInt8(ascii: "'")
    case "“", "”", "„": return UInt8(ascii: "\"")
    case "ß": return UInt8(ascii: "s")
    case "Ø", "Ɔ": return UInt8(ascii: "O")
    case "ø", "ɔ": return UInt8(ascii: "o")
    case "Ɛ": return UInt8(ascii: "E")
    case "ɛ": return UInt8(ascii: "e")
    case "ŋ": return UInt8(ascii: "n")
    default: break
    }
    if (0x2500...0x257F).contains(value) { return UInt8(ascii: "+") }
    if (0x2581...0x2588).contains(value) { return UInt8(ascii: "#") }
    return letter ?? UInt8(ascii: "?")
  }

  /// The letter under the marks, as the character's own name says it.
  private var letter: UInt8? {
    let words = (base.properties.name ?? "").split(separator: " ")
    guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER", words[3].utf8.count == 1,
      let upper = words[3].utf8.first
    else { return nil }
    return words[1] == "SMALL" ? upper + 0x20 : upper
  }
}
