internal import CPlatform
internal import Commerce
internal import Glibc
internal import Operations
internal import Synchronization

/// Shows on a terminal how far a long piece of work has come; says nothing in a pipe.
final class ProgressLine: Sendable {
  private struct Drawn {
    var share = -1
    var at: Int64 = 0
    var hasLine = false
  }

  private let what: String
  private let isShown: Bool
  private let drawn = Mutex(Drawn())

  init(_ what: String) {
    self.what = what
    isShown = isatty(STDERR_FILENO) == 1
  }

  /// `done` of `total` are done; drawn at most ten times a second.
  func show(_ done: Int, of total: Int, _ step: String = "") {
    guard isShown, total > 0 else { return }
    let share = max(0, min(100, done * 100 / total))
    let now = SystemClock().now.milliseconds
    let isDue = drawn.withLock { drawn in
      guard share != drawn.share, now - drawn.at >= 100 || share == 100 else { return false }
      drawn = Drawn(share: share, at: now, hasLine: true)
      return true
    }
    guard isDue else { return }
    let filled = share / 5
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: 20 - filled)
    Output.writeError("\r\(what) [\(bar)] \(share) % \(step)\u{1B}[K")
  }

  /// Takes the line away again.
  func finish() {
    let hasLine = drawn.withLock { drawn in
      defer { drawn.hasLine = false }
      return drawn.hasLine
    }
    if hasLine { Output.writeError("\r\u{1B}[K") }
  }
}

/// The time of this machine.
struct SystemClock: Clock {
  var now: Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}
