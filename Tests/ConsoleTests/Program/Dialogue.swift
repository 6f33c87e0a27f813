import Commerce
import Dispatch
import Operations
import Synchronization
import Terminal
import TestSupport

@testable import Console

/// A terminal that answers what it sees: each step waits for words on the screen, then sends its events.
final class Dialogue: TerminalDevice {
  struct Step: Sendable {
    let text: String
    let events: [Event]

    init(_ text: String, _ events: [Event]) {
      self.text = text
      self.events = events
    }
  }

  /// Ends the wait of the loop's thread.
  private struct Bell: Waker {
    let semaphore: DispatchSemaphore
    func wake() { semaphore.signal() }
  }

  let size = Size(columns: 80, rows: 24)
  let glyphs = Glyphs.unicode
  var textMode = false
  private(set) var frames = 0
  private(set) var lastFrame = ""
  private var steps: [Step]
  private let semaphore = DispatchSemaphore(value: 0)

  init(_ steps: [Step]) { self.steps = steps }

  var waker: any Waker { Bell(semaphore: semaphore) }

  func present(_ canvas: Canvas) {
    frames += 1
    lastFrame = canvas.lines.joined(separator: "\n")
  }

  /// What the next step sends once its words are seen; else waits, and hangs up when nothing comes for long.
  func events(timeoutMilliseconds: Int?) -> [Event] {
    if let step = steps.first, lastFrame.contains(step.text) {
      steps.removeFirst()
      return step.events
    }
    return semaphore.wait(timeout: .now() + .seconds(120)) == .timedOut ? [.hangUp] : []
  }

  func apply(_ theme: Theme) {}
  func bell() {}
  func copyToClipboard(_ text: String) {}
  func suspend() {}
  func close() {}

  /// Plays the steps to a console on a town's store, on a thread of their own; answers the ending and the last frame.
  static func play(_ steps: [Step], on town: SmallTown, address: String? = nil) async -> (ConsoleEnding, String) {
    await withCheckedContinuation { continuation in
      DispatchQueue(label: "console").async {
        let device = Dialogue(steps)
        let host = Nowhere()
        let ending = ConsoleLoop.run(
          device: device, program: Program(address: address, now: town.clock.now),
          runner: EffectRunner(desks: town.house.desks, ids: town.ids, host: host), host: host, clock: town.clock)
        continuation.resume(returning: (ending, device.lastFrame))
      }
    }
  }
}

/// A host without files and printers.
struct Nowhere: ConsoleHost {
  func theme(named name: String) -> Theme? { nil }
  func print(_ job: PrintJob, to destination: PrintDestination) async throws(CommerceError) -> String { "nowhere" }
  func export(_ table: ExportTable) async throws(CommerceError) -> String { "nowhere" }
  func readFile(_ path: String) async throws(CommerceError) -> String { "" }
  func save(_ settings: ConsoleSettings) async throws(CommerceError) {}
}
