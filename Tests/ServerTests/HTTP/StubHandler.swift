import Contract
import Server
import Threading
import TownDialect

/// Answers whatever a test wants, on every path, and counts how often it was asked.
struct StubHandler: HTTPHandler {
  /// How often anything was asked for.
  final class Count: Sendable {
    private let number = Locked(0)

    func add() { number.withLock { $0 += 1 } }

    var value: Int { number.withLock { $0 } }
  }

  let bodyLimit: Int
  let asked = Count()
  private let reply: @Sendable (Request) async -> Response

  init(bodyLimit: Int = 1 << 20, _ reply: @escaping @Sendable (Request) async -> Response) {
    self.bodyLimit = bodyLimit
    self.reply = reply
  }

  /// Says back what it was asked.
  static var echo: StubHandler {
    StubHandler { request in
      let words = [request.method, request.path, request.query, String(decoding: request.body, as: UTF8.self)]
      return Response(
        status: 200, headers: ["content-type": "text/plain"], body: .bytes(Array(words.joined(separator: " ").utf8)))
    }
  }

  func send(_ request: Request) async -> Response {
    asked.add()
    return await reply(request)
  }

  func route(of method: String, _ path: String) -> Route? { Route(.post, "/stub", bodyLimit: bodyLimit) }

  func answer(to fault: Fault) -> Response { Town.answer(to: fault) }
}

extension ListenAddress {
  /// A free port of this machine.
  static var anywhere: ListenAddress { ListenAddress(host: "127.0.0.1", port: 0) }
}

/// Something that happens once, and can be waited for.
final class Signal: Sendable {
  private let stream: AsyncStream<Void>
  private let sender: AsyncStream<Void>.Continuation

  init() { (stream, sender) = AsyncStream.makeStream() }

  func send() { sender.finish() }

  func wait() async { for await _ in stream {} }
}
