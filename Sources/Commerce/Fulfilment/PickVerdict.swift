/// What came of an action on the pick screen.
public enum PickVerdict: Hashable, Sendable, Codable {
  /// Units are in the tote. `jumped` when it was not the line the screen asked for.
  case taken(item: String, quantity: Int, bin: String, tote: String, jumped: Bool)
  /// A further unit of a confirmed line was scanned; nothing moved.
  case counted(item: String, scans: Int, of: Int)
  /// One scan too many; nothing moved. `suggestCount` from the second time on.
  case overScan(item: String, of: Int, suggestCount: Bool)
  /// The right bin; its item comes next.
  case atBin(code: String)
  /// In a cluster: the item is in hand, now scan its totes.
  case inHand(item: String, quantity: Int, totes: Int)
  /// A tote was bound to an order.
  case bound(tote: String, order: String)
  /// The tote already carries this order.
  case knownTote(String)
  /// The scan was wrong; logged, nothing moved.
  case refused(Refusal)
  /// A short pick; `elsewhere` names the bins that were put on the walk instead, `short` what is left missing.
  case shorted(item: String, missing: Int, elsewhere: [String], short: Int)
  /// Units went to quarantine, with what was found instead.
  case quarantined(item: String, quantity: Int, elsewhere: [String], short: Int)
  /// The line went to the end of the walk.
  case skipped(item: String)
  /// The rest of the line is taken from another bin.
  case elsewhere(item: String, bin: String)
  /// The next tote scan adds a tote to this order.
  case anotherTote(order: String)
  /// The count of a bin was noted.
  case countNoted(bin: String, counted: Int)
  /// What was taken back.
  case undone(String)
}
