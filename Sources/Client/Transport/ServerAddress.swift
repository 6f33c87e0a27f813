/// Where a server is: `https://host:port`, and the path its contract begins with.
public struct ServerAddress: Hashable, Sendable {
  /// Scheme, host and port, such as `http://127.0.0.1:8000`.
  public let origin: String
  /// What follows, such as `/api/v1`; empty when nothing does.
  public let path: String
  /// True when it is this machine.
  public let isLoopback: Bool
  /// True when nobody in between can listen or alter.
  public let isSecure: Bool

  /// Reads an address of the web. nil for another scheme, a name and password in it (they would be seen in lists of
  /// processes), a query, or no address at all.
  public init?(_ text: String) {
    guard let mark = text.firstRange(of: "://") else { return nil }
    let scheme = text[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = text[mark.upperBound...]
    guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !rest.contains(where: { "?#@\\\"<>".contains($0) }) else {
      return nil
    }
    let host = rest.prefix { $0 != "/" }
    guard !host.isEmpty, !host.hasPrefix(":") else { return nil }
    var path = rest[host.endIndex...]
    while path.last == "/" { path.removeLast() }
    origin = scheme + "://" + host.lowercased()
    self.path = String(path)
    isSecure = scheme == "https"
    let name = host.hasPrefix("[") ? host.prefix { $0 != "]" }.dropFirst() : host.prefix { $0 != ":" }
    isLoopback = name == "localhost" || name == "::1" || name.hasPrefix("127.")
  }
}
