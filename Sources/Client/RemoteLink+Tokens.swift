public import Commerce
import Contract
import FoundationEssentials
public import Operations
import TownDialect

extension RemoteLink {
  /// Carries a request under somebody's token. A token past half of its life is renewed first, one that the server
  /// refuses once; nobody notices.
  func signed(_ request: Request, as holder: TokenWallet.Holder) async throws(CommerceError) -> Response {
    if wallet.mayRenew(holder, at: clock.now) { await renewAhead(holder) }
    guard let token = wallet.token(of: holder) else { throw .unauthenticated }
    let response = try await carry(request, token)
    guard Town.refusesToken(response) else { return response }
    guard let other = try await replacement(of: token, for: holder) else { throw .unauthenticated }
    return try await carry(request, other)
  }

  /// Signs somebody in.
  func signIn(_ body: StaffLogin.Body) async throws(CommerceError) -> Session {
    try await greet()
    var request = Request(
      method: "POST", path: Town.prefix + StaffLogin.route.path, headers: ["content-type": "application/json"])
    do { request.body = Array(try JSONEncoder().encode(body)) } catch { throw unintelligible("sign-in") }
    let session = keep(try open(StaffLogin.Reply.self, try await carry(request), "sign-in"))
    await journal?.signedIn(session.person.id)
    return session
  }

  /// The session of somebody whose token was kept since they signed in. Throws `access.unauthenticated` when the server
  /// takes it no longer.
  public func resume(_ person: ID<Person>) async throws(CommerceError) -> Session {
    try await fetch(SessionCalls.refreshed, Nothing(), by: Caller(person: person, site: ID(0)))
  }

  /// Acts as somebody: the server notes it and gives a token with both names.
  func impersonate(_ person: ID<Person>, _ intent: Intent) async throws(CommerceError) -> Session {
    try await greet()
    var request = Request(
      method: "POST", path: Town.prefix + StaffImpersonate.route.path,
      headers: ["content-type": "application/json", "idempotency-key": intent.id.description])
    let body = StaffImpersonate.Body(person: person.serial, site: intent.caller.site.serial)
    do { request.body = Array(try JSONEncoder().encode(body)) } catch { throw unintelligible("impersonate") }
    let response = try await signed(request, as: TokenWallet.Holder(intent.caller))
    let session = keep(try open(StaffLogin.Reply.self, response, "impersonate"))
    await journal?.signedIn(session.person.id, impersonator: session.impersonator?.id)
    return session
  }

  private func carry(_ request: Request, _ token: String) async throws(CommerceError) -> Response {
    var request = request
    request.headers["authorization"] = "Bearer " + token
    return try await carry(request)
  }

  private func keep(_ reply: StaffLogin.Reply) -> Session {
    let session = reply.session
    wallet.keep(
      reply.accessToken, of: session.person.id, impersonator: session.impersonator?.id,
      renewAt: clock.now.adding(seconds: reply.expiresIn / 2))
    return session
  }

  /// Renews a token while it is still good. What goes wrong is nobody's business yet: the old one goes on.
  private func renewAhead(_ holder: TokenWallet.Holder) async {
    // Whoever acts as somebody wants to be themselves again afterwards.
    if let impersonator = holder.impersonator {
      let own = TokenWallet.Holder(person: impersonator)
      if wallet.mayRenew(own, at: clock.now) { await renewAhead(own) }
    }
    guard let token = wallet.token(of: holder) else { return }
    if ((try? await renew(token, of: holder)) ?? nil) == nil { wallet.renewalFailed(holder) }
  }

  /// Another token in place of a refused one: what somebody else fetched meanwhile, or a renewed one; nil when there is
  /// none to be had.
  private func replacement(
    of refused: String, for holder: TokenWallet.Holder
  ) async throws(CommerceError) -> String? {
    guard let current = wallet.token(of: holder) else { return nil }
    if current != refused { return current }
    return try await renew(refused, of: holder)
  }

  private func renew(_ token: String, of holder: TokenWallet.Holder) async throws(CommerceError) -> String? {
    let response = try await carry(Request(method: "POST", path: Town.prefix + StaffRefresh.route.path), token)
    guard response.status != 401 else { return nil }
    let reply = try open(StaffLogin.Reply.self, response, "refresh")
    wallet.replace(
      token, of: holder, by: reply.accessToken, renewAt: clock.now.adding(seconds: reply.expiresIn / 2))
    return reply.accessToken
  }
}
