internal import Commerce
internal import Console
internal import Operations

/// What came of a scan, in one line.
enum VerdictText {
  static func line(_ verdict: PickVerdict) -> String {
    switch verdict {
    case .taken(let item, let quantity, let bin, let tote, let jumped):
      "taken: \(quantity) \(item) from \(bin) into \(tote)" + (jumped ? " (out of turn)" : "")
    case .counted(let item, let scans, let of): "counted \(scans) of \(of) \(item)"
    case .overScan(let item, let of, let suggest):
      "one too many: \(of) of \(item) are in, put it back" + (suggest ? "; count the bin" : "")
    case .atBin(let code): "at \(code); now the item"
    case .inHand(let item, let quantity, let totes):
      "in hand: \(quantity) \(item) for \(counted(totes, "tote")); scan a tote"
    case .bound(let tote, let order): "\(tote) carries \(order)"
    case .knownTote(let tote): "\(tote) is bound already"
    case .refused(let refusal): Wording.text(refusal)
    case .shorted(let item, let missing, let elsewhere, let short):
      "short \(missing) \(item)" + rest(elsewhere, short)
    case .quarantined(let item, let quantity, let elsewhere, let short):
      "\(quantity) \(item) to quarantine" + rest(elsewhere, short)
    case .skipped(let item): "\(item) goes to the end of the walk"
    case .elsewhere(let item, let bin): "\(item) from \(bin) instead"
    case .anotherTote(let order): "scan another tote for \(order)"
    case .countNoted(let bin, let counted): "\(counted) left in \(bin), noted"
    case .undone(let what): "taken back: \(what)"
    }
  }

  private static func rest(_ elsewhere: [String], _ short: Int) -> String {
    (elsewhere.isEmpty ? "" : "; the rest from " + elsewhere.joined(separator: ", "))
      + (short > 0 ? "; \(short) missing" : "")
  }

  static func line(_ verdict: PackVerdict) -> String {
    switch verdict {
    case .counted(let item, let quantity, let left): "counted \(quantity) \(item), \(left) to go"
    case .labelsDue(let codes): "all counted; scan the label \(codes.joined(separator: ", "))"
    case .labelScanned(let parcel, let packed): "\(parcel) closed" + (packed ? "; the order is packed" : "")
    case .nextBox(let box): "box \(box) is open"
    case .weighed(let parcel, let grams): "\(parcel) weighs \(grams) g"
    case .backToPicking(let item, let quantity, let short):
      "\(item): \(quantity) back to picking" + (short > 0 ? ", \(short) missing" : "")
    case .refused(let refusal): Wording.text(refusal)
    }
  }
}
