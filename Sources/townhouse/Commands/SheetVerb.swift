internal import Commerce
internal import Operations

extension Verb {
  static let sheetVerb = Verb(
    "sheet", "commands|badges|totes|bins|lanes", count: 1...1, options: acting + [.format, .to],
    about: "a sheet of barcodes to print: SVG, or text"
  ) { request in
    guard let kind = SheetKind(rawValue: request.words[0]) else {
      throw Failure.usage("there is no sheet \"\(request.words[0])\"", hint: "commands, badges, totes, bins or lanes")
    }
    let format = request.arguments[.format] ?? (request.output.json ? "json" : "svg")
    guard ["svg", "text", "json"].contains(format) else { throw Failure.usage("--format is svg or text") }
    let acting = try await Acting.begin(request)
    let entries = try await acting.desks.house.sheet(kind, by: acting.caller)
    if format == "json" {
      let rows = entries.map { ["code": .text($0.code), "caption": .text($0.caption)] as JSONText }
      return try request.output.line(["sheet": .text(kind.rawValue), "entries": .list(rows)])
    }
    let title = "Townhouse \(acting.site.name): \(kind.rawValue)"
    let text =
      format == "svg" ? try BarcodeSheet.svg(entries, title: title) : BarcodeSheet.text(entries, title: title)
    guard let path = request.arguments[.to] else { return try request.output.write(text) }
    try TextFile.write(text, to: path)
    try request.output.line("\(counted(entries.count, "barcode")) in \(path)")
  }
}
