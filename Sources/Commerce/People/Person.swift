/// Somebody who may sign in, or whose name stands in the history.
public struct Person: Hashable, Sendable {
  /// Its identity.
  public var id: ID<Person>
  /// Lower-cased e-mail address, unique.
  public var email: String
  /// Name as shown.
  public var name: String
  /// The code on the badge, unique; empty when there is none.
  public var badge: String
  /// False once the person may no longer sign in.
  public var isActive: Bool

  /// A person with these properties.
  public init(id: ID<Person>, email: String, name: String, badge: String = "", isActive: Bool = true) {
    self.id = id
    self.email = email
    self.name = name
    self.badge = badge
    self.isActive = isActive
  }

  /// `Ama K.`: first name and the initial of the last.
  public var shortName: String {
    let parts = name.split(separator: " ")
    guard let first = parts.first, let last = parts.last, parts.count > 1, let initial = last.first else { return name }
    return first + " " + String(initial) + "."
  }
}

/// What somebody may be asked to do at a site; a set of permissions (design.md §4).
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
  case picker, dispatcher, cashier, support, supervisor, admin, driver, customer

  /// What the role allows.
  public var permissions: Set<Permission> { Self.allowed[self] ?? [] }

  // Built once: every call of a desk asks, and a list asks for every row.
  private static let allowed = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.listed) })

  private var listed: Set<Permission> {
    switch self {
    case .picker:
      [.enterSite, .viewQueue, .pick, .pack, .stage, .findOrders, .viewStock, .viewHistory, .putBack, .printSheets]
    case .dispatcher:
      [
        .enterSite, .viewQueue, .stage, .findOrders, .viewStock, .viewHistory, .seePhones, .holdOrders, .addNotes,
        .setPriority,
      ]
    case .cashier: [.enterSite, .viewQueue, .findOrders, .viewHistory, .seePhones, .addNotes]
    case .support:
      [
        .enterSite, .viewQueue, .findOrders, .viewStock, .viewHistory, .seePhones, .holdOrders, .addNotes,
        .cancelOrders,
        .settleShortages, .placeOrders, .setPriority,
      ]
    case .supervisor:
      Role.picker.listed.union(Role.dispatcher.listed).union(Role.cashier.listed).union(Role.support.listed)
        .union([.takeOver, .correctStatus, .linkBarcodes, .adjustStock, .approve, .viewPeople])
    case .admin: Set(Permission.allCases)
    case .driver: [.enterSite]
    case .customer: []
    }
  }
}

/// One thing a role may allow.
public enum Permission: String, Hashable, Sendable, Codable, CaseIterable {
  case enterSite = "enter_site"
  case viewQueue = "view_queue"
  case pick, pack, stage
  case putBack = "put_back"
  case findOrders = "find_orders"
  case seePhones = "see_phones"
  case placeOrders = "place_orders"
  case holdOrders = "hold_orders"
  case cancelOrders = "cancel_orders"
  case addNotes = "add_notes"
  case setPriority = "set_priority"
  case settleShortages = "settle_shortages"
  case viewStock = "view_stock"
  case adjustStock = "adjust_stock"
  case linkBarcodes = "link_barcodes"
  case takeOver = "take_over"
  case correctStatus = "correct_status"
  case approve
  case viewHistory = "view_history"
  case viewPeople = "view_people"
  case managePeople = "manage_people"
  case manageSites = "manage_sites"
  case importData = "import_data"
  case printSheets = "print_sheets"
}

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
