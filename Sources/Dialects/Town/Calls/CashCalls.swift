public import Commerce
public import Contract
public import Operations

/// The calls of `CashDesk`.
public enum CashCalls {
  /// Drivers with cash, what waits for a decision, and what the till holds.
  public static let till = DeskCall<Nothing, Till>(.query, "cash", "till")
  /// Counts a driver's cash blind.
  public static let countCash = DeskCall<CountCash, CashUpResult>(.command, "cash", "count-cash")
  /// Gives a differing cash-up an owner.
  public static let settle = DeskCall<Settle, CashUpResult>(.command, "cash", "settle")
  /// What the caller, a driver, says to hand over.
  public static let declare = DeskCall<Declare, Nothing>(.command, "cash", "declare")
  /// A cash-up with everything on it, for the slip.
  public static let cashUp = DeskCall<CashUpArguments, CashUpSlip>(.query, "cash", "cash-up")
  /// A page of the town's cash-ups, newest first.
  public static let cashUps = DeskCall<CashUps, Page<CashUp>>(.query, "cash", "cash-ups")
  /// Prints the slip of a cash-up.
  public static let printSlip = DeskCall<PrintSlip, String>(.command, "cash", "print-slip")
  /// Pays the caller's till in at the bank.
  public static let deposit = DeskCall<Deposit, Nothing>(.command, "cash", "deposit")
  /// A customer pays an open debt, or takes out a credit, at the till.
  public static let settleBalance = DeskCall<SettleBalance, Nothing>(.command, "cash", "settle-balance")
  /// The books of a local day (`YYYY-MM-DD`.
  public static let day = DeskCall<Day, DaySheet>(.query, "cash", "day")
  /// Closes a local day.
  public static let closeDay = DeskCall<Day, DaySheet>(.command, "cash", "close-day")
  /// A page of the books, newest first, of one account when given.
  public static let moves = DeskCall<Moves, Page<RecordedCashMove>>(.query, "cash", "moves")

  /// What `countCash` takes.
  public struct CountCash: Codable, Hashable, Sendable {
    /// The driver.
    public var driver: ID<Person>
    /// What was counted, in minor units.
    public var countedMinor: Int64

    /// These arguments.
    public init(driver: ID<Person>, countedMinor: Int64) {
      self.driver = driver
      self.countedMinor = countedMinor
    }
  }

  /// What `settle` takes.
  public struct Settle: Codable, Hashable, Sendable {
    /// The cash-up.
    public var cashUp: ID<CashUp>
    /// Why.
    public var reason: CashUpReason
    /// The second person, if any.
    public var stepUp: StepUp?

    /// These arguments.
    public init(cashUp: ID<CashUp>, reason: CashUpReason, stepUp: StepUp?) {
      self.cashUp = cashUp
      self.reason = reason
      self.stepUp = stepUp
    }
  }

  /// What `declare` takes.
  public struct Declare: Codable, Hashable, Sendable {
    /// The sum in minor units.
    public var minor: Int64?

    /// These arguments.
    public init(minor: Int64?) {
      self.minor = minor
    }
  }

  /// What `cashUp` takes.
  public struct CashUpArguments: Codable, Hashable, Sendable {
    /// Which one.
    public var id: ID<CashUp>

    /// These arguments.
    public init(id: ID<CashUp>) {
      self.id = id
    }
  }

  /// What `cashUps` takes.
  public struct CashUps: Codable, Hashable, Sendable {
    /// The slice.
    public var page: PageRequest<ID<CashUp>>

    /// These arguments.
    public init(page: PageRequest<ID<CashUp>>) {
      self.page = page
    }
  }

  /// What `printSlip` takes.
  public struct PrintSlip: Codable, Hashable, Sendable {
    /// The cash-up.
    public var cashUp: ID<CashUp>
    /// Where it is printed.
    public var destination: PrintDestination

    /// These arguments.
    public init(cashUp: ID<CashUp>, destination: PrintDestination) {
      self.cashUp = cashUp
      self.destination = destination
    }
  }

  /// What `deposit` takes.
  public struct Deposit: Codable, Hashable, Sendable {
    /// The sum in minor units.
    public var minor: Int64
    /// The reference.
    public var reference: String

    /// These arguments.
    public init(minor: Int64, reference: String) {
      self.minor = minor
      self.reference = reference
    }
  }

  /// What `settleBalance` takes.
  public struct SettleBalance: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>
    /// The sum in minor units.
    public var minor: Int64

    /// These arguments.
    public init(order: ID<Order>, minor: Int64) {
      self.order = order
      self.minor = minor
    }
  }

  /// What `day`, `closeDay` take.
  public struct Day: Codable, Hashable, Sendable {
    /// The local day, `YYYY-MM-DD`; nil for today.
    public var day: String?

    /// These arguments.
    public init(day: String?) {
      self.day = day
    }
  }

  /// What `moves` takes.
  public struct Moves: Codable, Hashable, Sendable {
    /// The account; nil for all.
    public var account: CashAccount?
    /// The slice.
    public var page: PageRequest<Int64>

    /// These arguments.
    public init(account: CashAccount?, page: PageRequest<Int64>) {
      self.account = account
      self.page = page
    }
  }
}
