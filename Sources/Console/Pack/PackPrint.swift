import Commerce
import Operations
import Terminal

/// A paper on its way to a printer. Packing goes on meanwhile, so what became of it may come after other scans.
struct PackPrint: Hashable, Sendable {
  var paper: PaperKind
  var parcel: Parcel
  /// The changes this screen had asked for when the paper was sent.
  var changes: Int

  /// What it is in words, for the start of a message.
  var name: String { paper == .label ? "Label" : "Slip" }

  /// That no printer took it, and why.
  func failed(_ error: CommerceError) -> Notice {
    Notice(.warning, "\(name.uppercased()) \(parcel.code) NOT PRINTED: \(Notice.outside(error).text)")
  }
}
