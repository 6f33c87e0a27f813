import Operations
import TownDialect

extension DeskRoutes {
  /// The calls of the people desk.
  mutating func addPeople() throws {
    try query(PeopleCalls.people) { desks, _, caller in try await desks.people.people(by: caller) }
    try query(PeopleCalls.person) { try await $0.people.person($1.id, by: $2) }
    try query(PeopleCalls.personByName) { try await $0.people.person(named: $1.name, by: $2) }
    try command(PeopleCalls.add) { try await $0.people.add($1.draft, $2) }
    try effect(PeopleCalls.edit) {
      try await $0.people.edit($1.person, name: $1.name, badge: $1.badge, isActive: $1.isActive, $2)
    }
    try effect(PeopleCalls.grant) { try await $0.people.grant($1.grant, to: $1.person, $2) }
    try effect(PeopleCalls.revoke) { try await $0.people.revoke($1.grant, from: $1.person, $2) }
    try effect(PeopleCalls.setSecrets) {
      try await $0.people.setSecrets(of: $1.person, password: $1.password, pin: $1.pin, $2)
    }
    try effect(PeopleCalls.endImpersonation) { desks, _, intent in try await desks.people.endImpersonation(intent) }
  }
}
