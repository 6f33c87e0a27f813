import Commerce
import Operations
import Terminal

/// How it stands with a server, as the banner says it.
extension Program {
  /// Where the data lives and how fast it answers: `town.example 42 ms`.
  var placeWords: String {
    guard case .online(let milliseconds)? = link?.reach else { return place }
    return "\(place) \(milliseconds) ms"
  }

  /// What must not be overlooked, in at most so many columns; nil while all is well.
  func linkAlert(_ width: Int) -> (words: String, role: Role)? {
    guard let link else { return nil }
    var words: [String] = []
    var role = Role.warning
    if case .offline = link.reach {
      words = ["OFFLINE"]
      role = .refused
    } else if link.needsSignIn {
      words = ["SIGN IN AGAIN"]
    }
    if link.refused > 0 { words.append("\(link.refused) REFUSED") }
    if link.waiting > 0, !words.isEmpty || link.waiting > 3 { words.append("\(link.waiting) waiting") }
    guard !words.isEmpty else { return nil }
    if link.isOffline, let known = link.knownAt {
      words.append("list of \(LocalTime(known, offsetMinutes: site?.utcOffsetMinutes ?? 0).clock)")
    }
    while words.count > 1, TextWidth.width(words.joined(separator: " · ")) > width / 2 + 8 { words.removeLast() }
    return (" " + words.joined(separator: " · ") + " ", role)
  }

  /// The banner with an alert: the alert and the town are whole, the rest as far as there is room.
  func drawBanner(
    left: String, alert: (words: String, role: Role), rest: [String], role: Role, on canvas: inout Canvas,
    in row: Rect
  ) {
    let alertWidth = TextWidth.width(alert.words)
    var rest = rest
    for drop in [nil, 2, 1, 0, 3] as [Int?] {
      if let drop { rest[drop] = "" }
      let text = rest.filter { !$0.isEmpty }.joined(separator: "  ")
      let width = text.isEmpty ? 0 : TextWidth.width(text) + 2
      guard TextWidth.width(left) + width + alertWidth + 2 <= row.columns || drop == 3 else { continue }
      let column = row.endColumn - alertWidth - width
      canvas.write(left, row: row.row, column: row.column, role: role, width: column - row.column - 1)
      canvas.write(alert.words, row: row.row, column: column, role: alert.role)
      if !text.isEmpty { canvas.write(text, row: row.row, column: column + alertWidth + 1, role: role) }
      return
    }
  }
}
