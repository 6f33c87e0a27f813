/// A role somebody has, at one site or at all.
public struct Grant: Hashable, Sendable, Codable {
  /// The role.
  public var role: Role
  /// The site it holds for; nil for every site.
  public var site: ID<Site>?

  /// `role` at `site`, or everywhere.
  public init(role: Role, site: ID<Site>?) {
    self.role = role
    self.site = site
  }
}

/// Which sites' data a query may touch. The store's queries demand one, so that unscoped access does not compile; only
/// `AccessPolicy` makes them.
public struct Scope: Hashable, Sendable {
  /// The sites within reach; nil means every site.
  public let sites: Set<ID<Site>>?

  init(sites: Set<ID<Site>>?) { self.sites = sites }

  /// True when that site's data is within reach.
  public func includes(_ site: ID<Site>) -> Bool { sites?.contains(site) ?? true }
}

/// Who may do what where: town isolation and least privilege, decided in one place.
public struct AccessPolicy: Hashable, Sendable {
  private let grants: [Grant]
  /// The grants of whoever acts as this person; both must allow what is done.
  private let impersonator: [Grant]?

  /// The policy of somebody with these grants; of somebody acted for when `impersonator` has grants too.
  public init(_ grants: [Grant], impersonator: [Grant]? = nil) {
    self.grants = grants
    self.impersonator = impersonator
  }

  /// True when a grant at that site allows it, and whoever acts as this person may act as others there and do it too.
  public func allows(_ permission: Permission, at site: ID<Site>) -> Bool {
    guard Self.allows(permission, at: site, grants) else { return false }
    guard let impersonator else { return true }
    return Self.allows(.impersonate, at: site, impersonator) && Self.allows(permission, at: site, impersonator)
  }

  /// True when some grant allows it for every site.
  public func allowsEverywhere(_ permission: Permission) -> Bool {
    guard Self.reach(of: permission, grants) == .everywhere else { return false }
    guard let impersonator else { return true }
    return Self.reach(of: .impersonate, impersonator) == .everywhere
      && Self.reach(of: permission, impersonator) == .everywhere
  }

  /// True when some grant allows it for some site.
  public func allowsSomewhere(_ permission: Permission) -> Bool { scope(for: permission) != nil }

  /// Everything within reach for that permission; nil when there is nothing.
  public func scope(for permission: Permission) -> Scope? {
    var reach = Self.reach(of: permission, grants)
    if let impersonator {
      reach = reach.common(with: Self.reach(of: .impersonate, impersonator))
        .common(with: Self.reach(of: permission, impersonator))
    }
    switch reach {
    case .everywhere: return Scope(sites: nil)
    case .sites(let sites): return sites.isEmpty ? nil : Scope(sites: sites)
    }
  }

  /// True when people with that grant may be administered: everything it allows is this policy's own there.
  public func covers(_ grant: Grant) -> Bool {
    let needed = grant.role.permissions.union([.managePeople])
    guard let site = grant.site else { return needed.allSatisfy(allowsEverywhere) }
    return needed.allSatisfy { allows($0, at: site) }
  }

  private static func allows(_ permission: Permission, at site: ID<Site>, _ grants: [Grant]) -> Bool {
    grants.contains { ($0.site == nil || $0.site == site) && $0.role.permissions.contains(permission) }
  }

  private enum Reach: Hashable {
    case everywhere
    case sites(Set<ID<Site>>)

    func common(with other: Reach) -> Reach {
      switch (self, other) {
      case (.everywhere, _): other
      case (_, .everywhere): self
      case (.sites(let own), .sites(let others)): .sites(own.intersection(others))
      }
    }
  }

  private static func reach(of permission: Permission, _ grants: [Grant]) -> Reach {
    let allowing = grants.filter { $0.role.permissions.contains(permission) }
    return allowing.contains { $0.site == nil } ? .everywhere : .sites(Set(allowing.compactMap(\.site)))
  }

  /// One site's data. Throws `access.forbidden` when the grants do not allow the permission there.
  public func scope(for permission: Permission, at site: ID<Site>) throws(CommerceError) -> Scope {
    guard allows(permission, at: site) else { throw .forbidden(permission) }
    return Scope(sites: [site])
  }

  /// The most telling role at that site, for the banner.
  public func role(at site: ID<Site>) -> Role? {
    let order: [Role] = [.admin, .supervisor, .support, .cashier, .dispatcher, .picker, .driver, .customer]
    return order.first { role in grants.contains { ($0.site == nil || $0.site == site) && $0.role == role } }
  }
}
