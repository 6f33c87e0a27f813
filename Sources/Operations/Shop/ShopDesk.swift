public import Commerce

/// What customers and guests do, and what an API's clients do a whole step at a time: the use cases behind the published
/// contracts. Like every desk it reads grants anew with each call, and shows nothing of others.
public struct ShopDesk: Sendable {
  /// The house it runs on.
  public let house: House
  /// The identifiers it shows things by.
  public let ids: PublicIDs
  /// The house's own secret.
  public let key: HouseKey

  /// The shop of a house. Makes the house's secret the first time. Throws `store.…` trouble.
  public static func open(_ house: House, signer: any MessageSigner) async throws(CommerceError) -> ShopDesk {
    let key = try await HouseKey.open(house, signer: signer)
    guard let ids = key.publicIDs else {
      throw .trouble(StoreTrouble(.failed, place: "", detail: "the signer does not make 32 bytes"))
    }
    return ShopDesk(house: house, ids: ids, key: key)
  }

  /// The towns that sell, by name.
  public func towns() async throws(CommerceError) -> [Site] {
    try await house.store.read { transaction throws(CommerceError) in
      try transaction.sites(in: try WholeHouse.scope()).filter { $0.kind == .town }
    }
  }

  /// What a town sells, by name. Throws `input.not_found` for a town that is not known.
  public func products(
    of town: ID<Site>, _ query: ProductQuery, _ page: NumberedPage
  ) async throws(CommerceError) -> (town: Site, found: Numbered<ListedProduct>) {
    try await house.store.read { transaction throws(CommerceError) in
      let site = try transaction.town(town)
      return (site, try transaction.products(of: town, query, page))
    }
  }
}

extension ReadTransaction {
  /// A town that sells. Throws `input.not_found`.
  func town(_ id: ID<Site>) throws(CommerceError) -> Site {
    guard let site = try site(id), site.kind == .town else { throw .notFound(.site, "") }
    return site
  }
}
