import Commerce
import Contract
import FoundationEssentials
import Operations
import TownDialect

/// Adds the contract's own operations to a listener of the town dialect: each is wire → use case → wire.
struct TownRoutes {
  /// The operations so far.
  var router: Router<Town>
  /// What answers them.
  let shop: ShopDesk
  /// The tokens of this listener.
  let tokens: Tokens
  /// What is believed of the mobile-money provider.
  let webhooks: WebhookSignatures
  /// Who asks the provider when it hints at news; nil when nobody does.
  let watch: PaymentWatch?

  /// Every operation of the contract.
  mutating func addAll() throws {
    try addTowns()
    try addOrders()
    try addWarehouse()
    try addDispatches()
    try addCustomers()
    try addPayments()
  }

  /// Answers an operation. `admit` looks at the raw request before anything of it is read.
  mutating func on<E: Endpoint>(
    _ endpoint: E.Type, kept: Kept<E.Reply> = Kept(),
    admit: @escaping @Sendable (Request) throws -> Void = { _ in },
    _ handle: @escaping @Sendable (Turn, E.Fields, E.Body) async throws -> Answered<E.Reply>
  ) throws where E.Dialect == Town {
    let shop = shop
    let tokens = tokens
    var operation = Router<Town>.operation(endpoint) { incoming, fields, body in
      try await handle(Turn(incoming: incoming, shop: shop, tokens: tokens), fields, body)
    }
    let answer = operation.answer
    let isIdempotent = E.route.isIdempotent
    let name = E.description.id
    operation.answer = { incoming in
      do {
        try admit(incoming.request)
        guard isIdempotent, let key = try incoming.idempotencyKey() else { return try await answer(incoming) }
        let replies = KeptReplies<E.Reply>(shop: shop, operation: name, kept: kept)
        return try await replies.answer(incoming, key: key, answer)
      } catch let error as CommerceError {
        throw try await Turn(incoming: incoming, shop: shop, tokens: tokens).told(error)
      }
    }
    try router.add(operation)
  }
}

/// What of a reply is kept to be given again: all of it, unless part of it is a secret.
struct Kept<Reply: Codable & Sendable>: Sendable {
  /// The reply without what is never kept.
  var strip: @Sendable (Reply) -> Reply = { $0 }
  /// The reply with it, made again.
  var reissue: @Sendable (Reply, ShopDesk) async throws -> Reply = { reply, _ in reply }
}

/// One request of the contract: who sent it, and what answers it.
struct Turn: Sendable {
  let incoming: Incoming
  let shop: ShopDesk
  let tokens: Tokens

  /// The identifiers the contract shows.
  var ids: PublicIDs { shop.ids }

  /// The thing a path names. Throws `input.not_found`: what cannot be read is not there.
  func id<Entity: PubliclyIdentified>(_ text: String, _ kind: EntityKind) throws(CommerceError) -> ID<Entity> {
    guard let id = ids.id(text, of: Entity.self) else { throw .notFound(kind, "") }
    return id
  }

  /// The thing a field of the body names. Throws `Fault.fields`.
  func field<Entity: PubliclyIdentified>(_ name: String, _ text: String) throws(Fault) -> ID<Entity> {
    guard let id = ids.id(text, of: Entity.self) else { throw .fields([FieldFault(name, "is not known")]) }
    return id
  }

  /// The town a path names.
  func town(_ text: String) throws(CommerceError) -> ID<Site> { try id(text, .site) }

  /// The order a path names.
  func order(_ text: String) throws(CommerceError) -> UniqueID {
    guard let uuid = UniqueID.canonical(text) else { throw .notFound(.order, "") }
    return uuid
  }

  /// Who asks for something of theirs. Throws `Fault.unauthenticated` for somebody without token of either kind.
  func visitor(_ town: String) throws -> Visitor {
    if incoming.signedIn != nil { return .person(try worker(town)) }
    guard let token = incoming.request.headers["x-guest-token"] else { throw Fault.unauthenticated }
    return .guest(token: token)
  }

  /// The customer who is signed in; nil for a guest. Throws `access.forbidden` for somebody who acts as another: nobody
  /// orders in a customer's name.
  func customer() throws(CommerceError) -> ID<Person>? {
    guard incoming.signedIn?.impersonator == nil else { throw .forbidden(.placeOrders) }
    return incoming.signedIn?.person
  }

  /// Somebody signed in, at the town a path names.
  func worker(_ town: String) throws -> Caller {
    let who = try incoming.caller()
    return Caller(person: who.person, site: try self.town(town), impersonator: who.impersonator)
  }

  /// The command's id: made of sender, operation and key, so that the same request again is the same command even when
  /// its answer was lost; a fresh one without a key.
  var command: UniqueID { incoming.command ?? shop.house.ids.next() }

  /// The command of somebody who works at the town a path names.
  func intent(_ town: String) throws -> Intent { Intent(id: command, caller: try worker(town)) }

  /// An error as this contract may tell it: names and serials of what was not found stay here, and whoever works
  /// elsewhere only is told so.
  func told(_ error: CommerceError) async throws -> any Error {
    switch error {
    case .notFound(let kind, _): return CommerceError.notFound(kind, "")
    case .forbidden(let permission):
      guard let who = incoming.signedIn, let town = incoming.parameters["town_id"],
        let town: ID<Site> = ids.id(town, of: Site.self),
        try await shop.mayOnlyElsewhere(permission, than: town, who.person)
      else { return error }
      return TownAccessDenied()
    default: return error
    }
  }
}
