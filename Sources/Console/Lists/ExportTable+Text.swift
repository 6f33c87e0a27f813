import Terminal

extension ExportTable {
  /// The whole file in its format: safe for spreadsheets, free of control characters.
  public var text: String {
    switch format {
    case .csv: lines(quotedCSV, ending: "\r\n")
    case .tsv: lines({ $0.map(guarded).joined(separator: "\t") }, ending: "\n")
    case .json: json
    case .text: aligned
    }
  }

  private func lines(_ line: ([String]) -> String, ending: String) -> String {
    ([columns] + rows).map { line($0) + ending }.joined()
  }

  private func quotedCSV(_ cells: [String]) -> String {
    cells.map { cell in
      let safe = guarded(cell)
      guard safe.contains(where: { "\",' ".contains($0) }) else { return safe }
      return "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }.joined(separator: ",")
  }

  /// A spreadsheet would run what starts like a formula; an apostrophe makes it text. Plain numbers stay numbers.
  private func guarded(_ cell: String) -> String {
    let text = TextWidth.sanitised(cell)
    guard let first = text.first(where: { $0 != " " }), "=+-@|%＝＋－＠".contains(first) else { return text }
    let digits = text.dropFirst(first == "-" ? 1 : 0)
    let isNumber = digits.first?.isNumber == true && digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    return isNumber ? text : "'" + text
  }

  private var json: String {
    let objects = rows.map { row in
      "  {" + zip(columns, row).map { quotedJSON($0) + ": " + quotedJSON($1) }.joined(separator: ", ") + "}"
    }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private func quotedJSON(_ text: String) -> String {
    var quoted = "\""
    for scalar in TextWidth.sanitised(text).unicodeScalars {
      if scalar == "\"" || scalar == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private var aligned: String {
    let widths = columns.indices.map { index in
      ([columns] + rows).map { index < $0.count ? TextWidth.width($0[index]) : 0 }.max() ?? 0
    }
    return lines(
      { cells in
        var line = zip(cells, widths).map { TextWidth.fit($0, $1) }.joined(separator: "  ")
        while line.last == " " { line.removeLast() }
        return line
      }, ending: "\n")
  }
}
