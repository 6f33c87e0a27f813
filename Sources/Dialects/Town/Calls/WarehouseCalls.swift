public import Commerce
public import Contract
public import Operations

/// The calls of `WarehouseDesk`.
public enum WarehouseCalls {
  /// A page of the queue of the caller's town.
  public static let queue = DeskCall<Queue, Page<QueueRow>>(.query, "warehouse", "queue")
  /// The floor of the caller's town.
  public static let floor = DeskCall<Nothing, FloorCounts>(.query, "warehouse", "floor")
  /// The zones of the caller's town.
  public static let zones = DeskCall<Nothing, [Zone]>(.query, "warehouse", "zones")
  /// The caller's unfinished work.
  public static let workInHand = DeskCall<Nothing, PickWork?>(.query, "warehouse", "work-in-hand")
  /// A pick list with all that the pick screen shows.
  public static let work = DeskCall<OneList, PickWork>(.query, "warehouse", "work")
  /// Claims the next order, or a cluster of them as the town's policy says.
  public static let claimNext = DeskCall<Nothing, PickWork>(.command, "warehouse", "claim-next")
  /// Claims these orders as one job.
  public static let claim = DeskCall<Claim, PickWork>(.command, "warehouse", "claim")
  /// Gives unpicked work back to the queue.
  public static let release = DeskCall<OneList, Nothing>(.command, "warehouse", "release")
  /// Moves a claim to the caller.
  public static let takeOver = DeskCall<TakeOver, PickWork>(.command, "warehouse", "take-over")
  /// A scan or typed code on the pick screen.
  public static let scan = DeskCall<Scan, PickResult>(.command, "warehouse", "scan")
  /// A scan that was refused already where it was made: noted, moves nothing.
  public static let misScan = DeskCall<MisScan, PickResult>(.command, "warehouse", "mis-scan")
  /// Fewer units than asked for at the current task.
  public static let short = DeskCall<Short, PickResult>(.command, "warehouse", "short")
  /// `quantity` units at the current task are not fit to send.
  public static let damaged = DeskCall<Damaged, PickResult>(.command, "warehouse", "damaged")
  /// Puts the current task at the end of the walk.
  public static let skip = DeskCall<OneList, PickResult>(.command, "warehouse", "skip")
  /// Other bins that hold the current item, by walking distance.
  public static let elsewhere = DeskCall<OneList, [BinStock]>(.query, "warehouse", "elsewhere")
  /// Takes the rest of the current task from another bin.
  public static let takeElsewhere = DeskCall<TakeElsewhere, PickResult>(.command, "warehouse", "take-elsewhere")
  /// Asks for another tote for the current order.
  public static let anotherTote = DeskCall<OneList, PickResult>(.command, "warehouse", "another-tote")
  /// Answers the empty-bin question.
  public static let countLeft = DeskCall<CountLeft, PickResult>(.command, "warehouse", "count-left")
  /// Takes the last accepted action back by a compensating entry.
  public static let undo = DeskCall<OneList, PickResult>(.command, "warehouse", "undo")
  /// Links an unknown code to a SKU.
  public static let linkBarcode = DeskCall<LinkBarcode, Variant>(.command, "warehouse", "link-barcode")

  /// What `queue` takes.
  public struct Queue: Codable, Hashable, Sendable {
    /// What is asked for.
    public var query: QueueQuery
    /// The slice.
    public var page: PageRequest<QueueKey>

    /// These arguments.
    public init(query: QueueQuery, page: PageRequest<QueueKey>) {
      self.query = query
      self.page = page
    }
  }

  /// What `work`, `release`, `skip`, `elsewhere`, `anotherTote`, `undo` take.
  public struct OneList: Codable, Hashable, Sendable {
    /// The pick list.
    public var list: ID<PickList>

    /// These arguments.
    public init(list: ID<PickList>) {
      self.list = list
    }
  }

  /// What `claim` takes.
  public struct Claim: Codable, Hashable, Sendable {
    /// The orders.
    public var orders: [ID<Order>]

    /// These arguments.
    public init(orders: [ID<Order>]) {
      self.orders = orders
    }
  }

  /// What `takeOver` takes.
  public struct TakeOver: Codable, Hashable, Sendable {
    /// The pick list.
    public var list: ID<PickList>
    /// The second person, if any.
    public var stepUp: StepUp?

    /// These arguments.
    public init(list: ID<PickList>, stepUp: StepUp?) {
      self.list = list
      self.stepUp = stepUp
    }
  }

  /// What `scan` takes.
  public struct Scan: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String
    /// The pick list.
    public var list: ID<PickList>

    /// These arguments.
    public init(code: String, list: ID<PickList>) {
      self.code = code
      self.list = list
    }
  }

  /// What `misScan` takes.
  public struct MisScan: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String
    /// What the picker was told.
    public var refusal: Refusal
    /// The pick list.
    public var list: ID<PickList>

    /// These arguments.
    public init(code: String, refusal: Refusal, list: ID<PickList>) {
      self.code = code
      self.refusal = refusal
      self.list = list
    }
  }

  /// What `short` takes.
  public struct Short: Codable, Hashable, Sendable {
    /// Units that were there.
    public var got: Int
    /// Why.
    public var reason: ShortReason
    /// The pick list.
    public var list: ID<PickList>

    /// These arguments.
    public init(got: Int, reason: ShortReason, list: ID<PickList>) {
      self.got = got
      self.reason = reason
      self.list = list
    }
  }

  /// What `damaged` takes.
  public struct Damaged: Codable, Hashable, Sendable {
    /// Units.
    public var quantity: Int
    /// The pick list.
    public var list: ID<PickList>

    /// These arguments.
    public init(quantity: Int, list: ID<PickList>) {
      self.quantity = quantity
      self.list = list
    }
  }

  /// What `takeElsewhere` takes.
  public struct TakeElsewhere: Codable, Hashable, Sendable {
    /// The bin.
    public var bin: ID<Bin>
    /// The pick list.
    public var list: ID<PickList>

    /// These arguments.
    public init(bin: ID<Bin>, list: ID<PickList>) {
      self.bin = bin
      self.list = list
    }
  }

  /// What `countLeft` takes.
  public struct CountLeft: Codable, Hashable, Sendable {
    /// Units counted.
    public var counted: Int
    /// The pick list.
    public var list: ID<PickList>

    /// These arguments.
    public init(counted: Int, list: ID<PickList>) {
      self.counted = counted
      self.list = list
    }
  }

  /// What `linkBarcode` takes.
  public struct LinkBarcode: Codable, Hashable, Sendable {
    /// The code as scanned or typed.
    public var code: String
    /// The SKU.
    public var sku: String

    /// These arguments.
    public init(code: String, sku: String) {
      self.code = code
      self.sku = sku
    }
  }
}
