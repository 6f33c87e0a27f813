public import Commerce
public import Contract
public import Operations

/// The calls of `StockWorkDesk`.
public enum StockWorkCalls {
  /// Adjusts what a bin holds.
  public static let adjust = DeskCall<Adjust, AdjustResult>(.command, "stock-work", "adjust")
  /// A page of the differences that wait for a second person, the oldest first.
  public static let approvals = DeskCall<Approvals, Page<AdjustmentRow>>(.query, "stock-work", "approvals")
  /// Posts a difference that waits.
  public static let approve = DeskCall<Approve, AdjustResult>(.command, "stock-work", "approve")
  /// Rejects a difference that waits.
  public static let reject = DeskCall<Reject, Nothing>(.command, "stock-work", "reject")
  /// A page of what is to be counted, the oldest first.
  public static let countTasks = DeskCall<CountTasks, Page<CountTaskRow>>(.query, "stock-work", "count-tasks")
  /// Asks for the count of a bin, or of every bin that holds an item.
  public static let requestCount = DeskCall<OneCode, Int>(.command, "stock-work", "request-count")
  /// Calls a count off.
  public static let cancelCount = DeskCall<CancelCount, Nothing>(.command, "stock-work", "cancel-count")
  /// The count that the caller began and did not finish.
  public static let countInHand = DeskCall<Nothing, CountWork?>(.query, "stock-work", "count-in-hand")
  /// A count as it is.
  public static let count = DeskCall<OneId, CountWork>(.query, "stock-work", "count")
  /// Begins to count a bin by its label, or goes on where it was interrupted.
  public static let openCountOfBin = DeskCall<OpenCountOfBin, CountWork>(.command, "stock-work", "open-count-of-bin")
  /// Begins a count of the list, or goes on with it.
  public static let openCount = DeskCall<OneId, CountWork>(.command, "stock-work", "open-count")
  /// Counts what a scanned code stands for.
  public static let countScan = DeskCall<CountScan, CountResult>(.command, "stock-work", "count-scan")
  /// Says how many units of the item scanned last there are in all.
  public static let setCounted = DeskCall<SetCounted, CountResult>(.command, "stock-work", "set-counted")
  /// Takes the last scan or number back.
  public static let undoCount = DeskCall<OneId, CountResult>(.command, "stock-work", "undo-count")
  /// Finishes a count.
  public static let finishCount = DeskCall<FinishCount, CountSummary>(.command, "stock-work", "finish-count")
  /// Links a code that nobody knows to an item.
  public static let linkBarcode = DeskCall<LinkBarcode, LinkedBarcode>(.command, "stock-work", "link-barcode")
  /// A page of an item's ledger, only for these reasons unless there are none, newest first.
  public static let moves = DeskCall<Moves, Page<RecordedMove>>(.query, "stock-work", "moves")

  /// What `adjust` takes.
  public struct Adjust: Codable, Hashable, Sendable {
    /// What is asked for.
    public var request: AdjustRequest
    /// The second person, if any.
    public var stepUp: StepUp?

    /// These arguments.
    public init(request: AdjustRequest, stepUp: StepUp?) {
      self.request = request
      self.stepUp = stepUp
    }
  }

  /// What `approvals` takes.
  public struct Approvals: Codable, Hashable, Sendable {
    /// The slice.
    public var page: PageRequest<ID<StockAdjustment>>

    /// These arguments.
    public init(page: PageRequest<ID<StockAdjustment>>) {
      self.page = page
    }
  }

  /// What `approve` takes.
  public struct Approve: Codable, Hashable, Sendable {
    /// Which one.
    public var id: ID<StockAdjustment>

    /// These arguments.
    public init(id: ID<StockAdjustment>) {
      self.id = id
    }
  }

  /// What `reject` takes.
  public struct Reject: Codable, Hashable, Sendable {
    /// Which one.
    public var id: ID<StockAdjustment>
    /// Why.
    public var reason: String

    /// These arguments.
    public init(id: ID<StockAdjustment>, reason: String) {
      self.id = id
      self.reason = reason
    }
  }

  /// What `countTasks` takes.
  public struct CountTasks: Codable, Hashable, Sendable {
    /// The slice.
    public var page: PageRequest<ID<CountTask>>

    /// These arguments.
    public init(page: PageRequest<ID<CountTask>>) {
      self.page = page
    }
  }

  /// What `requestCount`, `resolve`, `inbound`, `transfer` take.
  public struct OneCode: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String

    /// These arguments.
    public init(code: String) {
      self.code = code
    }
  }

  /// What `cancelCount` takes.
  public struct CancelCount: Codable, Hashable, Sendable {
    /// Which one.
    public var id: ID<CountTask>
    /// Why.
    public var reason: String

    /// These arguments.
    public init(id: ID<CountTask>, reason: String) {
      self.id = id
      self.reason = reason
    }
  }

  /// What `count`, `openCount`, `undoCount` take.
  public struct OneId: Codable, Hashable, Sendable {
    /// Which one.
    public var id: ID<CountTask>

    /// These arguments.
    public init(id: ID<CountTask>) {
      self.id = id
    }
  }

  /// What `openCountOfBin` takes.
  public struct OpenCountOfBin: Codable, Hashable, Sendable {
    /// The bin's code.
    public var binCode: String

    /// These arguments.
    public init(binCode: String) {
      self.binCode = binCode
    }
  }

  /// What `countScan` takes.
  public struct CountScan: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String
    /// Which one.
    public var id: ID<CountTask>

    /// These arguments.
    public init(code: String, id: ID<CountTask>) {
      self.code = code
      self.id = id
    }
  }

  /// What `setCounted` takes.
  public struct SetCounted: Codable, Hashable, Sendable {
    /// Units.
    public var quantity: Int
    /// Which one.
    public var id: ID<CountTask>

    /// These arguments.
    public init(quantity: Int, id: ID<CountTask>) {
      self.quantity = quantity
      self.id = id
    }
  }

  /// What `finishCount` takes.
  public struct FinishCount: Codable, Hashable, Sendable {
    /// Which one.
    public var id: ID<CountTask>
    /// True when it is confirmed.
    public var confirmed: Bool

    /// These arguments.
    public init(id: ID<CountTask>, confirmed: Bool) {
      self.id = id
      self.confirmed = confirmed
    }
  }

  /// What `linkBarcode` takes.
  public struct LinkBarcode: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String
    /// The SKU.
    public var sku: String
    /// Units of one scan.
    public var units: Int

    /// These arguments.
    public init(code: String, sku: String, units: Int) {
      self.code = code
      self.sku = sku
      self.units = units
    }
  }

  /// What `moves` takes.
  public struct Moves: Codable, Hashable, Sendable {
    /// The item.
    public var variant: ID<Variant>
    /// Only these reasons; none for all.
    public var reasons: Set<StockReason>
    /// The slice.
    public var page: PageRequest<Int64>

    /// These arguments.
    public init(variant: ID<Variant>, reasons: Set<StockReason>, page: PageRequest<Int64>) {
      self.variant = variant
      self.reasons = reasons
      self.page = page
    }
  }
}
