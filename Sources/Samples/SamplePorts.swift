public import Commerce
public import Operations
import Synchronization

/// A clock that the builder sets: every event of the sample day happens at its own time.
final class SampleClock: Clock {
  private let milliseconds: Atomic<Int64>

  init(_ start: Instant) { milliseconds = Atomic(start.milliseconds) }

  var now: Instant { Instant(milliseconds: milliseconds.load(ordering: .acquiring)) }

  func set(_ instant: Instant) { milliseconds.store(instant.milliseconds, ordering: .releasing) }

  func advance(seconds: Int64) { set(now.adding(seconds: seconds)) }
}

/// Identifiers that are the same for the same seed.
public final class SeededIDs: IDSource {
  private let count: Atomic<UInt64>

  init(seed: UInt64) { count = Atomic(SeededNumbers.mixed(seed) << 24) }

  /// Those of a script: never the ones a sample store of the same seed was built with.
  public static func script(_ seed: UInt64) -> SeededIDs { SeededIDs(seed: seed ^ 0x7363_7269_7074) }

  /// The next one.
  public func next() -> UniqueID {
    let number = count.wrappingAdd(2, ordering: .relaxed).newValue
    return UniqueID(randomHigh: SeededNumbers.mixed(number), randomLow: SeededNumbers.mixed(number + 1))
  }
}

/// Takes papers and keeps none.
struct NoPrinter: Printer {
  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String { "" }
}
