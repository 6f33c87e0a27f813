import Client
import Commerce
import Contract
import Operations
import Server
import Synchronization
import Threading
import TestSupport
import Testing
import TownDialect

@Suite("The change feed as events")
struct ChangeFeedTests {
  /// Reads a stream event by event.
  private struct Listening {
    var pieces: AsyncStream<[UInt8]>.Iterator
    var reader = ServerSentEvents.Reader()
    var waiting: [ServerSentEvents.Event] = []

    init(_ response: Response) throws {
      guard case .stream(let pieces) = response.body else { throw Fault.internalError }
      self.pieces = pieces.makeAsyncIterator()
    }

    mutating func next() async -> ServerSentEvents.Event? {
      while waiting.isEmpty {
        guard let piece = await pieces.next() else { return nil }
        waiting += reader.read(piece)
      }
      return waiting.removeFirst()
    }
  }

  @Test("every change within reach is an event under its sequence, and a broken stream goes on where it broke")
  func events() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("B-3", "3333")
    let support = remote.support
    let response = await remote.wireAnswer("GET", "/events", "", as: support)
    #expect(response.status == 200 && response.headers["content-type"] == "text/event-stream")
    var listening = try Listening(response)
    let start = try await remote.local.history.lastSequence()
    try await remote.town.place([("MILO-400", 1)])
    let changes = try await remote.local.history.changes(after: start, limit: 100, by: support)
    #expect(!changes.isEmpty)
    for change in changes {
      let event = try #require(await listening.next())
      #expect(event == .init(id: String(change.sequence), data: "{\"sequence\":\(change.sequence)}"))
    }
    // Nobody listens while this happens.
    try await remote.town.place([("RICE-5", 1)])
    let missed = try await remote.local.history.changes(
      after: try #require(changes.last).sequence, limit: 100, by: support)
    var request = remote.request("GET", "/events", as: support)
    request.headers["last-event-id"] = listening.reader.lastID
    var again = try Listening(try await remote.wire.send(request))
    for change in missed { #expect(await again.next()?.id == String(change.sequence)) }
    var byQuery = remote.request("GET", "/events", as: support)
    byQuery.query = "after=\(start)"
    var third = try Listening(try await remote.wire.send(byQuery))
    #expect(await third.next()?.id == changes.first.map { String($0.sequence) })
  }

  @Test("nothing of another town is told")
  func scope() async throws {
    let remote = try await RemoteTown()
    let stranger = try await remote.stranger()
    var listening = try Listening(await remote.wireAnswer("GET", "/events", "", as: stranger))
    try await remote.town.place([("MILO-400", 1)])
    let before = try await remote.local.history.lastSequence()
    try await remote.local.customers.addNote("calls late", aboutPhone: "0244123456", remote.town.intent(stranger))
    let own = try await remote.local.history.changes(after: before, limit: 10, by: stranger)
    #expect(await listening.next()?.id == own.first.map { String($0.sequence) })
  }

  @Test("a stream beats, and ends with its token")
  func beats() async throws {
    let (beats, drum) = AsyncStream.makeStream(of: Void.self)
    let source = Beats(beats)
    let remote = try await RemoteTown(pulse: Pulse { try await source.next() })
    try await remote.signIn("B-3", "3333")
    let response = await remote.wireAnswer("GET", "/events", "", as: remote.support)
    guard case .stream(let pieces) = response.body else {
      Issue.record("no stream")
      return
    }
    var iterator = pieces.makeAsyncIterator()
    _ = await iterator.next()
    drum.yield()
    #expect(await iterator.next() == ServerSentEvents.heartbeat)
    remote.town.clock.advance(minutes: 61)
    drum.yield()
    #expect(await iterator.next() == nil)
  }

  @Test("who may not read the feed gets no stream")
  func forbidden() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("D-1", "4444")
    #expect(await remote.wireAnswer("GET", "/events", "", as: remote.town.driver).status == 403)
    #expect(await remote.wireAnswer("GET", "/events", "", as: remote.support).status == 401)
  }

