import Commerce
import Operations
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
final class SampleIDs: IDSource {
  private let count: Atomic<UInt64>

  init(seed: UInt64) { count = Atomic(SeededNumbers.mixed(seed) << 24) }

  func next() -> UniqueID {
    let number = count.wrappingAdd(2, ordering: .relaxed).newValue
    return UniqueID(randomHigh: SeededNumbers.mixed(number), randomLow: SeededNumbers.mixed(number + 1))
  }
}

/// Takes papers and keeps none.
struct NoPrinter: Printer {
  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String { "" }
}
