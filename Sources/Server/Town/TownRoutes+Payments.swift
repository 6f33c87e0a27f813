import Commerce
import Contract
import Operations
import TownDialect

extension TownRoutes {
  /// Mobile money and cash.
  mutating func addPayments() throws {
    try on(InitiateMoMo.self) { turn, fields, body in
      let asked = try await turn.shop.initiate(
        turn.order(body.orderID), at: turn.town(fields.townID), phone: body.phone, by: turn.visitor(fields.townID),
        id: turn.command)
      return Answered(
        InitiateMoMo.Reply(payment: WirePayment(asked.payment, of: asked.order, turn.ids)),
        status: asked.isNew ? nil : 200)
    }
    try on(ConfirmCOD.self) { turn, fields, body in
      let (order, town, visitor) = (
        try turn.order(body.orderID), try turn.town(fields.townID), try turn.visitor(fields.townID)
      )
      var isOwner = true
      if case .person(let caller) = visitor { isOwner = try await turn.shop.owns(order, at: town, caller.person) }
      let detail =
        isOwner
        ? try await turn.shop.switchToCash(order, at: town, by: visitor, id: turn.command)
        : try await turn.shop.confirmCash(order, amountMinor: body.amountMinor, turn.intent(fields.townID))
      return Answered(ConfirmCOD.Reply(detail, turn.ids))
    }
    let (webhooks, clock) = (webhooks, shop.house.clock)
    try on(MoMoWebhook.self, admit: { try webhooks.check($0, now: clock.now) }) { turn, _, body in
      try await turn.shop.receive(
        body.notice(raw: String(decoding: turn.incoming.request.body, as: UTF8.self)))
      return Answered(MoMoWebhook.Reply())
    }
    let watch = watch
    try on(MoMoCallback.self) { _, fields, _ in
      await watch?.hear(of: fields.reference)
      return Answered(MoMoWebhook.Reply())
    }
    try on(MoMoCallbackPut.self) { _, fields, _ in
      await watch?.hear(of: fields.reference)
      return Answered(MoMoWebhook.Reply())
    }
  }
}
