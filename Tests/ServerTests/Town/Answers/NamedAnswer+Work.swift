import Commerce
import Contract
import Operations
import TestSupport
import Testing
import TownDialect

// T12 to T18: the floor and the road.
extension NamedAnswer {
  static let floor: [NamedAnswer] = queue + steps

  private static let queue: [NamedAnswer] = [
    .init("listWarehouseOrders", 200, "a picker") {
      _ = try await $0.guestOrder()
      return try await $0.send(
        .get, "/towns/\($0.accra)/warehouse/orders", as: $0.token($0.town.staff.picker))
    },
    .init("listWarehouseOrders", 400, "VALIDATION_ERROR", "what is not paid is never on the floor") {
      try await $0.send(
        .get, "/towns/\($0.accra)/warehouse/orders?status=PENDING_PAYMENT", as: $0.token($0.town.staff.picker))
    },
    .init("listWarehouseOrders", 401, "UNAUTHORIZED", "nobody") {
      try await $0.send(.get, "/towns/\($0.accra)/warehouse/orders")
    },
    .init("listWarehouseOrders", 403, "FORBIDDEN", "a driver") {
      try await $0.send(.get, "/towns/\($0.accra)/warehouse/orders", as: $0.token($0.town.staff.driver))
    },
    .init("listWarehouseOrders", 403, "TOWN_ACCESS_DENIED", "staff of another town") {
      try await $0.send(.get, "/towns/\($0.tema)/warehouse/orders", as: $0.token($0.town.staff.picker))
    },
    .init("listWarehouseOrders", 404, "NOT_FOUND", "the town is not there") {
      try await $0.send(
        .get, "/towns/\(TownBench.nowhere)/warehouse/orders", as: $0.token($0.town.staff.admin))
    },
    .init("pickOrder", 409, "PAYMENT_NOT_COMPLETED", "it is not paid") {
      try await $0.step(
        "pick", try await $0.guestOrder(method: "MOMO").id, as: $0.token($0.town.staff.picker))
    },
    .init("pickOrder", 409, "CONFLICT", "it is on hold") {
      let order = try await $0.guestOrder()
      try await $0.hold(order.id)
      return try await $0.step("pick", order.id, as: $0.token($0.town.staff.picker))
    },
    .init("pickOrder", 409, "CONFLICT", "somebody picks it") {
      let order = try await $0.guestOrder()
      try await $0.bring(order.id, to: .picking)
      return try await $0.step("pick", order.id, as: $0.token($0.town.staff.supervisor))
    },
    .init("packOrder", 409, "CONFLICT", "somebody else picks it") {
      let order = try await $0.guestOrder()
      try await $0.bring(order.id, to: .picking)
      return try await $0.step("pack", order.id, as: $0.token($0.town.staff.picker))
    },
    .init("readyOrder", 409, "CONFLICT", "it is on hold") {
      let order = try await $0.guestOrder()
      try await $0.bring(order.id, to: .packed)
      try await $0.hold(order.id)
      return try await $0.step("ready-for-dispatch", order.id, as: $0.token($0.town.staff.supervisor))
    },
  ]

  private static let steps: [NamedAnswer] =
    step("pickOrder", "pick", after: nil) + step("packOrder", "pack", after: .picking)
    + step("readyOrder", "ready-for-dispatch", after: .packed)

  /// What every step of the floor has in common.
  private static func step(_ operation: String, _ name: String, after: TownOrderStatus?) -> [NamedAnswer] {
    let stands = { @Sendable (bench: TownBench) in
      let order = try await bench.guestOrder()
      if let after { try await bench.bring(order.id, to: after) }
      return order.id
    }
    return [
      .init(operation, 200, "a supervisor") {
        try await $0.step(name, try await stands($0), as: $0.token($0.town.staff.supervisor))
      },
      .init(operation, 401, "UNAUTHORIZED", "nobody") { try await $0.step(name, try await stands($0), as: nil) },
      .init(operation, 403, "FORBIDDEN", "a driver") {
        try await $0.step(name, try await stands($0), as: $0.token($0.town.staff.driver))
      },
      .init(operation, 403, "TOWN_ACCESS_DENIED", "staff of another town") {
        try await $0.step(name, try await stands($0), at: $0.tema, as: $0.token($0.town.staff.supervisor))
      },
      .init(operation, 404, "NOT_FOUND", "in another town") {
        try await $0.step(name, try await stands($0), at: $0.tema, as: $0.token($0.town.staff.admin))
      },
      .init(operation, 409, "INVALID_STATUS_TRANSITION", "it stands elsewhere") {
        let order = try await $0.guestOrder()
        if after == nil { try await $0.bring(order.id, to: .packed) }
        return try await $0.step(name, order.id, as: $0.token($0.town.staff.supervisor))
      },
    ]
  }

