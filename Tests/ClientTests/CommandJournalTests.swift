import Commerce
import FoundationEssentials
import Operations
import Threading
import TestSupport
import Testing

@testable import Client

/// A server that answers by a script, and remembers what reached it.
private final class ScriptedCarrier: CommandCarrier {
  private struct State {
    var seen: [UniqueID] = []
    var answer: @Sendable (JournalEntry, Int) -> CommerceError?
  }

  private let state: Locked<State>

  /// `answer` says what goes wrong with the nth command that arrives, if anything.
  init(_ answer: @escaping @Sendable (JournalEntry, Int) -> CommerceError? = { _, _ in nil }) {
    state = Locked(State(answer: answer))
  }

  var seen: [UniqueID] { state.withLock { $0.seen } }

  func answer(_ answer: @escaping @Sendable (JournalEntry, Int) -> CommerceError?) {
    state.withLock { $0.answer = answer }
  }

  func carry(_ entry: JournalEntry) async throws(CommerceError) -> [UInt8] {
    let (answer, number) = state.withLock { state in
      state.seen.append(entry.id)
      return (state.answer, state.seen.count)
    }
    if let error = answer(entry, number) { throw error }
    return Array("{}".utf8)
  }
}

/// Pauses that are noted and over at once.
private final class NotedPauses: Sendable {
  private let noted = Locked<[Duration]>([])

  var all: [Duration] { noted.withLock { $0 } }

  func pause(_ duration: Duration) async {
    noted.withLock { $0.append(duration) }
    await Task.yield()
  }
}

@Suite("The journal of commands")
struct CommandJournalTests {
  private let clock = FixedClock()
  private let pauses = NotedPauses()

  private func entry(_ number: UInt64, person: Int64 = 3, call: String = "add-note") -> JournalEntry {
    JournalEntry(
      id: UniqueID(high: 1, low: number), person: ID(person), impersonator: nil, site: ID(1), desk: "orders",
      call: call, arguments: #"{"order":7,"text":"note \#(number)"}"#, at: clock.now)
  }

  private func journal(
    _ path: String, _ carrier: ScriptedCarrier, chance: Double = 1
  ) throws -> (CommandJournal, LinkMonitor) {
    let monitor = LinkMonitor(clock: clock)
    let journal = CommandJournal(
      file: try JournalFile.open(path: path), carrier: carrier, monitor: monitor,
      surroundings: CommandJournal.Surroundings(
        clock: clock, pause: { [pauses] in await pauses.pause($0) }, chance: { chance }))
    return (journal, monitor)
  }

  private static let down = CommerceError.trouble(StoreTrouble(.unreachable, place: "there"))

  @Test("a command that the link loses is tried again under its id, later each time, half a minute at most")
  func backOff() async throws {
    let carrier = ScriptedCarrier { _, number in number <= 9 ? Self.down : nil }
    let (journal, _) = try journal(SmallTown.temporaryPath(), carrier)
    for number in 1...3 { _ = try await journal.submit(entry(UInt64(number)), .accepted) }
    await journal.settled()
    #expect(carrier.seen == Array(repeating: entry(1).id, count: 10) + [entry(2).id, entry(3).id])
    #expect(
      pauses.all
        == [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000].map { Duration.milliseconds($0) })
  }

  @Test("chance takes up to half of a pause")
  func jitter() async throws {
    let carrier = ScriptedCarrier { _, number in number <= 2 ? Self.down : nil }
    let (journal, _) = try journal(SmallTown.temporaryPath(), carrier, chance: 0)
    _ = try await journal.submit(entry(1), .accepted)
    await journal.settled()
    #expect(pauses.all == [.milliseconds(250), .milliseconds(500)])
  }

  @Test("a server that asks to wait is left alone for as long as it says")
  func rateLimit() async throws {
    let carrier = ScriptedCarrier { _, number in number == 1 ? .slowedDown(seconds: 17) : nil }
    let (journal, monitor) = try journal(SmallTown.temporaryPath(), carrier)
    _ = try await journal.submit(entry(1), .accepted)
    await journal.settled()
    #expect(pauses.all == [.seconds(17)])
    #expect(carrier.seen.count == 2)
    #expect(monitor.state.waiting == 0)
  }

