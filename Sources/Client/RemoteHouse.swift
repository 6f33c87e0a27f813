public import Commerce
public import Contract
public import Operations

/// Everything a console has of a server: its desks, the journal of what is on its way there, and how the link is.
public struct RemoteHouse: Sendable {
  /// The desks.
  public let desks: Desks
  /// The link below them.
  public let link: RemoteLink
  /// The commands on their way.
  public let journal: CommandJournal
  /// How the link is.
  public let monitor: LinkMonitor
  private let picking: RemotePicking

  /// Opens the journal in `folder` and makes the desks of the server at `place`, which `transport` reaches; papers
  /// are printed by `papers`. Throws what the disk says.
  public init(
    transport: any Transport, place: String, journal folder: JournalFolder,
    surroundings: CommandJournal.Surroundings, wallet: TokenWallet = TokenWallet(),
    elapsed: any Clock = ElapsedClock(), papers: RemotePapers? = nil
  ) throws(CommerceError) {
    let monitor = LinkMonitor(clock: surroundings.clock)
    let watched = WatchedTransport(transport, monitor: monitor, clock: elapsed)
    let plain = RemoteLink(
      transport: watched, wallet: wallet, place: place, clock: elapsed, pause: surroundings.pause)
    let journal = CommandJournal(
      file: try folder.take(), carrier: plain, monitor: monitor, surroundings: surroundings)
    var link = plain
    link.papers = papers
    link.journal = journal
    link.memory = ReadMemory(clock: surroundings.clock, monitor: monitor)
    picking = RemotePicking(link: link, journal: journal, monitor: monitor, clock: surroundings.clock)
    desks = RemoteDesks.make(
      link: link, picking: picking, outbox: RemoteOutbox(journal: journal, monitor: monitor))
    self.link = link
    self.journal = journal
    self.monitor = monitor
  }

  /// Sends what was left in the journal, once somebody signed in whose it is.
  public func start() async { await journal.start(watcher: picking) }

  /// Ends it: nothing more is sent, and the next console takes over what waits.
  public func stop() async { await journal.stop() }
}