  static let road: [NamedAnswer] = [
    .init("createDispatch", 201, "a dispatcher") {
      let order = try await $0.ready()
      return try await $0.dispatch(order, as: $0.token($0.town.staff.dispatcher))
    },
    .init("createDispatch", 400, "VALIDATION_ERROR", "a picker does not drive") {
      let picker = $0.shop.ids.text($0.town.staff.picker)
      return try await $0.dispatch(try await $0.ready(), to: picker, as: $0.token($0.town.staff.dispatcher))
    },
    .init("createDispatch", 401, "UNAUTHORIZED", "nobody") { try await $0.dispatch(try await $0.ready(), as: nil) },
    .init("createDispatch", 403, "FORBIDDEN", "a driver does not assign") {
      try await $0.dispatch(try await $0.ready(), as: $0.token($0.town.staff.driver))
    },
    .init("createDispatch", 403, "TOWN_ACCESS_DENIED", "staff of another town") {
      try await $0.dispatch(try await $0.ready(), at: $0.tema, as: $0.token($0.town.staff.dispatcher))
    },
    .init("createDispatch", 404, "NOT_FOUND", "in another town") {
      try await $0.dispatch(try await $0.ready(), at: $0.tema, as: $0.token($0.town.staff.admin))
    },
    .init("createDispatch", 409, "INVALID_STATUS_TRANSITION", "it is not ready") {
      try await $0.dispatch(try await $0.guestOrder().id, as: $0.token($0.town.staff.dispatcher))
    },
    .init("createDispatch", 409, "CONFLICT", "a driver has it") {
      try await $0.dispatch(try await $0.assigned().order, as: $0.token($0.town.staff.dispatcher))
    },
    .init("listJobs", 200, "the driver") {
      _ = try await $0.assigned()
      return try await $0.send(.get, "/towns/\($0.accra)/drivers/me/jobs", as: $0.token($0.town.staff.driver))
    },
    .init("listJobs", 400, "VALIDATION_ERROR", "no such status") {
      try await $0.send(
        .get, "/towns/\($0.accra)/drivers/me/jobs?status=lost", as: $0.token($0.town.staff.driver))
    },
    .init("listJobs", 401, "UNAUTHORIZED", "nobody") {
      try await $0.send(.get, "/towns/\($0.accra)/drivers/me/jobs")
    },
    .init("listJobs", 403, "FORBIDDEN", "somebody who does not drive") {
      try await $0.send(.get, "/towns/\($0.accra)/drivers/me/jobs", as: $0.token($0.town.staff.dispatcher))
    },
    .init("listJobs", 403, "TOWN_ACCESS_DENIED", "a driver of another town") {
      try await $0.send(.get, "/towns/\($0.tema)/drivers/me/jobs", as: $0.token($0.town.staff.driver))
    },
    .init("listJobs", 404, "NOT_FOUND", "what is no town") {
      try await $0.send(.get, "/towns/x/drivers/me/jobs", as: $0.token($0.town.staff.driver))
    },
    .init("reportDispatch", 200, "its driver leaves") {
      try await $0.report(try await $0.assigned().stop, #"{"status":"OUT_FOR_DELIVERY"}"#)
    },
    .init("reportDispatch", 200, "nobody was there") {
      try await $0.report(try await $0.underway().stop, #"{"status":"FAILED","reason":"Nobody there"}"#)
    },
    .init("reportDispatch", 200, "delivered") {
      try await $0.report(try await $0.underway().stop, #"{"status":"DELIVERED","recipient_name":"Efua"}"#)
    },
    .init("reportDispatch", 400, "VALIDATION_ERROR", "failed, without a reason") {
      try await $0.report(try await $0.underway().stop, #"{"status":"FAILED"}"#)
    },
    .init("reportDispatch", 401, "UNAUTHORIZED", "nobody") {
      try await $0.send(
        .post, "/towns/\($0.accra)/dispatches/\(try await $0.assigned().stop)/status", #"{"status":"DELIVERED"}"#)
    },
    .init("reportDispatch", 403, "FORBIDDEN", "a picker") {
      try await $0.report(
        try await $0.assigned().stop, #"{"status":"OUT_FOR_DELIVERY"}"#, as: $0.town.staff.picker)
    },
    .init("reportDispatch", 403, "TOWN_ACCESS_DENIED", "a driver of another town") {
      try await $0.send(
        .post, "/towns/\($0.tema)/dispatches/\(try await $0.assigned().stop)/status",
        as: $0.token($0.town.staff.driver), #"{"status":"OUT_FOR_DELIVERY"}"#)
    },
    .init("reportDispatch", 404, "NOT_FOUND", "another driver") {
      try await $0.report(
        try await $0.assigned().stop, #"{"status":"OUT_FOR_DELIVERY"}"#, as: $0.town.staff.otherDriver)
    },
    .init("reportDispatch", 409, "INVALID_STATUS_TRANSITION", "delivered before it left") {
      try await $0.report(try await $0.assigned().stop, #"{"status":"DELIVERED"}"#)
    },
    .init("reportDispatch", 409, "CONFLICT", "the town asks who took it in") {
      try await $0.askForNames()
      let stop = try await $0.underway()
      return try await $0.report(stop.stop, #"{"status":"DELIVERED"}"#)
    },
  ]
}
