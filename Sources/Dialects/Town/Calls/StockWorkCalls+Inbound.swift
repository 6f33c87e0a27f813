public import Commerce
public import Contract
public import Operations

extension StockWorkCalls {
  /// What a scanned code stands for here, and where the item lies.
  public static let resolve = DeskCall<OneCode, StockScan>(.query, "stock-work", "resolve")
  /// The open deliveries, the first due first.
  public static let deliveries = DeskCall<Nothing, [DeliveryRow]>(.query, "stock-work", "deliveries")
  /// Announces a delivery.
  public static let announce = DeskCall<Announce, ID<Delivery>>(.command, "stock-work", "announce")
  /// A delivery by its reference, or a transfer on its way here by its code.
  public static let inbound = DeskCall<OneCode, InboundWork>(.query, "stock-work", "inbound")
  /// Puts units away.
  public static let receive = DeskCall<Receive, InboundWork>(.command, "stock-work", "receive")
  /// Takes the last units put away back, unless they are promised already.
  public static let undoReceive = DeskCall<UndoReceive, InboundWork>(.command, "stock-work", "undo-receive")
  /// Ends the receiving.
  public static let closeInbound = DeskCall<CloseInbound, InboundWork>(.command, "stock-work", "close-inbound")
  /// Takes units from one bin to another.
  public static let move = DeskCall<Move, MoveResult>(.command, "stock-work", "move")
  /// The open transfers that leave or reach the town in hand.
  public static let transfers = DeskCall<Nothing, [TransferRow]>(.query, "stock-work", "transfers")
  /// The towns that units can be sent to.
  public static let destinations = DeskCall<Nothing, [Site]>(.query, "stock-work", "destinations")
  /// The transfer to a town that is being put together, or a new one.
  public static let beginTransfer = DeskCall<BeginTransfer, TransferWork>(.command, "stock-work", "begin-transfer")
  /// A transfer of the town in hand.
  public static let transfer = DeskCall<OneCode, TransferWork>(.query, "stock-work", "transfer")
  /// Puts units of a bin into a transfer.
  public static let putIn = DeskCall<PutIn, TransferWork>(.command, "stock-work", "put-in")
  /// Takes the last units put in back to their bin.
  public static let undoPutIn = DeskCall<OneTransfer, TransferWork>(.command, "stock-work", "undo-put-in")
  /// Sends it on its way.
  public static let send = DeskCall<OneTransfer, TransferWork>(.command, "stock-work", "send")
  /// Prints its slip.
  public static let printTransfer = DeskCall<PrintTransfer, String>(.command, "stock-work", "print-transfer")
  /// Items with a reorder point.
  public static let lowStock = DeskCall<LowStock, [ReorderRow]>(.query, "stock-work", "low-stock")
  /// Sets an item's reorder point, or removes it.
  public static let setReorderPoint = DeskCall<SetReorderPoint, Nothing>(.command, "stock-work", "set-reorder-point")

  /// What `announce` takes.
  public struct Announce: Codable, Hashable, Sendable {
    /// What is wanted.
    public var draft: DeliveryDraft

    /// These arguments.
    public init(draft: DeliveryDraft) {
      self.draft = draft
    }
  }

  /// What `receive` takes.
  public struct Receive: Codable, Hashable, Sendable {
    /// What came.
    public var receipt: ReceiveRequest

    /// These arguments.
    public init(receipt: ReceiveRequest) {
      self.receipt = receipt
    }
  }

  /// What `undoReceive` takes.
  public struct UndoReceive: Codable, Hashable, Sendable {
    /// What is being received.
    public var inbound: InboundID

    /// These arguments.
    public init(inbound: InboundID) {
      self.inbound = inbound
    }
  }

  /// What `closeInbound` takes.
  public struct CloseInbound: Codable, Hashable, Sendable {
    /// What is being received.
    public var inbound: InboundID
    /// Why.
    public var reason: String

    /// These arguments.
    public init(inbound: InboundID, reason: String) {
      self.inbound = inbound
      self.reason = reason
    }
  }

  /// What `move` takes.
  public struct Move: Codable, Hashable, Sendable {
    /// What is asked for.
    public var request: MoveRequest

    /// These arguments.
    public init(request: MoveRequest) {
      self.request = request
    }
  }

  /// What `beginTransfer` takes.
  public struct BeginTransfer: Codable, Hashable, Sendable {
    /// The town's code.
    public var town: String

    /// These arguments.
    public init(town: String) {
      self.town = town
    }
  }

  /// What `putIn` takes.
  public struct PutIn: Codable, Hashable, Sendable {
    /// What is asked for.
    public var request: PutInRequest

    /// These arguments.
    public init(request: PutInRequest) {
      self.request = request
    }
  }

  /// What `undoPutIn`, `send` take.
  public struct OneTransfer: Codable, Hashable, Sendable {
    /// The transfer.
    public var transfer: ID<Transfer>

    /// These arguments.
    public init(transfer: ID<Transfer>) {
      self.transfer = transfer
    }
  }

  /// What `printTransfer` takes.
  public struct PrintTransfer: Codable, Hashable, Sendable {
    /// The transfer.
    public var transfer: ID<Transfer>
    /// Where it is printed.
    public var destination: PrintDestination

    /// These arguments.
    public init(transfer: ID<Transfer>, destination: PrintDestination) {
      self.transfer = transfer
      self.destination = destination
    }
  }

  /// What `lowStock` takes.
  public struct LowStock: Codable, Hashable, Sendable {
    /// True for all of them.
    public var all: Bool

    /// These arguments.
    public init(all: Bool) {
      self.all = all
    }
  }

  /// What `setReorderPoint` takes.
  public struct SetReorderPoint: Codable, Hashable, Sendable {
    /// The point; nil to remove it.
    public var point: ReorderPoint?
    /// The code as scanned or typed.
    public var code: String

    /// These arguments.
    public init(point: ReorderPoint?, code: String) {
      self.point = point
      self.code = code
    }
  }
}
