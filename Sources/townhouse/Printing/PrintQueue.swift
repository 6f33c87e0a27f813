internal import CPlatform
internal import Commerce
internal import Glibc
internal import Operations

/// The printer queues of the system, by `lp`.
enum PrintQueue {
  /// Seconds `lp` gets to hand a page to its spooler.
  private static let limit = 30

  /// Hands the text to a queue, the default one for an empty name. Blocks its thread until `lp` has ended, at most for
  /// the limit. Throws `store.failed` with what `lp` ended with.
  static func send(_ text: String, title: String, to queue: String) throws(CommerceError) -> String {
    // A file in memory, close-on-exec: unlike a pipe it never waits for its reader, and no other program that is
    // started meanwhile can hold it open.
    let input = cp_buffer_open()
    guard input >= 0 else { throw trouble(queue, String(cString: strerror(errno))) }
    defer { close(input) }
    var text = text
    guard text.withUTF8({ cp_write_all(input, $0.baseAddress, $0.count) }) == 0, lseek(input, 0, SEEK_SET) == 0 else {
      throw trouble(queue, String(cString: strerror(errno)))
    }
    var arguments = ["lp", "-s", "-t", title]
    if !queue.isEmpty { arguments += ["-d", queue] }
    guard let child = start(arguments, input: input) else {
      throw trouble(queue, "lp cannot be started; is cups-client installed?")
    }
    guard let status = end(of: child, within: .seconds(limit)) else {
      kill(-child, SIGKILL)
      // A second is plenty to die in; one that hangs in the kernel is left alone.
      _ = end(of: child, within: .seconds(1))
      throw trouble(queue, "lp hung for \(limit) s and was killed")
    }
    let signal = status & 0x7f
    guard signal == 0 else { throw trouble(queue, "lp was ended by signal \(signal)") }
    guard status == 0 else { throw trouble(queue, "lp ended with status \((status >> 8) & 0xff)") }
    return queue.isEmpty ? "the default printer" : queue
  }

  /// Starts a program with `input` as its standard input and no signal blocked, in a process group of its own: what it
  /// starts itself can be stopped with it, and it cannot read from the terminal. Nil when it cannot be started.
  private static func start(_ arguments: [String], input: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
    // Copies that C may keep pointers to until the child runs; freed below.
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    return posix_spawnp(&child, "lp", &actions, &attributes, &words, environ) == 0 ? child : nil
  }

  /// The status a child ended with; nil when it still runs after that time.
  private static func end(of child: pid_t, within time: Duration) -> Int32? {
    let deadline = ContinuousClock.now + time
    var status: Int32 = 0
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child || (ended < 0 && errno != EINTR) { return status }
      guard ContinuousClock.now < deadline else { return nil }
      usleep(10_000)
    }
  }

  private static func trouble(_ queue: String, _ detail: String) -> CommerceError {
    .trouble(StoreTrouble(.failed, place: queue.isEmpty ? "printer" : "printer " + queue, detail: detail))
  }
}
