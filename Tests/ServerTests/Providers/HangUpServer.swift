import Client
import Glibc
import Testing
import Threading

/// Takes every connection and cuts it as soon as something has been said.
final class HangUpServer: Sendable {
  private let listener: Int32
  private let port: UInt16

  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, size) == 0 && listen(listener, 8) == 0 && getsockname(listener, $0, &size) == 0
      }
    }
    try #require(isListening)
    self.listener = listener
    port = UInt16(bigEndian: place.sin_port)
    let thread = OwnThread("hang-up") {
      while true {
        let connection = accept(listener, nil, nil)
        guard connection >= 0 else { return }
        var byte: UInt8 = 0
        recv(connection, &byte, 1, 0)
        close(connection)
      }
    }
    try #require(thread != nil)
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// A way to it.
  func transport() throws -> CurlTransport {
    try CurlTransport(try #require(ServerAddress("http://127.0.0.1:\(port)")))
  }
}
