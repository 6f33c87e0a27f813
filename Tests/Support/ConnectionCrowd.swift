import Glibc

/// Keep-alive connections to a server of this machine, worked by the caller's own thread: each has one request under way
/// at most, and what was answered is known to the byte.
public final class ConnectionCrowd {
  /// An answer that came whole.
  public struct Answer: Sendable {
    /// Its status.
    public let status: Int
    /// Its body.
    public let body: [UInt8]
  }

  /// Whether to go on after an answer.
  public enum Course: Sendable {
    /// The connection is free for the next request.
    case goOn
    /// Nothing more is sent or read now.
    case stop
  }

  /// A connection could not be made.
  public struct NotConnected: Error {
    /// Why.
    public let reason: Int32
  }

  private struct Line {
    let descriptor: Int32
    var received: [UInt8] = []
    var isBusy = false
    var isOver = false
  }

  private var lines: [Line] = []

  /// So many connections to a port.
  public init(port: UInt16, count: Int) throws(NotConnected) {
    for _ in 0..<count { lines.append(Line(descriptor: try Self.connected(to: port))) }
  }

  deinit { for line in lines { close(line.descriptor) } }

  /// Sends `next` of a connection whenever it is free and hands over every answer, until `answered` says to stop, or
  /// nothing is under way and nothing is to be sent.
  public func work(next: (Int) -> [UInt8]?, answered: (Int, Answer) throws -> Course) throws {
    while true {
      for index in lines.indices where !lines[index].isBusy && !lines[index].isOver {
        guard let request = next(index) else { continue }
        lines[index].isBusy = true
        send(request, on: index)
      }
      let busy = lines.indices.filter { lines[$0].isBusy && !lines[$0].isOver }
      guard !busy.isEmpty else { return }
      var polled = busy.map { pollfd(fd: lines[$0].descriptor, events: Int16(POLLIN), revents: 0) }
      guard poll(&polled, nfds_t(polled.count), 60_000) > 0 else { return }
      for (index, line) in zip(busy, polled) where line.revents != 0 {
        receive(on: index)
        if let answer = takeAnswer(of: index), try answered(index, answer) == .stop { return }
      }
    }
  }

  /// Hands over what had come whole before the server went away.
  public func finish(_ answered: (Int, Answer) throws -> Void) rethrows {
    for index in lines.indices where lines[index].isBusy {
      while !lines[index].isOver { receive(on: index) }
      if let answer = takeAnswer(of: index) { try answered(index, answer) }
    }
  }

  private func send(_ request: [UInt8], on index: Int) {
    var sent = 0
    while sent < request.count {
      let count = request.withUnsafeBytes { bytes in
        Glibc.send(
          lines[index].descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      // Somebody who is gone does not answer either.
      guard count > 0 else { return }
      sent += count
    }
  }

  private func receive(on index: Int) {
    var space = [UInt8](repeating: 0, count: 16_384)
    let count = recv(lines[index].descriptor, &space, space.count, 0)
    if count > 0 { lines[index].received += space[..<count] } else { lines[index].isOver = true }
  }

  /// The answer that a connection has received; nil while part of it is missing.
  private func takeAnswer(of index: Int) -> Answer? {
    let received = lines[index].received
    guard let headers = Self.bodyStart(in: received) else { return nil }
    let text = String(decoding: received[..<headers], as: UTF8.self)
    let fields = text.split(separator: "\r\n")
    let length = fields.first { $0.lowercased().hasPrefix("content-length:") }
      .flatMap { Int($0.dropFirst("content-length:".count).drop { $0 == " " }) }
    guard let status = fields.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }), let length,
      received.count >= headers + length
    else { return nil }
    lines[index].received = Array(received[(headers + length)...])
    lines[index].isBusy = false
    return Answer(status: status, body: Array(received[headers..<headers + length]))
  }

  /// Where the body begins; nil while the head is not whole.
  private static func bodyStart(in bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { bytes in
      var matched = 0
      for (index, byte) in bytes.enumerated() {
        let wanted: UInt8 = matched.isMultiple(of: 2) ? 13 : 10
        matched = byte == wanted ? matched + 1 : (byte == 13 ? 1 : 0)
        if matched == 4 { return index + 1 }
      }
      return nil
    }
  }

  private static func connected(to port: UInt16) throws(NotConnected) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_port = port.bigEndian
    place.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &place) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      let reason = errno
      close(descriptor)
      throw NotConnected(reason: reason)
    }
    var isOn: Int32 = 1
    setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    return descriptor
  }
}
