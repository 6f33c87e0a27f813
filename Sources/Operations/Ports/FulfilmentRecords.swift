public import Commerce

/// Pick lists, totes in use, parcels, shortages, put-backs.
public protocol FulfilmentReads {
  /// A pick list with its orders and tasks.
  func pickList(_ id: ID<PickList>) throws(CommerceError) -> PickList?
  /// The open list a person holds at a site, the newest; nil when there is none.
  func openPickList(of person: ID<Person>, at site: ID<Site>) throws(CommerceError) -> ID<PickList>?
  /// The order a tote carries now; nil when it is free.
  func orderInTote(_ tote: ID<Tote>) throws(CommerceError) -> ID<Order>?
  /// A tote of another order at the site that carries picked units of a variant still to be packed; nil when none does.
  func tote(with variant: ID<Variant>, at site: ID<Site>, besides order: ID<Order>) throws(CommerceError) -> Tote?
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
  /// Replaces a parcel's weight, state, lane and contents; its code and box never change.
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
