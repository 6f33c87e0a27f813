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

  /// The policy of somebody with these grants.
  public init(_ grants: [Grant]) { self.grants = grants }

  /// True when a grant at that site allows it.
  public func allows(_ permission: Permission, at site: ID<Site>) -> Bool {
    grants.contains { ($0.site == nil || $0.site == site) && $0.role.permissions.contains(permission) }
  }

  /// True when some grant allows it for every site.
  public func allowsEverywhere(_ permission: Permission) -> Bool {
    grants.contains { $0.site == nil && $0.role.permissions.contains(permission) }
  }

  /// Everything within reach for that permission; nil when there is nothing.
  public func scope(for permission: Permission) -> Scope? {
    if allowsEverywhere(permission) { return Scope(sites: nil) }
    let sites = Set(grants.filter { $0.role.permissions.contains(permission) }.compactMap(\.site))
    return sites.isEmpty ? nil : Scope(sites: sites)
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
