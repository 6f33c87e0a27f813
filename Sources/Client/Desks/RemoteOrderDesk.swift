import Commerce
import Operations
import TownDialect

/// The orders desk of a server.
struct RemoteOrderDesk: OrderDesk {
  let link: RemoteLink

  func find(
    _ query: OrderQuery, _ page: PageRequest<ID<Order>>, by caller: Caller
  ) async throws(CommerceError) -> Page<OrderRow> {
    try await link.ask(OrderCalls.find, .init(query: query, page: page), by: caller)
  }

  func detail(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> OrderDetail {
    try await link.ask(OrderCalls.detail, .init(order: order), by: caller)
  }

  func detail(number: String, by caller: Caller) async throws(CommerceError) -> OrderDetail {
    try await link.ask(OrderCalls.detailByNumber, .init(number: number), by: caller)
  }

  func place(_ draft: OrderDraft, _ intent: Intent) async throws(CommerceError) -> PlacedOrder {
    try await link.tell(OrderCalls.place, .init(draft: draft), intent)
  }

  func preview(_ draft: OrderDraft, by caller: Caller) async throws(CommerceError) -> OrderPreview {
    try await link.ask(OrderCalls.preview, .init(draft: draft), by: caller)
  }

  func preview(_ edit: OrderEdit, of order: ID<Order>, by caller: Caller) async throws(CommerceError) -> EditPreview {
    try await link.ask(OrderCalls.previewEdit, .init(edit: edit, order: order), by: caller)
  }

  func edit(_ edit: OrderEdit, of order: ID<Order>, version: Int, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(OrderCalls.edit, .init(edit: edit, order: order, version: version), intent)
  }

  func plan(
    _ action: BulkOrderAction, on orders: [ID<Order>], by caller: Caller
  ) async throws(CommerceError) -> BulkOrderPlan {
    try await link.ask(OrderCalls.plan, .init(action: action, orders: orders), by: caller)
  }

  func carryOut(
    _ action: BulkOrderAction, on orders: [ID<Order>], basis: String, _ intent: Intent
  ) async throws(CommerceError) -> BulkOrderResult {
    try await link.tell(OrderCalls.carryOut, .init(action: action, orders: orders, basis: basis), intent)
  }

  func hold(_ order: ID<Order>, reason: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(OrderCalls.hold, .init(order: order, reason: reason), intent)
  }

  func releaseHold(_ order: ID<Order>, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(OrderCalls.releaseHold, .init(order: order), intent)
  }

  func addNote(_ text: String, to order: ID<Order>, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(OrderCalls.addNote, .init(text: text, order: order), intent)
  }

  func setPriority(_ priority: Int, of order: ID<Order>, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(OrderCalls.setPriority, .init(priority: priority, order: order), intent)
  }

  func cancel(_ order: ID<Order>, reason: String, basis: String?, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(OrderCalls.cancel, .init(order: order, reason: reason, basis: basis), intent)
  }
}