  @Test("all streams together read the commits once")
  func oneReader() async throws {
    let counter = CountingHistory.Counter()
    let remote = try await RemoteTown(desks: { $0.with(history: CountingHistory(inner: $0.history, counter: counter)) })
    try await remote.signIn("B-3", "3333")
    var streams: [Listening] = []
    for _ in 0..<20 {
      streams.append(try Listening(await remote.wireAnswer("GET", "/events", "", as: remote.support)))
    }
    try await remote.town.place([("MILO-400", 1)])
    for index in streams.indices { #expect(await streams[index].next() != nil) }
    #expect(counter.count == 1)
  }

  @Test("a remote console is woken by every change, even over a link that breaks")
  func remoteCommits() async throws {
    let remote = try await RemoteTown()
    try await remote.signIn("B-3", "3333")
    let isCut = Locked(true)
    remote.wire.change { request, response in
      guard request.path.hasSuffix("/events"), case .stream(let pieces) = response.body else { return response }
      guard isCut.withLock({ $0 }) else { return response }
      isCut.withLock { $0 = false }
      // The first stream breaks off before its first event.
      let cut = Cut(pieces)
      return Response(
        status: 200, headers: response.headers, body: .stream(AsyncStream(unfolding: { await cut.next() })))
    }
    var signals = remote.desks.history.commits().makeAsyncIterator()
    try await remote.town.place([("MILO-400", 1)])
    #expect(await signals.next() != nil)
    try await remote.town.place([("RICE-5", 1)])
    #expect(await signals.next() != nil)
  }
}

/// Beats as the test gives them.
private actor Beats {
  private let stream: AsyncStream<Void>

  init(_ stream: AsyncStream<Void>) { self.stream = stream }

  func next() async throws {
    for await _ in stream { return }
    throw CancellationError()
  }
}

/// The first piece of a stream, and then nothing.
private actor Cut {
  private let pieces: AsyncStream<[UInt8]>
  private var isOver = false

  init(_ pieces: AsyncStream<[UInt8]>) { self.pieces = pieces }

  func next() async -> [UInt8]? {
    guard !isOver else { return nil }
    isOver = true
    for await piece in pieces { return piece }
    return nil
  }
}

/// A history desk that counts who reads its commits.
private struct CountingHistory: HistoryDesk {
  final class Counter: Sendable {
    private let value = Atomic<Int>(0)
    var count: Int { value.load(ordering: .relaxed) }
    func add() { value.add(1, ordering: .relaxed) }
  }

  let inner: any HistoryDesk
  let counter: Counter

  func changes(
    _ query: HistoryQuery, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedChange> { try await inner.changes(query, page, by: caller) }
  func changes(after sequence: Int64, limit: Int, by caller: Caller) async throws(CommerceError) -> [RecordedChange] {
    try await inner.changes(after: sequence, limit: limit, by: caller)
  }
  func board(at moment: Instant, by caller: Caller) async throws(CommerceError) -> PastBoard {
    try await inner.board(at: moment, by: caller)
  }
  func orders(
    _ status: OrderStatus, at moment: Instant, limit: Int, by caller: Caller
  ) async throws(CommerceError) -> PastOrders { try await inner.orders(status, at: moment, limit: limit, by: caller) }
  func order(_ number: String, at moment: Instant, by caller: Caller) async throws(CommerceError) -> PastOrder {
    try await inner.order(number, at: moment, by: caller)
  }
  func lastSequence() async throws(CommerceError) -> Int64 { try await inner.lastSequence() }
  func commits() -> AsyncStream<Void> {
    counter.add()
    return inner.commits()
  }
}

extension Desks {
  /// These desks with another history desk.
  fileprivate func with(history: any HistoryDesk) -> Desks {
    Desks(
      session: session, orders: orders, customers: customers, warehouse: warehouse, dispatch: dispatch, cash: cash,
      stock: stock, stockWork: stockWork, history: history, people: people, reports: reports, house: house)
  }
}
