import Commerce
import Contract
import Operations
import TestSupport
import Testing

// T6 to T8: orders.
extension NamedAnswer {
  static let placing: [NamedAnswer] = [
    .init("placeOrder", 201, "a guest, cash") {
      try await $0.send(.post, "/towns/\($0.accra)/orders", try await $0.order([("MILO-400", 2)]))
    },
    .init("placeOrder", 201, "a customer, mobile money") {
      try await $0.send(
        .post, "/towns/\($0.accra)/orders", as: try await $0.customer(),
        try await $0.order([("MILO-400", 2)], method: "MOMO", guest: false))
    },
    .init("placeOrder", 400, "VALIDATION_ERROR", "a guest without phone") {
      let body = try await $0.order([("MILO-400", 1)], guest: false, extra: #","guest_email":"a@b.example""#)
      return try await $0.send(.post, "/towns/\($0.accra)/orders", body)
    },
    .init("placeOrder", 400, "VALIDATION_ERROR", "none of it") {
      let body = try await $0.order([("MILO-400", 1)]).replacing(#""quantity":1"#, with: #""quantity":0"#)
      return try await $0.send(.post, "/towns/\($0.accra)/orders", body)
    },
    .init("placeOrder", 401, "UNAUTHORIZED", "a token that is not good") {
      try await $0.send(.post, "/towns/\($0.accra)/orders", as: "a.b.c", try await $0.order([("MILO-400", 1)]))
    },
    .init("placeOrder", 403, "FORBIDDEN", "somebody of the staff") {
      try await $0.send(
        .post, "/towns/\($0.accra)/orders", as: $0.token($0.town.staff.support),
        try await $0.order([("MILO-400", 1)]))
    },
    .init("placeOrder", 404, "NOT_FOUND", "the town is not there") {
      try await $0.send(.post, "/towns/\(TownBench.nowhere)/orders", try await $0.order([("MILO-400", 1)]))
    },
    .init("placeOrder", 404, "NOT_FOUND", "the product is not there") {
      let body = try await $0.order([("MILO-400", 1)]).replacing(
        try await $0.product("MILO-400"), with: $0.shop.ids.text(ID<Product>(999_999)))
      return try await $0.send(.post, "/towns/\($0.accra)/orders", body)
    },
    .init("placeOrder", 409, "CONFLICT", "the key came with another order") {
      let (path, key) = ("/towns/\($0.accra)/orders", "a-key-of-sixteen-or-more")
      let first = try await $0.send(.post, path, key: key, try await $0.order([("MILO-400", 1)]))
      #expect(first.status == 201)
      return try await $0.send(.post, path, key: key, try await $0.order([("MILO-400", 2)]))
    },
    .init("placeOrder", 409, "INSUFFICIENT_STOCK", "there are forty") {
      try await $0.send(.post, "/towns/\($0.accra)/orders", try await $0.order([("MILO-400", 41)]))
    },
  ]

  static let reading: [NamedAnswer] = [
    .init("showOrder", 200, "its guest") {
      let order = try await $0.guestOrder()
      return try await $0.send(.get, "/towns/\($0.accra)/orders/\(order.id)", guest: order.token)
    },
    .init("showOrder", 401, "UNAUTHORIZED", "nobody") {
      try await $0.send(.get, "/towns/\($0.accra)/orders/\(try await $0.guestOrder().id)")
    },
    .init("showOrder", 403, "TOWN_ACCESS_DENIED", "staff of another town") {
      try await $0.send(
        .get, "/towns/\($0.tema)/orders/\(try await $0.guestOrder().id)", as: $0.token($0.town.staff.support))
    },
    .init("showOrder", 404, "NOT_FOUND", "another customer") {
      let path = "/towns/\($0.accra)/orders/\(try await $0.guestOrder().id)"
      return try await $0.send(.get, path, as: try await $0.customer())
    },
    .init("showOrder", 404, "NOT_FOUND", "in another town") {
      let order = try await $0.guestOrder()
      return try await $0.send(.get, "/towns/\($0.tema)/orders/\(order.id)", guest: order.token)
    },
    .init("listOrders", 200, "staff") {
      _ = try await $0.guestOrder()
      return try await $0.send(.get, "/towns/\($0.accra)/orders", as: $0.token($0.town.staff.support))
    },
    .init("listOrders", 400, "VALIDATION_ERROR", "no such status") {
      try await $0.send(.get, "/towns/\($0.accra)/orders?status=waiting", as: $0.token($0.town.staff.support))
    },
    .init("listOrders", 401, "UNAUTHORIZED", "a guest") {
      let order = try await $0.guestOrder()
      return try await $0.send(.get, "/towns/\($0.accra)/orders", guest: order.token)
    },
    .init("listOrders", 403, "FORBIDDEN", "a driver") {
      try await $0.send(.get, "/towns/\($0.accra)/orders", as: $0.token($0.town.staff.driver))
    },
    .init("listOrders", 403, "TOWN_ACCESS_DENIED", "staff of another town") {
      try await $0.send(.get, "/towns/\($0.tema)/orders", as: $0.token($0.town.staff.support))
    },
    .init("listOrders", 404, "NOT_FOUND", "the town is not there") {
      try await $0.send(.get, "/towns/\(TownBench.nowhere)/orders", as: try await $0.customer())
    },
  ]
}
