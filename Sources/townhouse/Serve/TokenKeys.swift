internal import CPlatform
internal import Glibc

/// The keys that tokens are signed with: from the environment, or from a file that only its owner can read. Never from
/// the command line, which everybody on the machine can see.
enum TokenKeys {
  /// Bytes a key has at least.
  private static let shortest = 32

  /// The keys, the signing one first, and the file that was made when there was none. Throws what is wrong with them.
  static func load(beside configuration: String) throws(Failure) -> (keys: [[UInt8]], made: String?) {
    if let text = Folders.environment("TOWNHOUSE_TOKEN_KEY") {
      return (try keys(in: text, of: "TOWNHOUSE_TOKEN_KEY"), nil)
    }
    let folder = configuration.lastIndex(of: "/").map { String(configuration[..<$0]) } ?? "."
    let path = folder + "/token-key"
    if access(path, F_OK) != 0 {
      try make(path, in: folder)
      return (try read(path), path)
    }
    return (try read(path), nil)
  }

  private static func read(_ path: String) throws(Failure) -> [[UInt8]] {
    try keys(in: try SecretFile.read(path), of: path)
  }

  private static func keys(in text: String, of place: String) throws(Failure) -> [[UInt8]] {
    let keys = text.split(whereSeparator: { $0 == "," || $0.isNewline }).map { Array($0.filter { $0 != " " }.utf8) }
      .filter { !$0.isEmpty }
    guard !keys.isEmpty, keys.allSatisfy({ $0.count >= shortest }) else {
      throw .configuration("\(place): every key has at least \(shortest) bytes; several are separated by commas")
    }
    return keys
  }

  /// Makes a key of 32 random bytes; of two programs that try at once, one does.
  private static func make(_ path: String, in folder: String) throws(Failure) {
    try Folders.make(folder)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file < 0, errno == EEXIST { return }
    guard file >= 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
    defer { close(file) }
    var random = SystemRandomNumberGenerator()
    let digits = (0..<shortest).map { _ in
      let byte = String(UInt8.random(in: 0...UInt8.max, using: &random), radix: 16)
      return byte.count == 1 ? "0" + byte : byte
    }
    var text = digits.joined() + "\n"
    guard text.withUTF8({ cp_write_all(file, $0.baseAddress, $0.count) }) == 0, fsync(file) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(path)
      throw .file(path: path, reason: reason)
    }
  }
}
