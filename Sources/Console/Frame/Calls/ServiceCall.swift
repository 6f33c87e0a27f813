import Commerce
import Operations

/// A call about orders beyond looking them up, customers, and the views one keeps.
enum ServiceCall: Hashable, Sendable {
  case customer(phone: String)
  case customerOrders(phone: String, PageRequest<ID<Order>>)
  case findCustomers(String)
  case customerNote(String, phone: String)
  case find(String)
  case views
  case saveView(SavedView)
  case renameView(String, to: String)
  case removeView(String)
  case previewOrder(OrderDraft)
  case previewEdit(OrderEdit, of: ID<Order>)
  case edit(OrderEdit, of: ID<Order>, version: Int)
  case plan(BulkOrderAction, on: [ID<Order>])
  case carryOut(BulkOrderAction, on: [ID<Order>], basis: String)

  var isMutation: Bool {
    switch self {
    case .customer, .customerOrders, .findCustomers, .find, .views, .previewOrder, .previewEdit, .plan: false
    case .customerNote, .saveView, .renameView, .removeView, .edit, .carryOut: true
    }
  }
}

extension EffectRunner {
  func perform(_ call: ServiceCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    let desk = desks.customers
    let orders = desks.orders
    switch call {
    case .customer(let phone): return .service(.customer(try await desk.customer(phone: phone, by: caller)))
    case .customerOrders(let phone, let page):
      return .orders(try await desk.orders(ofPhone: phone, page, by: caller))
    case .findCustomers(let text):
      return .service(.customers(try await desk.findCustomers(text, limit: 100, by: caller)))
    case .customerNote(let text, let phone): try await desk.addNote(text, aboutPhone: phone, intent)
    case .find(let text): return .service(.found(try await desk.find(anything: text, limit: 100, by: caller)))
    case .views: return .service(.views(try await desk.views(by: caller)))
    case .saveView(let view): try await desk.saveView(view, intent)
    case .renameView(let name, let new): try await desk.renameView(name, to: new, intent)
    case .removeView(let name): try await desk.removeView(name, intent)
    case .previewOrder(let draft): return .service(.preview(try await orders.preview(draft, by: caller)))
    case .previewEdit(let edit, let order):
      return .service(.edit(try await orders.preview(edit, of: order, by: caller)))
    case .edit(let edit, let order, let version):
      try await orders.edit(edit, of: order, version: version, intent)
    case .plan(let action, let ids): return .service(.plan(try await orders.plan(action, on: ids, by: caller)))
    case .carryOut(let action, let ids, let basis):
      return .service(.carriedOut(try await orders.carryOut(action, on: ids, basis: basis, intent)))
    }
    return .done
  }
}

/// What was answered about orders, customers and saved views.
enum ServiceAnswer: Hashable, Sendable {
  case customer(CustomerCard)
  case customers([CustomerRow])
  case found([AnythingHit])
  case views([SavedView])
  case preview(OrderPreview)
  case edit(EditPreview)
  case plan(BulkOrderPlan)
  case carriedOut(BulkOrderResult)
}
