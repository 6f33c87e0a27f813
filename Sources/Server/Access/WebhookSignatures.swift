import Commerce
import Contract
public import Operations

/// Checks a provider's signature over the raw bytes of its notice: `X-Signature: sha256=` and the hexadecimal
/// HMAC-SHA256 of `X-Timestamp`, a dot and the body, not older or newer than five minutes (contracts.md QT3). Without a
/// secret nothing is believed at all.
public struct WebhookSignatures: Sendable {
  private static let tolerance: Int64 = 300

  private let secrets: [[UInt8]]
  private let signer: (any MessageSigner)?

  /// Signatures under any of these secrets, so that one can be changed without losing notices.
  public init(secrets: [[UInt8]], signer: any MessageSigner) {
    self.secrets = secrets.filter { !$0.isEmpty }
    self.signer = signer
  }

  /// Believes nothing.
  public init() {
    secrets = []
    signer = nil
  }

  /// Throws `Fault.unavailable` without a secret, `Fault.unauthenticated` for a signature that is missing, wrong or old.
  func check(_ request: Request, now: Instant) throws(Fault) {
    guard let signer, !secrets.isEmpty else { throw .unavailable("No secret is set up for this provider") }
    guard let stamp = request.headers["x-timestamp"], stamp.utf8.allSatisfy({ (48...57).contains($0) }),
      let seconds = Int64(stamp), abs(now.milliseconds / 1000 - min(seconds, 1 << 40)) <= Self.tolerance,
      let text = request.headers["x-signature"], text.hasPrefix("sha256="),
      let signature = Hex.bytes(text.dropFirst(7)), signature.count == 32
    else { throw .unauthenticated }
    let message = Array((stamp + ".").utf8) + request.body
    guard secrets.contains(where: { signer.verifies(signature, of: message, key: $0) }) else {
      throw .unauthenticated
    }
  }
}
