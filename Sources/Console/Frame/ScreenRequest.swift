import Commerce
import Operations

/// Which screen to open, and on what. The same value is the view's one-line address.
enum ScreenRequest: Hashable, Sendable {
  case signIn
  case firstStart
  case home
  case queue(QueueFilter)
  /// The pick screen on a list; nil resumes the work in hand, or waits for F2.
  case pick(ID<PickList>?)
  /// The pack station, opened by a tote, an order number or a parcel; nil waits for a scan.
  case pack(String?)
  case stage
  case shortages
  case putBacks
  case orders(OrderFilter)
  /// An order; next and previous go through the neighbours.
  case order(OrderKey, neighbours: [ID<Order>])
  /// Stock found by text; empty waits for it.
  case stock(String)
  case stockCard(StockKey)
  case history(HistoryFilter)
  case settings
  /// What the town in hand does its own way.
  case policy
  case sheets
  case towns
  /// Stores and servers to work at.
  case places
  case importData
  case dispatch(DispatchView)
  case cash(CashView)
  case service(ServiceView)
  case stockWork(StockWorkView)
  case overview(OverviewView)
}

/// An order by what is known of it.
enum OrderKey: Hashable, Sendable {
  case id(ID<Order>)
  case number(String)
}

/// An item by what is known of it.
enum StockKey: Hashable, Sendable {
  case id(ID<Variant>)
  case code(String)
}

/// Which part of the queue is shown; words, so that it survives as an address.
struct QueueFilter: Hashable, Sendable {
  /// The stages to show; empty for all open ones.
  var stages: Set<FloorStage> = []
  /// A zone by its code; `zoneID` once it is known.
  var zone: String?
  var zoneID: ID<Zone>?
  /// Only work in the hands of this person, by name; `holderID` once it is known.
  var holder: String?
  var holderID: ID<Person>?
  /// Only work of whoever is signed in.
  var mine = false
  /// Only orders past their promise.
  var late = false
  /// Only orders on hold, or only those that are not.
  var held: Bool?
  /// Only rows that contain this.
  var text = ""

  /// The core's query for it; a zone or holder whose id is not known yet is left out.
  func query(_ context: Context, site: ID<Site>) -> QueueQuery {
    QueueQuery(
      site: site, stages: stages.isEmpty ? Set(FloorStage.open) : stages, zone: zoneID,
      holder: mine ? context.session?.person.id : holderID, promisedBefore: late ? context.now : nil, onHold: held,
      text: text)
  }
}

/// Which orders are shown.
struct OrderFilter: Hashable, Sendable {
  /// What was typed or scanned.
  var text = ""
  /// True for every town within reach, not only the one in hand.
  var allTowns = false
  /// Only in these statuses; empty for all.
  var statuses: Set<OrderStatus> = []

  /// The core's query for it.
  func query(site: ID<Site>) -> OrderQuery {
    OrderQuery(text: text, site: allTowns ? nil : site, statuses: statuses)
  }
}

/// Which changes are shown.
struct HistoryFilter: Hashable, Sendable {
  /// Only of this kind of thing.
  var entity: EntityKind?
  /// Only of this one, by number or code as people know it; `entityID` once it is known.
  var name: String?
  var entityID: Int64?
  /// Only by this person; the name is for people.
  var actor: ID<Person>?
  var actorName: String?
  /// Only of this field.
  var field: String?
  /// True for every town within reach.
  var allTowns = false

  /// The core's query for it.
  func query(site: ID<Site>) -> HistoryQuery {
    HistoryQuery(site: allTowns ? nil : site, entity: entity, entityID: entityID, actor: actor, field: field)
  }
}
