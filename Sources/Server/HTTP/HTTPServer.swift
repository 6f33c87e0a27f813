import CMicroHTTPD
import Contract
import Glibc
import Synchronization
import Threading

/// A listener on a socket: libmicrohttpd with epoll and a few threads. It carries bytes; what they mean is the
/// handler's.
public final class HTTPServer: Sendable {
  /// Where it listens, with the port it got.
  public let address: ListenAddress
  /// True when only this machine reaches it.
  public let isLoopback: Bool
  /// True when it speaks TLS.
  public let isSecure: Bool

  private let core: HTTPCore
  private let daemon: Locked<OpaquePointer?>

  /// What a server is besides its address.
  public struct Setup: Sendable {
    /// What it spares for anybody.
    public var limits = HTTPLimits()
    /// Certificate and key; nil for plain HTTP.
    public var tls: TLSIdentity?
    /// The addresses whose `X-Forwarded-For` is believed.
    public var proxies: Set<String> = []
    /// The threads that read and write.
    public var threads: UInt32 = 2
    /// False refuses an address others reach.
    public var isPublic = false
    /// Hears of every exchange that is over; on the connection's thread, so it must not wait.
    public var observe: @Sendable (ExchangeRecord) -> Void = { _ in }

    /// The usual.
    public init() {}
  }

  /// Starts to listen. Throws when the address is taken, not of this machine, or reached by others without leave; and
  /// when certificate and key are not good.
  public init(_ address: ListenAddress, _ handler: any HTTPHandler, _ setup: Setup = Setup()) throws(HTTPServerTrouble)
  {
    let socket = try ListeningSocket(address)
    var isKept = false
    defer { if !isKept { close(socket.descriptor) } }
    guard socket.isLoopback || setup.isPublic else {
      throw HTTPServerTrouble(place: address.text, reason: "others reach this address; it is not for them unless told")
    }
    guard let watch = ConnectionWatch() else {
      throw HTTPServerTrouble(place: address.text, reason: "no descriptors or threads are left")
    }
    let core = HTTPCore(
      handler: handler, limits: setup.limits, proxies: setup.proxies, watch: watch, observe: setup.observe)
    let held = Unmanaged.passRetained(core)
    guard let daemon = HTTPCallbacks.start(held, socket, setup) else {
      held.release()
      watch.end()
      throw HTTPServerTrouble(
        place: address.text,
        reason: setup.tls == nil
          ? "the HTTP library does not start" : "certificate and key cannot be read or do not go together")
    }
    isKept = true
    self.address = ListenAddress(host: address.host, port: socket.port)
    isLoopback = socket.isLoopback
    isSecure = setup.tls != nil
    self.core = core
    self.daemon = Locked(daemon)
  }

  /// Connections there are, streams that are sent on them, and exchanges that have begun and are not over.
  public var figures: (connections: Int, streams: Int, inFlight: Int) {
    let counts = core.watch.counts
    return (counts.connections, counts.streams, core.inFlight.count)
  }

  /// Stops: takes nobody in any more, ends the streams, lets what is in work finish within its time, answers the rest
  /// with 503, and closes. Does nothing the second time.
  public func drain() async {
    let running = daemon.withLock { daemon in
      defer { daemon = nil }
      return daemon.map { Stopping(daemon: $0, core: core) }
    }
    guard let running else { return }
    core.isDraining.store(true, ordering: .sequentiallyConsistent)
    running.quiesce()
    core.watch.finishStreams()
    await core.inFlight.wait(seconds: core.limits.drain)
    for exchange in core.inFlight.close() {
      exchange.put(core.handler.answer(to: .unavailable("the server is about to stop")))
    }
    core.watch.finishStreams()
    await running.stop()
  }

  /// A server on its way down.
  ///
  /// Unchecked because it is a C pointer; it belongs to whoever stops the server, which is one.
  private struct Stopping: @unchecked Sendable {
    let daemon: OpaquePointer
    let core: HTTPCore

    func quiesce() {
      let listener = MHD_quiesce_daemon(daemon)
      if listener >= 0 { close(listener) }
    }

    /// Joins the library's threads on a thread of its own.
    func stop() async {
      await withCheckedContinuation { continuation in
        let work: @Sendable () -> Void = {
          MHD_stop_daemon(daemon)
          core.watch.end()
          Unmanaged.passUnretained(core).release()
          continuation.resume()
        }
        if OwnThread("http-stop", work) == nil { work() }
      }
    }
  }
}
