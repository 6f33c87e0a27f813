public import Commerce
public import Operations
import FoundationEssentials

/// Carries one command to the server and brings back the body of its answer.
public protocol CommandCarrier: Sendable {
  /// The body of the answer. Throws what the server said, or trouble with the link.
  func carry(_ entry: JournalEntry) async throws(CommerceError) -> [UInt8]
}

/// Hears what became of commands, in the order they were sent.
public protocol CommandWatcher: Sendable {
  /// The answer to a command, or what the server said instead; trouble with the link is nothing to hear of.
  func settled(_ entry: JournalEntry, _ answer: Result<[UInt8], CommerceError>) async
}

/// What came of handing a command over.
public enum CommandReply: Sendable {
  /// The server has answered with this body.
  case answered([UInt8])
  /// It is safe on disk, and goes out as soon as it can.
  case accepted
}

/// The commands on their way to a server: on disk before anybody hears that they are accepted, sent one at a time in
/// the order they were made, tried again under the same id until the server has spoken.
public actor CommandJournal {
  /// What it needs of the world.
  public struct Surroundings: Sendable {
    /// The time.
    public var clock: any Clock
    /// Waits; ends early when its task is cancelled.
    public var pause: @Sendable (Duration) async throws -> Void
    /// A number from 0 to 1, so that many consoles do not knock at the same moment.
    public var chance: @Sendable () -> Double

    /// These surroundings.
    public init(
      clock: any Clock,
      pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
      chance: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
    ) {
      self.clock = clock
      self.pause = pause
      self.chance = chance
    }
  }

  private struct Waiting {
    var entry: JournalEntry
    /// True when it stands on disk.
    var isKept: Bool
    /// Whoever waits for the answer.
    var waiter: CheckedContinuation<Result<CommandReply, CommerceError>, Never>?
  }

  /// Why nothing is sent for a while.
  private enum Rest {
    case none
    /// The link is down: anybody may knock earlier.
    case untilTried(Duration)
    /// The server asked for it.
    case asked(Duration)
  }

  private let executor = JournalExecutor()
  private nonisolated let clock: any Clock
  private var file: JournalFile
  private let carrier: any CommandCarrier
  private let monitor: LinkMonitor
  private let surroundings: Surroundings
  private var watcher: (any CommandWatcher)?
  private var queue: [Waiting] = []
  /// Whose tokens the server no longer takes: their commands stay until they sign in.
  private var barred: Set<TokenWallet.Holder> = []
  private var isSending = false
  private var isStopped = false
  private var failures = 0
  private var sleeper: Task<Void, Never>?

  /// Runs on a thread of its own.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// A journal on a file; `start` sends what is left in it.
  init(
    file: consuming JournalFile, carrier: any CommandCarrier, monitor: LinkMonitor, surroundings: Surroundings
  ) {
    queue = file.pending.map { Waiting(entry: $0, isKept: true) }
    self.file = file
    self.carrier = carrier
    self.monitor = monitor
    self.surroundings = surroundings
    clock = surroundings.clock
  }

  /// Sends what was left over from before; `watcher` hears of every answer from now on.
  public func start(watcher: (any CommandWatcher)? = nil) {
    self.watcher = watcher
    monitor.whenBack { [weak self] in
      Task { await self?.tryNow() }
    }
    report()
    pump()
  }

  /// Sends nothing more and leaves the file to the next console; what was accepted stands in it.
  public func stop() {
    isStopped = true
    watcher = nil
    wake()
    letGo(.trouble(StoreTrouble(.unreachable, place: file.path))) { _ in true }
    // What is under way may still be answered; the next console sends it again, under the same id.
    file.unlock()
  }

  /// The time here.
  nonisolated var now: Instant { clock.now }

  /// Hands a command over. Throws what the server refused it with, trouble with the disk, or trouble with the link for
  /// one that is not accepted without an answer; that one is withdrawn then, and may be handed over again under its id.
  public func submit(_ entry: JournalEntry, _ patience: CommandPatience) async throws(CommerceError) -> CommandReply {
    guard !isStopped else { throw .trouble(StoreTrouble(.unreachable, place: file.path)) }
    let isKept: Bool
    var waits = true
    switch patience {
    case .answered:
      isKept = false
      // Whoever asks now may have signed in meanwhile, and the link may be back: knock.
      barred.remove(Self.holder(entry))
      wake()
    case .whileOnline:
      isKept = true
      // Behind others it may take long.
      waits = !monitor.state.isOffline && queue.isEmpty
    case .accepted:
      isKept = true
      waits = false
    }
    if isKept {
      guard !queue.contains(where: { $0.entry.id == entry.id }) else { return .accepted }
      try file.put(entry)
    }
    guard waits else {
      queue.append(Waiting(entry: entry, isKept: isKept))
      report()
      pump()
      return .accepted
    }
    return try await withCheckedContinuation {
      (waiter: CheckedContinuation<Result<CommandReply, CommerceError>, Never>) in
      queue.append(Waiting(entry: entry, isKept: isKept, waiter: waiter))
      report()
      pump()
    }.get()
  }

  /// Somebody signed in: what waited for them goes on.
  public func signedIn(_ person: ID<Person>, impersonator: ID<Person>? = nil) {
    guard barred.remove(TokenWallet.Holder(person: person, impersonator: impersonator)) != nil else { return }
    report()
    pump()
  }

  /// Tries the link at once, instead of when the back-off ends.
  public func tryNow() {
    wake()
    pump()
  }

  /// The commands that wait, in the order they go out.
  public var pending: [JournalEntry] { queue.filter(\.isKept).map(\.entry) }

  /// The commands that were refused, oldest first.
  public var refused: [RefusedCommand] { file.refused }

  /// Waits until nothing is under way: everything was answered, or waits for a sign-in.
  func settled() async {
    while let turn { await turn.value }
  }

  // MARK: The outbox

  /// Sends a refused command again, after those that wait.
  func retry(_ id: UniqueID) throws(CommerceError) {
    guard let command = file.refused.first(where: { $0.entry.id == id }) else {
      guard queue.contains(where: { $0.entry.id == id }) else { throw .notFound(.command, id.description) }
      return tryNow()
    }
    try file.retry(id)
    queue.append(Waiting(entry: command.entry, isKept: true))
    report()
    tryNow()
  }

  /// Forgets a command. One that is on its way just now may still be carried out.
  func drop(_ id: UniqueID, reason: String) throws(CommerceError) {
    guard file.refused.contains(where: { $0.entry.id == id }) || queue.contains(where: { $0.entry.id == id }) else {
      throw .notFound(.command, id.description)
    }
    try file.drop(id, reason: reason)
    let gone = queue.filter { $0.entry.id == id }
    queue.removeAll { $0.entry.id == id }
    for command in gone { command.waiter?.resume(returning: .success(.accepted)) }
    report()
  }

  // MARK: Sending

  private var turn: Task<Void, Never>?

  private func pump() {
    guard !isSending, next != nil else { return }
    isSending = true
    turn = Task { await send() }
  }

  /// The next command to go out: in order, but nobody waits for somebody else to sign in.
  private var next: Waiting? { isStopped ? nil : queue.first { !barred.contains(Self.holder($0.entry)) } }

  private func send() async {
    while let command = next {
      let answer: Result<[UInt8], CommerceError>
      do throws(CommerceError) {
        answer = .success(try await carrier.carry(command.entry))
      } catch {
        answer = .failure(error)
      }
      let rest = await settle(command.entry, answer)
      report()
      await take(rest)
    }
    isSending = false
    turn = nil
  }

  private func take(_ rest: Rest) async {
    switch rest {
    case .none: return
    case .asked(let duration): try? await surroundings.pause(duration)
    case .untilTried(let duration):
      // Without anything to send there is nothing to try.
      guard next != nil else { return }
      let pause = surroundings.pause
      let sleeper = Task { _ = try? await pause(duration) }
      self.sleeper = sleeper
      await sleeper.value
      self.sleeper = nil
    }
  }

  private func wake() { sleeper?.cancel() }

  private func settle(_ entry: JournalEntry, _ answer: Result<[UInt8], CommerceError>) async -> Rest {
    guard !isStopped else { return .none }
    switch answer {
    case .success(let body):
      failures = 0
      await watcher?.settled(entry, answer)
      let waiter = remove(entry.id)
      if waiter == nil, let error = CommandAcceptance.refusal(in: body, of: entry) {
        refuse(entry, error)
      } else {
        try? file.finish(entry.id)
      }
      waiter?.resume(returning: .success(.answered(body)))
      return .none
    case .failure(.unauthenticated):
      barred.insert(Self.holder(entry))
      letGo(.unauthenticated) { Self.holder($0) == Self.holder(entry) }
      return .none
    case .failure(.slowedDown(let seconds)):
      let isKept = queue.contains { $0.entry.id == entry.id && $0.isKept }
      letGo(.slowedDown(seconds: seconds)) { $0.id == entry.id }
      return isKept ? .asked(.seconds(max(1, seconds))) : .none
    case .failure(let error) where Self.isOfTheLink(error):
      letGo(error) { _ in true }
      failures += 1
      return .untilTried(pauseAfterFailure())
    case .failure(let error):
      failures = 0
      await watcher?.settled(entry, answer)
      if let waiter = remove(entry.id) {
        try? file.drop(entry.id, reason: "")
        waiter.resume(returning: .failure(error))
      } else {
        refuse(entry, error)
      }
      return .none
    }
  }

  /// Half a second, doubled each time up to half a minute, a part of it by chance.
  private func pauseAfterFailure() -> Duration {
    let full = min(30_000, 500 << min(failures - 1, 6))
    return .milliseconds(Int(Double(full) * (0.5 + surroundings.chance() / 2)))
  }

  /// Nobody waits any longer: what is on disk is accepted, the rest is withdrawn.
  private func letGo(_ error: CommerceError, _ which: (JournalEntry) -> Bool) {
    for index in queue.indices where which(queue[index].entry) {
      guard let waiter = queue[index].waiter else { continue }
      queue[index].waiter = nil
      waiter.resume(returning: queue[index].isKept ? .success(.accepted) : .failure(error))
    }
    queue.removeAll { !$0.isKept && which($0.entry) }
  }

  private func remove(_ id: UniqueID) -> CheckedContinuation<Result<CommandReply, CommerceError>, Never>? {
    guard let index = queue.firstIndex(where: { $0.entry.id == id }) else { return nil }
    return queue.remove(at: index).waiter
  }

  /// What cannot be noted is sent again after the next start, and refused again then.
  private func refuse(_ entry: JournalEntry, _ error: CommerceError) {
    if CommandAcceptance.isWorthKeeping(entry) {
      try? file.refuse(entry.id, error, at: clock.now)
    } else {
      try? file.drop(entry.id, reason: "")
    }
  }

  private func report() {
    monitor.holds(
      waiting: queue.count { $0.isKept }, refused: file.refused.count,
      needsSignIn: queue.contains { barred.contains(Self.holder($0.entry)) })
  }

  private static func holder(_ entry: JournalEntry) -> TokenWallet.Holder {
    TokenWallet.Holder(person: entry.person, impersonator: entry.impersonator)
  }

  /// True for what another attempt may mend; what a server does not offer, or cannot read, it never will.
  private static func isOfTheLink(_ error: CommerceError) -> Bool {
    guard case .trouble(let trouble) = error else { return false }
    switch trouble.kind {
    case .notOffered, .failed, .exists, .missing, .directory, .notAStore, .newerSchema: return false
    case .unreachable, .unintelligible, .denied, .busy, .full, .readOnly, .corrupt: return true
    }
  }
}
