import FoundationEssentials
public import Terminal

/// Drawn screens kept as text files: what they say, then what each cell means.
///
/// `TOWNHOUSE_RECORD=1` writes the files anew; a change of look is then seen in the diff.
public enum Golden {
  /// The extents every screen is kept at.
  public static let sizes = [
    Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40),
    Size(columns: 200, rows: 60),
  ]

  /// Compares a screen with its file under Tests/ConsoleTests/Goldens; nil when they are the same, else what differs.
  public static func mismatch(_ canvas: Canvas, _ name: String) -> String? {
    let drawn = text(of: canvas)
    let path = folder + "\(name)-\(canvas.size.columns)x\(canvas.size.rows).txt"
    if ProcessInfo.processInfo.environment["TOWNHOUSE_RECORD"] == "1" {
      do {
        try drawn.write(to: URL(filePath: path), atomically: true, encoding: .utf8)
        return nil
      } catch {
        return "cannot write \(path): \(error)"
      }
    }
    guard let kept = try? String(contentsOf: URL(filePath: path), encoding: .utf8) else {
      return "there is no \(path); TOWNHOUSE_RECORD=1 writes it. It would be\n\(drawn)"
    }
    guard kept != drawn else { return nil }
    let (old, new) = (kept.split(separator: "\n", omittingEmptySubsequences: false), lines(drawn))
    let differing = new.indices.filter { $0 >= old.count || old[$0] != new[$0] }
    let shown = differing.prefix(8).map { "line \($0 + 1)\n- \($0 < old.count ? old[$0] : "")\n+ \(new[$0])" }
    return "\(path) differs in \(differing.count) lines\n" + shown.joined(separator: "\n")
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  private static func text(of canvas: Canvas) -> String {
    let rows = canvas.lines + [String(repeating: "=", count: canvas.size.columns)] + canvas.roleLines
    let cursor = canvas.cursor.map { "cursor \($0.row),\($0.column)" } ?? "no cursor"
    return (rows + [cursor]).joined(separator: "\n") + "\n"
  }

  private static var folder: String {
    var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
    parts.removeLast(2)
    return parts.joined(separator: "/") + "/ConsoleTests/Goldens/"
  }
}
