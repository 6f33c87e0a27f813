/// The shapes the screens are drawn with: Unicode, or ASCII for `--ascii` and poor locales.
public struct Glyphs: Hashable, Sendable {
  /// Whether only ASCII may be shown.
  public let isASCII: Bool
  /// The row at hand.
  public let selected: Character
  /// Overdue or worth a look.
  public let alert: Character
  /// Finished, refused, under way.
  public let done, refused, active: Character
  /// Marked for one action.
  public let mark: Character
  /// Lines, and the corners of a box.
  public let horizontal, vertical, topLeft, topRight, bottomLeft, bottomRight: Character
  /// Branches of a tree: one of several, the last one.
  public let branch, lastBranch: Character
  /// What stands for a cut text.
  public let ellipsis: Character
  /// Where typing happens.
  public let prompt: Character
  /// A group that is open, and one that is closed.
  public let open, closed: Character
  /// What hides a secret's characters.
  public let mask: Character
  /// Between two parts of one line.
  public let dot: Character
  /// Cells of bars from empty to full; the last is a full cell.
  public let blocks: [Character]
  /// Steps of a sparkline from low to high.
  public let levels: [Character]
  /// A cell of the empty part of a bar.
  public let track: Character

  /// Shapes for a UTF-8 terminal.
  public static let unicode = Glyphs(
    isASCII: false, selected: "▶", alert: "!", done: "✓", refused: "✗", active: "●", mark: "◆",
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘",
    branch: "├", lastBranch: "└", ellipsis: "…", prompt: "▏", open: "▼", closed: "▶", mask: "•", dot: "·",
    blocks: ["▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"], levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"], track: "░")

  /// Shapes for everything else.
  public static let ascii = Glyphs(
    isASCII: true, selected: ">", alert: "!", done: "+", refused: "x", active: "o", mark: "*",
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+",
    branch: "+", lastBranch: "+", ellipsis: "~", prompt: "|", open: "v", closed: ">", mask: "*", dot: "-",
    blocks: ["#"], levels: ["_", ".", "-", "=", "+", "*", "#"], track: ".")
}
