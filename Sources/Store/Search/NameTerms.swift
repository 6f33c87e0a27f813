internal import Commerce

/// The terms a customer's name is indexed by. Each carries its site, so that a town's search reads that town's
/// postings only, newest first, however many other towns share the name.
enum NameTerms {
  /// All terms of a name, separated by spaces: every three neighbouring letters, and the first one and two of a word.
  static func indexed(_ name: String, site: ID<Site>) -> String {
    let folded = Folding.fold(name)
    let prefix = Array(site.description.utf8)
    var terms: [UInt8] = []
    terms.reserveCapacity(folded.count * (prefix.count + 4) + 16)
    for start in folded.indices {
      // A term twice in a name is one posting to the index; names are too short for sorting duplicates out to pay.
      if start + 3 <= folded.count { append(folded[start..<start + 3], prefix, mark: false, to: &terms) }
      guard start == 0 || folded[start - 1] == Folding.space else { continue }
      append(folded[start...start], prefix, mark: true, to: &terms)
      if start + 2 <= folded.count, folded[start + 1] != Folding.space {
        append(folded[start..<start + 2], prefix, mark: true, to: &terms)
      }
    }
    return String(decoding: terms, as: UTF8.self)
  }

  /// The MATCH expression for names that may contain `needle`, at any of these sites.
  static func query(_ needle: FoldedNeedle, sites: [ID<Site>]) -> String {
    let scalars = needle.scalars
    let pieces: [ArraySlice<UInt32>] =
      scalars.count < 3
      ? [scalars[...]]
      : (stride(from: 0, through: scalars.count - 3, by: 3).map { scalars[$0..<$0 + 3] }
        + (scalars.count % 3 == 0 ? [] : [scalars.suffix(3)]))
    return sites.map { site in
      let prefix = Array(site.description.utf8)
      let terms = pieces.map { piece in
        var term: [UInt8] = []
        append(piece, prefix, mark: scalars.count < 3, to: &term)
        return "\"" + String(decoding: term, as: UTF8.self) + "\""
      }
      return sites.count == 1 ? terms.joined(separator: " AND ") : "(" + terms.joined(separator: " AND ") + ")"
    }.joined(separator: " OR ")
  }

  private static func append(_ piece: ArraySlice<UInt32>, _ prefix: [UInt8], mark: Bool, to terms: inout [UInt8]) {
    if !terms.isEmpty { terms.append(UInt8(ascii: " ")) }
    terms.append(contentsOf: prefix)
    if mark { terms.append(UInt8(ascii: ".")) }
    for value in piece {
      if value < 128 {
        terms.append(value == Folding.space ? UInt8(ascii: "_") : UInt8(value))
      } else if let scalar = Unicode.Scalar(value) {
        terms.append(contentsOf: Array(String(scalar).utf8))
      }
    }
  }
}
