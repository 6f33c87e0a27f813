/// A server somebody works at.
struct Server: Sendable {
  /// Where its contract begins, such as `https://shop.example/api/v1`.
  var url: String
  /// A PEM file of the authorities that vouch for it; the system's when nil.
  var authorities: String?

  /// As it stands in the configuration.
  var json: JSONText {
    guard let authorities else { return .text(url) }
    return .object([("url", .text(url)), ("authorities", .text(authorities))])
  }
}
