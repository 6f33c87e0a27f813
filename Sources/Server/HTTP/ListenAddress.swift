import Glibc

/// Where a listener listens: a host of this machine and a port.
public struct ListenAddress: Hashable, Sendable {
  /// An address or a name; without the brackets of IPv6.
  public var host: String
  /// The port; 0 for whichever is free.
  public var port: UInt16

  /// `host` and `port`.
  public init(host: String, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// `127.0.0.1:8000`, `localhost:0` or `[::1]:8000`; nil when it is none.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.contains(":") {
      return nil
    }
    guard !host.isEmpty else { return nil }
    self.init(host: String(host), port: port)
  }

  /// As it stands in an address of the web.
  public var text: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}

/// Why a server does not start.
public struct HTTPServerTrouble: Error, Hashable, Sendable {
  /// The address or file that is the matter.
  public var place: String
  /// What is wrong with it, one clause.
  public var reason: String

  /// `place` is the matter.
  public init(place: String, reason: String) {
    self.place = place
    self.reason = reason
  }
}

/// A socket that listens.
struct ListeningSocket {
  /// The descriptor.
  private(set) var descriptor: Int32
  /// The port it got.
  private(set) var port: UInt16
  /// True when only this machine reaches it.
  private(set) var isLoopback: Bool

  /// Binds the address. Throws in the words of the system.
  init(_ address: ListenAddress) throws(HTTPServerTrouble) {
    var hints = addrinfo()
    hints.ai_flags = AI_PASSIVE
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    let failed = getaddrinfo(address.host, String(address.port), &hints, &found)
    defer { freeaddrinfo(found) }
    guard failed == 0, let place = found?.pointee, let socketAddress = place.ai_addr else {
      throw HTTPServerTrouble(place: address.text, reason: String(cString: gai_strerror(failed)))
    }
    let made = socket(
      place.ai_family, place.ai_socktype | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard made >= 0 else { throw Self.trouble(address) }
    var one: Int32 = 1
    setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    if place.ai_family == AF_INET6 {
      setsockopt(made, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &one, socklen_t(MemoryLayout<Int32>.size))
    }
    guard bind(made, socketAddress, place.ai_addrlen) == 0, listen(made, 1024) == 0 else {
      let trouble = Self.trouble(address)
      close(made)
      throw trouble
    }
    descriptor = made
    (port, isLoopback) = Self.bound(made)
  }

  /// The port a socket got, and whether only this machine reaches it.
  private static func bound(_ descriptor: Int32) -> (UInt16, Bool) {
    var storage = sockaddr_storage()
    var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &storage) { pointer in
      let raw = UnsafeMutableRawPointer(pointer)
      getsockname(descriptor, raw.assumingMemoryBound(to: sockaddr.self), &size)
      if pointer.pointee.ss_family == sa_family_t(AF_INET6) {
        let address = raw.assumingMemoryBound(to: sockaddr_in6.self).pointee
        let loopback = withUnsafeBytes(of: address.sin6_addr) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
        return (UInt16(bigEndian: address.sin6_port), loopback)
      }
      let address = raw.assumingMemoryBound(to: sockaddr_in.self).pointee
      return (UInt16(bigEndian: address.sin_port), UInt32(bigEndian: address.sin_addr.s_addr) >> 24 == 127)
    }
  }

  private static func trouble(_ address: ListenAddress) -> HTTPServerTrouble {
    HTTPServerTrouble(place: address.text, reason: String(cString: strerror(errno)))
  }
}
