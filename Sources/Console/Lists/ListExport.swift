import Terminal

/// How a list is written to a file.
enum ExportFormat: String, Hashable, Sendable, CaseIterable {
  case csv, tsv, json, text
}

/// A list as it is shown, ready to be written: heads, and the rows' texts in their order.
struct ListExport: Hashable, Sendable {
  var title: String
  var columns: [String]
  var rows: [[String]]

  /// The whole file.
  func text(_ format: ExportFormat) -> String {
    switch format {
    case .csv: lines(quotedCSV, ending: "\r\n")
    case .tsv: lines({ $0.map(plain).map(guarded).joined(separator: "\t") }, ending: "\n")
    case .json: json
    case .text: table
    }
  }

  private func lines(_ line: ([String]) -> String, ending: String) -> String {
    ([columns] + rows).map { line($0) + ending }.joined()
  }

  private func quotedCSV(_ cells: [String]) -> String {
    cells.map { cell in
      let safe = guarded(plain(cell))
      guard safe.contains(where: { "\",'".contains($0) || $0 == " " }) else { return safe }
      return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }.joined(separator: ",")
  }

  /// A spreadsheet would run what starts like a formula; an apostrophe makes it text. Plain numbers stay numbers.
  private func guarded(_ text: String) -> String {
    guard let first = text.first(where: { $0 != " " }), "=+-@|%＝＋－＠".contains(first) else { return text }
    let digits = text.dropFirst(first == "-" ? 1 : 0)
    let isNumber =
      !digits.isEmpty && digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } && digits.first != "."
    return isNumber ? text : "'" + text
  }

  private func plain(_ text: String) -> String { TextWidth.sanitised(text) }

  private var json: String {
    let objects = rows.map { row in
      "  {" + zip(columns, row).map { quotedJSON($0) + ": " + quotedJSON($1) }.joined(separator: ", ") + "}"
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private func quotedJSON(_ text: String) -> String {
    var quoted = "\""
    for scalar in plain(text).unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private var table: String {
    let widths = columns.indices.map { index in
      ([columns] + rows).map { $0.indices.contains(index) ? TextWidth.width($0[index]) : 0 }.max() ?? 0
    }
    return lines(
      { cells in
        var line = zip(cells, widths).map { TextWidth.fit($0, $1) }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
      }, ending: "\n")
  }
}
