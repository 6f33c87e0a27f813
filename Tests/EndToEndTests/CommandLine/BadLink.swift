import Foundation
import Glibc
import Synchronization
import TestSupport

/// A link to a server that takes its time, breaks off, delivers requests twice, or holds everything back: as it is told.
final class BadLink: Sendable {
  /// How it behaves.
  struct Manner: Sendable {
    /// True when nothing gets through; what comes waits.
    var isHeld = false
    /// Seconds that every piece is under way, in each direction.
    var delay = 0.0
    /// One piece in so many breaks its connection off, before or after it was delivered; 0 for none.
    var breaks = 0
    /// One request in so many is delivered a second time; 0 for none.
    var doubles = 0
  }

  /// What it has done.
  struct Figures: Sendable {
    /// Pieces that reached the server.
    var passed = 0
    /// Connections it broke off.
    var broken = 0
    /// Requests it delivered twice.
    var doubled = 0
  }

  private struct State {
    var manner = Manner()
    var figures = Figures()
    var isOver = false
  }

  /// Where it listens.
  let url: String
  private let state = Mutex(State())
  /// Written to and read from, so that the one who waits looks up.
  private let bell: (read: Int32, write: Int32)

  /// A link to a port of this machine.
  init(to port: UInt16, seed: UInt64) throws {
    let listener = Sockets.make()
    guard let own = Sockets.listen(listener) else { throw Sockets.Trouble(reason: errno) }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw Sockets.Trouble(reason: errno) }
    bell = (ends[0], ends[1])
    url = "http://127.0.0.1:\(own)"
    Thread.detachNewThread { [self] in
      var traffic = Traffic(listener: listener, bell: bell.read, port: port, generator: SeededGenerator(seed: seed))
      while let manner = state.withLock({ $0.isOver ? nil : $0.manner }) {
        traffic.carry(manner)
        state.withLock { $0.figures = traffic.figures }
      }
      traffic.close()
    }
  }

  /// What it has done so far.
  var figures: Figures { state.withLock { $0.figures } }

  /// Behaves like that from now on.
  func behave(_ manner: Manner) {
    state.withLock { $0.manner = manner }
    ring()
  }

  private func ring() { _ = write(bell.write, [1] as [UInt8], 1) }

  /// Ends it, and what is under way on it.
  func end() {
    state.withLock { $0.isOver = true }
    ring()
  }
}

/// The connections of a link and what is under way on them; one thread's own.
private struct Traffic {
  /// A piece, or the end of a direction when it is empty.
  private struct Piece {
    let due: Double
    let bytes: [UInt8]
  }

  private struct Line {
    /// The console's side and the server's; a request that is delivered twice has no console.
    var ends: [Int32]
    /// What is under way to the server, and from it.
    var pieces: [[Piece]] = [[], []]
    var isOver = false
  }

  let listener: Int32
  let bell: Int32
  let port: UInt16
  var generator: SeededGenerator
  var figures = BadLink.Figures()
  private var lines: [Line] = []

  init(listener: Int32, bell: Int32, port: UInt16, generator: SeededGenerator) {
    self.listener = listener
    self.bell = bell
    self.port = port
    self.generator = generator
  }

  /// Delivers what is due and waits for what comes next.
  mutating func carry(_ manner: BadLink.Manner) {
    if !manner.isHeld { deliver(manner) }
    for line in lines where line.isOver { for end in line.ends where end >= 0 { Glibc.close(end) } }
    lines.removeAll(where: \.isOver)
    var polled = [listener, bell].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    for line in lines { polled += line.ends.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) } }
    guard poll(&polled, nfds_t(polled.count), wait(manner)) > 0 else { return }
    let due = Self.now + manner.delay
    for (index, place) in polled.dropFirst(2).enumerated() where place.revents != 0 {
      receive(on: index / 2, from: index % 2, due: due)
    }
    if polled[1].revents != 0 {
      var rings = [UInt8](repeating: 0, count: 64)
      _ = read(bell, &rings, rings.count)
    }
    if polled[0].revents != 0 {
      let console = accept(listener, nil, nil)
      if console >= 0 { lines.append(Line(ends: [console, Sockets.connect(to: port)])) }
    }
  }

  mutating func close() {
    Glibc.close(listener)
    Glibc.close(bell)
    for line in lines { for end in line.ends where end >= 0 { Glibc.close(end) } }
  }

  private static var now: Double { ProcessInfo.processInfo.systemUptime }

  private func wait(_ manner: BadLink.Manner) -> Int32 {
    let due = lines.flatMap { $0.pieces.compactMap { $0.first?.due } }.min()
    guard !manner.isHeld, let due else { return -1 }
    return Int32(max(0, (due - Self.now) * 1000).rounded(.up))
  }

  private mutating func receive(on line: Int, from side: Int, due: Double) {
    var space = [UInt8](repeating: 0, count: 65_536)
    let count = recv(lines[line].ends[side], &space, space.count, 0)
    lines[line].pieces[side].append(Piece(due: due, bytes: Array(space[..<max(0, count)])))
    // Its end has been heard; hearing it again and again would keep this thread busy.
    guard count <= 0 else { return }
    Glibc.close(lines[line].ends[side])
    lines[line].ends[side] = -1
  }

  private mutating func deliver(_ manner: BadLink.Manner) {
    let now = Self.now
    for line in lines.indices {
      for side in 0...1 {
        while !lines[line].isOver, let piece = lines[line].pieces[side].first, piece.due <= now {
          lines[line].pieces[side].removeFirst()
          hand(over: piece.bytes, on: line, from: side, manner)
        }
      }
    }
  }

  private mutating func hand(over bytes: [UInt8], on line: Int, from side: Int, _ manner: BadLink.Manner) {
    guard !bytes.isEmpty else {
      lines[line].isOver = true
      return
    }
    let breaks = draw(manner.breaks)
    if breaks {
      figures.broken += 1
      lines[line].isOver = true
    }
    // Half of what breaks off was delivered before.
    guard !breaks || Bool.random(using: &generator) else { return }
    Sockets.send(bytes, on: lines[line].ends[1 - side])
    guard side == 0 else { return }
    figures.passed += 1
    guard bytes.starts(with: Array("POST ".utf8)), draw(manner.doubles) else { return }
    figures.doubled += 1
    let again = Sockets.connect(to: port)
    Sockets.send(bytes, on: again)
    lines.append(Line(ends: [-1, again]))
  }

  private mutating func draw(_ oneIn: Int) -> Bool { oneIn > 0 && Int.random(in: 0..<oneIn, using: &generator) == 0 }
}

/// The few calls of sockets that the tests of links need.
private enum Sockets {
  struct Trouble: Error { let reason: Int32 }

  static func make() -> Int32 {
    socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
  }

  /// Listens on a free port of this machine; nil when the system does not let it.
  static func listen(_ descriptor: Int32) -> UInt16? {
    var address = place(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isFine = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, size) == 0 && Glibc.listen(descriptor, 64) == 0
          && getsockname(descriptor, address, &size) == 0
      }
    }
    return isFine ? UInt16(bigEndian: address.sin_port) : nil
  }

  /// A connection to a port of this machine; one that is at its end when nobody listens.
  static func connect(to port: UInt16) -> Int32 {
    let descriptor = make()
    var address = place(port)
    _ = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return descriptor
  }

  static func send(_ bytes: [UInt8], on descriptor: Int32) {
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes { space in
        Glibc.send(descriptor, space.baseAddress.map { $0 + sent }, bytes.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  private static func place(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }
}
