public import Commerce
import FoundationEssentials
import Operations
import TownDialect

/// A command on its way to a server: what is on disk before a console says that it is accepted.
public struct JournalEntry: Codable, Hashable, Sendable {
  /// The command's id, kept through every retry.
  public var id: UniqueID
  /// Who intends it.
  public var person: ID<Person>
  /// Who acts as that person, if anybody.
  public var impersonator: ID<Person>?
  /// The town it is about.
  public var site: ID<Site>
  /// The desk, such as `warehouse`.
  public var desk: String
  /// The call, such as `scan`.
  public var call: String
  /// Its arguments, as JSON text.
  public var arguments: String
  /// When it was accepted here.
  public var at: Instant

  /// An entry of these parts.
  public init(
    id: UniqueID, person: ID<Person>, impersonator: ID<Person>?, site: ID<Site>, desk: String, call: String,
    arguments: String, at: Instant
  ) {
    self.id = id
    self.person = person
    self.impersonator = impersonator
    self.site = site
    self.desk = desk
    self.call = call
    self.arguments = arguments
    self.at = at
  }
}

/// A command the server said no to; somebody must look at it.
public struct RefusedCommand: Codable, Hashable, Sendable {
  /// The command.
  public var entry: JournalEntry
  /// What the server said.
  public var error: CommerceError
  /// When it said so.
  public var at: Instant

  /// `entry`, refused with `error` then.
  public init(entry: JournalEntry, error: CommerceError, at: Instant) {
    self.entry = entry
    self.error = error
    self.at = at
  }
}

extension JournalEntry {
  /// A call and its arguments as an entry. Throws `store.unintelligible` for what cannot be written down.
  init<Arguments: Codable & Sendable, Reply: Codable & Sendable>(
    _ call: DeskCall<Arguments, Reply>, _ arguments: Arguments, _ intent: Intent, at now: Instant
  ) throws(CommerceError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard let text = try? encoder.encode(arguments) else {
      throw .trouble(StoreTrouble(.unintelligible, place: "", detail: "\(call.desk)/\(call.name)"))
    }
    self.init(
      id: intent.id, person: intent.caller.person, impersonator: intent.caller.impersonator, site: intent.caller.site,
      desk: call.desk, call: call.name, arguments: String(decoding: text, as: UTF8.self), at: now)
  }

  /// Who intends it, and where.
  var caller: Caller { Caller(person: person, site: site, impersonator: impersonator) }
}
