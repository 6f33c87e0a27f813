public import Commerce
public import Operations
import Contract
import FoundationEssentials
import TownDialect

/// Picking over a link that may be slow or down: a scan is judged here by the same rules as on the server, answered as
/// soon as it is on disk, and set right by the server's answer, with what still waits applied on top of it.
public actor RemotePicking: CommandWatcher {
  private struct Step {
    var id: UniqueID
    var attempt: PickAttempt
    var at: Instant
  }

  private struct Held {
    /// As the server had it last.
    var confirmed: PickReckoning
    /// What it has not answered yet, oldest first.
    var steps: [Step] = []
    /// As it stands with those.
    var shown: PickReckoning
    /// Counts what may overtake a read.
    var changes = 0
    /// When it was confirmed last.
    var knownAt: Instant

    init(_ work: PickWork, at now: Instant) {
      knownAt = now
      confirmed = PickReckoning(work)
      shown = confirmed
    }

    mutating func replay() {
      shown = confirmed
      for step in steps { _ = shown.take(step.attempt, at: step.at) }
    }
  }

  private let link: RemoteLink
  private let journal: CommandJournal
  private let monitor: LinkMonitor
  private let clock: any Clock
  private var lists: [ID<PickList>: Held] = [:]
  /// Counts the jobs that came in.
  private var jobs = 0
  /// Commands the server was asked to answer and that may have reached it.
  private var asked: Set<UniqueID> = []

  /// Picking over `link`, whose commands go through `journal`.
  public init(link: RemoteLink, journal: CommandJournal, monitor: LinkMonitor, clock: any Clock) {
    self.link = link
    self.journal = journal
    self.monitor = monitor
    self.clock = clock
  }

  // MARK: Reading

  /// The caller's unfinished work.
  public func workInHand(by caller: Caller) async throws(CommerceError) -> PickWork? {
    let open = lists.values.first { held in
      let list = held.shown.work.list
      return list.holder == caller.person && list.site == caller.site && list.closedAt == nil
    }?.shown.work
    if let open, lists[open.list.id]?.steps.isEmpty == false { return open }
    let changes = open.flatMap { lists[$0.list.id]?.changes }
    let jobs = jobs
    do throws(CommerceError) {
      let work = try await link.fetch(WarehouseCalls.workInHand, Nothing(), by: caller)
      // A job that was given out meanwhile is newer than what was read.
      guard jobs == self.jobs else { return try await workInHand(by: caller) }
      if let open, lists[open.list.id]?.changes != changes { return lists[open.list.id]?.shown.work }
      if let work { adopt(work) }
      return work
    } catch {
      guard let open, error.isUnreachable else { throw error }
      monitor.read(knownAt: lists[open.list.id]?.knownAt)
      return lists[open.list.id]?.shown.work ?? open
    }
  }

  /// A pick list.
  public func work(_ list: ID<PickList>, by caller: Caller) async throws(CommerceError) -> PickWork {
    let held = lists[list]
    if let held, !held.steps.isEmpty { return held.shown.work }
    let jobs = jobs
    do throws(CommerceError) {
      let work = try await link.fetch(WarehouseCalls.work, .init(list: list), by: caller)
      // What was done meanwhile is newer than what was read.
      if let now = lists[list], now.changes != held?.changes ?? 0 { return now.shown.work }
      // A job that was given out meanwhile has taken this one's place.
      if jobs == self.jobs { adopt(work) }
      return work
    } catch {
      guard let held = lists[list], error.isUnreachable else { throw error }
      monitor.read(knownAt: held.knownAt)
      return held.shown.work
    }
  }

  /// A job that the server has just given out.
  func adopt(_ work: PickWork) {
    if var held = lists[work.list.id] {
      var known = held.confirmed.work
      known.list.leaseUntil = work.list.leaseUntil
      if known != work { held.confirmed.forgetTrail() }
      held.confirmed.confirm(work)
      held.knownAt = clock.now
      held.replay()
      lists[work.list.id] = held
    } else {
      jobs += 1
      lists = lists.filter { !$0.value.steps.isEmpty }
      lists[work.list.id] = Held(work, at: clock.now)
    }
  }

  // MARK: Acting

  /// A scan on the pick screen.
  public func scan(
    _ code: String, on list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    let call = WarehouseCalls.scan
    guard let held = mine(list, intent) else { return try await ask(call, .init(code: code, list: list), intent) }
    guard let thing = held.shown.resolve(code) else {
      guard monitor.state.isOffline, !asked.contains(intent.id) else {
        return try await ask(call, .init(code: code, list: list), intent)
      }
      let refusal = Refusal(.notKnownOffline, [.code: .text(ScannedThing.cleaned(code))], remedy: .tryAgain)
      return PickResult(verdict: .refused(refusal), work: held.shown.work)
    }
    var tried = held.shown
    switch tried.take(.scan(thing, code: code), at: clock.now) {
    case nil: return try await ask(call, .init(code: code, list: list), intent)
    case .refused(let refusal)?:
      let arguments = WarehouseCalls.MisScan(code: code, refusal: refusal, list: list)
      return try await go(on: .misScan, .refused(refusal), WarehouseCalls.misScan, arguments, list, intent)
    case let verdict?:
      return try await go(
        on: .scan(thing, code: code), verdict, call, .init(code: code, list: list), list, intent)
    }
  }

  /// Any other action on the pick screen.
  func act<Arguments: Codable & Sendable>(
    _ attempt: PickAttempt, _ call: DeskCall<Arguments, PickResult>, _ arguments: Arguments, on list: ID<PickList>,
    _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    guard var tried = mine(list, intent)?.shown, let verdict = tried.take(attempt, at: clock.now) else {
      return try await ask(call, arguments, intent)
    }
    return try await go(on: attempt, verdict, call, arguments, list, intent)
  }

  /// The list, where the caller works on it; a list in other hands, or a command that was sent before, is the server's.
  private func mine(_ list: ID<PickList>, _ intent: Intent) -> Held? {
    guard let held = lists[list], !asked.contains(intent.id), held.shown.work.list.holder == intent.caller.person else {
      return nil
    }
    return held
  }

  /// Goes on with what is known: on disk first, then said.
  private func go<Arguments: Codable & Sendable>(
    on attempt: PickAttempt, _ verdict: PickVerdict, _ call: DeskCall<Arguments, PickResult>, _ arguments: Arguments,
    _ list: ID<PickList>, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    let now = clock.now
    let entry = try JournalEntry(call, arguments, intent, at: now)
    let step = Step(id: intent.id, attempt: attempt, at: now)
    lists[list]?.steps.append(step)
    lists[list]?.changes += 1
    _ = lists[list]?.shown.take(attempt, at: now)
    do throws(CommerceError) {
      _ = try await journal.submit(entry, .accepted)
    } catch {
      lists[list]?.steps.removeAll { $0.id == intent.id }
      lists[list]?.replay()
      throw error
    }
    guard let work = lists[list]?.shown.work else { return try await ask(call, arguments, intent) }
    return PickResult(verdict: verdict, work: work)
  }

  /// Waits for the server's own answer, behind everything that was accepted before.
  private func ask<Arguments: Codable & Sendable>(
    _ call: DeskCall<Arguments, PickResult>, _ arguments: Arguments, _ intent: Intent
  ) async throws(CommerceError) -> PickResult {
    asked.insert(intent.id)
    do throws(CommerceError) {
      let result = try await link.tell(call, arguments, intent)
      asked.remove(intent.id)
      return result
    } catch {
      if case .trouble = error { throw error }
      asked.remove(intent.id)
      throw error
    }
  }

  // MARK: Reconciling

  /// The server has answered a command: how the job stood then is certain, and what still waits is applied on top.
  public func settled(_ entry: JournalEntry, _ answer: Result<[UInt8], CommerceError>) async {
    guard entry.desk == WarehouseCalls.scan.desk else { return }
    switch answer {
    case .failure: drop(entry.id)
    case .success(let body):
      guard let result = try? Town.open(PickResult.self, body) else { return drop(entry.id) }
      let list = result.work.list.id
      guard var held = lists[list] else { return }
      held.changes += 1
      if let index = held.steps.firstIndex(where: { $0.id == entry.id }) {
        for step in held.steps[...index] { _ = held.confirmed.take(step.attempt, at: step.at) }
        held.steps.removeFirst(index + 1)
      } else {
        // The server alone knew what it meant, and alone can take it back.
        held.confirmed.forgetTrail()
      }
      held.confirmed.confirm(result.work)
      held.knownAt = clock.now
      held.replay()
      lists[list] = held
    }
  }

  private func drop(_ id: UniqueID) {
    for (list, held) in lists where held.steps.contains(where: { $0.id == id }) {
      var held = held
      held.steps.removeAll { $0.id == id }
      held.changes += 1
      held.replay()
      lists[list] = held
    }
  }
}

extension CommerceError {
  /// True when the server did not answer.
  var isUnreachable: Bool {
    guard case .trouble(let trouble) = self else { return false }
    return trouble.kind == .unreachable || trouble.kind == .unintelligible
  }
}
