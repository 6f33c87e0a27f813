public import Contract

/// A call of one of the back office's desks, as an extension of the contract: `POST /desk/{site}/DESK/NAME`. What goes
/// in and comes out are the desk's own values, so that a console loses nothing on the way; things and sites are named
/// by the store's serials.
///
/// Arguments and replies are `Codable`, as whoever sends or answers a call requires. It is not required here: a program
/// that starts would look up, for every call, that it is so.
public struct DeskCall<Arguments: Sendable, Reply: Sendable>: Sendable {
  /// Whether a call changes something.
  public enum Kind: Sendable {
    /// It reads.
    case query
    /// It changes something: `Idempotency-Key` carries the command's id, and the same id again has the same outcome.
    case command
  }

  /// Whether it changes something.
  public let kind: Kind
  /// The desk, such as `warehouse`.
  public let desk: String
  /// The call, such as `claim-next`; unique within its desk.
  public let name: String

  /// The call `name` of `desk`.
  public init(_ kind: Kind, _ desk: String, _ name: String) {
    self.kind = kind
    self.desk = desk
    self.name = name
  }

  /// Where it is served.
  public var route: Route {
    Route(
      .post, "/desk/{site}/\(desk)/\(name)", bodyLimit: DeskCalls.bodyLimit, isIdempotent: kind == .command,
      quota: .person)
  }
}

extension OperationDescription.Parameter {
  /// The header that says which command it is.
  public static let commandID = OperationDescription.Parameter(
    "Idempotency-Key", in: .header, .text(36...36, .uuid), isRequired: true,
    about: "The command's own id: the same one again has the same outcome, and changes nothing")
}

/// What all desk calls share.
public enum DeskCalls {
  /// The version of the values that go to and fro. A console works with a server of the same one only.
  public static let version = 1
  /// The most bytes of a call's arguments: an import is a whole file.
  public static let bodyLimit = 12 << 20
}
