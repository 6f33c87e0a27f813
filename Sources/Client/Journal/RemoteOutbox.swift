import Commerce
import FoundationEssentials
import Operations

/// What a console may know of, and do about, the commands in its journal.
struct RemoteOutbox: OutboxDesk {
  let journal: CommandJournal
  let monitor: LinkMonitor

  func states() -> AsyncStream<LinkState> { monitor.states() }

  func commands() async -> [OutboxCommand] {
    let refused = await journal.refused.map { Self.command($0.entry, $0.error, $0.at) }
    return refused + (await journal.pending).map { Self.command($0, nil, nil) }
  }

  func retry(_ command: UniqueID, by caller: Caller) async throws(CommerceError) {
    try await check(command, caller)
    try await journal.retry(command)
  }

  func drop(_ command: UniqueID, reason: String, by caller: Caller) async throws(CommerceError) {
    try await check(command, caller)
    guard reason.contains(where: { !$0.isWhitespace }) else {
      throw .refused(Refusal(.reasonNeeded, remedy: .giveReason))
    }
    try await journal.drop(command, reason: reason)
  }

  /// Everybody works off their own.
  private func check(_ id: UniqueID, _ caller: Caller) async throws(CommerceError) {
    guard let command = await commands().first(where: { $0.id == id }) else {
      throw .notFound(.command, id.description)
    }
    guard command.person == caller.person else { throw .refused(Refusal(.notYourCommand, remedy: .askSupervisor)) }
  }

  private static func command(_ entry: JournalEntry, _ error: CommerceError?, _ at: Instant?) -> OutboxCommand {
    OutboxCommand(
      id: entry.id, person: entry.person, site: entry.site, call: "\(entry.desk)/\(entry.call)",
      arguments: plain(entry.arguments), at: entry.at, refusal: error, refusedAt: at)
  }

  /// The arguments that are a word or a number.
  private static func plain(_ text: String) -> [String: String] {
    let all = try? JSONDecoder().decode([String: Plain].self, from: Data(text.utf8))
    return (all ?? [:]).compactMapValues(\.text)
  }

  private struct Plain: Decodable {
    var text: String?

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let word = try? value.decode(String.self) {
        text = word
      } else if let number = try? value.decode(Int64.self) {
        text = String(number)
      }
    }
  }
}
