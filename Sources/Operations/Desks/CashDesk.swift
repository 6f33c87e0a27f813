public import Commerce

/// Getting the money home: custody, cash-up, the day's close, payments, refunds, provider notices.
public protocol CashDesk: Sendable {
  /// Drivers with cash, what waits for a decision, and what the till holds.
  func till(by caller: Caller) async throws(CommerceError) -> Till
  /// Counts a driver's cash blind. Agreeing moves it to the cashier; otherwise nothing moves until it is settled.
  func countCash(
    of driver: ID<Person>, countedMinor: Int64, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult
  /// Gives a differing cash-up an owner; a second person vouches, who is neither the driver nor the cashier.
  func settle(
    _ cashUp: ID<CashUp>, reason: CashUpReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult
  /// What the caller, a driver, says to hand over; nil takes it back.
  func declare(_ minor: Int64?, _ intent: Intent) async throws(CommerceError)
  /// A cash-up with everything on it, for the slip.
  func cashUp(_ id: ID<CashUp>, by caller: Caller) async throws(CommerceError) -> CashUpSlip
  /// A page of the town's cash-ups, newest first.
  func cashUps(_ page: PageRequest<ID<CashUp>>, by caller: Caller) async throws(CommerceError) -> Page<CashUp>
  /// Prints the slip of a cash-up; answers where it went.
  func printSlip(
    of cashUp: ID<CashUp>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String
  /// Pays the caller's till in at the bank.
  func deposit(minor: Int64, reference: String, _ intent: Intent) async throws(CommerceError)
  /// A customer pays an open debt, or takes out a credit, at the till: above zero is paid in.
  func settleBalance(of order: ID<Order>, minor: Int64, _ intent: Intent) async throws(CommerceError)
  /// The books of a local day (`YYYY-MM-DD`; nil for today): by method, by driver, and whether it may close.
  func day(_ day: String?, by caller: Caller) async throws(CommerceError) -> DaySheet
  /// Closes a local day (`YYYY-MM-DD`; nil for today), also a past one that was left open. What moves afterwards is in
  /// the books of the next day, whatever its date. Throws `rule.cash.day_not_zero` naming what of that day is not home,
  /// `input.invalid` for a day to come, `edit.conflict` for a closed one.
  func closeDay(_ day: String?, _ intent: Intent) async throws(CommerceError) -> DaySheet
  /// A page of the books, newest first, of one account when given.
  func moves(
    account: CashAccount?, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedCashMove>

  /// A page of the town's payments.
  func payments(
    _ query: PaymentQuery, _ page: PageRequest<ID<Payment>>, by caller: Caller
  ) async throws(CommerceError) -> Page<PaymentRow>
  /// Asks the provider where a payment stands and applies what it says.
  func poll(_ payment: ID<Payment>, _ intent: Intent) async throws(CommerceError) -> PaymentRow
  /// Asks a phone for the money of an order that waits to be paid: right after it was placed, or again after the
  /// payment failed; `phone` nil is the customer's. Another phone takes the place of the one asked before. Throws
  /// `rule.payment.live` while that phone is asked already, `rule.payment.not_live` for a paid order,
  /// `rule.order.move_not_allowed` for one that waits for no payment, or what the provider refused.
  func request(_ order: ID<Order>, phone: String?, _ intent: Intent) async throws(CommerceError) -> PaymentRow
  /// At the door the customer prefers mobile money: asks their phone; the cash payment waits no longer.
  func switchToMoMo(_ order: ID<Order>, phone: String?, _ intent: Intent) async throws(CommerceError) -> PaymentRow
  /// Gives up on mobile money: cash is due at the door, and an order that waited to be paid goes to the floor. Money
  /// that arrives later becomes a refund.
  func backToCash(_ order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PaymentRow

  /// A page of the provider notices.
  func notices(
    _ query: NoticeQuery, _ page: PageRequest<ID<PaymentNotice>>, by caller: Caller
  ) async throws(CommerceError) -> Page<PaymentNotice>
  /// Stores a notice as it came, once, and applies it. For the API and for pasting one in by hand.
  func receive(_ notice: IncomingNotice, _ intent: Intent) async throws(CommerceError) -> PaymentNotice
  /// Applies a stored notice again; whatever it did once it does not do twice.
  func replay(_ notice: ID<PaymentNotice>, _ intent: Intent) async throws(CommerceError) -> PaymentNotice

  /// A page of the town's refunds.
  func refunds(
    _ query: RefundQuery, _ page: PageRequest<ID<Refund>>, by caller: Caller
  ) async throws(CommerceError) -> Page<RefundRow>
  /// What can still be refunded of an order, line by line.
  func refundable(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> Refundable
  /// Opens a refund. `basis` is that of `refundable`; throws `rule.plan.changed` when another refund came between, and
  /// `rule.step_up.needed` above the town's limit without a second person.
  func refund(
    _ request: RefundRequest, basis: String, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> Refund
  /// Pays a pending refund out, or tries a failed one again. The caller becomes its owner. Throws `rule.step_up.needed`
  /// when nobody vouched for it yet and it takes what one person gives back of the order above the town's limit; whoever
  /// opened it, and however, a sum above the limit leaves the house by two persons' word.
  func payOut(_ refund: ID<Refund>, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> Refund
  /// Makes somebody of the town look after a refund.
  func own(_ refund: ID<Refund>, _ intent: Intent) async throws(CommerceError)
  /// What cancelling an order would do to money, units and stock.
  func cancelPreview(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> CancelPreview
}

/// The till of a town.
public struct Till: Hashable, Sendable, Codable {
  /// One driver's line. `expected` stays hidden until the cash is counted.
  public struct DriverLine: Hashable, Sendable, Codable {
    /// The driver.
    public var driver: Driver
    /// True when they hold cash; how much is not said.
    public var hasCash: Bool
    /// Stops still on the road.
    public var out: Int
    /// Since when they hold cash.
    public var since: Instant?
    /// True when they have declared what they hand over.
    public var hasDeclared: Bool
    /// The count that waits for a decision.
    public var open: CashUp?
    /// The last count that was agreed or settled today.
    public var last: CashUp?

    /// A driver's line.
    public init(
      driver: Driver, hasCash: Bool, out: Int, since: Instant?, hasDeclared: Bool, open: CashUp?, last: CashUp?
    ) {
      self.driver = driver
      self.hasCash = hasCash
      self.out = out
      self.since = since
      self.hasDeclared = hasDeclared
      self.open = open
      self.last = last
    }
  }

  /// The drivers, by code.
  public var drivers: [DriverLine]
  /// What cashiers hold, by name.
  public var cashiers: [CashBalance]
  /// Differences that somebody owns, by name.
  public var owned: [CashBalance]
  /// The town's currency.
  public var currency: Currency
  /// True once today's books are closed.
  public var isClosed: Bool

  /// A till with these lines.
  public init(
    drivers: [DriverLine], cashiers: [CashBalance], owned: [CashBalance], currency: Currency, isClosed: Bool
  ) {
    self.drivers = drivers
    self.cashiers = cashiers
    self.owned = owned
    self.currency = currency
    self.isClosed = isClosed
  }
}

/// What a count of a driver's cash answers; expected is told now.
public struct CashUpResult: Hashable, Sendable, Codable {
  /// The cash-up.
  public var id: ID<CashUp>
  /// What was expected.
  public var expected: Money
  /// What was counted.
  public var counted: Money
  /// What the driver had declared.
  public var declared: Money?
  /// How it stands.
  public var state: CashUp.State
  /// True when settling it needs a second person.
  public var needsStepUp: Bool

  /// A count.
  public init(
    id: ID<CashUp>, expected: Money, counted: Money, declared: Money?, state: CashUp.State, needsStepUp: Bool
  ) {
    self.id = id
    self.expected = expected
    self.counted = counted
    self.declared = declared
    self.state = state
    self.needsStepUp = needsStepUp
  }
}

/// A cash-up with everything on its slip.
public struct CashUpSlip: Hashable, Sendable, Codable {
  /// The cash-up.
  public var cashUp: CashUp
  /// The driver's name.
  public var driverName: String
  /// The cashier's name.
  public var cashierName: String
  /// The name of who answers for the difference; empty when there is none.
  public var ownerName: String
  /// What was collected since the last one, oldest first.
  public var moves: [RecordedCashMove]

  /// A slip.
  public init(
    cashUp: CashUp, driverName: String, cashierName: String, ownerName: String, moves: [RecordedCashMove]
  ) {
    self.cashUp = cashUp
    self.driverName = driverName
    self.cashierName = cashierName
    self.ownerName = ownerName
    self.moves = moves
  }
}
