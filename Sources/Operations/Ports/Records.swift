public import Commerce

/// What a transaction can read, noun by noun. Site data is only reached through a `Scope`, or by an identity the caller
/// was given within its scope and that is checked again.
public protocol ReadTransaction: PlaceReads, CatalogueReads, OrderReads, StockReads, FulfilmentReads, PeopleReads,
  HistoryReads, ReportReads, CashReads, PaymentReads, CustomerReads,
  DispatchReads, StockWorkReads, ShopReads
{}

/// What a transaction can also change.
public protocol WriteTransaction: ReadTransaction, PlaceWrites, CatalogueWrites, OrderWrites, StockWrites,
  FulfilmentWrites, PeopleWrites, HistoryWrites, CashWrites, PaymentWrites, CustomerWrites,
  DispatchWrites, StockWorkWrites, ShopWrites
{}

/// Sites and their layout.
public protocol PlaceReads {
  /// The site; nil when unknown.
  func site(_ id: ID<Site>) throws(CommerceError) -> Site?
  /// The site of that code; nil when unknown.
  func site(code: String) throws(CommerceError) -> Site?
  /// The sites within reach, by name.
  func sites(in scope: Scope) throws(CommerceError) -> [Site]
  /// The zones of a site, by code.
  func zones(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Zone]
  /// The lanes of a site, by code.
  func lanes(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Lane]
  /// A bin by its code on the label, upper case.
  func bin(code: String, at site: ID<Site>) throws(CommerceError) -> Bin?
  /// A bin.
  func bin(_ id: ID<Bin>) throws(CommerceError) -> Bin?
  /// A tote by its code, upper case.
  func tote(code: String, at site: ID<Site>) throws(CommerceError) -> Tote?
  /// A lane by its code, upper case.
  func lane(code: String, at site: ID<Site>) throws(CommerceError) -> Lane?
  /// A lane.
  func lane(_ id: ID<Lane>) throws(CommerceError) -> Lane?
  /// The zone whose name or code an address's area names (case folded); nil when none does.
  func zone(named area: String, at site: ID<Site>) throws(CommerceError) -> Zone?
  /// The bins of a site, by walk.
  func bins(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Bin]
  /// The totes of a site, by code.
  func totes(at site: ID<Site>, in scope: Scope) throws(CommerceError) -> [Tote]
}

/// Changes of sites and their layout. Codes are unique per site; a clash throws `edit.conflict`.
public protocol PlaceWrites {
  /// Adds a site; `id` of the value is ignored.
  func insert(_ site: Site) throws(CommerceError) -> ID<Site>
  /// Replaces a site's particulars and policy.
  func update(_ site: Site) throws(CommerceError)
  /// Adds a lane.
  func insert(_ lane: Lane) throws(CommerceError) -> ID<Lane>
  /// Adds a zone, with its coordinates in micro-degrees when known.
  func insert(_ zone: Zone, latitude: Int?, longitude: Int?) throws(CommerceError) -> ID<Zone>
  /// Adds a bin.
  func insert(_ bin: Bin) throws(CommerceError) -> ID<Bin>
  /// Replaces a bin's kind and place on the walk.
  func update(_ bin: Bin) throws(CommerceError)
  /// Replaces a zone's name and lane, and its coordinates where they are given.
  func update(_ zone: Zone, latitude: Int?, longitude: Int?) throws(CommerceError)
  /// Adds a tote.
  func insert(_ tote: Tote) throws(CommerceError) -> ID<Tote>
}

/// Products, variants and their codes: shared by all sites.
public protocol CatalogueReads {
  /// A variant.
  func variant(_ id: ID<Variant>) throws(CommerceError) -> Variant?
  /// A variant by SKU, upper case.
  func variant(sku: String) throws(CommerceError) -> Variant?
  /// What a barcode stands for.
  func barcode(_ code: String) throws(CommerceError) -> Barcode?
  /// The codes of a variant.
  func barcodes(of variant: ID<Variant>) throws(CommerceError) -> [Barcode]
  /// Variants whose name or SKU contains every word of `text` (case folded), by name, at most `limit`.
  func variants(matching text: String, limit: Int) throws(CommerceError) -> [Variant]
}

/// Changes of the catalogue.
public protocol CatalogueWrites {
  /// Adds a product with the given name and category, or finds it.
  func product(named name: String, category: String) throws(CommerceError) -> ID<Product>
  /// Adds a variant; a taken SKU throws `edit.conflict`.
  func insert(_ variant: Variant) throws(CommerceError) -> ID<Variant>
  /// Replaces a variant's product, name, unit, weight, strictness and price; its SKU stays.
  func update(_ variant: Variant) throws(CommerceError)
  /// Links a code to a variant; a taken code throws `edit.conflict`.
  func insert(_ barcode: Barcode) throws(CommerceError)
}

