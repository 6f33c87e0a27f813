import Commerce
public import Contract

/// A request on its way through a listener: found, its caller known, not yet read.
public struct Incoming: Sendable {
  /// The request.
  public var request: Request
  /// What stood in the braces of the path, still percent-encoded.
  public var parameters: [String: String]
  /// Who is signed in, if anybody.
  public var signedIn: SignedIn?
  /// The command this request is, when its sender gave it a key.
  var command: UniqueID?

  /// The `Idempotency-Key`; nil when there is none. Throws `Fault.fields` for one that is too long or not printable.
  public func idempotencyKey() throws -> String? {
    guard let key = request.headers["idempotency-key"] else { return nil }
    guard (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw Fault.fields([FieldFault("Idempotency-Key", "must be 1 to 128 printable characters")])
    }
    return key
  }

  /// Who is signed in. Throws `Fault.unauthenticated` when nobody is.
  public func caller() throws -> SignedIn {
    guard let signedIn else { throw Fault.unauthenticated }
    return signedIn
  }

  /// The body as a value of this shape. Throws `Fault.malformed`, or `Fault.fields` with everything that is wrong.
  public func checkedBody(_ shape: Schema) throws -> JSONValue {
    let value = try JSONReader.read(request.body)
    let faults = shape.faults(in: value)
    guard faults.isEmpty else { throw Fault.fields(faults) }
    return value
  }
}
