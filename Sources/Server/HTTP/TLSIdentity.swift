import Glibc

/// A certificate with its chain, and its key.
public struct TLSIdentity: Sendable {
  /// PEM, ended by NUL.
  let certificate: [CChar]
  /// PEM, ended by NUL.
  let key: [CChar]

  /// Reads PEM files. Throws when one cannot be read, or when others than its owner may read the key.
  public init(certificate: String, key: String) throws(HTTPServerTrouble) {
    self.certificate = try Self.read(certificate, isSecret: false)
    self.key = try Self.read(key, isSecret: true)
  }

  private static func read(_ path: String, isSecret: Bool) throws(HTTPServerTrouble) -> [CChar] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw HTTPServerTrouble(place: path, reason: String(cString: strerror(errno))) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG, facts.st_size <= 1 << 20 else {
      throw HTTPServerTrouble(place: path, reason: "no file of at most 1 MiB")
    }
    // A group may share a key on purpose, as Debian's ssl-cert does; everybody may not.
    guard !isSecret || facts.st_mode & 0o007 == 0 else {
      throw HTTPServerTrouble(place: path, reason: "everybody can read this key; chmod 600 it")
    }
    var bytes = [CChar](repeating: 0, count: Int(facts.st_size) + 1)
    var filled = 0
    while filled < bytes.count - 1 {
      let count = bytes.withUnsafeMutableBytes { space in
        Glibc.read(file, space.baseAddress.map { $0 + filled }, space.count - 1 - filled)
      }
      guard count > 0 else { break }
      filled += count
    }
    return bytes
  }
}
