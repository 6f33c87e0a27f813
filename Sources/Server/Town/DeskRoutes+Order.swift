import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the orders desk.
  mutating func addOrder() throws {
    try query(OrderCalls.find) { try await $0.orders.find($1.query, $1.page, by: $2) }
    try query(OrderCalls.detail) { try await $0.orders.detail($1.order, by: $2) }
    try query(OrderCalls.detailByNumber) { try await $0.orders.detail(number: $1.number, by: $2) }
    try command(OrderCalls.place) { try await $0.orders.place($1.draft, $2) }
    try query(OrderCalls.preview) { try await $0.orders.preview($1.draft, by: $2) }
    try query(OrderCalls.previewEdit) { try await $0.orders.preview($1.edit, of: $1.order, by: $2) }
    try effect(OrderCalls.edit) { try await $0.orders.edit($1.edit, of: $1.order, version: $1.version, $2) }
    try query(OrderCalls.plan) { try await $0.orders.plan($1.action, on: $1.orders, by: $2) }
    try command(OrderCalls.carryOut) { try await $0.orders.carryOut($1.action, on: $1.orders, basis: $1.basis, $2) }
    try effect(OrderCalls.hold) { try await $0.orders.hold($1.order, reason: $1.reason, $2) }
    try effect(OrderCalls.releaseHold) { try await $0.orders.releaseHold($1.order, $2) }
    try effect(OrderCalls.addNote) { try await $0.orders.addNote($1.text, to: $1.order, $2) }
    try effect(OrderCalls.setPriority) { try await $0.orders.setPriority($1.priority, of: $1.order, $2) }
    try effect(OrderCalls.cancel) { try await $0.orders.cancel($1.order, reason: $1.reason, basis: $1.basis, $2) }
  }
}
