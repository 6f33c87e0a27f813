import Commerce
import Contract
import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the session desk. Whose session it is says the token, never the caller.
  mutating func addSession() throws {
    try query(SessionCalls.refreshed) { desks, _, caller in try await desks.session.refreshed(Session(of: caller)) }
    try query(SessionCalls.sites) { desks, _, caller in try await desks.session.sites(of: Session(of: caller)) }
    try query(SessionCalls.unlock) { desks, arguments, caller in
      let session = try await desks.session.refreshed(Session(of: caller))
      try await desks.session.unlock(session, secret: arguments.secret)
      return Nothing()
    }
  }
}

extension Session {
  /// Who it is and nothing more: the desk reads the rest again.
  init(of caller: Caller) {
    self.init(
      person: Person(id: caller.person, email: "", name: ""), sites: [], grants: [],
      impersonator: caller.impersonator.map { Person(id: $0, email: "", name: "") })
  }
}
