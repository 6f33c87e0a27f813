public import Commerce

/// Counts, adjustments, deliveries, transfers and reorder points. What is asked for by identity was given to the caller
/// within its scope, and is checked against it again by whoever uses it.
public protocol StockWorkReads {
  /// Everything a bin holds by the book, by item name.
  func stock(in bin: ID<Bin>) throws(CommerceError) -> [BinContent]
  /// The last ledger entry of an item in a bin; 0 when there is none.
  func lastMove(of variant: ID<Variant>, in bin: ID<Bin>, at site: ID<Site>) throws(CommerceError) -> Int64
  /// What corrections of the book alone have added to an item in a bin after an entry; negative when they took away.
  func corrections(
    after sequence: Int64, of variant: ID<Variant>, in bin: ID<Bin>, at site: ID<Site>
  ) throws(CommerceError) -> Int
  /// Who is on the way to take units of an item from a bin.
  func takers(of variant: ID<Variant>, in bin: ID<Bin>, at site: ID<Site>) throws(CommerceError) -> [StockPromise]
  /// The newest open orders that units of an item are promised to, at most `limit`.
  func promises(
    of variant: ID<Variant>, at site: ID<Site>, limit: Int
  ) throws(CommerceError) -> [StockPromise]

  /// A task of counting.
  func countTask(_ id: ID<CountTask>) throws(CommerceError) -> CountTask?
  /// The open tasks of a bin, the oldest first.
  func openCounts(of bin: ID<Bin>) throws(CommerceError) -> [CountTask]
  /// The open tasks of a site, the oldest first.
  func countTasks(
    at site: ID<Site>, _ page: PageRequest<ID<CountTask>>, in scope: Scope
  ) throws(CommerceError) -> Page<CountTaskRow>
  /// What was counted so far, by item name.
  func countLines(of task: ID<CountTask>) throws(CommerceError) -> [CountLine]
  /// The last scan of a count that was not taken back.
  func lastCountEntry(of task: ID<CountTask>) throws(CommerceError) -> CountEntry?
  /// When a bin was last counted to the end.
  func lastCount(of bin: ID<Bin>) throws(CommerceError) -> Instant?

  /// An adjustment.
  func adjustment(_ id: ID<StockAdjustment>) throws(CommerceError) -> StockAdjustment?
  /// The adjustments of a site that wait for somebody, the oldest first.
  func waitingAdjustments(
    at site: ID<Site>, _ page: PageRequest<ID<StockAdjustment>>, in scope: Scope
  ) throws(CommerceError) -> Page<AdjustmentRow>
  /// The newest adjustments of an item at a site.
  func adjustments(
    of variant: ID<Variant>, at site: ID<Site>, limit: Int, in scope: Scope
  ) throws(CommerceError) -> [AdjustmentRow]

  /// A delivery with its lines.
  func delivery(_ id: ID<Delivery>) throws(CommerceError) -> Delivery?
  /// A delivery by the supplier's reference, upper case.
  func delivery(reference: String, at site: ID<Site>) throws(CommerceError) -> Delivery?
  /// The open deliveries of a site, the first due first, at most `limit`.
  func openDeliveries(at site: ID<Site>, limit: Int, in scope: Scope) throws(CommerceError) -> [DeliveryRow]

  /// A transfer with its lines.
  func transfer(_ id: ID<Transfer>) throws(CommerceError) -> Transfer?
  /// A transfer by the code on its slip, upper case.
  func transfer(code: String) throws(CommerceError) -> Transfer?
  /// The open transfers that a site sends or receives, the oldest first, at most `limit`.
  func openTransfers(at site: ID<Site>, limit: Int, in scope: Scope) throws(CommerceError) -> [TransferRow]
  /// The last unit put away, or put in, that was not taken back.
  func lastReceipt(of inbound: InboundID) throws(CommerceError) -> Receipt?

