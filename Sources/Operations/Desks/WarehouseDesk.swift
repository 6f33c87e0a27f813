public import Commerce

/// Picking, packing and staging: everything that happens to an order on the floor.
public protocol WarehouseDesk: Sendable {
  /// A page of the queue of the caller's town.
  func queue(
    _ query: QueueQuery, _ page: PageRequest<QueueKey>, by caller: Caller
  ) async throws(CommerceError) -> Page<QueueRow>
  /// The floor of the caller's town.
  func floor(by caller: Caller) async throws(CommerceError) -> FloorCounts
  /// The zones of the caller's town.
  func zones(by caller: Caller) async throws(CommerceError) -> [Zone]

  /// The caller's unfinished work; nil when there is none.
  func workInHand(by caller: Caller) async throws(CommerceError) -> PickWork?
  /// A pick list with all that the pick screen shows.
  func work(_ list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> PickWork
  /// Claims the next order, or a cluster of them as the town's policy says; unfinished work comes first. Throws
  /// `rule.work.none` when the queue is empty.
  func claimNext(_ intent: Intent) async throws(CommerceError) -> PickWork
  /// Claims these orders as one job. Throws `rule.claim.held_by_other`, `rule.order.on_hold`, `rule.payment.…`.
  func claim(_ orders: [ID<Order>], _ intent: Intent) async throws(CommerceError) -> PickWork
  /// Gives unpicked work back to the queue. Throws `rule.claim.already_picked` when something is in a tote.
  func release(_ list: ID<PickList>, _ intent: Intent) async throws(CommerceError)
  /// Moves a claim to the caller: a supervisor's right, or with a second person's PIN, or once the lease has run out.
  func takeOver(_ list: ID<PickList>, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> PickWork

  /// A scan or typed code on the pick screen: item, bin or tote.
  func scan(_ code: String, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Fewer units than asked for at the current task: `got` were there; the rest is taken elsewhere or becomes a shortage.
  func short(
    got: Int, reason: ShortReason, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult
  /// `quantity` units at the current task are not fit to send: they go to quarantine, the line is re-allocated.
  func damaged(_ quantity: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Puts the current task at the end of the walk.
  func skip(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Other bins that hold the current item, by walking distance.
  func elsewhere(on list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> [BinStock]
  /// Takes the rest of the current task from another bin; the old one is flagged for a count.
  func takeElsewhere(
    from bin: ID<Bin>, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult
  /// Asks for another tote for the current order.
  func anotherTote(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Answers the empty-bin question: `counted` units are left.
  func countLeft(_ counted: Int, on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Takes the last accepted action back by a compensating entry.
  func undo(on list: ID<PickList>, _ intent: Intent) async throws(CommerceError) -> PickResult
  /// Links an unknown code to a SKU. Needs the permission; audited.
  func linkBarcode(_ code: String, to sku: String, _ intent: Intent) async throws(CommerceError) -> Variant

  /// Opens a picked order at the pack station by a scan: its tote, its number or one of its parcels.
  func openPacking(_ code: String, by caller: Caller) async throws(CommerceError) -> PackWork
  /// A packing job as it stands now.
  func packing(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> PackWork
  /// A scan at the pack station: an item counts down, the printed label closes its box.
  func packScan(_ code: String, order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult
  /// Takes every unit of the tote as counted, where the town's policy allows it.
  func acceptAll(order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult
  /// Closes the open box and goes on with the next one.
  func nextBox(order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult
  /// Sets the weight of the order's newest box in grams.
  func setWeight(_ grams: Int, order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult
  /// `quantity` units of a line are missing from the tote: the order goes back to picking as a short job.
  func missing(
    _ quantity: Int, line: ID<OrderLine>, order: ID<Order>, _ intent: Intent
  ) async throws(CommerceError) -> PackResult
  /// `quantity` units of a line are damaged: to quarantine, and the rest as for missing ones.
  func damagedAtPacking(
    _ quantity: Int, line: ID<OrderLine>, order: ID<Order>, _ intent: Intent
  ) async throws(CommerceError) -> PackResult
  /// The papers of a parcel.
  func papers(of parcel: ID<Parcel>, by caller: Caller) async throws(CommerceError) -> ParcelPapers
  /// Prints a parcel's label or slip; answers where it went. Audited.
  func printPaper(
    _ paper: PaperKind, of parcel: ID<Parcel>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String
  /// Takes an order back one step: ready → packed, packed → picking. Staff, reason, within the policy window.
  func stepBack(order: ID<Order>, reason: String, _ intent: Intent) async throws(CommerceError)

  /// Parcels that wait to be staged, oldest promise first.
  func stagingList(by caller: Caller) async throws(CommerceError) -> [StagingRow]
  /// A parcel about to be staged, with the lane it belongs in.
  func stagingParcel(_ code: String, by caller: Caller) async throws(CommerceError) -> StagingRow
  /// Puts a parcel into a lane; the order is ready once every parcel stands.
  func stage(parcel: String, lane: String, _ intent: Intent) async throws(CommerceError) -> StageResult

  /// Open shortages of the caller's town, oldest first.
  func shortages(
    _ page: PageRequest<ID<Shortage>>, by caller: Caller
  ) async throws(CommerceError) -> Page<ShortageRow>
  /// Settles a shortage.
  func settle(
    _ shortage: ID<Shortage>, _ settlement: ShortageSettlement, reason: String, _ intent: Intent
  ) async throws(CommerceError)
  /// Put-backs of the caller's town, oldest first.
  func putBacks(_ page: PageRequest<ID<PutBack>>, by caller: Caller) async throws(CommerceError) -> Page<PutBackRow>
  /// Looks an item scan of the put-back screen up: what is to be put back, and where to.
  func putBackItem(_ code: String, by caller: Caller) async throws(CommerceError) -> PutBackRow
  /// Puts all units of a put-back into a scanned bin; only now are they available again.
  func putBack(_ putBack: ID<PutBack>, into binCode: String, _ intent: Intent) async throws(CommerceError) -> PutBackRow
}

/// A pick list as the pick screen shows it.
public struct PickWork: Hashable, Sendable {
  /// The list.
  public var list: PickList
  /// The orders on it with what a picker should know, in list order.
  public var orders: [PickOrderSummary]
  /// The barcodes of each item, so that nobody needs a scanner to try it.
  public var barcodes: [ID<Variant>: [String]]
  /// Lines that ended short with nothing left elsewhere.
  public var openShortages: Int

  /// A job on the pick screen.
  public init(
    list: PickList, orders: [PickOrderSummary], barcodes: [ID<Variant>: [String]], openShortages: Int
  ) {
    self.list = list
    self.orders = orders
    self.barcodes = barcodes
    self.openShortages = openShortages
  }
}

/// What a picker should know of an order.
public struct PickOrderSummary: Hashable, Sendable {
  /// The order.
  public var id: ID<Order>
  /// Its number.
  public var number: String
  /// Where it stands; cancelled when somebody cancelled it under the picker's hands.
  public var status: OrderStatus
  /// Its priority.
  public var priority: Int
  /// When it was promised.
  public var promiseAt: Instant
  /// The customer's name.
  public var customer: String
  /// `3 Osu`.
  public var zone: String
  /// How it is paid.
  public var paymentMethod: PaymentMethod
  /// What the customer pays.
  public var total: Money
  /// What the customer wants done.
  public var note: String
  /// Why it is on hold, if it is.
  public var holdReason: String?

  /// An order with these particulars.
  public init(
    id: ID<Order>, number: String, status: OrderStatus, priority: Int, promiseAt: Instant, customer: String,
    zone: String, paymentMethod: PaymentMethod, total: Money, note: String, holdReason: String?
  ) {
    self.id = id
    self.number = number
    self.status = status
    self.priority = priority
    self.promiseAt = promiseAt
    self.customer = customer
    self.zone = zone
    self.paymentMethod = paymentMethod
    self.total = total
    self.note = note
    self.holdReason = holdReason
  }
}

/// What came of an action on the pick screen, and the job as it stands after it.
public struct PickResult: Hashable, Sendable {
  /// What came of it.
  public var verdict: PickVerdict
  /// The job now.
  public var work: PickWork

  /// `verdict`, and the job after it.
  public init(verdict: PickVerdict, work: PickWork) {
    self.verdict = verdict
    self.work = work
  }
}

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

/// A packing job as the pack screen shows it.
public struct PackWork: Hashable, Sendable {
  /// The order.
  public var order: PickOrderSummary
  /// Its lines.
  public var lines: [OrderLine]
  /// The totes its units lie in.
  public var totes: [String]
  /// Its boxes so far.
  public var parcels: [Parcel]
  /// Barcodes by item, for those without a scanner.
  public var barcodes: [ID<Variant>: [String]]
  /// The lane its parcels go to.
  public var lane: String
  /// True where the town lets the packer accept a whole tote.
  public var mayAcceptAll: Bool

  /// A job on the pack screen.
  public init(
    order: PickOrderSummary, lines: [OrderLine], totes: [String], parcels: [Parcel],
    barcodes: [ID<Variant>: [String]], lane: String, mayAcceptAll: Bool
  ) {
    self.order = order
    self.lines = lines
    self.totes = totes
    self.parcels = parcels
    self.barcodes = barcodes
    self.lane = lane
    self.mayAcceptAll = mayAcceptAll
  }

  /// Units still to be counted into boxes.
  public var unitsLeft: Int { lines.reduce(0) { $0 + $1.quantity - $1.packed } }
}

/// What came of an action at the pack station, and the job after it.
public struct PackResult: Hashable, Sendable {
  /// What came of it.
  public var verdict: PackVerdict
  /// The job now.
  public var work: PackWork

  /// `verdict`, and the job after it.
  public init(verdict: PackVerdict, work: PackWork) {
    self.verdict = verdict
    self.work = work
  }
}

/// What came of an action at the pack station.
public enum PackVerdict: Hashable, Sendable, Codable {
  /// Units counted; `left` are still to come.
  case counted(item: String, quantity: Int, left: Int)
  /// The last unit is in: these labels are to be printed and scanned.
  case labelsDue([String])
  /// The right label is on the right box; `packed` once it was the last.
  case labelScanned(parcel: String, packed: Bool)
  /// A new box is open.
  case nextBox(Int)
  /// The weight was noted, in grams.
  case weighed(parcel: String, grams: Int)
  /// The order went back to picking.
  case backToPicking(item: String, quantity: Int, short: Int)
  /// The scan was wrong; logged, nothing moved.
  case refused(Refusal)
}

/// The two papers of a parcel.
public enum PaperKind: String, Hashable, Sendable, Codable, CaseIterable { case label, packingSlip = "packing_slip" }

/// What stands on a parcel's label and slip.
public struct ParcelPapers: Hashable, Sendable {
  /// The parcel.
  public var parcel: Parcel
  /// The order.
  public var order: Order
  /// The site.
  public var site: Site
  /// The zone, `3 Osu`.
  public var zone: String
  /// The lane it waits in.
  public var lane: String
  /// How many boxes the order has.
  public var boxes: Int
  /// What is in the box: name, SKU, units.
  public var contents: [PaperLine]

  /// One line of a packing slip.
  public struct PaperLine: Hashable, Sendable {
    /// The item's name.
    public var name: String
    /// Its SKU.
    public var sku: String
    /// Units in this box.
    public var quantity: Int

    /// A line with these columns.
    public init(name: String, sku: String, quantity: Int) {
      self.name = name
      self.sku = sku
      self.quantity = quantity
    }
  }

  /// The papers of `parcel`.
  public init(
    parcel: Parcel, order: Order, site: Site, zone: String, lane: String, boxes: Int, contents: [PaperLine]
  ) {
    self.parcel = parcel
    self.order = order
    self.site = site
    self.zone = zone
    self.lane = lane
    self.boxes = boxes
    self.contents = contents
  }

  /// What is to be collected at the door; nil when it is paid.
  public var toCollect: Money? {
    order.paymentMethod == .cod && order.paymentStatus != .paid ? order.totals.total : nil
  }
}
