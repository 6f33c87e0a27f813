import Commerce
import Glibc

/// Where the journals of one server lie: a file for each console process, `1.journal`, `2.journal` and so on, the folder
/// closed to others.
public struct JournalFolder: Sendable {
  /// The folder.
  public let path: String

  /// The folder for a server below the program's own state folder, such as `~/.local/state/townhouse`.
  public init(state: String, server: String) {
    let name = server.split(separator: "://").last.map(String.init) ?? server
    let safe = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? $0 : "_" }
    path = state + "/journal/" + (String(safe).hasPrefix(".") ? "_" : "") + String(safe)
  }

  /// A free journal, and with it all that consoles left in theirs that run no more: what is on disk is never nobody's.
  /// Throws what the disk says.
  func take() throws(CommerceError) -> JournalFile {
    try make()
    var file = try takeFree()
    for name in names() where path + "/" + name != file.path {
      guard let other = try? JournalFile.open(path: path + "/" + name) else { continue }
      try file.adopt(other.pending, other.refused)
      other.remove()
    }
    return file
  }

  /// How many commands wait in journals that no console holds: what the next console here will send.
  public var waiting: Int {
    names().reduce(0) { count, name in
      guard let file = try? JournalFile.open(path: path + "/" + name) else { return count }
      let waiting = file.pending.count
      file.unlock()
      return count + waiting
    }
  }

  private func takeFree() throws(CommerceError) -> JournalFile {
    for number in 1...999 {
      do throws(CommerceError) {
        return try JournalFile.open(path: "\(path)/\(number).journal")
      } catch .trouble(let trouble) where trouble.kind == .busy {
        continue
      }
    }
    throw .trouble(StoreTrouble(.busy, place: path, detail: "all journals are in use"))
  }

  private func make() throws(CommerceError) {
    var made = ""
    for part in path.split(separator: "/") {
      made += "/" + part
      guard mkdir(made, 0o700) == 0 || errno == EEXIST else {
        throw .trouble(StoreTrouble(.failed, place: made, detail: String(cString: strerror(errno))))
      }
    }
  }

  /// The journals that are there, by number.
  private func names() -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var found: [(Int, String)] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name.hasSuffix(".journal"), let number = Int(name.dropLast(8)) { found.append((number, name)) }
    }
    return found.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
