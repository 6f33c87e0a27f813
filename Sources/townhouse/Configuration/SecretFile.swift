internal import Glibc

/// Files that only their owner may read.
enum SecretFile {
  /// The text of the file. Throws when others can read it, too.
  static func read(_ path: String) throws(Failure) -> String {
    var facts = stat()
    guard stat(path, &facts) == 0 else { throw .file(path: path, reason: String(cString: strerror(errno))) }
    guard facts.st_mode & 0o077 == 0 else {
      throw .file(
        path: path, reason: "others can read this key; chmod 600 it, and change it if they are not to have it")
    }
    return try TextFile.read(path)
  }
}
