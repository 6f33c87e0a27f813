import Commerce
import Dispatch
import Operations
import Synchronization
import Terminal
import TestSupport
import Testing

@testable import Console

/// Keeps entries in memory.
private final class MemoryTape: TapeRecorder {
  private let entries = Mutex<[(at: Instant, entry: TapeEntry)]>([])

  func note(_ entry: TapeEntry, at moment: Instant) { entries.withLock { $0.append((moment, entry)) } }
  var all: [(at: Instant, entry: TapeEntry)] { entries.withLock { $0 } }
}

/// Reads the moment a call was made at.
private struct CallClock: Clock {
  let fallback: FixedClock
  var now: Instant { CallTime.moment ?? fallback.now }
}

@Suite struct TapeTests {
  @Test func everyEntryReadsBack() {
    let keys: [Key] = [
      .character("F"), .character(" "), .character("é"), .character("\""), .enter, .escape, .function(12),
      .control("p"), .control(" "), .alt("x"), .pageDown, .backTab,
    ]
    let entries: [TapeEntry] =
      keys.map { .event(.key($0)) } + [
        .start(Size(columns: 80, rows: 24)), .answer(17), .committed, .tick, .event(.scan("T-118")),
        .event(.paste("a\nb \"c\"")), .event(.resize(Size(columns: 40, rows: 12))), .event(.resumed), .event(.hangUp),
        .event(.interrupt), .event(.terminate), .event(.mouse(Mouse(.doubleClick, row: 3, column: 9))),
      ]
    for entry in entries {
      let line = entry.line(at: ConsoleSample.now)
      let read = TapeEntry.read(line)
      #expect(read?.entry == entry && read?.at == ConsoleSample.now, "\(line)")
      #expect(!line.contains("\n"))
    }
    #expect(TapeEntry.read("[\"x\",\"tick\"]") == nil && TapeEntry.read("no") == nil)
  }

  private func house(_ town: SmallTown, seed: UInt64) -> House {
    House(
      store: town.store, clock: CallClock(fallback: town.clock), ids: SequenceIDs(seed: seed), hasher: PlainHasher(),
      printer: MemoryPrinter())
  }

  @Test func aShiftLivedThroughAgainComesToTheSameStore() async throws {
    let (town, copy) = (
      try await SmallTown.fresh(), try await SmallTown.fresh()
    )
    for each in [town, copy] { try await each.place([("MILO-400", 1)]) }
    #expect(try town.digest() == copy.digest())
    let session = try await town.house.desks.session.signIn(badge: "B-9", pin: "9999")
    let tape = MemoryTape()
    await Self.record(house(town, seed: 5), session, town.clock.now, tape)
    #expect(tape.all.contains { if case .answer = $0.entry { true } else { false } })
    let before = try copy.digest()
    let replayed = house(copy, seed: 6)
    let runner = EffectRunner(desks: replayed.desks, ids: replayed.ids, host: Nowhere())
    let program = Program(session: session, now: town.clock.now)
    let entries = tape.all
    _ = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<[String], any Error>) in
      DispatchQueue(label: "replay").async {
        continuation.resume(with: Result { try ConsoleReplay.run(entries, program: program, runner: runner) })
      }
    }
    #expect(try copy.digest() == town.digest())
    #expect(try copy.digest() != before)
  }

  private static func record(_ house: House, _ session: Session, _ now: Instant, _ tape: MemoryTape) async {
    let steps: [Dialogue.Step] = [
      .init("ORDERS", [.key(.character("n"))]),
      .init("A-01-1", [.scan("T-101"), .scan("6030000000042"), .scan(SmallTown.code("MILO-400"))]),
      .init("All picked", [.key(.escape)]), .init("ORDERS", [.hangUp]),
    ]
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "console").async {
        _ = ConsoleLoop.run(
          device: Dialogue(steps), program: Program(session: session, now: now),
          runner: EffectRunner(desks: house.desks, ids: house.ids, host: Nowhere()), host: Nowhere(),
          clock: house.clock, recorder: tape)
        continuation.resume()
      }
    }
  }

  @Test func aRecordingThatRunsAnotherWayIsToldFromOneThatDoesNot() async throws {
    let program = ConsoleSample.console()
    let entries: [(at: Instant, entry: TapeEntry)] = [
      (ConsoleSample.now, .start(Size(columns: 80, rows: 24))), (ConsoleSample.now, .answer(99)),
    ]
    let desks = try await SmallTown.fresh().house.desks
    let runner = EffectRunner(desks: desks, ids: SequenceIDs(), host: Nowhere())
    #expect(throws: ConsoleReplay.Stop.callNotMade(99, entry: 1)) {
      _ = try ConsoleReplay.run(entries, program: program, runner: runner)
    }
    #expect(throws: ConsoleReplay.Stop.noStart) {
      _ = try ConsoleReplay.run([(ConsoleSample.now, .tick)], program: program, runner: runner)
    }
  }
}
