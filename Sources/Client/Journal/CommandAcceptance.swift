import Commerce
import FoundationEssentials
import Operations
import TownDialect

/// How long a command may go without an answer.
public enum CommandPatience: Sendable {
  /// Accepted as soon as it is on disk; the answer is heard by whoever watches the journal.
  case accepted
  /// Accepted as soon as it is on disk; its answer is waited for while the link works.
  case whileOnline
  /// Not accepted without an answer, and never on disk: what it answers is needed, or it carries a secret.
  case answered
}

/// Which commands may be accepted without an answer. Whatever is not named may not: its reply is needed, a second
/// person's PIN may come with it, or nothing honest can be said before the store has spoken (a delivery's cash in hand,
/// which attempt failed).
enum CommandAcceptance {
  /// Nothing is answered, and nothing secret is said.
  private static let noted: Set<String> = [
    "orders/hold", "orders/release-hold", "orders/add-note", "orders/set-priority", "customers/add-note",
  ]

  static func patience(of desk: String, _ call: String) -> CommandPatience {
    noted.contains("\(desk)/\(call)") ? .whileOnline : .answered
  }

  /// False for what nobody needs to hear of when it is refused: a wrong scan that was only to be counted.
  static func isWorthKeeping(_ entry: JournalEntry) -> Bool {
    entry.desk != WarehouseCalls.misScan.desk || entry.call != WarehouseCalls.misScan.name
  }

  /// What was answered politely and is a no all the same: a scan that was accepted here, and that the store refuses.
  static func refusal(in answer: [UInt8], of entry: JournalEntry) -> CommerceError? {
    guard entry.desk == WarehouseCalls.scan.desk, entry.call != WarehouseCalls.misScan.name,
      let result = try? Town.open(PickResult.self, answer), case .refused(let refusal) = result.verdict
    else { return nil }
    return .refused(refusal)
  }
}
