import Commerce
import Dispatch
import Operations
import Terminal

@testable import Console

/// A host whose printer blocks its thread until it is told to go on.
struct HangingPrinter: ConsoleHost {
  private let gate = DispatchSemaphore(value: 0)
  private let starts = AsyncStream.makeStream(of: Void.self)

  /// Waits until one more page has begun.
  func began() async { for await _ in starts.stream { return } }

  /// Lets that many pages end.
  func goOn(_ count: Int) { for _ in 0..<count { gate.signal() } }

  func theme(named name: String) -> Theme? { nil }

  func print(_ job: PrintJob, to destination: PrintDestination) async throws(CommerceError) -> String {
    hang()
    return "paper"
  }

  private func hang() {
    starts.continuation.yield()
    gate.wait()
  }

  func export(_ table: ExportTable) async throws(CommerceError) -> String { "nowhere" }
  func readFile(_ path: String) async throws(CommerceError) -> String { "" }
  func save(_ settings: ConsoleSettings) async throws(CommerceError) {}
}

/// Tells a test that mail has come.
struct Arrival: Waker {
  let continuation: AsyncStream<Void>.Continuation
  func wake() { continuation.yield() }
}
