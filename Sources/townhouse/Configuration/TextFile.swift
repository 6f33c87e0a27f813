internal import CPlatform
internal import Glibc

/// Whole text files, read and replaced at once.
enum TextFile {
  private static let largest = 64 << 20

  /// The file's text. Throws `file` trouble in the words of the system, also for folders and files over 64 MiB.
  static func read(_ path: String) throws(Failure) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw trouble(path) }
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &part, part.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw trouble(path) }
      if count == 0 { break }
      bytes += part[..<count]
      guard bytes.count <= largest else { throw .file(path: path, reason: "larger than 64 MiB") }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Replaces the file at once: whoever reads it sees the old text or the new, never half of it.
  static func write(_ text: String, to path: String) throws(Failure) {
    let draft = path + ".new-\(getpid())"
    let file = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw trouble(path) }
    var text = text
    let written = text.withUTF8 { cp_write_all(file, $0.baseAddress, $0.count) }
    let isSafe = written == 0 && fsync(file) == 0
    let failed = trouble(path)
    close(file)
    guard isSafe, rename(draft, path) == 0 else {
      unlink(draft)
      throw failed
    }
  }

  /// When the file was last changed, in nanoseconds; nil when there is none.
  static func changed(_ path: String) -> Int64? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    return Int64(facts.st_mtim.tv_sec) * 1_000_000_000 + Int64(facts.st_mtim.tv_nsec)
  }

  private static func trouble(_ path: String) -> Failure {
    .file(path: path, reason: String(cString: strerror(errno)))
  }
}
