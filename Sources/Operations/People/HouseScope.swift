import Commerce

extension ReadTransaction {
  /// Everybody of the house with their grants: for sign-in and set-up, which nobody asks for as a person of a town.
  func everybody() throws(CommerceError) -> [(person: Person, grants: [Grant])] {
    let house = AccessPolicy([Grant(role: .admin, site: nil)])
    guard let scope = house.scope(for: .managePeople) else { return [] }
    return try people(in: scope)
  }

  /// True when somebody has a password or PIN to sign in with.
  func someoneCanSignIn() throws(CommerceError) -> Bool {
    for (person, _) in try everybody() where person.isActive {
      let secrets = try secrets(of: person.id)
      if secrets.password != nil || secrets.pin != nil { return true }
    }
    return false
  }
}
