import Commerce
import Contract
import Operations
import TownDialect

/// The customers desk of a server.
struct RemoteCustomerDesk: CustomerDesk {
  let link: RemoteLink

  func customer(phone: String, by caller: Caller) async throws(CommerceError) -> CustomerCard {
    try await link.ask(CustomerCalls.customer, .init(phone: phone), by: caller)
  }

  func orders(
    ofPhone phone: String, _ page: PageRequest<ID<Order>>, by caller: Caller
  ) async throws(CommerceError) -> Page<OrderRow> {
    try await link.ask(CustomerCalls.orders, .init(phone: phone, page: page), by: caller)
  }

  func findCustomers(_ text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [CustomerRow] {
    try await link.ask(CustomerCalls.findCustomers, .init(text: text, limit: limit), by: caller)
  }

  func addNote(_ text: String, aboutPhone phone: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(CustomerCalls.addNote, .init(text: text, phone: phone), intent)
  }

  func find(anything text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [AnythingHit] {
    try await link.ask(CustomerCalls.findAnything, .init(text: text, limit: limit), by: caller)
  }

  func views(by caller: Caller) async throws(CommerceError) -> [SavedView] {
    try await link.ask(CustomerCalls.views, Nothing(), by: caller)
  }

  func saveView(_ view: SavedView, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(CustomerCalls.saveView, .init(view: view), intent)
  }

  func renameView(_ name: String, to new: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(CustomerCalls.renameView, .init(name: name, new: new), intent)
  }

  func removeView(_ name: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(CustomerCalls.removeView, .init(name: name), intent)
  }
}
