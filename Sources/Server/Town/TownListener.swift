import Commerce
import Contract
public import Operations
public import TownDialect

/// The town contract on a house.
public enum TownListener {
  /// A listener that answers from `desks` and, for the contract's own operations, from `shop`. Throws `RouteClash` when
  /// two operations answer the same path. Requests are counted by `quotas`; nil lets any number come. `watch` follows
  /// what the payment provider hints at.
  public static func make(
    desks: Desks, shop: ShopDesk? = nil, tokens: Tokens, webhooks: WebhookSignatures = WebhookSignatures(),
    pulse: Pulse = .every15Seconds, quotas: Quotas? = nil,
    watch: PaymentWatch? = nil
  ) throws -> Listener<Town> {
    var routes = DeskRoutes(router: Router<Town>(), desks: desks)
    try routes.addAll()
    var router = routes.router
    try StaffRoutes(desks: desks, tokens: tokens, ids: shop?.ids).add(to: &router)
    try ConsoleRoutes(desks: desks, tokens: tokens, pulse: pulse).add(to: &router)
    if let shop {
      var contract = TownRoutes(router: router, shop: shop, tokens: tokens, webhooks: webhooks, watch: watch)
      try contract.addAll()
      router = contract.router
    }
    try router.publish(at: TownDocument.route, TownDocument.description, TownDocument.info)
    return Listener(router: router, tokens: tokens, quotas: quotas)
  }
}
