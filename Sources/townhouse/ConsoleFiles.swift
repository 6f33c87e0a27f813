internal import Commerce
internal import Console
internal import Operations
internal import Terminal

/// What the console asks of the program around it: themes, papers, files, and keeping its settings.
struct ConsoleFiles: ConsoleHost {
  let configuration: Configuration
  /// What the command line asks for; its theme and the like are for this run and not kept.
  let request: ConsoleRequest

  private var printer: PaperPrinter { PaperPrinter(folder: configuration.papers) }

  func theme(named name: String) -> Theme? { try? ThemeFiles.load(name) }

  func print(_ job: PrintJob, to destination: PrintDestination) async throws(CommerceError) -> String {
    switch (job, destination) {
    case (.text(let text, let title), _): try printer.print(text, title: title, to: destination)
    case (.barcodes(let entries, let title), .folder):
      try printer.write(try BarcodeSheet.svg(entries, title: title), named: title, ending: "svg")
    // A queue prints text; bars need a program that draws them.
    case (.barcodes(let entries, let title), .queue), (.barcodes(let entries, let title), .elsewhere):
      try printer.print(BarcodeSheet.text(entries, title: title), title: title, to: destination)
    }
  }

  func export(_ table: ExportTable) async throws(CommerceError) -> String {
    let ending = table.format == .text ? "txt" : table.format.rawValue
    return try printer.write(table.text, named: table.name, ending: ending)
  }

  func readFile(_ path: String) async throws(CommerceError) -> String {
    do {
      return try TextFile.read(path)
    } catch {
      throw error.asTrouble
    }
  }

  func save(_ settings: ConsoleSettings) async throws(CommerceError) {
    guard !request.isDemo else { return }
    var changed = configuration
    changed.settings = settings
    if request.theme != nil { changed.settings.theme = configuration.settings.theme }
    if request.isASCII { changed.settings.ascii = configuration.settings.ascii }
    do {
      try changed.save()
    } catch {
      throw error.asTrouble
    }
  }
}
