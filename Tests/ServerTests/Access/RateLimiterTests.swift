import Commerce
import Server
import TestSupport
import Testing

@Suite("Counting requests")
struct RateLimiterTests {
  /// What a key should be told, worked out the long way.
  private struct Oracle {
    var start: Int64?
    var successes = 0

    mutating func take(_ now: Int64, _ allowance: RateLimiter.Allowance) -> (
      isAllowed: Bool, remaining: Int, end: Int64
    ) {
      let length = allowance.seconds * 1000
      if start.map({ now >= $0 + length }) ?? true { (start, successes) = (now, 0) }
      let isAllowed = successes < allowance.limit
      if isAllowed { successes += 1 }
      return (isAllowed, allowance.limit - successes, (start ?? now) + length)
    }
  }

  @Test("within a window at most the limit passes, what remains falls by one, the end is told", arguments: 1...8)
  func windows(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let clock = FixedClock()
    let limiter = RateLimiter(clock: clock)
    let allowance = RateLimiter.Allowance(Int.random(in: 1...12, using: &generator), seconds: 60)
    var oracles: [String: Oracle] = [:]
    for _ in 0..<3000 {
      let who = "10.0.0.\(Int.random(in: 1...4, using: &generator))"
      // Often none, and at times just to the end of a window.
      clock.advance(seconds: [0, 0, 0, 1, 7, 59, 60, 61].randomElement(using: &generator) ?? 0)
      let now = clock.now.milliseconds
      let expected = oracles[who, default: Oracle()].take(now, allowance)
      let verdict = limiter.take(.init(.address, who), allowance)
      #expect(verdict.isAllowed == expected.isAllowed && verdict.limit == allowance.limit)
      #expect(verdict.remaining == expected.remaining && verdict.remaining >= 0)
      #expect(verdict.reset * 1000 == (expected.end + 999) / 1000 * 1000)
      #expect(verdict.retryAfter >= 1 && Int64(verdict.retryAfter) * 1000 >= expected.end - now)
    }
  }

  @Test("a clock that is set back starts anew, and nobody waits for the time it came from")
  func clockBack() {
    let clock = FixedClock()
    let limiter = RateLimiter(clock: clock)
    let allowance = RateLimiter.Allowance(1)
    #expect(limiter.take(.init(.person, "1"), allowance).isAllowed)
    #expect(!limiter.take(.init(.person, "1"), allowance).isAllowed)
    clock.advance(minutes: -600)
    #expect(limiter.take(.init(.person, "1"), allowance).isAllowed)
  }

  @Test("keys of different kinds never meet, and many strangers do not free the one who goes on")
  func bounded() {
    let limiter = RateLimiter(clock: FixedClock(), capacity: 1000)
    let allowance = RateLimiter.Allowance(2)
    let busy = RateLimiter.Key(.address, "10.0.0.1")
    var passed = 0
    for stranger in 0..<20_000 {
      _ = limiter.take(.init(.address, "stranger \(stranger)"), allowance)
      if stranger % 100 == 0, limiter.take(busy, allowance).isAllowed { passed += 1 }
      #expect(limiter.keys <= 1000)
    }
    #expect(passed == 2)
    #expect(limiter.take(.init(.person, "10.0.0.1"), allowance).isAllowed)
  }
}
