import Glibc
import Server
import Threading

/// A client that says exactly what a test wants said, bytes as they are.
final class RawSocket {
  private let descriptor: Int32

  /// Runs a conversation with a server on a thread of its own: reading blocks, and the pool has no thread to spare.
  static func talk<Value: Sendable>(
    to address: ListenAddress, _ body: @escaping @Sendable (RawSocket) throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      let thread = OwnThread("raw-socket") {
        continuation.resume(with: Result { try body(try RawSocket(address)) })
      }
      if thread == nil { continuation.resume(throwing: Trouble(errno: errno)) }
    }
  }

  struct Trouble: Error {
    let errno: Int32
  }

  init(_ address: ListenAddress) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = address.port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let connected = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    // What throws here is released like any other: the descriptor is closed then, and once.
    guard connected == 0 else { throw Trouble(errno: errno) }
    // A test that waits for what never comes fails instead of hanging.
    var patience = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// Writes all of it; what the other side does not take any more is lost.
  func write(_ text: String) { write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { space in
        send(descriptor, space.baseAddress.map { $0 + sent }, space.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// The next bytes; empty at the end, or when the other side cut the connection.
  func read(atMost limit: Int = 65_536) -> [UInt8] {
    var space = [UInt8](repeating: 0, count: limit)
    let count = recv(descriptor, &space, limit, 0)
    return count > 0 ? Array(space[..<count]) : []
  }

  /// Everything until the end.
  func readToEnd() -> String {
    var all: [UInt8] = []
    while true {
      let bytes = read()
      if bytes.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += bytes
    }
  }

  /// Everything until `mark` has been read, or the end.
  func read(until mark: String) -> String {
    var all: [UInt8] = []
    while !String(decoding: all, as: UTF8.self).contains(mark) {
      let bytes = read()
      if bytes.isEmpty { break }
      all += bytes
    }
    return String(decoding: all, as: UTF8.self)
  }
}
