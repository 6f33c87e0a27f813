import Commerce
import Contract
import Operations
import TownDialect

/// Adds what whoever works here signs in by.
struct StaffRoutes {
  let desks: Desks
  let tokens: Tokens
  /// The identifiers the contract shows; nil where only desks are served.
  var ids: PublicIDs?

  /// Adds its operations.
  func add(to router: inout Router<Town>) throws {
    try router.on(StaffLogin.self) { _, _, body in Answered(try await signIn(body)) }
    try router.on(StaffRefresh.self) { incoming, _, _ in
      let who = try incoming.caller()
      let caller = Caller(person: who.person, site: ID(0), impersonator: who.impersonator)
      return Answered(try renewed(who, try await desks.session.refreshed(Session(of: caller))))
    }
    try router.on(StaffImpersonate.self) { incoming, _, body in
      let who = try incoming.caller()
      let caller = Caller(person: who.person, site: ID(body.site), impersonator: who.impersonator)
      let intent = Intent(id: try incoming.commandID(), caller: caller)
      return Answered(try renewed(who, try await desks.people.impersonate(ID(body.person), intent)))
    }
  }

  private func signIn(_ body: StaffLogin.Body) async throws -> StaffLogin.Reply {
    let session: Session
    switch (body.email, body.password, body.badge, body.pin) {
    case (let email?, let password?, nil, nil):
      session = try await desks.session.signIn(email: email, password: password)
    case (nil, nil, let badge?, let pin?): session = try await desks.session.signIn(badge: badge, pin: pin)
    default: throw Fault.fields([FieldFault("", "needs email and password, or badge and pin")])
    }
    let issued = Tokens.Issued(token: tokens.issue(to: session.person.id), expiresIn: Tokens.lifetime)
    return StaffLogin.Reply(session, issued, ids)
  }

  /// Throws `Fault.unauthenticated` when the session is over: somebody has to show again who they are.
  private func renewed(_ who: SignedIn, _ session: Session) throws -> StaffLogin.Reply {
    guard let issued = tokens.renew(who, as: session.person.id, impersonator: session.impersonator?.id) else {
      throw Fault.unauthenticated
    }
    return StaffLogin.Reply(session, issued, ids)
  }
}

extension StaffLogin.Reply {
  init(_ session: Session, _ issued: Tokens.Issued, _ ids: PublicIDs?) {
    self.init(
      account: StaffLogin.Account(
        id: session.person.id.serial, publicID: ids?.text(session.person.id), name: session.person.name,
        roles: Array(Set(session.grants.map(\.role.rawValue))).sorted()),
      accessToken: issued.token, expiresIn: issued.expiresIn, session: session)
  }
}
