import Commerce
import TestSupport
import Testing

@Suite("Time and promise")
struct TimeTests {
  @Test("ISO 8601 round trips, and offsets are taken in")
  func iso() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let instant = Instant(milliseconds: Int64.random(in: -2_000_000_000_000...4_000_000_000_000, using: &generator))
      #expect(Instant(iso8601: instant.description) == instant)
    }
    #expect(Instant(iso8601: "2026-11-21T14:30:12+02:00") == Instant(iso8601: "2026-11-21T12:30:12Z"))
    #expect(Instant(iso8601: "2024-02-29T00:00:00Z") != nil)
  }

  @Test(
    "what is no time is refused",
    arguments: [
      "", "2026-11-21", "2026-11-21T14:30", "2026-13-01T00:00Z", "2026-02-29T00:00Z", "2026-11-21T24:00Z",
      "2026-11-21T14:30:61Z", "2026-11-21T14:30:12", "2026-11-21T14:30:12Zx", "2026-11-21T14:30:12.Z",
    ])
  func refused(text: String) { #expect(Instant(iso8601: text) == nil) }

  @Test("the day of an order number is the site's own (I61)")
  func localDay() throws {
    let late = try #require(Instant(iso8601: "2026-11-21T20:30:00Z"))
    #expect(LocalTime(late, offsetMinutes: 0).compactDate == "20261121")
    #expect(LocalTime(late, offsetMinutes: 330).compactDate == "20261122")
    #expect(LocalTime(late, offsetMinutes: -1260 + 0).compactDate == "20261120")
  }

  @Test("a promise is the site's minutes counted while it is open")
  func promise() throws {
    let site = Site(
      id: ID(1), code: "accra", name: "Accra", kind: .town, currency: .cedi, utcOffsetMinutes: 0, opens: 480,
      closes: 1200, promiseMinutes: 60)
    let cases = [
      ("2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z"), ("2026-11-21T19:00:00Z", "2026-11-21T20:00:00Z"),
      ("2026-11-21T19:30:00Z", "2026-11-22T08:30:00Z"), ("2026-11-21T21:00:00Z", "2026-11-22T09:00:00Z"),
      ("2026-11-21T03:00:00Z", "2026-11-21T09:00:00Z"),
    ]
    for (placed, promised) in cases {
      #expect(site.promise(forOrderPlaced: try #require(Instant(iso8601: placed))).description == promised)
    }
  }

  @Test("a promise lies in opening hours and at least its minutes after placing, for any site")
  func promiseBounds() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<500 {
      let opens = Int.random(in: 0...1000, using: &generator)
      let site = Site(
        id: ID(1), code: "x", name: "X", kind: .town, currency: .cedi,
        utcOffsetMinutes: Int.random(in: -720...840, using: &generator), opens: opens,
        closes: Int.random(in: opens + 1...1440, using: &generator),
        promiseMinutes: Int.random(in: 1...3000, using: &generator))
      let placed = Instant(milliseconds: Int64.random(in: 1_700_000_000_000...1_900_000_000_000, using: &generator))
      let promise = site.promise(forOrderPlaced: placed)
      #expect(promise.milliseconds - placed.milliseconds >= Int64(site.promiseMinutes) * 60_000 - 60_000)
      let minute = LocalTime(promise, offsetMinutes: site.utcOffsetMinutes).minuteOfDay
      #expect((minute >= site.opens && minute <= site.closes) || (site.closes == 1440 && minute == 0))
    }
  }
}
