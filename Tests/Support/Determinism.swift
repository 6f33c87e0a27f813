public import Commerce
public import Operations
import Synchronization

/// A clock that stands still until it is moved.
public final class FixedClock: Clock {
  private let milliseconds: Atomic<Int64>

  /// A clock at `now`; Saturday 21 November 2026, 12:00 UTC by default.
  public init(_ now: Instant = Instant(milliseconds: 1_795_262_400_000)) {
    milliseconds = Atomic(now.milliseconds)
  }

  /// The moment it stands at.
  public var now: Instant { Instant(milliseconds: milliseconds.load(ordering: .relaxed)) }

  /// Sets it.
  public func set(_ now: Instant) { milliseconds.store(now.milliseconds, ordering: .relaxed) }

  /// Moves it on.
  public func advance(minutes: Int = 0, seconds: Int64 = 0) {
    milliseconds.add((Int64(minutes) * 60 + seconds) * 1000, ordering: .relaxed)
  }
}

/// Identifiers that count up from a start, so that a run can be repeated to the letter.
public final class SequenceIDs: IDSource {
  private let high: UInt64
  private let counter = Atomic<UInt64>(0)

  /// Identifiers of the family `seed`; two families never meet.
  public init(seed: UInt64 = 1) { high = seed }

  /// The next one.
  public func next() -> UniqueID {
    UniqueID(randomHigh: high, randomLow: counter.add(1, ordering: .relaxed).newValue)
  }
}

/// A small seeded generator (SplitMix64): the same seed gives the same run everywhere.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A run that starts from `seed`.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// Hashing for tests that are not about hashing: instant, and plainly no protection.
public struct PlainHasher: PasswordHasher {
  /// A hasher.
  public init() {}

  /// `plain:` and the secret.
  public func hash(_ secret: String) throws(CommerceError) -> String { "plain:" + secret }

  /// True when that is what was stored.
  public func verify(_ secret: String, against hash: String) -> Bool { hash == "plain:" + secret }

  /// False.
  public func verifyNothing(_ secret: String) -> Bool { false }
}

/// Keeps what was printed.
public final class MemoryPrinter: Printer {
  private let pages = Mutex<[(title: String, text: String)]>([])

  /// A printer with nothing printed yet.
  public init() {}

  /// Everything printed so far, in order.
  public var printed: [(title: String, text: String)] { pages.withLock { $0 } }

  /// Keeps the page and answers its title.
  public func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String {
    pages.withLock { $0.append((title, text)) }
    return title
  }
}
