import Commerce
import Terminal

/// The keys that every list has.
enum ListKeys {
  /// Moving; the letters stand for the arrows as in other consoles.
  static func moves(letters: Bool = true) -> [Binding] {
    [
      Binding("list.down", "down", letters ? [.down, .character("j")] : [.down], section: .list),
      Binding("list.up", "up", letters ? [.up, .character("k")] : [.up], section: .list),
      Binding("list.page_down", "a page down", letters ? [.pageDown, .control("d")] : [.pageDown], section: .list),
      Binding("list.page_up", "a page up", letters ? [.pageUp, .control("u")] : [.pageUp], section: .list),
    ] + (letters ? ends : [])
  }

  /// The first and the last row; while typing these keys belong to the text.
  private static var ends: [Binding] {
    [
      Binding("list.first", "first row", [.home], section: .list),
      Binding("list.last", "last row", [.end], section: .list),
    ]
  }

  /// The moving key that an action of `moves` stands for.
  static func key(of action: String) -> Key? {
    switch action {
    case "list.down": .down
    case "list.up": .up
    case "list.page_down": .pageDown
    case "list.page_up": .pageUp
    case "list.first": .home
    case "list.last": .end
    default: nil
    }
  }

  /// Writing the list to a file.
  static let export = Binding("list.export", "export", [.character("e")], section: .list)
}

/// How many rows match, in as many words as are known: a list is never counted through for its heading.
enum ListCount {
  /// `37 of 2 000`, `100+ of 2 000`, `2 000 orders`; `one` is the noun of one row.
  static func text(shown: Int, isWhole: Bool, isNarrowed: Bool, total: Int?, _ one: String) -> String {
    let count = grouped(shown) + (isWhole ? "" : "+")
    guard let total, isNarrowed || isWhole else { return total.map { counted($0, one) } ?? count }
    return isNarrowed ? "\(count) of \(grouped(max(total, shown)))" : "\(count) \(noun(shown, one))"
  }

  /// `1 order`, `2 000 orders`; the noun is as `Commerce.counted` wants it.
  static func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    "\(grouped(number)) \(noun(number, one, many))"
  }

  /// `100 000`.
  static func grouped(_ number: Int) -> String {
    let digits = String(number)
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text.append(" ") }
      text.append(digit)
    }
    return text
  }
}