/// People, grants and sign-in.
public protocol PeopleReads {
  /// A person.
  func person(_ id: ID<Person>) throws(CommerceError) -> Person?
  /// A person by lower-case e-mail.
  func person(email: String) throws(CommerceError) -> Person?
  /// A person by badge code.
  func person(badge: String) throws(CommerceError) -> Person?
  /// Everybody with a grant within reach but customers, by name, with their grants.
  func people(in scope: Scope) throws(CommerceError) -> [(person: Person, grants: [Grant])]
  /// What a person may do; re-read for every command.
  func grants(of person: ID<Person>) throws(CommerceError) -> [Grant]
  /// The stored hashes; nil where none is set.
  func secrets(of person: ID<Person>) throws(CommerceError) -> (password: String?, pin: String?)
  /// Failed sign-ins in a row for that e-mail or badge, and when the last one was.
  func signInFailures(of name: String) throws(CommerceError) -> (count: Int, last: Instant)?
  /// A setting of the house by name, such as `sample`; nil when not set.
  func setting(_ name: String) throws(CommerceError) -> String?
}

/// Changes of people.
public protocol PeopleWrites {
  /// Adds a person; a taken e-mail or badge throws `edit.conflict`.
  func insert(_ person: Person) throws(CommerceError) -> ID<Person>
  /// Replaces a person's particulars.
  func update(_ person: Person) throws(CommerceError)
  /// Replaces all grants of a person.
  func setGrants(_ grants: [Grant], of person: ID<Person>) throws(CommerceError)
  /// Replaces the hashes that are given.
  func setSecrets(password: String?, pin: String?, of person: ID<Person>) throws(CommerceError)
  /// Counts one more failure (or forgets them when `at` is nil).
  func noteSignInFailure(of name: String, at: Instant?) throws(CommerceError)
  /// Sets a setting of the house.
  func setSetting(_ name: String, to value: String) throws(CommerceError)
}

/// The change feed and the memory of commands.
public protocol HistoryReads {
  /// The newest sequence in the feed; 0 when empty.
  func lastSequence() throws(CommerceError) -> Int64
  /// Changes after `sequence` within reach, oldest first.
  func changes(after sequence: Int64, limit: Int, in scope: Scope) throws(CommerceError) -> [RecordedChange]
  /// Changes matching `query` within reach, newest first, by key.
  func changes(
    _ query: HistoryQuery, _ page: PageRequest<Int64>, in scope: Scope
  ) throws(CommerceError) -> Page<RecordedChange>
  /// The stored outcome of a command; nil when it never ran here.
  func outcome(of command: UniqueID) throws(CommerceError) -> StoredOutcome?
}

/// Appending to the feed and to the memory of commands.
public protocol HistoryWrites {
  /// Appends one change, signed by the command's actor.
  func append(_ change: Change, by command: Command) throws(CommerceError)
  /// Remembers a command's outcome (at least 30 days).
  func remember(_ outcome: StoredOutcome, of command: Command) throws(CommerceError)
}

/// What the store remembers of a command.
public struct StoredOutcome: Hashable, Sendable {
  /// The use case that ran, such as `pick.scan`.
  public var kind: String
  /// Its outcome, in the use case's own compact text.
  public var text: String
  /// The digest of what the command was about; nil for commands of before digests were kept.
  public var digest: String?

  /// The outcome `text` of a command of that kind.
  public init(kind: String, text: String, digest: String? = nil) {
    self.kind = kind
    self.text = text
    self.digest = digest
  }
}

/// Which changes to show.
public struct HistoryQuery: Hashable, Sendable, Codable {
  /// Only of this site.
  public var site: ID<Site>?
  /// Only of this kind of thing.
  public var entity: EntityKind?
  /// Only of this thing (with `entity`).
  public var entityID: Int64?
  /// Only by this person.
  public var actor: ID<Person>?
  /// Only of this field.
  public var field: String?

  /// Everything, unless narrowed.
  public init(
    site: ID<Site>? = nil, entity: EntityKind? = nil, entityID: Int64? = nil, actor: ID<Person>? = nil,
    field: String? = nil
  ) {
    self.site = site
    self.entity = entity
    self.entityID = entityID
    self.actor = actor
    self.field = field
  }
}
