internal import CPlatform
internal import Commerce
internal import Glibc
internal import Terminal

/// Where a command's answer goes: standard output as text or JSON, standard error for progress and refusals.
struct Output: Sendable {
  /// True when JSON was asked for.
  let json: Bool
  /// Keeps the answers, for a script that names a part of one.
  var keeper: AnswerKeeper?

  /// Writes one line. Throws `outputClosed` when nobody reads any more.
  func line(_ text: String) throws(Failure) { try write(TextWidth.sanitised(text) + "\n") }

  /// Writes a JSON value on a line of its own.
  func line(_ value: JSONText) throws(Failure) { try write(value.line + "\n") }

  /// Writes bytes as they are: a document the program made itself.
  func write(_ text: String) throws(Failure) {
    var text = text
    let result = text.withUTF8 { cp_stdout_write($0.baseAddress, $0.count) }
    guard result != 0 else { return }
    throw errno == EPIPE ? .outputClosed : .file(path: "standard output", reason: String(cString: strerror(errno)))
  }

  /// Writes the answer in the form that was asked for.
  func answer(_ value: @autoclosure () -> JSONText, text: () -> [String]) throws(Failure) {
    if let keeper { keeper.keep(value()) }
    if json { return try line(value()) }
    for text in text() { try line(text) }
  }

  /// Rows in columns; the widths are those of the widest cell, the last column is not padded.
  static func table(_ head: [String], _ rows: [[String]], right: Set<Int> = []) -> [String] {
    let all = [head] + rows.map { $0.map(TextWidth.sanitised) }
    let widths = head.indices.map { column in all.map { TextWidth.width($0[column]) }.max() ?? 0 }
    return all.map { row in
      let cells = row.enumerated().map { column, cell in
        if right.contains(column) { return TextWidth.fit(cell, widths[column], align: .right) }
        return column == row.count - 1 ? cell : TextWidth.fit(cell, widths[column])
      }
      return cells.joined(separator: "  ")
    }
  }

  /// Writes a line on standard error; what cannot be written there is lost.
  static func note(_ text: String) { writeError(TextWidth.sanitised(text) + "\n") }

  static func writeError(_ text: String) {
    var text = text
    _ = text.withUTF8 { cp_stderr_write($0.baseAddress, $0.count) }
  }

  /// Says why nothing came of it, and in which line of a script.
  func report(_ failure: Failure, at place: (script: String, line: Int)? = nil) {
    switch failure {
    case .outputClosed, .reported: return
    default: break
    }
    let report = FailureReport(failure)
    if json {
      Self.writeError(report.json(line: place?.line).line + "\n")
    } else {
      let place = place.map { "\($0.script):\($0.line): " } ?? ""
      Self.note("townhouse: \(place)\(report.message) [\(failure.code)]")
      for line in report.remedy.split(separator: "\n") { Self.note("  " + line) }
    }
  }
}
