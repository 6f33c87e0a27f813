/// The shape of a JSON value: what a request is checked against before it is read, and what the published document says.
/// One declaration for both, so that the document cannot lie.
public indirect enum Schema: Sendable {
  /// Anything.
  case any
  /// True or false.
  case boolean
  /// A whole number within bounds, ends included.
  case integer(ClosedRange<Int64>)
  /// A number within bounds, ends included, fraction allowed: coordinates and the like, never money.
  case decimal(ClosedRange<Double>)
  /// Text of that many characters, without control characters but newline and tab.
  case text(ClosedRange<Int>, TextFormat = .plain)
  /// One of these words.
  case words([String])
  /// That many of one shape.
  case list(Schema, ClosedRange<Int>)
  /// Named fields; unknown ones are ignored.
  case object([Field])
  /// An object whose names are free.
  case map(Schema)
  /// A shape, or null.
  case optional(Schema)
  /// A shape that the document names once, such as `Order`.
  case named(String, Schema)

  /// How a text must read.
  public enum TextFormat: String, Sendable {
    case plain, uuid, email, phone, dateTime = "date-time", date
    /// Any characters, control characters too: what the core looks at itself.
    case raw
    /// Printable ASCII without blanks.
    case key
  }

  /// One field of an object.
  public struct Field: Sendable {
    /// Its wire name.
    public var name: String
    /// Its shape.
    public var schema: Schema
    /// True when it may not be left out.
    public var isRequired: Bool
    /// One line.
    public var about: String

    /// A field that must be there.
    public static func required(_ name: String, _ schema: Schema, _ about: String = "") -> Field {
      Field(name: name, schema: schema, isRequired: true, about: about)
    }

    /// A field that may be left out, or be null.
    public static func optional(_ name: String, _ schema: Schema, _ about: String = "") -> Field {
      Field(name: name, schema: .optional(schema), isRequired: false, about: about)
    }
  }
}