  /// The reorder point of an item; nil when it has none.
  func reorderPoint(of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> ReorderPoint?
  /// The items with a reorder point, all of them or those at or below it, by name.
  func reorderRows(at site: ID<Site>, lowOnly: Bool, in scope: Scope) throws(CommerceError) -> [ReorderRow]
  /// A page of an item's ledger, only for these reasons unless there are none, newest first.
  func moves(
    of variant: ID<Variant>, reasons: Set<StockReason>, at site: ID<Site>, _ page: PageRequest<Int64>, in scope: Scope
  ) throws(CommerceError) -> Page<RecordedMove>
}

/// Changes of them.
public protocol StockWorkWrites {
  /// Adds a task. An open one of the same bin and item throws `edit.conflict`.
  func insert(_ task: CountTask) throws(CommerceError) -> ID<CountTask>
  /// Replaces a task's state, holder and times.
  func update(_ task: CountTask) throws(CommerceError)
  /// Sets the count of an item, or forgets it when `line` is nil, and notes what it was before.
  func setCount(
    _ line: CountLine?, of variant: ID<Variant>, before: CountLine?, in task: ID<CountTask>
  ) throws(CommerceError)
  /// Puts a line back as it was before an entry, and forgets the entry.
  func takeBack(_ entry: CountEntry, in task: ID<CountTask>) throws(CommerceError)
  /// Forgets every line and entry of a task that starts anew.
  func clearCount(_ task: ID<CountTask>) throws(CommerceError)

  /// Adds an adjustment; `command` posted it, nil while it waits.
  func insert(_ adjustment: StockAdjustment, command: UniqueID?) throws(CommerceError) -> ID<StockAdjustment>
  /// Settles a waiting adjustment.
  func settle(_ adjustment: StockAdjustment, command: UniqueID?) throws(CommerceError)

  /// Adds a delivery with its lines; a taken reference throws `edit.conflict`.
  func insert(_ delivery: Delivery) throws(CommerceError) -> ID<Delivery>
  /// Replaces a delivery's supplier, day and state.
  func update(_ delivery: Delivery, closedAt: Instant?) throws(CommerceError)
  /// Adds a line to a delivery, or replaces its figures.
  func set(_ line: Delivery.Line, of delivery: ID<Delivery>) throws(CommerceError)

  /// Adds a transfer under a fresh code.
  func insertTransfer(from: ID<Site>, to: ID<Site>, at: Instant) throws(CommerceError) -> Transfer
  /// Replaces a transfer's state and times.
  func update(_ transfer: Transfer, closedAt: Instant?) throws(CommerceError)
  /// Adds a line to a transfer, or replaces its figures.
  func set(_ line: Transfer.Line, of transfer: ID<Transfer>) throws(CommerceError)
  /// Notes units put away, or put in.
  func append(_ receipt: Receipt, to inbound: InboundID) throws(CommerceError)
  /// Marks the last of them as taken back.
  func takeBack(_ receipt: Receipt) throws(CommerceError)

  /// Sets a reorder point, or removes it.
  func setReorderPoint(_ point: ReorderPoint?, of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError)
}

/// What a bin holds of one item, by the book.
public struct BinContent: Hashable, Sendable {
  /// The item.
  public var variant: Variant
  /// Units in the bin.
  public var onHand: Int
  /// Units that pick lists are on their way to take.
  public var allocated: Int

  /// That many units of an item.
  public init(variant: Variant, onHand: Int, allocated: Int) {
    self.variant = variant
    self.onHand = onHand
    self.allocated = allocated
  }
}

/// An order that units are promised to.
public struct StockPromise: Hashable, Sendable {
  /// Its number.
  public var order: String
  /// Units of it.
  public var quantity: Int
  /// Who is on the way to take them; empty when nobody is.
  public var picker: String

  /// `quantity` units for `order`.
  public init(order: String, quantity: Int, picker: String = "") {
    self.order = order
    self.quantity = quantity
    self.picker = picker
  }
}

/// A task of counting as a list shows it.
public struct CountTaskRow: Hashable, Sendable, Codable {
  /// The task.
  public var task: CountTask
  /// Its bin's code.
  public var binCode: String
  /// The item's name; empty for the whole bin.
  public var item: String
  /// Who counts; empty while nobody does.
  public var holderName: String
  /// Items counted so far.
  public var counted: Int

