public import Commerce

/// A document as plain text, under the title a printer or a folder knows it by. The same for whoever prints it: the
/// house itself, or a console far from it.
public struct Paper: Hashable, Sendable {
  /// The title.
  public let title: String
  /// What stands on it.
  public let text: String
}

extension ParcelPapers {
  /// The label or the packing slip.
  public func paper(_ kind: PaperKind) -> Paper { Paper(title: "\(parcel.code)-\(kind.rawValue)", text: text(kind)) }
}

extension RunDetail {
  /// The manifest or the load sheet, with `site` at its head.
  public func paper(_ kind: RunPaper, site: Site) -> Paper {
    Paper(title: "\(run.code)-\(kind.rawValue)", text: text(kind, site: site))
  }
}

extension CashUpSlip {
  /// The slip that both sides sign.
  public func paper(site: Site) -> Paper { Paper(title: "cash-up-\(cashUp.id)", text: text(site: site)) }
}

extension TransferWork {
  /// The slip that travels with the units.
  public var paper: Paper { Paper(title: transfer.code, text: slip) }
}

extension House {
  /// Prints a paper, unless whoever asks has printed it already; answers where it went.
  func print(_ paper: Paper, to destination: PrintDestination) throws(CommerceError) -> String {
    // The words go into the books: no more of them than a path has.
    if case .elsewhere(let place) = destination { return String(place.prefix(300)) }
    return try printer.print(paper.text, title: paper.title, to: destination)
  }
}
