public import Commerce

/// Orders and what hangs on them.
public protocol OrderReads {
  /// An order, if it lies within reach; otherwise nil, as if it did not exist (I39).
  func order(_ id: ID<Order>, in scope: Scope) throws(CommerceError) -> Order?
  /// An order by its number, if within reach.
  func order(number: String, in scope: Scope) throws(CommerceError) -> Order?
  /// The lines of an order, in the order they were placed.
  func lines(of order: ID<Order>) throws(CommerceError) -> [OrderLine]
  /// The payments of an order, oldest first.
  func payments(of order: ID<Order>) throws(CommerceError) -> [Payment]
  /// The refunds of an order, oldest first.
  func refunds(of order: ID<Order>) throws(CommerceError) -> [Refund]
  /// The notes of an order, oldest first.
  func notes(of order: ID<Order>) throws(CommerceError) -> [OrderNote]
  /// A page of the warehouse queue: an index range, never a scan.
  func queue(_ query: QueueQuery, _ page: PageRequest<QueueKey>, in scope: Scope) throws(CommerceError) -> Page<
    QueueRow
  >
  /// Orders that `text` finds: number or its last four, phone, name prefix or any three letters of it, e-mail, SKU;
  /// newest first, by key.
  func findOrders(
    _ query: OrderQuery, _ page: PageRequest<ID<Order>>, in scope: Scope
  ) throws(CommerceError) -> Page<OrderRow>
  /// The maintained counts of a site's floor, and what is late at `now`.
  func floor(of site: ID<Site>, at now: Instant, in scope: Scope) throws(CommerceError) -> FloorCounts
  /// The best order to pick next: begun work that came back first, then waiting orders; not on hold, not in
  /// `excluding`; highest priority, then earliest promise.
  func nextToPick(at site: ID<Site>, excluding: Set<ID<Order>>) throws(CommerceError) -> ID<Order>?
}

/// Changes of orders.
public protocol OrderWrites {
  /// The next order number of that site-local day (`ORD-YYYYMMDD-NNNN`, widening past 9999).
  func nextOrderNumber(day: String) throws(CommerceError) -> String
  /// Adds an order and its lines; identities in the values are ignored. Answers the identities given.
  func insert(_ order: Order, lines: [OrderLine]) throws(CommerceError) -> (order: ID<Order>, lines: [ID<OrderLine>])
  /// Replaces an order's row and raises its version; throws `edit.stale` when `order.version` is no longer the stored one.
  func update(_ order: Order) throws(CommerceError)
  /// Replaces a line's quantity, picked, packed and short counts.
  func update(_ line: OrderLine) throws(CommerceError)
  /// Adds a payment.
  func insert(_ payment: Payment) throws(CommerceError) -> ID<Payment>
  /// Replaces a payment's status, amount (in the currency it has), reference and time.
  func update(_ payment: Payment) throws(CommerceError)
  /// Adds a refund.
  func insert(_ refund: Refund) throws(CommerceError) -> ID<Refund>
  /// Adds a note.
  func insert(_ note: OrderNote) throws(CommerceError)
}

/// What staff wrote on an order.
public struct OrderNote: Hashable, Sendable {
  /// The order.
  public var order: ID<Order>
  /// What was written.
  public var text: String
  /// By whom.
  public var author: String
  /// When.
  public var at: Instant

  /// A note by `author`.
  public init(order: ID<Order>, text: String, author: String, at: Instant) {
    self.order = order
    self.text = text
    self.author = author
    self.at = at
  }
}

