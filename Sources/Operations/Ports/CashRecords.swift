public import Commerce

/// The books of custody, collections, cash-ups and closed days.
public protocol CashReads {
  /// What an account of a site holds, in minor units; negative for accounts money came from.
  func balance(of account: CashAccount, at site: ID<Site>) throws(CommerceError) -> Int64
  /// Every account of a site that is not at zero, by word and person.
  func balances(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [CashBalance]
  /// The movements that entered a driver's account since the cash-up before this one, oldest first, and its own.
  func cashMoves(of cashUp: CashUp) throws(CommerceError) -> [RecordedCashMove]
  /// The movements of an order, oldest first.
  func cashMoves(of order: ID<Order>) throws(CommerceError) -> [CashMove]
  /// A page of the movements of a site, newest first, of one account when given.
  func cashMoves(
    at site: ID<Site>, account: CashAccount?, _ page: PageRequest<Int64>, in scope: Scope
  ) throws(CommerceError) -> Page<RecordedCashMove>
  /// Sums of the entries after one and through another, by the two accounts' words and the reason.
  func cashFlow(at site: ID<Site>, _ span: BookSpan) throws(CommerceError) -> [CashFlow]
  /// How many entries of a site came after that one and before that moment.
  func cashMoves(at site: ID<Site>, after sequence: Int64, before moment: Instant) throws(CommerceError) -> Int
  /// The last entry of a site before that moment; 0 when there is none.
  func lastCashMove(at site: ID<Site>, before moment: Instant) throws(CommerceError) -> Int64
  /// What entered an account after that entry, in minor units.
  func cashIntake(of account: CashAccount, at site: ID<Site>, after sequence: Int64) throws(CommerceError) -> Int64
  /// When a driver's cash was last counted, however that count ended; nil when it never was.
  func lastCounted(_ driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Instant?
  /// Whose attempt a collection belongs to, and when it was made; nil when unknown.
  func collector(of collection: Int64) throws(CommerceError) -> (driver: ID<Person>, at: Instant)?
  /// The collection of an order that has not been taken back; nil when there is none.
  func collection(of order: ID<Order>) throws(CommerceError) -> Collection?
  /// True when cash of that collection has left its driver's hands since, in a cash-up.
  func isHandedOver(_ collection: Collection, driver: ID<Person>) throws(CommerceError) -> Bool
  /// The collection of an attempt that has not been taken back; nil when there is none.
  func collection(of dispatch: ID<Dispatch>) throws(CommerceError) -> Collection?
  /// A cash-up, if it lies within reach.
  func cashUp(_ id: ID<CashUp>, in scope: Scope) throws(CommerceError) -> CashUp?
  /// The cash-up of a driver that waits for a decision; nil when none does.
  func openCashUp(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> CashUp?
  /// The newest cash-up of a driver that was agreed or settled; nil when there is none.
  func lastCashUp(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> CashUp?
  /// The cash-ups of a site that wait for a decision, oldest first.
  func openCashUps(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [CashUp]
  /// A page of the cash-ups of a site, newest first.
  func cashUps(
    at site: ID<Site>, _ page: PageRequest<ID<CashUp>>, in scope: Scope
  ) throws(CommerceError) -> Page<CashUp>
  /// What a driver declared to hand over; nil when nothing is declared.
  func declaration(of driver: ID<Person>, at site: ID<Site>) throws(CommerceError) -> Int64?
  /// The close of a local day (`YYYY-MM-DD`); nil while it is open.
  func dayClose(_ day: String, at site: ID<Site>) throws(CommerceError) -> DayClose?
}

/// Changes of the books.
public protocol CashWrites {
  /// Appends an entry and keeps both balances beside it in the same transaction. Answers its place in the books.
  @discardableResult
  func post(_ move: CashMove, by command: Command) throws(CommerceError) -> Int64
  /// Adds a collection; a second one of an order that stands throws `edit.conflict`.
  func insert(_ collection: Collection) throws(CommerceError) -> ID<Collection>
  /// Marks a collection taken back.
  func update(_ collection: Collection) throws(CommerceError)
  /// Adds a cash-up; a second open one of a driver throws `edit.conflict`.
  func insert(_ cashUp: CashUp) throws(CommerceError) -> ID<CashUp>
  /// Replaces a cash-up's state, reason, owner, approver and times.
  func update(_ cashUp: CashUp) throws(CommerceError)
  /// Keeps what a driver declared; nil forgets it.
  func setDeclaration(_ minor: Int64?, of driver: ID<Person>, at site: ID<Site>) throws(CommerceError)
  /// Closes a day; a second close of it throws `edit.conflict`.
  func insert(_ close: DayClose) throws(CommerceError)
}

/// Payments, refunds and notices beyond one order.
public protocol PaymentReads {
  /// A payment, if its order lies within reach.
  func payment(_ id: ID<Payment>, in scope: Scope) throws(CommerceError) -> Payment?
  /// The payment of a provider's reference; nil when unknown.
  func payment(reference: String) throws(CommerceError) -> Payment?
  /// A page of the payments of a site, newest first.
  func payments(
    _ query: PaymentQuery, _ page: PageRequest<ID<Payment>>, in scope: Scope
  ) throws(CommerceError) -> Page<PaymentRow>
  /// The refund of money that came too late on that payment; nil when there is none.
  func lateRefund(of payment: ID<Payment>) throws(CommerceError) -> Refund?
  /// A refund, if its order lies within reach.
  func refund(_ id: ID<Refund>, in scope: Scope) throws(CommerceError) -> Refund?
  /// A page of the refunds of a site, newest first.
  func refunds(
    _ query: RefundQuery, _ page: PageRequest<ID<Refund>>, in scope: Scope
  ) throws(CommerceError) -> Page<RefundRow>
  /// Units of an order that are with its customer, by the stock ledger.
  func unitsWithCustomer(of order: ID<Order>, at site: ID<Site>) throws(CommerceError) -> [ID<Variant>: Int]
  /// A notice.
  func notice(_ id: ID<PaymentNotice>) throws(CommerceError) -> PaymentNotice?
  /// The notice of a provider's event; nil when it never came.
  func notice(provider: String, event: String) throws(CommerceError) -> PaymentNotice?
  /// A page of the notices within reach, newest first; those that fit no payment are seen by who reaches every site.
  func notices(
    _ query: NoticeQuery, _ page: PageRequest<ID<PaymentNotice>>, in scope: Scope
  ) throws(CommerceError) -> Page<PaymentNotice>
}

/// Changes of refunds and notices.
public protocol PaymentWrites {
  /// Replaces a refund's status, failure, owner, approver, attempt, reference and time.
  func update(_ refund: Refund) throws(CommerceError)
  /// Stores a notice as it came; the same event of a provider again throws `edit.conflict`.
  func insert(_ notice: PaymentNotice) throws(CommerceError) -> ID<PaymentNotice>
  /// Replaces what became of a notice; its raw bytes never change.
  func update(_ notice: PaymentNotice) throws(CommerceError)
}

/// What an account holds.
public struct CashBalance: Hashable, Sendable, Codable {
  /// The account.
  public var account: CashAccount
  /// The name of whose it is; empty for accounts of the house.
  public var name: String
  /// What it holds, in minor units; 0 when that is not told.
  public var minor: Int64
  /// Since when it has not been at zero.
  public var since: Instant?
  /// True when the sum is not told to who reads this (`CashSight`).
  public var isHidden = false

  /// `minor` in `account`.
  public init(account: CashAccount, name: String, minor: Int64, since: Instant?) {
    self.account = account
    self.name = name
    self.minor = minor
    self.since = since
  }
}

/// A movement as it stands in the books: numbered, dated and signed.
public struct RecordedCashMove: Hashable, Sendable, Codable {
  /// Its place in the books.
  public var sequence: Int64
  /// When.
  public var at: Instant
  /// By whom.
  public var actorName: String
  /// What moved.
  public var move: CashMove
  /// The order's number, if it is about one.
  public var orderNumber: String
  /// The names of the persons on both sides; empty for accounts of the house.
  public var fromName: String
  /// The name of whose account it entered.
  public var toName: String
  /// True when the amount is not told to who reads this (`CashSight`); it is 0 then.
  public var isHidden = false

  /// An entry at that place of the books.
  public init(
    sequence: Int64, at: Instant, actorName: String, move: CashMove, orderNumber: String, fromName: String,
    toName: String
  ) {
    self.sequence = sequence
    self.at = at
    self.actorName = actorName
    self.move = move
    self.orderNumber = orderNumber
    self.fromName = fromName
    self.toName = toName
  }
}

/// A stretch of the books of a site: the entries after one, through another.
public struct BookSpan: Hashable, Sendable {
  /// The last entry that is not of it.
  public var after: Int64
  /// The last entry of it.
  public var through: Int64

  /// The entries after `after`, through `through`.
  public init(after: Int64, through: Int64) {
    self.after = after
    self.through = through
  }
}

/// A sum that moved between two kinds of accounts for one reason.
public struct CashFlow: Hashable, Sendable, Codable {
  /// The word of the account it left.
  public var from: String
  /// The word of the account it entered.
  public var to: String
  /// Why.
  public var reason: CashReason
  /// How much, in minor units; nil when that is not told to who reads this (`CashSight`).
  public var minor: Int64?
  /// How many movements.
  public var moves: Int

  /// `minor` in so many movements.
  public init(from: String, to: String, reason: CashReason, minor: Int64?, moves: Int) {
    self.from = from
    self.to = to
    self.reason = reason
    self.minor = minor
    self.moves = moves
  }
}

/// A local day whose cash is at zero or owned by names.
public struct DayClose: Hashable, Sendable, Codable {
  /// The site.
  public var site: ID<Site>
  /// The local day, `YYYY-MM-DD`.
  public var day: String
  /// Who closed it.
  public var by: ID<Person>
  /// When.
  public var at: Instant
  /// What was owned by names at the close, in minor units.
  public var ownedMinor: Int64
  /// The last entry of its books; later ones are of the next day, even when they are of the same date.
  public var through: Int64

  /// A close of `day`.
  public init(site: ID<Site>, day: String, by: ID<Person>, at: Instant, ownedMinor: Int64, through: Int64 = 0) {
    self.site = site
    self.day = day
    self.by = by
    self.at = at
    self.ownedMinor = ownedMinor
    self.through = through
  }
}