  /// A row of the list.
  public init(task: CountTask, binCode: String, item: String, holderName: String, counted: Int) {
    self.task = task
    self.binCode = binCode
    self.item = item
    self.holderName = holderName
    self.counted = counted
  }
}

/// An adjustment as a list shows it.
public struct AdjustmentRow: Hashable, Sendable, Codable {
  /// The adjustment.
  public var adjustment: StockAdjustment
  /// Its bin's code; `QUARANTINE` for none.
  public var binCode: String
  /// The item's name.
  public var item: String
  /// Its SKU.
  public var sku: String
  /// Who made it.
  public var makerName: String
  /// Who decided; empty while it waits.
  public var deciderName: String

  /// A row of the list.
  public init(
    adjustment: StockAdjustment, binCode: String, item: String, sku: String, makerName: String, deciderName: String
  ) {
    self.adjustment = adjustment
    self.binCode = binCode
    self.item = item
    self.sku = sku
    self.makerName = makerName
    self.deciderName = deciderName
  }
}

/// An open delivery as a list shows it.
public struct DeliveryRow: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Delivery>
  /// The number on the supplier's note.
  public var reference: String
  /// The supplier.
  public var supplier: String
  /// The day it is due, `2026-11-21`.
  public var dueOn: String
  /// Items on it.
  public var lines: Int
  /// Units expected.
  public var expected: Int
  /// Units received.
  public var received: Int

  /// A row of the list.
  public init(
    id: ID<Delivery>, reference: String, supplier: String, dueOn: String, lines: Int, expected: Int, received: Int
  ) {
    self.id = id
    self.reference = reference
    self.supplier = supplier
    self.dueOn = dueOn
    self.lines = lines
    self.expected = expected
    self.received = received
  }
}

/// An open transfer as a list shows it.
public struct TransferRow: Hashable, Sendable, Codable {
  /// The transfer without its lines.
  public var transfer: Transfer
  /// The sending town's name.
  public var fromName: String
  /// The receiving town's name.
  public var toName: String
  /// The receiving town's code.
  public var toCode: String
  /// Items in it.
  public var lines: Int
  /// Units sent.
  public var units: Int
  /// Units still on the road.
  public var due: Int

  /// A row of the list.
  public init(transfer: Transfer, fromName: String, toName: String, toCode: String, lines: Int, units: Int, due: Int) {
    self.transfer = transfer
    self.fromName = fromName
    self.toName = toName
    self.toCode = toCode
    self.lines = lines
    self.units = units
    self.due = due
  }
}

/// What comes in under one code.
public enum InboundID: Hashable, Sendable, Codable {
  /// From a supplier.
  case delivery(ID<Delivery>)
  /// From another town.
  case transfer(ID<Transfer>)
}

/// Units that were put away from a delivery or transfer, or put into a transfer.
public struct Receipt: Hashable, Sendable {
  /// Its place in the list.
  public var sequence: Int64
  /// The item.
  public var variant: ID<Variant>
  /// The bin they went into, or came from; nil for quarantine.
  public var bin: ID<Bin>?
  /// How many.
  public var quantity: Int
  /// True for units put into a transfer.
  public var isSending: Bool

  /// `quantity` units of an item.
  public init(sequence: Int64 = 0, variant: ID<Variant>, bin: ID<Bin>?, quantity: Int, isSending: Bool = false) {
    self.sequence = sequence
    self.variant = variant
    self.bin = bin
    self.quantity = quantity
    self.isSending = isSending
  }
}

/// An item with a reorder point, and what there is of it.
public struct ReorderRow: Hashable, Sendable, Codable {
  /// The item.
  public var variant: Variant
  /// Its reorder point.
  public var reorder: ReorderPoint
  /// Its level in the town.
  public var level: StockLevel
  /// Units that open deliveries are still to bring.
  public var onOrder: Int

  /// An item with what there is of it.
  public init(variant: Variant, reorder: ReorderPoint, level: StockLevel, onOrder: Int) {
    self.variant = variant
    self.reorder = reorder
    self.level = level
    self.onOrder = onOrder
  }

  /// Units to order now.
  public var suggested: Int {
    reorder.suggested(available: level.available, onOrder: onOrder, inTransit: level.inTransit)
  }
}
