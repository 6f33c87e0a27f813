import Commerce
import Contract
public import Operations
public import TownDialect

/// The town contract on a house.
public enum TownListener {
  /// A listener that answers from `desks` and, for the contract's own operations, from `shop`. Throws `RouteClash` when
  /// two operations answer the same path.
  public static func make(
    desks: Desks, shop: ShopDesk? = nil, tokens: Tokens, webhooks: WebhookSignatures = WebhookSignatures()
  ) throws -> Listener<Town> {
    var routes = DeskRoutes(router: Router<Town>(), desks: desks)
    try routes.addHistory()
    var router = routes.router
    try router.on(StaffLogin.self) { _, _, body in
      Answered(try await signIn(body, desks: desks, tokens: tokens))
    }
    if let shop {
      var contract = TownRoutes(router: router, shop: shop, tokens: tokens, webhooks: webhooks)
      try contract.addAll()
      router = contract.router
    }
    return Listener(router: router, tokens: tokens)
  }

  private static func signIn(
    _ body: StaffLogin.Body, desks: Desks, tokens: Tokens
  ) async throws -> StaffLogin.Reply {
    let session: Session
    switch (body.email, body.password, body.badge, body.pin) {
    case (let email?, let password?, nil, nil):
      session = try await desks.session.signIn(email: email, password: password)
    case (nil, nil, let badge?, let pin?): session = try await desks.session.signIn(badge: badge, pin: pin)
    default: throw Fault.fields([FieldFault("", "needs email and password, or badge and pin")])
    }
    return StaffLogin.Reply(
      account: StaffLogin.Account(
        id: session.person.id.serial, name: session.person.name,
        roles: Array(Set(session.grants.map(\.role.rawValue))).sorted()),
      accessToken: tokens.issue(to: session.person.id), expiresIn: Tokens.lifetime)
  }
}