/// Stock: levels, bins and the ledger.
public protocol StockReads {
  /// A site's level of a variant; all zero when it never had any.
  func level(of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> StockLevel
  /// The bins of a site that hold a variant, in walk order, quarantine left out.
  func bins(holding variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> [BinStock]
  /// What one bin holds of one variant.
  func binStock(_ bin: ID<Bin>, _ variant: ID<Variant>) throws(CommerceError) -> BinStock?
  /// A page of the ledger of a variant at a site, newest first.
  func moves(
    of variant: ID<Variant>, at site: ID<Site>, _ page: PageRequest<Int64>, in scope: Scope
  ) throws(CommerceError) -> Page<RecordedMove>
  /// Units of an order in a place by the ledger, by variant: what is in the tote, on the bench, in the lane.
  func units(of order: ID<Order>, at site: ID<Site>) throws(CommerceError) -> [(StockLocation, ID<Variant>, Int)]
}

/// Changes of stock. Counts never go below zero: the store refuses with `rule.stock.insufficient` and nothing changes.
public protocol StockWrites {
  /// Appends a ledger entry and keeps levels (`move.levelDelta`) and bins beside it.
  func post(_ move: StockMove, by command: Command) throws(CommerceError)
  /// Adds to a level's `reserved`, only if at least that many are available when positive.
  func reserve(_ quantity: Int, of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError)
  /// Adds to a level's `awaitingPutBack` (takes away when negative).
  func addAwaitingPutBack(_ quantity: Int, of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError)
  /// Adds to a bin's allocated units (takes away when negative), never above what it holds.
  func allocate(_ quantity: Int, of variant: ID<Variant>, in bin: ID<Bin>) throws(CommerceError)
}

/// A ledger entry as it stands: numbered, dated and signed.
public struct RecordedMove: Hashable, Sendable {
  /// Its place in the ledger.
  public var sequence: Int64
  /// When.
  public var at: Instant
  /// By whom.
  public var actorName: String
  /// What moved.
  public var move: StockMove
  /// The codes of the places, for people.
  public var fromCode: String
  /// The code of the place it went to.
  public var toCode: String
  /// The order's number, if it was for one.
  public var orderNumber: String?

  /// An entry at that place of the ledger.
  public init(
    sequence: Int64, at: Instant, actorName: String, move: StockMove, fromCode: String, toCode: String,
    orderNumber: String?
  ) {
    self.sequence = sequence
    self.at = at
    self.actorName = actorName
    self.move = move
    self.fromCode = fromCode
    self.toCode = toCode
    self.orderNumber = orderNumber
  }
}

/// Pick lists, totes in use, parcels, shortages, put-backs.
public protocol FulfilmentReads {
  /// A pick list with its orders and tasks.
  func pickList(_ id: ID<PickList>) throws(CommerceError) -> PickList?
  /// The open list a person holds at a site, the newest; nil when there is none.
  func openPickList(of person: ID<Person>, at site: ID<Site>) throws(CommerceError) -> ID<PickList>?
  /// The order a tote carries now; nil when it is free.
  func orderInTote(_ tote: ID<Tote>) throws(CommerceError) -> ID<Order>?
  /// The totes bound to an order now, in the order they were bound.
  func totes(of order: ID<Order>) throws(CommerceError) -> [Tote]
  /// The undoable actions of a list, newest first, at most `limit`.
  func actions(of list: ID<PickList>, limit: Int) throws(CommerceError) -> [PickAction]
  /// The parcels of an order, by box.
  func parcels(of order: ID<Order>) throws(CommerceError) -> [Parcel]
  /// A parcel.
  func parcel(_ id: ID<Parcel>) throws(CommerceError) -> Parcel?
  /// A parcel by its code, upper case, at a site.
  func parcel(code: String, at site: ID<Site>) throws(CommerceError) -> Parcel?
  /// The open shortages of an order.
  func openShortages(of order: ID<Order>) throws(CommerceError) -> [Shortage]
  /// A shortage.
  func shortage(_ id: ID<Shortage>) throws(CommerceError) -> Shortage?
  /// A page of the open shortages of a site, oldest first.
  func shortages(
    at site: ID<Site>, _ page: PageRequest<ID<Shortage>>, in scope: Scope
  ) throws(CommerceError) -> Page<ShortageRow>
  /// A page of the put-backs of a site, oldest first.
  func putBacks(
    at site: ID<Site>, _ page: PageRequest<ID<PutBack>>, in scope: Scope
  ) throws(CommerceError) -> Page<PutBackRow>
  /// The oldest put-back of a variant at a site; nil when none lies there.
  func putBack(of variant: ID<Variant>, at site: ID<Site>) throws(CommerceError) -> PutBack?
}

/// Changes of floor work.
public protocol FulfilmentWrites {
  /// Adds a list with its orders and tasks; identities in the value are ignored. Answers the list as stored.
  func insert(_ list: PickList) throws(CommerceError) -> PickList
  /// Replaces a list's own row (holder, lease, in hand, zero check, closed); orders and tasks are left alone.
  func update(_ list: PickList) throws(CommerceError)
  /// Adds a task to a list; answers its identity.
  func insert(_ task: PickTask, on list: ID<PickList>) throws(CommerceError) -> ID<PickTask>
  /// Replaces a task's counts.
  func update(_ task: PickTask) throws(CommerceError)
  /// Removes an order from a list, with its tasks kept for the record but closed.
  func remove(_ order: ID<Order>, from list: ID<PickList>) throws(CommerceError)
  /// Sets whether an order on a list asks for another tote.
  func setNeedsAnotherTote(_ needs: Bool, order: ID<Order>, on list: ID<PickList>) throws(CommerceError)
  /// Binds a tote to an order; throws `rule.pick.tote_in_use` when it carries another.
  func bind(_ tote: ID<Tote>, to order: ID<Order>) throws(CommerceError)
  /// Frees a tote.
  func release(_ tote: ID<Tote>) throws(CommerceError)
  /// Notes an undoable action of a list.
  func append(_ action: PickAction, to list: ID<PickList>) throws(CommerceError)
  /// Marks the action undone, so that undo goes on with the one before.
  func markUndone(_ action: Int64) throws(CommerceError)
  /// Adds a parcel with its contents and gives it its code (`P-` and digits); answers it as stored.
  func insert(_ parcel: Parcel) throws(CommerceError) -> Parcel
  /// Replaces a parcel's row and contents.
  func update(_ parcel: Parcel) throws(CommerceError)
  /// Removes a parcel that was never labelled or whose order goes back to picking.
  func remove(_ parcel: ID<Parcel>) throws(CommerceError)
  /// Adds a shortage.
  func insert(_ shortage: Shortage) throws(CommerceError) -> ID<Shortage>
  /// Replaces a shortage's quantity and state.
  func update(_ shortage: Shortage) throws(CommerceError)
  /// Adds a put-back.
  func insert(_ putBack: PutBack) throws(CommerceError) -> ID<PutBack>
  /// Replaces a put-back's quantity; zero removes it.
  func update(_ putBack: PutBack) throws(CommerceError)
  /// Notes a scan that was refused, for the figures.
  func noteMisScan(code: String, rule: Rule, list: ID<PickList>?, by command: Command) throws(CommerceError)
  /// Asks for a count of a variant in a bin: what the book said, what was counted (nil when still to be counted).
  func insertCount(
    bin: ID<Bin>, variant: ID<Variant>, expected: Int, counted: Int?, by command: Command
  ) throws(CommerceError)
}

/// One undoable action on a pick list.
public struct PickAction: Hashable, Sendable {
  /// What was done.
  public enum Kind: String, Hashable, Sendable, Codable { case take, bind, skip, short, damage, another, elsewhere }

  /// Its place in the store; ignored when appending.
  public var sequence: Int64
  /// What was done.
  public var kind: Kind
  /// The task it was done to, if any.
  public var task: ID<PickTask>?
  /// The order it was done for, if any.
  public var order: ID<Order>?
  /// The tote it used, if any.
  public var tote: ID<Tote>?
  /// Units.
  public var quantity: Int
  /// Use-case specific: the short reason, the skip rank before, the tasks a shortage added.
  public var detail: String

  /// An action of that kind.
  public init(
    sequence: Int64 = 0, kind: Kind, task: ID<PickTask>? = nil, order: ID<Order>? = nil, tote: ID<Tote>? = nil,
    quantity: Int = 0, detail: String = ""
  ) {
    self.sequence = sequence
    self.kind = kind
    self.task = task
    self.order = order
    self.tote = tote
    self.quantity = quantity
    self.detail = detail
  }
}
