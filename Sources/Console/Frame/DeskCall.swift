import Commerce
import Operations

/// One call of a desk, as a value. Who asks and the command's id are added by the runner.
enum DeskCall: Hashable, Sendable {
  case session(SessionCall)
  case orders(OrderCall)
  case warehouse(WarehouseCall)
  case dispatch(DispatchCall)
  case cash(CashCall)
  case service(ServiceCall)
  case stockWork(StockWorkCall)
  case overview(OverviewCall)
  case stock(StockCall)
  case history(HistoryCall)
  case house(HouseCall)
  case host(HostCall)

  /// True when it changes something: never superseded, never dropped, tried again under the same command id.
  var isMutation: Bool {
    switch self {
    case .session, .stock, .history, .host: false
    case .orders(let call): call.isMutation
    case .warehouse(let call): call.isMutation
    case .dispatch(let call): call.isMutation
    case .cash(let call): call.isMutation
    case .service(let call): call.isMutation
    case .stockWork(let call): call.isMutation
    case .overview(let call): call.isMutation
    case .house(let call): call.isMutation
    }
  }

  /// True when what is typed behind it waits for its answer, and when trouble with it has to be settled first: tried
  /// again or given up. Paper never holds up the work; what became of it is told to its screen.
  var isAwaited: Bool {
    switch self {
    case .warehouse(.printPaper), .dispatch(.printRun), .cash(.printSlip), .stockWork(.printTransfer): false
    default: isMutation
    }
  }

  /// True when it waits for something outside the store, a printer or a file, which may take long or for ever.
  var usesDevice: Bool {
    switch self {
    case .host, .warehouse(.printPaper), .dispatch(.printRun), .cash(.printSlip), .cash(.poll), .cash(.switchToMoMo),
      .cash(.payOut), .cash(.request), .stockWork(.printTransfer):
      true
    default: false
    }
  }
}

enum SessionCall: Hashable, Sendable {
  case signIn(email: String, password: String)
  case signInByBadge(badge: String, pin: String)
  case unlock(Session, secret: String)
  case refreshed(Session)
  case sites(Session)
  case sampleAccounts
  case needsFirstAdmin
}

enum OrderCall: Hashable, Sendable {
  case find(OrderQuery, PageRequest<ID<Order>>)
  case detail(ID<Order>)
  case detailByNumber(String)
  case place(OrderDraft)
  case hold(ID<Order>, reason: String)
  case releaseHold(ID<Order>)
  case addNote(String, to: ID<Order>)
  case setPriority(Int, of: ID<Order>)
  case cancel(ID<Order>, reason: String, basis: String? = nil)

  var isMutation: Bool {
    switch self {
    case .find, .detail, .detailByNumber: false
    default: true
    }
  }
}

enum WarehouseCall: Hashable, Sendable {
  case queue(QueueQuery, PageRequest<QueueKey>)
  case floor
  case zones
  case workInHand
  case work(ID<PickList>)
  case claimNext
  case claim([ID<Order>])
  case release(ID<PickList>)
  case takeOver(ID<PickList>, stepUp: StepUp?)
  case scan(String, on: ID<PickList>)
  case short(got: Int, reason: ShortReason, on: ID<PickList>)
  case damaged(Int, on: ID<PickList>)
  case skip(on: ID<PickList>)
  case elsewhere(on: ID<PickList>)
  case takeElsewhere(from: ID<Bin>, on: ID<PickList>)
  case anotherTote(on: ID<PickList>)
  case countLeft(Int, on: ID<PickList>)
  case undo(on: ID<PickList>)
  case linkBarcode(String, sku: String)
  case openPacking(String)
  case packing(ID<Order>)
  case packScan(String, order: ID<Order>)
  case acceptAll(order: ID<Order>)
  case nextBox(order: ID<Order>)
  case setWeight(Int, order: ID<Order>)
  case missing(Int, line: ID<OrderLine>, order: ID<Order>)
  case damagedAtPacking(Int, line: ID<OrderLine>, order: ID<Order>)
  case papers(ID<Parcel>)
  case printPaper(PaperKind, of: ID<Parcel>, to: PrintDestination)
  case stepBack(order: ID<Order>, reason: String)
  case stagingList
  case stagingParcel(String)
  case stage(parcel: String, lane: String)
  case shortages(PageRequest<ID<Shortage>>)
  case settle(ID<Shortage>, ShortageSettlement, reason: String)
  case putBacks(PageRequest<ID<PutBack>>)
  case putBackItem(String)
  case putBack(ID<PutBack>, into: String)

  var isMutation: Bool {
    switch self {
    case .queue, .floor, .zones, .workInHand, .work, .elsewhere, .packing, .papers, .stagingList, .shortages,
      .putBacks:
      false
    // Look-ups by a scan are waited for like changes, so that the scans typed behind them keep their order.
    case .openPacking, .stagingParcel, .putBackItem: true
    default: true
    }
  }
}

enum StockCall: Hashable, Sendable {
  case find(String, limit: Int)
  case card(ID<Variant>)
  case moves(of: ID<Variant>, PageRequest<Int64>)
}

enum HistoryCall: Hashable, Sendable {
  case changes(HistoryQuery, PageRequest<Int64>)
  case changesAfter(Int64, limit: Int)
  case lastSequence
}

enum HouseCall: Hashable, Sendable {
  case createFirstAdmin(email: String, name: String, password: String)
  case people
  case importRows(ImportKind, csv: String, dryRun: Bool)
  case site
  case setPolicy(SitePolicy)
  case sheet(SheetKind)

  var isMutation: Bool {
    switch self {
    case .createFirstAdmin, .importRows, .setPolicy: true
    case .people, .site, .sheet: false
    }
  }
}

/// What is asked of the program around the console.
enum HostCall: Hashable, Sendable {
  case print(PrintJob, to: PrintDestination)
  case export(ExportTable)
  case readFile(String)
  case save(ConsoleSettings)
}
