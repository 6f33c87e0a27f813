internal import Commerce
internal import Operations

/// A server has no printers to offer: whoever is far away prints where they sit, and would find nothing here.
struct NoPrinter: Printer {
  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String {
    throw .trouble(StoreTrouble(.notOffered, place: "", detail: "papers are printed where they are asked for"))
  }
}
