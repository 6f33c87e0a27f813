import Terminal

/// Where the parts of a screen stand: banner above, message and footer below, the work between.
struct Layout: Hashable, Sendable {
  let banner: Rect
  /// The rules; nil where there is no room for them.
  let upperRule: Int?
  let work: Rect
  let message: Rect
  let lowerRule: Int?
  let footer: Rect

  init(_ size: Size) {
    let all = Rect(size)
    let hasRules = size.rows >= 16
    banner = all.line(0)
    footer = all.line(size.rows - 1)
    lowerRule = hasRules ? size.rows - 2 : nil
    message = all.line(size.rows - (hasRules ? 3 : 2))
    upperRule = hasRules ? 1 : nil
    let first = hasRules ? 2 : 1
    work = Rect(row: first, column: 0, rows: message.row - first, columns: size.columns)
  }

  /// The smallest extent anything useful fits in.
  static let smallest = Size(columns: 30, rows: 8)
}
