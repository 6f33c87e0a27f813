import Commerce
public import Operations
import Threading

/// Counts requests in windows of time, each key in its own: so many from one key in a window, and no more until the
/// window ends (contracts.md I60).
///
/// A window begins with the first request of its key. Memory is bounded: of more keys than there is room for, those
/// that have been silent longest are forgotten. Who goes on asking is not.
public final class RateLimiter: Sendable {
  /// Who is counted together.
  public struct Key: Hashable, Sendable {
    /// What is counted, so that buckets of different kinds never meet.
    public var kind: Kind
    /// Who, in words of that kind.
    public var who: String

    /// What is counted.
    public enum Kind: Hashable, Sendable { case address, provider, person, account }

    /// `who` of that kind.
    public init(_ kind: Kind, _ who: String) {
      self.kind = kind
      self.who = who
    }
  }

  /// So many in so long.
  public struct Allowance: Hashable, Sendable {
    /// The most requests in a window.
    public var limit: Int
    /// The length of a window in seconds.
    public var seconds: Int64

    /// `limit` in `seconds`.
    public init(_ limit: Int, seconds: Int64 = 15 * 60) {
      self.limit = limit
      self.seconds = seconds
    }
  }

  /// How a request was counted.
  public struct Verdict: Hashable, Sendable {
    /// False for one too many; it did not count.
    public var isAllowed: Bool
    /// The most requests in the window.
    public var limit: Int
    /// How many more may come in it.
    public var remaining: Int
    /// When it ends, in whole seconds since 1970.
    public var reset: Int64
    /// Seconds until then, at least one.
    public var retryAfter: Int
  }

  private struct Window {
    var start: Int64
    var count: Int
  }

  private struct Windows {
    var young: [Key: Window] = [:]
    var old: [Key: Window] = [:]
  }

  private let clock: any Clock
  private let half: Int
  private let windows = Locked(Windows())

  /// A limiter that remembers at most `capacity` keys.
  public init(clock: any Clock, capacity: Int = 100_000) {
    self.clock = clock
    half = max(1, capacity / 2)
  }

  /// How many keys are remembered.
  public var keys: Int { windows.withLock { $0.young.count + $0.old.count } }

  /// Counts a request of `key`.
  public func take(_ key: Key, _ allowance: Allowance) -> Verdict {
    let now = clock.now.milliseconds
    let length = allowance.seconds * 1000
    let (window, isAllowed) = windows.withLock { windows in
      var window = windows.young[key] ?? windows.old.removeValue(forKey: key) ?? Window(start: now, count: 0)
      // Before its start it is none either: then the clock was set back.
      if now < window.start || now - window.start >= length { window = Window(start: now, count: 0) }
      let isAllowed = window.count < allowance.limit
      if isAllowed { window.count += 1 }
      windows.young[key] = window
      if windows.young.count >= half {
        windows.old = windows.young
        windows.young = [:]
      }
      return (window, isAllowed)
    }
    let end = window.start + length
    return Verdict(
      isAllowed: isAllowed, limit: allowance.limit, remaining: allowance.limit - window.count,
      reset: (end + 999) / 1000, retryAfter: Int(max(1, (end - now + 999) / 1000)))
  }
}
