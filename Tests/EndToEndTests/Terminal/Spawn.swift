import Foundation
import Glibc

/// Runs a program to its end and answers its exit status and what it wrote to both outputs. Plain posix_spawn: the
/// children here leave servers behind that would keep a pipe, and whoever reads it, waiting for ever.
func spawn(_ path: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
  let file = FileManager.default.temporaryDirectory.appendingPathComponent("spawn-" + UUID().uuidString).path
  let status = try StartedProcess(path, arguments, output: file).wait()
  let output = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
  unlink(file)
  return (status, output)
}

/// A program that runs, writing both its outputs to a file.
struct StartedProcess {
  private let process: pid_t

  init(_ path: String, _ arguments: [String], output: String) throws {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    // The threads of tests hold signals back, and a child would inherit that: no tmux would ever end.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
    words.append(nil)
    defer { words.forEach { free($0) } }
    var process: pid_t = 0
    let problem = posix_spawn(&process, path, &actions, &attributes, words, environ)
    guard problem == 0 else { throw NotStarted(path: path, reason: problem) }
    self.process = process
  }

  /// Waits for its end; the exit status, or 0 where a signal ended it.
  func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return status >> 8 & 0xff
  }
}

/// A program that could not be started.
struct NotStarted: Error {
  let path: String
  let reason: Int32
}
