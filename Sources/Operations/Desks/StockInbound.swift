public import Commerce

/// What comes in and goes between bins and towns, and what is to be ordered.
public protocol StockInboundDesk: Sendable {
  /// What a scanned code stands for here, and where the item lies.
  func resolve(_ code: String, by caller: Caller) async throws(CommerceError) -> StockScan

  /// The open deliveries, the first due first.
  func deliveries(by caller: Caller) async throws(CommerceError) -> [DeliveryRow]
  /// Announces a delivery.
  func announce(_ draft: DeliveryDraft, _ intent: Intent) async throws(CommerceError) -> ID<Delivery>
  /// A delivery by its reference, or a transfer on its way here by its code. Throws `rule.scan.unknown_code`,
  /// `rule.delivery.closed`, `rule.transfer.not_here` …
  func inbound(_ code: String, by caller: Caller) async throws(CommerceError) -> InboundWork
  /// Puts units away. More than expected throws `rule.delivery.over` until it is confirmed; of a transfer never more than
  /// were sent. Into a quarantine bin they count as damaged.
  func receive(_ receipt: ReceiveRequest, _ intent: Intent) async throws(CommerceError) -> InboundWork
  /// Takes the last units put away back, unless they are promised already.
  func undoReceive(_ inbound: InboundID, _ intent: Intent) async throws(CommerceError) -> InboundWork
  /// Ends the receiving. What has not come needs a reason; of a transfer it leaves the road as a difference.
  func closeInbound(_ inbound: InboundID, reason: String, _ intent: Intent) async throws(CommerceError) -> InboundWork

  /// Takes units from one bin to another; a quarantine bin's are damaged, and sound again when they come from there.
  func move(_ request: MoveRequest, _ intent: Intent) async throws(CommerceError) -> MoveResult

  /// The open transfers that leave or reach the town in hand.
  func transfers(by caller: Caller) async throws(CommerceError) -> [TransferRow]
  /// The towns that units can be sent to.
  func destinations(by caller: Caller) async throws(CommerceError) -> [Site]
  /// The transfer to a town that is being put together, or a new one.
  func beginTransfer(to town: String, _ intent: Intent) async throws(CommerceError) -> TransferWork
  /// A transfer of the town in hand.
  func transfer(_ code: String, by caller: Caller) async throws(CommerceError) -> TransferWork
  /// Puts units of a bin into a transfer: they leave the town's stock and are on the road to the other.
  func putIn(_ request: PutInRequest, _ intent: Intent) async throws(CommerceError) -> TransferWork
  /// Takes the last units put in back to their bin.
  func undoPutIn(_ transfer: ID<Transfer>, _ intent: Intent) async throws(CommerceError) -> TransferWork
  /// Sends it on its way.
  func send(_ transfer: ID<Transfer>, _ intent: Intent) async throws(CommerceError) -> TransferWork
  /// Prints its slip; answers where it went. Audited.
  func printTransfer(
    _ transfer: ID<Transfer>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String

  /// Items with a reorder point: those at or below it, or all.
  func lowStock(all: Bool, by caller: Caller) async throws(CommerceError) -> [ReorderRow]
  /// Sets an item's reorder point, or removes it.
  func setReorderPoint(_ point: ReorderPoint?, of code: String, _ intent: Intent) async throws(CommerceError)
}

/// What a scanned code stands for on the stock screens.
public enum StockScan: Hashable, Sendable, Codable {
  /// An item, the units of one scan, and the bins it lies in, the best to put it into first.
  case item(Variant, units: Int, bins: [BinStock])
  /// A bin.
  case bin(Bin)
  /// Nothing of the two.
  case unknown(String)
}

/// A delivery to announce.
public struct DeliveryDraft: Hashable, Sendable, Codable {
  /// One item of it.
  public struct Line: Hashable, Sendable, Codable {
    /// A SKU or barcode.
    public var code: String
    /// Units expected.
    public var quantity: Int

    /// `quantity` units of what `code` stands for.
    public init(code: String, quantity: Int) {
      self.code = code
      self.quantity = quantity
    }
  }

  /// The supplier.
  public var supplier: String
  /// The number on the supplier's note.
  public var reference: String
  /// The day it is due, `2026-11-21`.
  public var dueOn: String
  /// What is expected.
  public var lines: [Line]

