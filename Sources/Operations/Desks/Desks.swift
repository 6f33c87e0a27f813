public import Commerce

/// Everything a person can do in the back office, desk by desk: what the console, the command line and later the server
/// call. On a local store the desks run the use cases themselves; a remote set speaks a dialect.
public struct Desks: Sendable {
  /// Signing in and switching sites.
  public let session: any SessionDesk
  /// Orders: finding, looking up, holding, cancelling.
  public let orders: any OrderDesk
  /// Customers, finding anything, saved views.
  public let customers: any CustomerDesk
  /// Picking, packing, staging.
  public let warehouse: any WarehouseDesk
  /// Drivers, runs, deliveries.
  public let dispatch: any DispatchDesk
  /// Custody, cash-up, payments, refunds.
  public let cash: any CashDesk
  /// Stock look-up.
  public let stock: any StockDesk
  /// Adjusting, counting, receiving, moving, reordering.
  public let stockWork: any StockWorkDesk
  /// Who changed what.
  public let history: any HistoryDesk
  /// People and what they may do.
  public let people: any PeopleDesk
  /// What is left to do, and figures.
  public let reports: any ReportDesk
  /// Import, policy, sheets: the house's own set-up.
  public let house: any HouseDesk
  /// Commands on their way to a server; nil on a local store.
  public let outbox: (any OutboxDesk)?

  /// These desks.
  public init(
    session: any SessionDesk, orders: any OrderDesk, customers: any CustomerDesk, warehouse: any WarehouseDesk,
    dispatch: any DispatchDesk, cash: any CashDesk, stock: any StockDesk, stockWork: any StockWorkDesk,
    history: any HistoryDesk, people: any PeopleDesk, reports: any ReportDesk, house: any HouseDesk,
    outbox: (any OutboxDesk)? = nil
  ) {
    self.session = session
    self.orders = orders
    self.customers = customers
    self.warehouse = warehouse
    self.dispatch = dispatch
    self.cash = cash
    self.stock = stock
    self.stockWork = stockWork
    self.history = history
    self.people = people
    self.reports = reports
    self.house = house
    self.outbox = outbox
  }
}

/// What every mutation carries: the id it keeps through every retry, who, where, when.
public struct Intent: Hashable, Sendable, Codable {
  /// The command's id; the same id again has the same outcome.
  public var id: UniqueID
  /// Who asks, and in which town.
  public var caller: Caller

  /// An intent of `caller`.
  public init(id: UniqueID, caller: Caller) {
    self.id = id
    self.caller = caller
  }
}

/// A second person who vouches on the same terminal: badge or e-mail, and PIN.
public struct StepUp: Hashable, Sendable, Codable {
  /// The badge code or e-mail of the second person.
  public var name: String
  /// Their PIN.
  public var pin: String

  /// `name` vouches with `pin`.
  public init(name: String, pin: String) {
    self.name = name
    self.pin = pin
  }
}

/// An action that a screen may offer, and why not when it may not. Computed by the core; a screen never guesses.
public struct ActionState<Action: Hashable & Sendable>: Hashable, Sendable {
  /// The action.
  public var action: Action
  /// Why it is not allowed now; nil when it is.
  public var refusal: CommerceError?

  /// `action`, allowed unless there is a refusal.
  public init(_ action: Action, refusal: CommerceError? = nil) {
    self.action = action
    self.refusal = refusal
  }
}

extension ActionState: Codable where Action: Codable {}
