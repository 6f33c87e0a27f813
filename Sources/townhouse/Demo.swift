internal import Commerce
internal import Glibc
internal import Samples
internal import Store

/// The sample store that `--demo` keeps between runs.
enum Demo {
  static var path: String { Folders.state + "/demo.sqlite" }

  private static let stale: Int64 = 12 * 3600

  /// Makes it where it is missing or `fresh` is wanted, and moves its day to today where it is over twelve hours old.
  static func prepare(fresh: Bool) async throws {
    try Folders.make(Folders.state)
    if fresh { Background.remove(path) }
    let now = SystemClock().now
    guard access(path, F_OK) == 0 else { return try await BuildStore.sample(path, SamplePlan(now: now)) }
    do throws(CommerceError) {
      try renew(now)
    } catch {
      // The demo holds nothing of anybody's: one that cannot be used is made anew.
      guard case .trouble(let trouble) = error, [.corrupt, .notAStore, .newerSchema].contains(trouble.kind) else {
        throw error
      }
      Background.remove(path)
      try await BuildStore.sample(path, SamplePlan(now: now))
    }
  }

  private static func renew(_ now: Instant) throws(CommerceError) {
    guard let made = try SQLiteStore.sampleTime(path: path) else { return }
    let age = now.seconds(since: made)
    guard age > stale else { return }
    try SQLiteStore.shiftTimes(path: path, bySeconds: age, sampleTime: now)
  }
}
