import Commerce
import Contract
import Operations
import Threading

/// What lets a quiet event stream be heard from time to time.
public struct Pulse: Sendable {
  /// Waits for the next beat; throws when the wait is cancelled.
  public var beat: @Sendable () async throws -> Void

  /// A pulse of these beats.
  public init(_ beat: @escaping @Sendable () async throws -> Void) { self.beat = beat }

  /// Every 15 seconds.
  public static let every15Seconds = Pulse { try await Task.sleep(for: .seconds(15)) }
}

/// The change feed of a house as event streams: one reader of the commits rings for all of them, and each then asks what
/// its caller may see. A piece is made when it is asked for, so that a slow reader costs nothing.
final class ChangeFeed: Sendable {
  private struct State {
    var bells: [Int: Doorbell] = [:]
    var next = 0
    var readers: [Task<Void, Never>] = []
  }

  private let history: any HistoryDesk
  private let pulse: Pulse
  private let state = Locked(State())

  init(history: any HistoryDesk, pulse: Pulse) {
    self.history = history
    self.pulse = pulse
  }

  /// The events for a caller that follow `sequence`, or that come from now on. Ends when `isGood` does, or when the
  /// caller may not see changes any more. Throws `access.forbidden` when that is so from the beginning.
  func stream(
    for who: SignedIn, after sequence: Int64?, while isGood: @escaping @Sendable () -> Bool
  ) async throws(CommerceError) -> AsyncStream<[UInt8]> {
    // The bell comes first: what is committed from here on rings.
    let subscription = Subscription(feed: self)
    let start: Int64
    if let sequence { start = sequence } else { start = try await history.lastSequence() }
    let caller = Caller(person: who.person, site: ID(0), impersonator: who.impersonator)
    _ = try await history.changes(after: .max - 1, limit: 1, by: caller)
    let reader = EventReader(history: history, caller: caller, from: start, subscription, isGood: isGood)
    return AsyncStream(unfolding: { await reader.next() })
  }

  /// A bell that is rung from now on until its subscription goes.
  fileprivate func hang() -> (id: Int, bell: Doorbell) {
    let bell = Doorbell()
    return state.withLock { state in
      state.next += 1
      state.bells[state.next] = bell
      if state.readers.isEmpty { state.readers = start() }
      return (state.next, bell)
    }
  }

  fileprivate func remove(_ id: Int) {
    state.withLock { state in
      state.bells[id] = nil
      guard state.bells.isEmpty else { return }
      for reader in state.readers { reader.cancel() }
      state.readers = []
    }
  }

  private func start() -> [Task<Void, Never>] {
    let commits = history.commits()
    return [
      Task { [weak self] in
        for await _ in commits { self?.ring(.commit) }
      },
      Task { [weak self, pulse] in
        while (try? await pulse.beat()) != nil, !Task.isCancelled { self?.ring(.beat) }
      },
    ]
  }

  private func ring(_ why: Doorbell.Ring) {
    let bells = state.withLock { Array($0.bells.values) }
    for bell in bells { bell.ring(why) }
  }
}

/// A place in the feed; it is given up when nobody holds it any more.
private final class Subscription: Sendable {
  let bell: Doorbell
  private let id: Int
  private let feed: ChangeFeed

  init(feed: ChangeFeed) {
    self.feed = feed
    (id, bell) = feed.hang()
  }

  deinit { feed.remove(id) }
}

/// One stream: where it is, and what comes next.
private actor EventReader {
  private let history: any HistoryDesk
  private let caller: Caller
  private let subscription: Subscription
  private let isGood: @Sendable () -> Bool
  private var last: Int64
  private var hasBegun = false
  private var mayHaveMore = true
  private static let page = 500

  init(
    history: any HistoryDesk, caller: Caller, from start: Int64, _ subscription: Subscription,
    isGood: @escaping @Sendable () -> Bool
  ) {
    self.history = history
    self.caller = caller
    self.subscription = subscription
    self.isGood = isGood
    last = start
  }

  /// The next piece; nil at the end.
  func next() async -> [UInt8]? {
    if !hasBegun {
      hasBegun = true
      // A position without an event: whoever breaks off before the first one loses nothing.
      return ServerSentEvents.Event(id: String(last), data: "").encoded
    }
    var isBeat = false
    while !Task.isCancelled, isGood() {
      if mayHaveMore {
        do {
          if let piece = try await events() { return piece }
        } catch .trouble {
          // The store is busy; the next ring asks again.
          mayHaveMore = true
        } catch {
          return nil
        }
      }
      // A beat that came together with a commit out of the caller's reach is still a beat.
      if isBeat { return ServerSentEvents.heartbeat }
      let ring = await subscription.bell.wait()
      if ring.contains(.commit) { mayHaveMore = true }
      isBeat = ring.contains(.beat)
    }
    return nil
  }

  /// The events of the next page; nil when there is none.
  private func events() async throws(CommerceError) -> [UInt8]? {
    // Read first, so that what is beyond the caller's reach needs no second look, and what comes now is not skipped.
    let newest = try await history.lastSequence()
    guard newest > last else {
      mayHaveMore = false
      return nil
    }
    let changes = try await history.changes(after: last, limit: Self.page, by: caller)
    mayHaveMore = changes.count == Self.page
    last = max(last, changes.last?.sequence ?? last, mayHaveMore ? last : newest)
    guard !changes.isEmpty else { return nil }
    return changes.flatMap { change in
      ServerSentEvents.Event(id: String(change.sequence), data: "{\"sequence\":\(change.sequence)}").encoded
    }
  }
}
