import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the customers desk.
  mutating func addCustomer() throws {
    try query(CustomerCalls.customer) { try await $0.customers.customer(phone: $1.phone, by: $2) }
    try query(CustomerCalls.orders) { try await $0.customers.orders(ofPhone: $1.phone, $1.page, by: $2) }
    try query(CustomerCalls.findCustomers) { try await $0.customers.findCustomers($1.text, limit: $1.limit, by: $2) }
    try effect(CustomerCalls.addNote) { try await $0.customers.addNote($1.text, aboutPhone: $1.phone, $2) }
    try query(CustomerCalls.findAnything) { try await $0.customers.find(anything: $1.text, limit: $1.limit, by: $2) }
    try query(CustomerCalls.views) { desks, _, caller in try await desks.customers.views(by: caller) }
    try effect(CustomerCalls.saveView) { try await $0.customers.saveView($1.view, $2) }
    try effect(CustomerCalls.renameView) { try await $0.customers.renameView($1.name, to: $1.new, $2) }
    try effect(CustomerCalls.removeView) { try await $0.customers.removeView($1.name, $2) }
  }
}
