public import Commerce

/// Stock work: adjusting, counting, receiving, moving, reordering. What takes away units that somebody is promised is
/// refused with who that is.
public protocol StockWorkDesk: StockInboundDesk {
  /// Adjusts what a bin holds. Above the town's limit it needs a second person, or becomes a task when the request says
  /// that it may wait. Throws `rule.approval.needed`, `rule.stock.promised`, `rule.stock.reason_unfit`.
  func adjust(_ request: AdjustRequest, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> AdjustResult
  /// A page of the differences that wait for a second person, the oldest first.
  func approvals(
    _ page: PageRequest<ID<StockAdjustment>>, by caller: Caller
  ) async throws(CommerceError) -> Page<AdjustmentRow>
  /// Posts a difference that waits: the difference, so that what was sold meanwhile stays. Throws
  /// `rule.step_up.second_person` for whoever made it, and `rule.stock.promised`; then it stays open.
  func approve(_ id: ID<StockAdjustment>, _ intent: Intent) async throws(CommerceError) -> AdjustResult
  /// Rejects a difference that waits.
  func reject(_ id: ID<StockAdjustment>, reason: String, _ intent: Intent) async throws(CommerceError)

  /// A page of what is to be counted, the oldest first.
  func countTasks(
    _ page: PageRequest<ID<CountTask>>, by caller: Caller
  ) async throws(CommerceError) -> Page<CountTaskRow>
  /// Asks for the count of a bin, or of every bin that holds an item; answers how many were asked for anew.
  func requestCount(_ code: String, _ intent: Intent) async throws(CommerceError) -> Int
  /// Calls a count off.
  func cancelCount(_ id: ID<CountTask>, reason: String, _ intent: Intent) async throws(CommerceError)
  /// The count that the caller began and did not finish.
  func countInHand(by caller: Caller) async throws(CommerceError) -> CountWork?
  /// A count as it is; without what the book says.
  func count(_ id: ID<CountTask>, by caller: Caller) async throws(CommerceError) -> CountWork
  /// Begins to count a bin by its label, or goes on where it was interrupted.
  func openCount(_ binCode: String, _ intent: Intent) async throws(CommerceError) -> CountWork
  /// Begins a count of the list, or goes on with it.
  func openCount(_ id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountWork
  /// Counts what a scanned code stands for.
  func countScan(_ code: String, on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult
  /// Says how many units of the item scanned last there are in all.
  func setCounted(_ quantity: Int, on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult
  /// Takes the last scan or number back.
  func undoCount(on id: ID<CountTask>, _ intent: Intent) async throws(CommerceError) -> CountResult
  /// Finishes a count: small differences are posted, others wait. Throws `rule.count.some_not_counted` until it is
  /// confirmed that there is none of what was not scanned.
  func finishCount(
    _ id: ID<CountTask>, confirmed: Bool, _ intent: Intent
  ) async throws(CommerceError) -> CountSummary

  /// Links a code that nobody knows to an item; one scan of it stands for `units`. Throws `rule.barcode.taken`.
  func linkBarcode(
    _ code: String, to sku: String, units: Int, _ intent: Intent
  ) async throws(CommerceError) -> LinkedBarcode
  /// A page of an item's ledger, only for these reasons unless there are none, newest first.
  func moves(
    of variant: ID<Variant>, reasons: Set<StockReason>, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedMove>
}

/// What was linked on the spot.
public struct LinkedBarcode: Hashable, Sendable, Codable {
  /// The code.
  public var code: String
  /// The item's name.
  public var item: String
  /// Units that one scan of it stands for.
  public var units: Int

  /// `code` stands for `units` of an item.
  public init(code: String, item: String, units: Int) {
    self.code = code
    self.item = item
    self.units = units
  }
}

/// What a bin is to hold.
public struct AdjustRequest: Hashable, Sendable, Codable {
  /// How much.
  public enum Amount: Hashable, Sendable, Codable {
    /// So many more; fewer when negative.
    case by(Int)
    /// So many in all.
    case to(Int)
  }

  /// A SKU or barcode.
  public var code: String
  /// The bin's code; a quarantine bin's takes away from quarantine.
  public var bin: String
  /// How much.
  public var amount: Amount
  /// Why.
  public var reason: AdjustReason
  /// A word more; needed for `other`.
  public var note: String
  /// True when it becomes a task if it needs a second person.
  public var mayWait: Bool

  /// An adjustment of an item in a bin.
  public init(
    code: String, bin: String, amount: Amount, reason: AdjustReason, note: String = "", mayWait: Bool = false
  ) {
    self.code = code
    self.bin = bin
    self.amount = amount
    self.reason = reason
    self.note = note
    self.mayWait = mayWait
  }
}

/// What came of an adjustment.
public struct AdjustResult: Hashable, Sendable, Codable {
  /// The item's name.
  public var item: String
  /// The bin's code.
  public var bin: String
  /// Units added; taken away when negative.
  public var delta: Int
  /// What the bin holds by the book now.
  public var onHand: Int
  /// True when it waits for a second person.
  public var isWaiting: Bool

  /// `delta` units of an item in a bin.
  public init(item: String, bin: String, delta: Int, onHand: Int, isWaiting: Bool) {
    self.item = item
    self.bin = bin
    self.delta = delta
    self.onHand = onHand
    self.isWaiting = isWaiting
  }
}

/// A count as the counter sees it: what was counted, nothing of what is expected.
public struct CountWork: Hashable, Sendable, Codable {
  /// One item that was counted.
  public struct Line: Hashable, Sendable, Codable {
    /// The item.
    public var variant: Variant
    /// Units counted.
    public var counted: Int

    /// `counted` units of an item.
    public init(variant: Variant, counted: Int) {
      self.variant = variant
      self.counted = counted
    }
  }

  /// The task.
  public var task: CountTask
  /// The bin's code.
  public var binCode: String
  /// The only item to count; nil for the whole bin.
  public var item: Variant?
  /// What was counted, by name.
  public var lines: [Line]
  /// The item scanned last.
  public var last: ID<Variant>?

  /// A count with these lines.
  public init(task: CountTask, binCode: String, item: Variant?, lines: [Line], last: ID<Variant>?) {
    self.task = task
    self.binCode = binCode
    self.item = item
    self.lines = lines
    self.last = last
  }
}

/// What came of one step of a count.
public struct CountResult: Hashable, Sendable, Codable {
  /// What happened.
  public var verdict: CountVerdict
  /// The count now.
  public var work: CountWork

  /// `verdict`, and the count after it.
  public init(verdict: CountVerdict, work: CountWork) {
    self.verdict = verdict
    self.work = work
  }
}

/// What one step of a count did.
public enum CountVerdict: Hashable, Sendable, Codable {
  /// `units` were added to an item; `total` are counted now.
  case counted(item: String, units: Int, total: Int)
  /// Something was taken from or put into the bin since the scan before: the item is counted anew, this is the first.
  case restarted(item: String, total: Int)
  /// An item's number was typed.
  case set(item: String, total: Int)
  /// The last step was taken back; `total` nil means that the item is not counted any more.
  case undone(item: String, total: Int?)
}

/// What came of a finished count.
public struct CountSummary: Hashable, Sendable, Codable {
  /// A difference that could not be posted.
  public struct Blocked: Hashable, Sendable, Codable {
    /// The item's name.
    public var item: String
    /// Why not.
    public var refusal: Refusal

    /// `item`, because of `refusal`.
    public init(item: String, refusal: Refusal) {
      self.item = item
      self.refusal = refusal
    }
  }

  /// The bin's code.
  public var bin: String
  /// Items counted.
  public var items: Int
  /// Differences that were posted.
  public var posted: Int
  /// Differences that wait for a second person.
  public var waiting: Int
  /// Differences that wait because units are promised.
  public var blocked: [Blocked]

  /// A count of `items` in `bin`.
  public init(bin: String, items: Int, posted: Int = 0, waiting: Int = 0, blocked: [Blocked] = []) {
    self.bin = bin
    self.items = items
    self.posted = posted
    self.waiting = waiting
    self.blocked = blocked
  }
}
