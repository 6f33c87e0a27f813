import Commerce
import Contract
import Operations
import TownDialect

extension RemoteLink {
  /// A signal for each burst of changes within reach of whoever signed in last. A broken stream is taken up where it
  /// broke, after a pause that grows; whoever may not read the feed is woken at intervals instead.
  func commits() -> AsyncStream<Void> {
    let (stream, signals) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let task = Task {
      var follower = FeedFollower(link: self)
      while !Task.isCancelled {
        await follower.follow { signals.yield() }
        do { try await pause(follower.rest) } catch { break }
      }
      signals.finish()
    }
    signals.onTermination = { _ in task.cancel() }
    return stream
  }
}

/// Where a console is in a server's change feed.
private struct FeedFollower {
  let link: RemoteLink
  /// How long to wait before the next attempt.
  private(set) var rest = shortest
  private var lastID = ""
  private static let shortest = Duration.milliseconds(500)
  private static let longest = Duration.seconds(15)
  /// Between two looks of somebody who may not read the feed.
  private static let interval = Duration.seconds(5)

  init(link: RemoteLink) { self.link = link }

  /// Reads one stream to its end.
  mutating func follow(_ signal: () -> Void) async {
    guard let holder = link.wallet.newest else {
      rest = Self.shortest
      return
    }
    var request = Request(
      method: "GET", path: Town.prefix + ChangeEvents.route.path, headers: ["accept": ServerSentEvents.contentType])
    if !lastID.isEmpty { request.headers["last-event-id"] = lastID }
    guard let response = try? await link.signed(request, as: holder) else {
      rest = min(rest * 2, Self.longest)
      return
    }
    guard response.status == 200, case .stream(let pieces) = response.body else {
      // Not theirs to read, or not offered: look again from time to time.
      rest = Self.interval
      signal()
      return
    }
    var reader = ServerSentEvents.Reader()
    // What changed before the first stream stood has no event: its beginning is a signal.
    var isFirst = lastID.isEmpty
    for await piece in pieces {
      rest = Self.shortest
      if !reader.read(piece).isEmpty || isFirst { signal() }
      isFirst = false
      if !reader.lastID.isEmpty { lastID = reader.lastID }
      // Somebody else sits here now, who sees other changes.
      if link.wallet.newest != holder { break }
    }
  }
}
