internal import Commerce
internal import Console
internal import FoundationEssentials
internal import Glibc
internal import Operations
internal import Security
internal import Store
internal import Synchronization

/// What stands at the head of a recorded shift.
struct TapeHead: Codable, Sendable {
  /// The format's number.
  var townhouse = 1
  /// The digest of the store when it began.
  var digest: String
  /// Where random identifiers begin.
  var seed: UInt64
  /// Who was signed in by the command line; nil when the recording holds the sign-in.
  var person: String?
  /// The view it opened with.
  var address: String?
  /// What the person had chosen.
  var settings: ConsoleSettings
}

/// A recorded shift: its head, what reached the console, what printers said, and the digest at its end.
struct TapeContent: Sendable {
  var head: TapeHead
  var entries: [(at: Instant, entry: TapeEntry)] = []
  var printed: [String] = []
  /// The digest of the store when it ended; nil when the recording was cut off.
  var digest: String?

  /// Reads a recording. Throws what is wrong with it.
  init(path: String) throws {
    let lines = try TextFile.read(path).split(separator: "\n").map(String.init)
    guard let first = lines.first, let head = try? JSONDecoder().decode(TapeHead.self, from: Data(first.utf8)),
      head.townhouse == 1
    else { throw Failure.file(path: path, reason: "is not a recorded shift of this program") }
    self.head = head
    for (number, line) in lines.enumerated().dropFirst() {
      if let item = TapeEntry.read(line) {
        entries.append(item)
      } else if let note = try? JSONDecoder().decode([String].self, from: Data(line.utf8)), note.count == 2 {
        if note[0] == "printed" { printed.append(note[1]) }
        if note[0] == "digest" { digest = note[1] }
      } else {
        throw Failure.file(path: path, reason: "line \(number + 1) is no entry of a recording")
      }
    }
  }
}

/// Writes a recording as it happens, for its owner's eyes alone: it holds everything that was typed.
final class TapeWriter: TapeRecorder {
  private let path: String
  private let descriptor = Mutex<Int32>(-1)

  /// A recording that has not begun: no file is there yet.
  init(path: String) { self.path = path }

  func note(_ entry: TapeEntry, at moment: Instant) { write(entry.line(at: moment)) }

  /// Begins in a new file with what stands first. Throws `file.trouble` when there is a file of that name already.
  func begin(_ head: TapeHead) throws(Failure) {
    let opened = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
    descriptor.withLock { $0 = opened }
    if let text = try? JSONEncoder().encode(head) { write(String(decoding: text, as: UTF8.self)) }
  }

  /// Keeps a word beside the entries: what a printer said, the digest at the end.
  func note(_ name: String, _ text: String) {
    if let line = try? JSONEncoder().encode([name, text]) { write(String(decoding: line, as: UTF8.self)) }
  }

  // A full disk ends the recording, never the shift.
  private func write(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    descriptor.withLock { descriptor in
      var rest = descriptor < 0 ? [] : bytes[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        guard written > 0 else { return }
        rest = rest.dropFirst(written)
      }
    }
  }

  deinit { descriptor.withLock { if $0 >= 0 { Glibc.close($0) } } }
}

/// A shift that is being recorded.
struct Recording {
  let tape: TapeWriter
  private let store: String
  private let seed: UInt64

  /// A recording in a new file, of a shift on the store at that path.
  init(_ path: String, _ store: String) {
    tape = TapeWriter(path: path)
    self.store = store
    seed = SystemIDSource().next().low
  }

  /// The house whose times and identifiers a replay can have again.
  func house(_ configuration: Configuration) throws(Failure) -> House {
    do throws(CommerceError) {
      return LocalHouse.house(
        try SQLiteStore.open(path: store), configuration, clock: TapeClock(), ids: TapeIDs(seed: seed),
        printer: TapePrinter(printer: PaperPrinter(folder: configuration.papers), tape: tape))
    } catch {
      throw .core(error)
    }
  }

  /// Keeps what the console begins with.
  func begin(person: String?, address: String?, settings: ConsoleSettings) throws(Failure) {
    try tape.begin(
      TapeHead(digest: try digest(), seed: seed, person: person, address: address, settings: settings))
  }

  /// Keeps what came of it.
  func end() throws(Failure) { tape.note("digest", try digest()) }

  private func digest() throws(Failure) -> String {
    do throws(CommerceError) {
      return try ContentDigest.of(store).whole
    } catch {
      throw .core(error)
    }
  }
}

/// A clock that reads the moment a call was made at, so that a recorded shift has the same times again.
struct TapeClock: Clock {
  var now: Instant { CallTime.moment ?? SystemClock().now }
}

/// Identifiers out of a seed, so that a recorded shift has the same ones again.
final class TapeIDs: IDSource {
  private let state: Mutex<UInt64>

  init(seed: UInt64) { state = Mutex(seed) }

  func next() -> UniqueID {
    state.withLock { state in
      UniqueID(randomHigh: Self.word(&state), randomLow: Self.word(&state))
    }
  }

  // SplitMix64: every seed gives other words, and the same ones each time.
  private static func word(_ state: inout UInt64) -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}

/// Prints, and keeps where it went: a replay has no printer.
struct TapePrinter: Printer {
  let printer: any Printer
  let tape: TapeWriter

  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String {
    let place = try printer.print(text, title: title, to: destination)
    tape.note("printed", place)
    return place
  }
}

/// Says what the printer said when the shift was recorded.
final class SilentPrinter: Printer {
  private let places: Mutex<[String]>

  init(_ places: [String]) { self.places = Mutex(places.reversed()) }

  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String {
    places.withLock { $0.popLast() } ?? title
  }
}
