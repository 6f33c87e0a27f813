import Commerce
import Contract
import Operations
import TownDialect

/// The people desk of a server.
struct RemotePeopleDesk: PeopleDesk {
  let link: RemoteLink

  func people(by caller: Caller) async throws(CommerceError) -> [PersonDetail] {
    try await link.ask(PeopleCalls.people, Nothing(), by: caller)
  }

  func person(_ id: ID<Person>, by caller: Caller) async throws(CommerceError) -> PersonDetail {
    try await link.ask(PeopleCalls.person, .init(id: id), by: caller)
  }

  func person(named name: String, by caller: Caller) async throws(CommerceError) -> PersonDetail {
    try await link.ask(PeopleCalls.personByName, .init(name: name), by: caller)
  }

  func add(_ draft: PersonDraft, _ intent: Intent) async throws(CommerceError) -> ID<Person> {
    try await link.tell(PeopleCalls.add, .init(draft: draft), intent)
  }

  func edit(
    _ person: ID<Person>, name: String, badge: String, isActive: Bool, _ intent: Intent
  ) async throws(CommerceError) {
    _ = try await link.tell(
      PeopleCalls.edit, .init(person: person, name: name, badge: badge, isActive: isActive), intent)
  }

  func grant(_ grant: Grant, to person: ID<Person>, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(PeopleCalls.grant, .init(grant: grant, person: person), intent)
  }

  func revoke(_ grant: Grant, from person: ID<Person>, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(PeopleCalls.revoke, .init(grant: grant, person: person), intent)
  }

  func setSecrets(
    of person: ID<Person>, password: String?, pin: String?, _ intent: Intent
  ) async throws(CommerceError) {
    _ = try await link.tell(PeopleCalls.setSecrets, .init(person: person, password: password, pin: pin), intent)
  }

  func endImpersonation(_ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(PeopleCalls.endImpersonation, Nothing(), intent)
    link.wallet.drop(intent.caller)
  }

  func impersonate(_ person: ID<Person>, _ intent: Intent) async throws(CommerceError) -> Session {
    try await link.impersonate(person, intent)
  }
}
