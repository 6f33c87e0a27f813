import CPlatform
import Commerce
import FoundationEssentials
import Glibc

/// The journal on disk: one JSON object a line, each forced to the disk before it counts. A line that was cut by a
/// crash was never acknowledged, and is dropped when the file is opened again. One process holds a file at a time.
struct JournalFile: ~Copyable {
  /// Commands that still wait for an answer, oldest first.
  private(set) var pending: [JournalEntry] = []
  /// Commands that were refused, oldest first.
  private(set) var refused: [RefusedCommand] = []

  /// Where it lies.
  let path: String
  private var descriptor: CInt
  private var lines = 0

  /// Once so many lines stand in the file it is written anew with what is still of use.
  private static let compactAt = 512

  private enum Line: Codable {
    case put(JournalEntry)
    case done(UniqueID)
    case refused(UniqueID, CommerceError, Instant)
    /// Somebody wants a refused command sent again.
    case retried(UniqueID)
    /// Why it was dropped; empty when the server's no was told to whoever waited.
    case dropped(UniqueID, reason: String)
  }

  private init(path: String, descriptor: CInt) {
    self.path = path
    self.descriptor = descriptor
  }

  /// Opens the journal at `path`, readable by its owner alone; makes it when there is none. Throws `store.busy` when
  /// another process holds it, or what the disk says.
  static func open(path: String) throws(CommerceError) -> JournalFile {
    var file = JournalFile(path: path, descriptor: try openFile(path))
    guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      throw .trouble(StoreTrouble(.busy, place: path, detail: "another console holds this journal"))
    }
    // Between opening and locking another console may have put a fresh file here, or taken this one over.
    guard file.isStillThere else {
      throw .trouble(StoreTrouble(.busy, place: path, detail: "another console took this journal over"))
    }
    try file.load()
    return file
  }

  deinit { close(descriptor) }

  /// Puts a command on disk.
  mutating func put(_ entry: JournalEntry) throws(CommerceError) {
    guard !pending.contains(where: { $0.id == entry.id }) else { return }
    try append(.put(entry))
    pending.append(entry)
  }

  /// The server has carried a command out.
  mutating func finish(_ id: UniqueID) throws(CommerceError) {
    guard pending.contains(where: { $0.id == id }) else { return }
    try append(.done(id))
    pending.removeAll { $0.id == id }
    try compactIfLong()
  }

  /// The server refused a command.
  mutating func refuse(_ id: UniqueID, _ error: CommerceError, at now: Instant) throws(CommerceError) {
    guard let entry = pending.first(where: { $0.id == id }) else { return }
    try append(.refused(id, error, now))
    pending.removeAll { $0.id == id }
    refused.append(RefusedCommand(entry: entry, error: error, at: now))
  }

  /// A refused command is to be sent again, after those that wait.
  mutating func retry(_ id: UniqueID) throws(CommerceError) {
    guard let command = refused.first(where: { $0.entry.id == id }) else { return }
    try append(.retried(id))
    refused.removeAll { $0.entry.id == id }
    pending.append(command.entry)
  }

  /// Puts what another file held behind what this one holds; one write for all of it.
  mutating func adopt(_ others: [JournalEntry], _ otherRefused: [RefusedCommand]) throws(CommerceError) {
    let known = Set(pending.map(\.id)).union(refused.map(\.entry.id))
    let others = others.filter { !known.contains($0.id) }
    let otherRefused = otherRefused.filter { !known.contains($0.entry.id) }
    guard !others.isEmpty || !otherRefused.isEmpty else { return }
    var added = others.map(Line.put)
    for command in otherRefused {
      added += [.put(command.entry), .refused(command.entry.id, command.error, command.at)]
    }
    try Self.write(added, to: descriptor, path)
    lines += added.count
    pending += others
    refused += otherRefused
  }

  /// Leaves the file to whoever wants it.
  func unlock() { flock(descriptor, LOCK_UN) }

  /// Takes the file away; what it held stands elsewhere now.
  consuming func remove() { unlink(path) }

  /// Somebody has dealt with a refused command, or it is to be forgotten; `reason` stays in the file beside it.
  mutating func drop(_ id: UniqueID, reason: String) throws(CommerceError) {
    guard pending.contains(where: { $0.id == id }) || refused.contains(where: { $0.entry.id == id }) else { return }
    try append(.dropped(id, reason: reason))
    pending.removeAll { $0.id == id }
    refused.removeAll { $0.entry.id == id }
    try compactIfLong()
  }

  // MARK: - The file

  private var isStillThere: Bool {
    var mine = stat()
    var there = stat()
    return fstat(descriptor, &mine) == 0 && stat(path, &there) == 0 && mine.st_ino == there.st_ino
      && mine.st_dev == there.st_dev
  }

  private static func openFile(_ path: String) throws(CommerceError) -> CInt {
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw trouble(path) }
    return descriptor
  }

  private static func trouble(_ path: String) -> CommerceError {
    let kind: StoreTrouble.Kind =
      switch errno {
      case ENOSPC, EDQUOT: .full
      case EACCES, EPERM, ELOOP: .denied
      case EROFS: .readOnly
      case ENOENT: .missing
      default: .failed
      }
    return .trouble(StoreTrouble(kind, place: path, detail: String(cString: strerror(errno))))
  }

  private mutating func load() throws(CommerceError) {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pread(descriptor, &chunk, chunk.count, off_t(bytes.count))
      guard count >= 0 else { throw Self.trouble(path) }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    var whole = 0
    for line in bytes.split(separator: 0x0a, omittingEmptySubsequences: false).dropLast() {
      if let line = try? JSONDecoder().decode(Line.self, from: Data(line)) { apply(line) }
      whole += line.count + 1
      lines += 1
    }
    // What follows the last whole line was being written when the power went.
    if whole < bytes.count, ftruncate(descriptor, off_t(whole)) != 0 { throw Self.trouble(path) }
  }

  private mutating func apply(_ line: Line) {
    switch line {
    case .put(let entry): pending.append(entry)
    case .done(let id): pending.removeAll { $0.id == id }
    case .refused(let id, let error, let at):
      guard let entry = pending.first(where: { $0.id == id }) else { return }
      pending.removeAll { $0.id == id }
      refused.append(RefusedCommand(entry: entry, error: error, at: at))
    case .retried(let id):
      guard let command = refused.first(where: { $0.entry.id == id }) else { return }
      refused.removeAll { $0.entry.id == id }
      pending.append(command.entry)
    case .dropped(let id, _):
      pending.removeAll { $0.id == id }
      refused.removeAll { $0.entry.id == id }
    }
  }

  private mutating func append(_ line: Line) throws(CommerceError) {
    try Self.write([line], to: descriptor, path)
    lines += 1
  }

  private static func write(_ lines: [Line], to descriptor: CInt, _ path: String) throws(CommerceError) {
    var bytes: [UInt8] = []
    for line in lines {
      guard let text = try? JSONEncoder().encode(line) else {
        throw .trouble(StoreTrouble(.failed, place: path, detail: "a command cannot be written down"))
      }
      bytes += Array(text) + [0x0a]
    }
    guard cp_write_all(descriptor, bytes, bytes.count) == 0, fdatasync(descriptor) == 0 else { throw trouble(path) }
  }

  private mutating func compactIfLong() throws(CommerceError) {
    guard lines >= Self.compactAt, lines > 4 * (pending.count + refused.count) else { return }
    let fresh = path + ".new"
    unlink(fresh)
    let next = try Self.openFile(fresh)
    var kept = pending.map(Line.put)
    for command in refused { kept += [.put(command.entry), .refused(command.entry.id, command.error, command.at)] }
    do throws(CommerceError) {
      guard flock(next, LOCK_EX | LOCK_NB) == 0 else { throw Self.trouble(fresh) }
      try Self.write(kept, to: next, fresh)
      guard rename(fresh, path) == 0 else { throw Self.trouble(path) }
    } catch {
      close(next)
      throw error
    }
    close(descriptor)
    descriptor = next
    lines = kept.count
    syncFolder()
  }

  private func syncFolder() {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
