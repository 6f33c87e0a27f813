internal import CZint
internal import Commerce
internal import Operations

/// A sheet of Code 128 barcodes with captions, as SVG for any printer or as text.
enum BarcodeSheet {
  private static let columns = 2
  private static let cell = (width: 360.0, height: 110.0)
  private static let margin = 36.0

  /// The sheet as one SVG document of as many rows as it takes. Throws `input.invalid` for a code that cannot be drawn.
  static func svg(_ entries: [SheetEntry], title: String) throws(CommerceError) -> String {
    let rows = (entries.count + columns - 1) / columns
    let height = margin * 2 + 40 + Double(rows) * cell.height
    let width = margin * 2 + Double(columns) * cell.width
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" font-family=\"sans-serif\">",
      "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>",
      "<text x=\"\(margin)\" y=\"\(margin + 14)\" font-size=\"20\">\(escaped(title))</text>",
    ]
    for (index, entry) in entries.enumerated() {
      let x = margin + Double(index % columns) * cell.width
      let y = margin + 40 + Double(index / columns) * cell.height
      for bar in try bars(entry.code, width: cell.width - 60) {
        parts.append("<rect x=\"\(x + bar.x)\" y=\"\(y)\" width=\"\(bar.width)\" height=\"56\"/>")
      }
      parts.append(
        "<text x=\"\(x)\" y=\"\(y + 72)\" font-size=\"13\" font-family=\"monospace\">\(escaped(entry.code))</text>")
      parts.append("<text x=\"\(x)\" y=\"\(y + 90)\" font-size=\"13\">\(escaped(entry.caption))</text>")
    }
    return parts.joined(separator: "\n") + "\n</svg>\n"
  }

  /// Codes and captions in two columns of plain text.
  static func text(_ entries: [SheetEntry], title: String) -> String {
    let rows = entries.map { [$0.code, $0.caption] }
    return ([title, ""] + Output.table(["CODE", "MEANING"], rows)).joined(separator: "\n") + "\n"
  }

  /// Bars of a Code 128 symbol from the left, at most `width` wide.
  private static func bars(_ code: String, width: Double) throws(CommerceError) -> [(x: Double, width: Double)] {
    guard let symbol = ZBarcode_Create() else {
      throw .trouble(StoreTrouble(.failed, place: "barcode", detail: "not enough memory"))
    }
    defer { ZBarcode_Delete(symbol) }
    symbol.pointee.symbology = BARCODE_CODE128
    let bytes = Array(code.utf8)
    // Zint reads exactly `count` bytes of ours and keeps none of them.
    let result = ZBarcode_Encode_and_Buffer_Vector(symbol, bytes, Int32(bytes.count), 0)
    // The vector and its rectangles belong to the symbol and die with it; they are copied out before that.
    guard result < 5, let vector = symbol.pointee.vector, vector.pointee.width > 0 else {
      throw .invalid([FieldIssue("code", "\(code) cannot be drawn as a barcode")])
    }
    let scale = min(2, width / Double(vector.pointee.width))
    var bars: [(x: Double, width: Double)] = []
    var next = vector.pointee.rectangles
    while let rectangle = next {
      bars.append((Double(rectangle.pointee.x) * scale, Double(rectangle.pointee.width) * scale))
      next = rectangle.pointee.next
    }
    return bars
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars where scalar.value >= 0x20 {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
