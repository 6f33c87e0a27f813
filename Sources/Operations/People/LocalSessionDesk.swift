import Commerce

/// The session desk on a local store.
struct LocalSessionDesk: SessionDesk {
  let house: House

  func signIn(email: String, password: String) async throws(CommerceError) -> Session {
    try await house.session(of: try await house.verify(password, kind: .password, of: SignInName(email)).id)
  }

  func signIn(badge: String, pin: String) async throws(CommerceError) -> Session {
    try await house.session(of: try await house.verify(pin, kind: .pin, of: SignInName(badge)).id)
  }

  func unlock(_ session: Session, secret: String) async throws(CommerceError) {
    let person = try await house.verify(secret, kind: .either, of: SignInName(session.holder.email))
    guard person.id == session.holder.id else { throw .unauthenticated }
  }

  func refreshed(_ session: Session) async throws(CommerceError) -> Session {
    try await house.session(of: session.person.id, impersonator: session.impersonator?.id)
  }

  func sites(of session: Session) async throws(CommerceError) -> [SiteSummary] {
    let now = house.clock.now
    return try await house.store.read { transaction throws(CommerceError) in
      let caller = session.caller(at: ID(0))
      guard let scope = try transaction.policy(of: caller).scope(for: .enterSite) else { return [] }
      var summaries: [SiteSummary] = []
      for site in try transaction.sites(in: scope) {
        summaries.append(SiteSummary(site: site, counts: try transaction.floor(of: site.id, at: now, in: scope)))
      }
      return summaries
    }
  }

  func sampleAccounts() async throws(CommerceError) -> [SampleAccount] {
    try await house.store.read { transaction throws(CommerceError) in
      guard try transaction.setting("sample") == "yes" else { return [] }
      var accounts: [SampleAccount] = []
      var drivers: [String: Int] = [:]
      let people = try transaction.everybody().sorted {
        ($0.0.badge.count, $0.0.badge) < ($1.0.badge.count, $1.0.badge)
      }
      for (person, grants) in people where person.isActive {
        let role = try transaction.describe(grants).joined(separator: ", ")
        if role.hasPrefix(Role.driver.rawValue) {
          // Two of a town's crew are enough to try the road with; all of them would bury the rest.
          drivers[role, default: 0] += 1
          if drivers[role, default: 0] > 2 { continue }
        }
        accounts.append(SampleAccount(email: person.email, badge: person.badge, name: person.name, role: role))
      }
      return accounts
    }
  }

  func needsFirstAdmin() async throws(CommerceError) -> Bool {
    try await house.store.read { transaction throws(CommerceError) in try !transaction.someoneCanSignIn() }
  }
}

extension House {
  /// A session of a person as things are now, or of another acting as that person. Throws `access.unauthenticated`
  /// when one of them may not sign in.
  func session(of id: ID<Person>, impersonator: ID<Person>? = nil) async throws(CommerceError) -> Session {
    try await store.read { transaction throws(CommerceError) in
      guard let person = try transaction.person(id), person.isActive else { throw .unauthenticated }
      var session = Session(person: person, sites: [], grants: try transaction.grants(of: id))
      if let impersonator {
        guard let other = try transaction.person(impersonator), other.isActive else { throw .unauthenticated }
        session.impersonator = other
        session.impersonatorGrants = try transaction.grants(of: impersonator)
      }
      if let scope = session.policy.scope(for: .enterSite) { session.sites = try transaction.sites(in: scope) }
      return session
    }
  }
}

extension SiteSummary {
  init(site: Site, counts: FloorCounts) {
    func orders(_ stages: FloorStage...) -> Int { stages.reduce(0) { $0 + (counts.stages[$1]?.orders ?? 0) } }
    self.init(
      site: site, waiting: orders(.waiting), picking: orders(.picking, .picked),
      packedOrReady: orders(.packed, .ready),
      late: FloorStage.open.reduce(0) { $0 + (counts.stages[$1]?.late ?? 0) })
  }
}

extension ReadTransaction {
  /// Grants for people: `picker accra`, `admin everywhere`.
  func describe(_ grants: [Grant]) throws(CommerceError) -> [String] {
    var texts: [String] = []
    for grant in grants {
      let place = try grant.site.map { id throws(CommerceError) in try site(id)?.code ?? "" } ?? "everywhere"
      texts.append(grant.role.rawValue + " " + place)
    }
    return texts
  }
}
