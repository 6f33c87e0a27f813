import Commerce
public import Operations
import Threading

/// Prints papers where the person sits, not at the server: its printers may stand in another town.
public final class RemotePapers: Sendable {
  private let printer: any Printer
  private let printed = Locked<[UniqueID: String]>([:])

  /// Papers on that printer.
  public init(_ printer: any Printer) { self.printer = printer }

  /// Prints once for an intent, however often it is carried out; answers where it went.
  func print(
    _ intent: Intent, to destination: PrintDestination, _ paper: () async throws(CommerceError) -> Paper
  ) async throws(CommerceError) -> String {
    if let place = printed.withLock({ $0[intent.id] }) { return place }
    let paper = try await paper()
    let place = try printer.print(paper.text, title: paper.title, to: destination)
    printed.withLock { $0[intent.id] = place }
    return place
  }
}

extension RemoteLink {
  /// Prints a paper here; answers what the server is to note of it.
  func print(
    to destination: PrintDestination, _ intent: Intent, _ paper: () async throws(CommerceError) -> Paper
  ) async throws(CommerceError) -> PrintDestination {
    guard let papers else { throw notOffered("there is no printer here") }
    return .elsewhere(try await papers.print(intent, to: destination, paper))
  }
}
