import Commerce
import Contract
import Operations
import TownDialect

/// The session desk of a server.
struct RemoteSessionDesk: SessionDesk {
  let link: RemoteLink

  func signIn(email: String, password: String) async throws(CommerceError) -> Session {
    try await link.signIn(StaffLogin.Body(email: email, password: password))
  }

  func signIn(badge: String, pin: String) async throws(CommerceError) -> Session {
    try await link.signIn(StaffLogin.Body(badge: badge, pin: pin))
  }

  func unlock(_ session: Session, secret: String) async throws(CommerceError) {
    _ = try await link.ask(SessionCalls.unlock, .init(secret: secret), by: session.caller(at: ID(0)))
  }

  func refreshed(_ session: Session) async throws(CommerceError) -> Session {
    try await link.ask(SessionCalls.refreshed, Nothing(), by: session.caller(at: ID(0)))
  }

  func sites(of session: Session) async throws(CommerceError) -> [SiteSummary] {
    try await link.ask(SessionCalls.sites, Nothing(), by: session.caller(at: ID(0)))
  }

  func sampleAccounts() async throws(CommerceError) -> [SampleAccount] { try await link.greet().sampleAccounts }

  func needsFirstAdmin() async throws(CommerceError) -> Bool {
    try await link.greet()
    return try await link.welcome().needsFirstAdmin
  }
}
