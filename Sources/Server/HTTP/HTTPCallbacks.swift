import CMicroHTTPD
import Contract

/// The library's callbacks. Each finds the server's core in its context, and the exchange or connection in what an
/// earlier one left there.
enum HTTPCallbacks {
  /// Starts the library; nil when it refuses.
  static func start(_ core: Unmanaged<HTTPCore>, _ socket: ListeningSocket, _ setup: HTTPServer.Setup) -> OpaquePointer?
  {
    var start = thm_start()
    start.listener = socket.descriptor
    start.threads = setup.threads
    // Headers are read into half of it, and what the answer's own need must be left.
    start.connection_memory = setup.limits.headerBlock * 3 / 2
    start.connection_limit = UInt32(setup.limits.connections)
    start.address_limit = UInt32(setup.limits.connectionsPerAddress ?? 0)
    start.idle_timeout = UInt32(setup.limits.idle)
    start.context = core.toOpaque()
    start.target = { context, target, _ in
      guard let context else { return nil }
      return Unmanaged.passRetained(Self.core(context).begin(target: target)).toOpaque()
    }
    start.access = { context, connection, target, method, version, piece, size, slot in
      guard let context, let connection, let target, let method, let version, let size, let held = slot?.pointee else {
        return .NO
      }
      let exchange = Unmanaged<HTTPExchange>.fromOpaque(held).takeUnretainedValue()
      let isFine = Self.core(context).advance(
        exchange, connection, head: RawHead(target: target, method: method, version: version),
        piece: UnsafeRawBufferPointer(start: piece, count: size.pointee))
      size.pointee = 0
      return isFine ? .YES : .NO
    }
    start.completed = { context, connection, slot, _ in
      guard let context, let connection, let held = slot?.pointee else { return }
      Self.core(context).end(Unmanaged<HTTPExchange>.fromOpaque(held).takeRetainedValue(), connection)
      slot?.pointee = nil
    }
    start.connected = { context, connection, _, what in
      guard let context, let connection else { return }
      let core = Self.core(context)
      let socket = thm_socket(connection)
      if thm_is_start(what) == 1 {
        core.watch.begin(socket, seconds: core.limits.headers)
      } else {
        core.watch.finish(socket)
      }
    }
    guard let tls = setup.tls else { return thm_start_daemon(&start) }
    return tls.certificate.withUnsafeBufferPointer { certificate in
      tls.key.withUnsafeBufferPointer { key in
        start.certificate = certificate.baseAddress
        start.key = key.baseAddress
        return thm_start_daemon(&start)
      }
    }
  }

  private static func core(_ context: UnsafeMutableRawPointer) -> HTTPCore {
    Unmanaged<HTTPCore>.fromOpaque(context).takeUnretainedValue()
  }
}
