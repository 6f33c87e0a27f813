import Commerce
import Contract
import Operations
import TownDialect

extension TownRoutes {
  /// Customers' accounts.
  mutating func addCustomers() throws {
    // A token is never kept: it is made again, of the moment the account was opened.
    let tokens = tokens
    let kept = Kept<WireSession>(
      strip: { WireSession(customer: $0.customer, accessToken: "", expiresIn: $0.expiresIn) },
      reissue: { reply, shop in
        guard let person = shop.ids.id(reply.customer.id, of: Person.self) else { return reply }
        return WireSession(
          customer: reply.customer, accessToken: tokens.issue(to: person, at: reply.customer.createdAt),
          expiresIn: Tokens.lifetime)
      })
    try on(SignUpCustomer.self, kept: kept) { turn, _, body in
      let town: ID<Site>? = try body.townID.map { try turn.field("town_id", $0) }
      let account = try await turn.shop.signUp(
        SignUp(name: body.fullName, email: body.email, phone: body.phone, password: body.password, town: town),
        id: turn.command)
      return Answered(turn.session(account, at: account.createdAt))
    }
    try on(LogInCustomer.self) { turn, _, body in
      guard (body.email == nil) != (body.phone == nil) else {
        throw Fault.fields([FieldFault("", "needs email or phone, and not both")])
      }
      return Answered(
        turn.session(
          try await turn.shop.signIn(email: body.email, phone: body.phone, password: body.password)))
    }
    try on(ShowMe.self) { turn, _, _ in
      Answered(
        ShowMe.Reply(
          customer: WireCustomer(try await turn.shop.account(of: turn.incoming.caller().person), turn.ids)))
    }
  }
}

extension Turn {
  /// A customer's account with a token that speaks for it, from now or from that moment on.
  fileprivate func session(_ account: CustomerAccount, at moment: Instant? = nil) -> WireSession {
    WireSession(
      customer: WireCustomer(account, ids), accessToken: tokens.issue(to: account.person.id, at: moment),
      expiresIn: Tokens.lifetime)
  }
}
