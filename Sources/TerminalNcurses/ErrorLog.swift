internal import CPlatform
internal import Glibc

/// Standard error while the screen is up: a file, so that nothing is written across the screen.
struct ErrorLog {
  let path: String
  let file: Int32
  /// The standard error there was before.
  let former: Int32

  /// Sends standard error to a new file; nil when it does not go to a terminal anyway, or no file can be made.
  init?(folder: String?) {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
    let place = folder ?? getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array((place + "/townhouse-XXXXXX.log").utf8CString)
    let file = mkstemps(&name, 4)
    guard file >= 0 else { return nil }
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    let former = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
    guard former >= 0, dup2(file, STDERR_FILENO) >= 0 else { return nil }
    path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    (self.file, self.former) = (file, former)
  }

  /// Puts standard error back; the file is named when something was written, else removed.
  func end() {
    dup2(former, STDERR_FILENO)
    var status = stat()
    if fstat(file, &status) == 0, status.st_size > 0 {
      let note = "townhouse: what went wrong is noted in \(path)\n"
      _ = note.withCString { cp_stderr_write($0, strlen($0)) }
    } else {
      unlink(path)
    }
    Glibc.close(file)
    Glibc.close(former)
  }
}
