import Commerce
import Contract
import Operations
import TestSupport
import Testing

// T9 to T11: mobile money, its provider's notices, cash.
extension NamedAnswer {
  static let payments: [NamedAnswer] = [
    .init("initiateMoMo", 201, "its guest") {
      let order = try await $0.guestOrder(method: "MOMO")
      return try await $0.initiate(order.id, guest: order.token)
    },
    .init("initiateMoMo", 200, "the phone is asked already") {
      let order = try await $0.askedOrder()
      return try await $0.initiate(order.id, guest: order.token)
    },
    .init("initiateMoMo", 400, "VALIDATION_ERROR", "that is no phone") {
      let order = try await $0.guestOrder(method: "MOMO")
      return try await $0.initiate(order.id, phone: "12", guest: order.token)
    },
    .init("initiateMoMo", 401, "UNAUTHORIZED", "nobody") {
      try await $0.initiate(try await $0.guestOrder(method: "MOMO").id)
    },
    .init("initiateMoMo", 403, "TOWN_ACCESS_DENIED", "staff of another town") {
      let order = try await $0.guestOrder(method: "MOMO")
      return try await $0.initiate(order.id, at: $0.tema, as: $0.token($0.town.staff.support))
    },
    .init("initiateMoMo", 404, "NOT_FOUND", "staff of the town: it is not theirs to pay") {
      try await $0.initiate(
        try await $0.guestOrder(method: "MOMO").id, as: $0.token($0.town.staff.support))
    },
    .init("initiateMoMo", 404, "NOT_FOUND", "another guest") {
      let (order, other) = (try await $0.guestOrder(method: "MOMO"), try await $0.guestOrder())
      return try await $0.initiate(order.id, guest: other.token)
    },
    .init("initiateMoMo", 409, "CONFLICT", "it is paid") {
      let order = try await $0.paidOrder()
      return try await $0.initiate(order.id, guest: order.token)
    },
    .init("initiateMoMo", 409, "INVALID_STATUS_TRANSITION", "it is paid in cash") {
      let order = try await $0.guestOrder()
      return try await $0.initiate(order.id, guest: order.token)
    },
    .init("initiateMoMo", 409, "CONFLICT", "the key came with another phone") {
      let order = try await $0.guestOrder(method: "MOMO")
      for phone in ["+233244000111", "+233244000112"] {
        let answer = try await $0.send(
          .post, "/towns/\($0.accra)/payments/momo/initiate", guest: order.token, key: "a-key-of-sixteen-or-more",
          #"{"order_id":"\#(order.id)","phone":"\#(phone)"}"#)
        if answer.status != 201 { return answer }
      }
      throw NoAnswer()
    },
    .init("initiateMoMo", 503, "SERVICE_UNAVAILABLE", "the provider does not answer") {
      let order = try await $0.guestOrder(method: "MOMO")
      $0.gateway.script { $0.failure = .trouble(StoreTrouble(.unreachable, place: "https://momo.example")) }
      return try await $0.initiate(order.id, guest: order.token)
    },
    .init("confirmCOD", 200, "its driver: collected") {
      let stop = try await $0.underway()
      return try await $0.confirmCash(stop.order, 8500, as: $0.token($0.town.staff.driver))
    },
    .init("confirmCOD", 200, "its guest: cash at the door instead") {
      let order = try await $0.askedOrder()
      return try await $0.confirmCash(order.id, guest: order.token)
    },
    .init("confirmCOD", 400, "VALIDATION_ERROR", "less than nothing") {
      let stop = try await $0.underway()
      return try await $0.confirmCash(stop.order, -1, as: $0.token($0.town.staff.driver))
    },
    .init("confirmCOD", 401, "UNAUTHORIZED", "nobody") { try await $0.confirmCash(try await $0.guestOrder().id) },
    .init("confirmCOD", 403, "FORBIDDEN", "a picker takes no cash") {
      try await $0.confirmCash(try await $0.underway().order, as: $0.token($0.town.staff.picker))
    },
    .init("confirmCOD", 403, "TOWN_ACCESS_DENIED", "staff of another town") {
      try await $0.confirmCash(try await $0.underway().order, at: $0.tema, as: $0.token($0.town.staff.cashier))
    },
    .init("confirmCOD", 404, "NOT_FOUND", "another driver") {
      try await $0.confirmCash(try await $0.underway().order, as: $0.token($0.town.staff.otherDriver))
    },
    .init("confirmCOD", 409, "CONFLICT", "not what is due") {
      try await $0.confirmCash(try await $0.underway().order, 8499, as: $0.token($0.town.staff.driver))
    },
    .init("confirmCOD", 409, "INVALID_STATUS_TRANSITION", "it is not on its way yet") {
      try await $0.confirmCash(try await $0.guestOrder().id, as: $0.token($0.town.staff.cashier))
    },
  ]

  static let notices: [NamedAnswer] = [
    .init("momoWebhook", 200, "signed") {
      try await $0.notify(try await $0.askedOrder().reference, "SUCCESSFUL", event: "e-1")
    },
    .init("momoWebhook", 400, "VALIDATION_ERROR", "another amount than was asked for") {
      try await $0.notify(try await $0.askedOrder().reference, "SUCCESSFUL", event: "e-1", amount: 8499)
    },
    .init("momoWebhook", 400, "VALIDATION_ERROR", "no such status") {
      try await $0.notify(try await $0.askedOrder().reference, "DONE", event: "e-1")
    },
    .init("momoWebhook", 401, "UNAUTHORIZED", "not signed") {
      let body = TownBench.notice(
        try await $0.askedOrder().reference, "SUCCESSFUL", event: "e-1", amount: 8500)
      return try await $0.send(.post, "/payments/momo/webhook", body)
    },
    .init("momoWebhook", 404, "NOT_FOUND", "no payment has that reference") {
      try await $0.notify("no-such", "SUCCESSFUL", event: "e-1")
    },
    .init("momoWebhook", 503, "SERVICE_UNAVAILABLE", "no secret is set up", hasProvider: false) {
      try await $0.notify("no-such", "SUCCESSFUL", event: "e-1")
    },
  ]

  /// What should have been refused was not.
  struct NoAnswer: Error {}
}