  @Test("what is accepted is on disk; what needs its answer never is, and is withdrawn when none comes")
  func onDisk() async throws {
    let path = try SmallTown.temporaryPath()
    let carrier = ScriptedCarrier { _, _ in Self.down }
    do {
      let (journal, monitor) = try journal(path, carrier)
      await #expect(throws: Self.down) {
        _ = try await journal.submit(self.entry(1, call: "place"), .answered)
      }
      monitor.failed()
      guard case .accepted = try await journal.submit(entry(2), .whileOnline) else {
        return #expect(Bool(false), "answered")
      }
      carrier.answer { _, _ in nil }
      await journal.settled()
    }
    let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
    #expect(!text.contains("place"))
    #expect(text.contains("note 2"))
  }

  @Test("a refusal is told to whoever waits, and is kept for when nobody does")
  func refusals() async throws {
    let no = CommerceError.refused(Refusal(.notOnHold, remedy: .none))
    let carrier = ScriptedCarrier { _, _ in no }
    let (journal, monitor) = try journal(SmallTown.temporaryPath(), carrier)
    await #expect(throws: no) { _ = try await journal.submit(self.entry(1), .whileOnline) }
    #expect(await journal.refused.isEmpty)
    _ = try await journal.submit(entry(2), .accepted)
    await journal.settled()
    #expect(await journal.refused.map(\.entry.id) == [entry(2).id])
    #expect(await journal.refused.map(\.error) == [no])
    #expect(monitor.state.refused == 1 && monitor.state.waiting == 0)
    carrier.answer { _, _ in nil }
    try await journal.retry(entry(2).id)
    await journal.settled()
    #expect(carrier.seen == [1, 2, 2].map { entry($0).id })
    #expect(await journal.refused.isEmpty)
  }

  @Test("whose sign-in has ended keeps their commands; everybody else's go on; a sign-in sends them")
  func signInNeeded() async throws {
    let signedIn = Locked(false)
    let isIn = { @Sendable in signedIn.withLock { $0 } }
    let carrier = ScriptedCarrier { entry, _ in entry.person == ID(3) && !isIn() ? .unauthenticated : nil }
    let (journal, monitor) = try journal(SmallTown.temporaryPath(), carrier)
    _ = try await journal.submit(entry(1), .accepted)
    _ = try await journal.submit(entry(2), .accepted)
    _ = try await journal.submit(entry(3, person: 4), .accepted)
    await journal.settled()
    #expect(await journal.pending.map(\.id) == [1, 2].map { entry($0).id })
    #expect(monitor.state.needsSignIn && monitor.state.waiting == 2)
    signedIn.withLock { $0 = true }
    await journal.signedIn(ID(3))
    await journal.settled()
    #expect(monitor.state == LinkState())
    #expect(carrier.seen.suffix(2) == [1, 2].map { entry($0).id })
  }

  @Test("a dropped command is never sent, and why stands in the file")
  func dropped() async throws {
    let path = try SmallTown.temporaryPath()
    let carrier = ScriptedCarrier { _, _ in .unauthenticated }
    let (journal, _) = try journal(path, carrier)
    _ = try await journal.submit(entry(1), .accepted)
    await journal.settled()
    try await journal.drop(entry(1).id, reason: "made twice by hand")
    await journal.signedIn(ID(3))
    await journal.settled()
    #expect(carrier.seen.count == 1)
    #expect(try String(contentsOf: URL(filePath: path), encoding: .utf8).contains("made twice by hand"))
  }

  @Test("each console has a file of its own, and takes over what dead ones left, in order and once")
  func takeOver() async throws {
    let folder = try JournalFolder(state: SmallTown.temporaryPath(), server: "https://town.example:8443/api/v1")
    #expect(folder.path.hasSuffix("/journal/town.example_8443_api_v1"))
    do {
      var first = try folder.take()
      var second = try folder.take()
      #expect(first.path.hasSuffix("1.journal") && second.path.hasSuffix("2.journal"))
      try first.put(entry(1))
      try second.put(entry(2))
      try second.put(entry(3))
      try second.refuse(entry(3).id, .unauthenticated, at: clock.now)
    }
    do {
      let next = try folder.take()
      #expect(next.pending.map(\.id) == [1, 2].map { entry($0).id })
      #expect(next.refused.map(\.entry.id) == [entry(3).id])
      let other = try folder.take()
      #expect(other.pending.isEmpty && other.path.hasSuffix("2.journal"))
    }
    #expect(try folder.take().pending.map(\.id) == [1, 2].map { entry($0).id })
  }

  @Test("nothing that carries a secret, and nothing whose answer is needed, is accepted without one")
  func table() {
    func isKept(_ desk: String, _ call: String) -> Bool {
      if case .answered = CommandAcceptance.patience(of: desk, call) { return false }
      return true
    }
    let never = [
      ("session", "unlock"), ("people", "set-secrets"), ("people", "add"), ("house", "import-rows"),
      ("warehouse", "take-over"), ("warehouse", "claim-next"), ("dispatch", "deliver"), ("dispatch", "fail"),
      ("cash", "refund"), ("cash", "settle"), ("orders", "place"), ("orders", "cancel"), ("anything", "new"),
    ]
    for (desk, call) in never { #expect(!isKept(desk, call), "\(desk)/\(call)") }
    #expect(isKept("orders", "hold") && isKept("orders", "add-note"))
  }
}
