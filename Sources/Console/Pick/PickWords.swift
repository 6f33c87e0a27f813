import Commerce
import Operations
import Terminal

/// What a verdict looks like: the row of the last accepted scan, a message beside it, a bell.
struct PickEcho: Hashable, Sendable {
  var last: LastScan?
  var notice: Notice?
  var bell = false

  init(_ verdict: PickVerdict) {
    switch verdict {
    case .taken(let item, let quantity, let bin, let tote, let jumped):
      last = Self.undoable("\(item) ×\(quantity) at \(bin) → \(tote)")
      if jumped { notice = Notice(.info, "Other line: \(item) is taken, the walk goes on from here") }
    case .counted(let item, let scans, let of): last = Self.undoable("\(item)  count \(scans) of \(of)")
    case .overScan(let item, let of, let again):
      let count = again ? "  Twice now: count the bin" : ""
      notice = Notice(.warning, "\(of) OF \(of): put it back.  \(item) is complete\(count)")
      bell = true
    case .atBin(let code): last = LastScan(text: "at \(code): now its item")
    case .inHand(let item, let quantity, let totes):
      last = LastScan(text: "\(item) ×\(quantity) in hand for \(counted(totes, "tote"))")
    case .bound(let tote, let order): last = Self.undoable("\(tote) carries \(order)")
    case .knownTote(let tote): notice = Notice(.info, "\(tote) is this order's tote already: scan the item")
    case .refused(let refusal):
      notice = .error(.refused(refusal))
      bell = true
    case .shorted(let item, let missing, let elsewhere, let short):
      last = LastScan(text: "\(item) \(missing) short\(Self.rest(elsewhere, short))", hint: "undo F8", isDone: false)
    case .quarantined(let item, let quantity, let elsewhere, let short):
      last = LastScan(
        text: "\(item) \(quantity) damaged\(Self.rest(elsewhere, short))", hint: "undo F8", isDone: false)
    case .skipped(let item): last = LastScan(text: "\(item) goes last", hint: "undo F8", isDone: false)
    case .elsewhere(let item, let bin): last = LastScan(text: "\(item) now from \(bin)")
    case .anotherTote(let order): notice = Notice(.info, "Tote full: scan the next tote for \(order)")
    case .countNoted(let bin, let counted): last = LastScan(text: "\(bin): \(counted) left, noted for a count")
    case .undone(let what): last = LastScan(text: "taken back: \(what)", hint: "undo F8", isDone: false)
    }
  }

  private static func undoable(_ text: String) -> LastScan { LastScan(text: text, hint: "undo F8") }

  /// Where the rest comes from, and what nobody has.
  private static func rest(_ elsewhere: [String], _ short: Int) -> String {
    var text = elsewhere.isEmpty ? "" : ", rest from \(elsewhere.joined(separator: ", "))"
    if short > 0 { text += ", \(short) nowhere: on the shortage list" }
    return text
  }

  /// The last accepted pick of a job that is opened again.
  static func resumed(_ list: PickList) -> LastScan? {
    guard let task = list.tasks.filter({ $0.picked > 0 && $0.touchedAt != nil }).max(by: earlier) else { return nil }
    return undoable("\(task.variant.name) ×\(task.picked) at \(task.bin.code)")
  }

  private static func earlier(_ left: PickTask, _ right: PickTask) -> Bool {
    (left.touchedAt?.milliseconds ?? 0, left.id) < (right.touchedAt?.milliseconds ?? 0, right.id)
  }
}
