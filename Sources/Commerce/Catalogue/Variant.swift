/// What is sold under one name; its variants carry the SKUs.
public struct Product: Hashable, Sendable {
  /// Its identity.
  public var id: ID<Product>
  /// Its name on labels and lists.
  public var name: String
  /// The shelf it is browsed under.
  public var category: String

  /// A product with these properties.
  public init(id: ID<Product>, name: String, category: String) {
    self.id = id
    self.name = name
    self.category = category
  }
}

/// One sellable, countable thing: what a SKU stands for.
public struct Variant: Hashable, Sendable, Codable {
  /// Its identity.
  public var id: ID<Variant>
  /// The product it is a variant of.
  public var product: ID<Product>
  /// The stock-keeping unit, unique, upper case.
  public var sku: String
  /// Its name on labels and lists.
  public var name: String
  /// The word for one of it: bag, tin, bottle.
  public var unit: String
  /// Its weight in grams, packed.
  public var weightGrams: Int
  /// True when every unit is scanned (serial numbers, high value).
  public var strict: Bool
  /// The list price of one, in minor units of the site's currency.
  public var priceMinor: Int64

  /// A variant with these properties.
  public init(
    id: ID<Variant>, product: ID<Product>, sku: String, name: String, unit: String, weightGrams: Int, strict: Bool,
    priceMinor: Int64
  ) {
    self.id = id
    self.product = product
    self.sku = sku
    self.name = name
    self.unit = unit
    self.weightGrams = weightGrams
    self.strict = strict
    self.priceMinor = priceMinor
  }
}

/// A code that stands for a variant, alone or as a pack of several units.
public struct Barcode: Hashable, Sendable, Codable {
  /// The code as scanned.
  public var code: String
  /// What it stands for.
  public var variant: ID<Variant>
  /// Units one scan of it stands for; 12 for a case of twelve.
  public var packQuantity: Int

  /// A code for `packQuantity` units of `variant`.
  public init(code: String, variant: ID<Variant>, packQuantity: Int = 1) {
    self.code = code
    self.variant = variant
    self.packQuantity = packQuantity
  }
}

/// What a scanned or typed code turned out to be, within one site.
public enum ScannedThing: Hashable, Sendable {
  /// A barcode or SKU: units of a variant.
  case item(Variant, packQuantity: Int)
  /// A bin's label.
  case bin(Bin)
  /// A tote's label.
  case tote(Tote)
  /// A lane's sign.
  case lane(Lane)
  /// A parcel's label, by its code.
  case parcel(ID<Parcel>)
  /// An order number.
  case order(ID<Order>)
  /// A person's badge.
  case badge(ID<Person>)
  /// Nothing this site knows.
  case unknown

  /// A code as it is looked up: upper case, without blanks at the ends and control characters anywhere.
  public static func cleaned(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
    let trimmed = String(String.UnicodeScalarView(scalars)).split(separator: " ", omittingEmptySubsequences: true)
    return trimmed.joined(separator: " ").uppercased()
  }
}