  /// A delivery of a supplier.
  public init(supplier: String, reference: String, dueOn: String, lines: [Line]) {
    self.supplier = supplier
    self.reference = reference
    self.dueOn = dueOn
    self.lines = lines
  }
}

/// What is being received.
public struct InboundWork: Hashable, Sendable, Codable {
  /// One item of it.
  public struct Line: Hashable, Sendable, Codable {
    /// The item.
    public var variant: Variant
    /// Units expected.
    public var expected: Int
    /// Units that came, damaged ones included.
    public var received: Int
    /// Units that came damaged or never, of a transfer.
    public var lost: Int
    /// Where it lies, to put it into; empty when nowhere.
    public var binCode: String

    /// A line of what is received.
    public init(variant: Variant, expected: Int, received: Int, lost: Int, binCode: String) {
      self.variant = variant
      self.expected = expected
      self.received = received
      self.lost = lost
      self.binCode = binCode
    }

    /// Units still to come.
    public var due: Int { max(0, expected - received - lost) }
  }

  /// Which delivery or transfer.
  public var id: InboundID
  /// Its reference or code.
  public var code: String
  /// The supplier or the sending town.
  public var from: String
  /// True once it is closed.
  public var isClosed: Bool
  /// What is expected, what came.
  public var lines: [Line]

  /// A delivery or transfer with these lines.
  public init(id: InboundID, code: String, from: String, isClosed: Bool, lines: [Line]) {
    self.id = id
    self.code = code
    self.from = from
    self.isClosed = isClosed
    self.lines = lines
  }

  /// Units still to come.
  public var due: Int { lines.reduce(0) { $0 + $1.due } }
}

/// Units to put away.
public struct ReceiveRequest: Hashable, Sendable, Codable {
  /// Which delivery or transfer they are of.
  public var inbound: InboundID
  /// A SKU or barcode.
  public var code: String
  /// How many units.
  public var quantity: Int
  /// The bin they go into.
  public var bin: String
  /// True once somebody confirmed that more came than expected.
  public var isConfirmed: Bool

  /// `quantity` units of an item into a bin.
  public init(inbound: InboundID, code: String, quantity: Int, bin: String, isConfirmed: Bool = false) {
    self.inbound = inbound
    self.code = code
    self.quantity = quantity
    self.bin = bin
    self.isConfirmed = isConfirmed
  }
}

/// Units to take from one bin to another.
public struct MoveRequest: Hashable, Sendable, Codable {
  /// A SKU or barcode.
  public var code: String
  /// How many units.
  public var quantity: Int
  /// The bin they lie in.
  public var from: String
  /// The bin they go into.
  public var to: String

  /// `quantity` units of an item.
  public init(code: String, quantity: Int, from: String, to: String) {
    self.code = code
    self.quantity = quantity
    self.from = from
    self.to = to
  }
}

/// What came of a move.
public struct MoveResult: Hashable, Sendable, Codable {
  /// The item's name.
  public var item: String
  /// Its SKU.
  public var sku: String
  /// Units moved.
  public var quantity: Int
  /// Where from.
  public var from: String
  /// Where to.
  public var to: String

  /// `quantity` units of an item from a bin to another.
  public init(item: String, sku: String, quantity: Int, from: String, to: String) {
    self.item = item
    self.sku = sku
    self.quantity = quantity
    self.from = from
    self.to = to
  }
}

/// Units to put into a transfer.
public struct PutInRequest: Hashable, Sendable, Codable {
  /// The transfer.
  public var transfer: ID<Transfer>
  /// A SKU or barcode.
  public var code: String
  /// How many units.
  public var quantity: Int
  /// The bin they lie in.
  public var bin: String

  /// `quantity` units of an item of a bin.
  public init(transfer: ID<Transfer>, code: String, quantity: Int, bin: String) {
    self.transfer = transfer
    self.code = code
    self.quantity = quantity
    self.bin = bin
  }
}

/// A transfer as the sending town sees it.
public struct TransferWork: Hashable, Sendable, Codable {
  /// One item of it.
  public struct Line: Hashable, Sendable, Codable {
    /// The item.
    public var variant: Variant
    /// What was sent, what came of it.
    public var figures: Transfer.Line

    /// An item with its figures.
    public init(variant: Variant, figures: Transfer.Line) {
      self.variant = variant
      self.figures = figures
    }
  }

  /// The transfer.
  public var transfer: Transfer
  /// The sending town's name.
  public var fromName: String
  /// The receiving town's name.
  public var toName: String
  /// What is in it, by name.
  public var lines: [Line]

  /// A transfer with its items.
  public init(transfer: Transfer, fromName: String, toName: String, lines: [Line]) {
    self.transfer = transfer
    self.fromName = fromName
    self.toName = toName
    self.lines = lines
  }
}
