internal import CPlatform
internal import Commerce
internal import Glibc
internal import Operations

/// Prints to a folder or to a printer queue of the system.
struct PaperPrinter: Printer {
  /// Where papers are written that no printer takes.
  let folder: String

  func print(_ text: String, title: String, to destination: PrintDestination) throws(CommerceError) -> String {
    switch destination {
    case .folder: try write(text, named: title, ending: "txt")
    case .queue(let name): try PrintQueue.send(text, title: title, to: name)
    }
  }

  /// Writes a document into the folder under a name that does not replace another; answers its path.
  func write(_ text: String, named title: String, ending: String) throws(CommerceError) -> String {
    do {
      try Folders.make(folder)
      let path = Self.free(folder + "/" + Self.fileName(title), ending)
      try TextFile.write(text, to: path)
      return path
    } catch {
      throw error.asTrouble
    }
  }

  private static func free(_ base: String, _ ending: String) -> String {
    var path = base + "." + ending
    var number = 2
    while access(path, F_OK) == 0 {
      path = "\(base)-\(number).\(ending)"
      number += 1
    }
    return path
  }

  /// A title as a file name: letters, digits, dashes.
  private static func fileName(_ title: String) -> String {
    let plain = title.unicodeScalars.map { scalar -> Character in
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isPlain ? Character(scalar) : "-"
    }
    let name = String(plain.prefix(80)).split(separator: "-").joined(separator: "-")
    return name.isEmpty ? "paper" : name
  }
}

extension Failure {
  /// The failure as trouble of a port.
  var asTrouble: CommerceError {
    switch self {
    case .core(let error): error
    case .file(let path, let reason): .trouble(StoreTrouble(.failed, place: path, detail: reason))
    default: .trouble(StoreTrouble(.failed, place: "", detail: code))
    }
  }
}

/// The printer queues of the system, by `lp`.
enum PrintQueue {
  /// Hands the text to a queue, the default one for an empty name. Throws `store.failed` with what `lp` ended with.
  static func send(_ text: String, title: String, to queue: String) throws(CommerceError) -> String {
    var pipes: [Int32] = [0, 0]
    guard pipe(&pipes) == 0 else { throw trouble(queue, String(cString: strerror(errno))) }
    var arguments = ["lp", "-s", "-t", title]
    if !queue.isEmpty { arguments += ["-d", queue] }
    let started = start(arguments, input: pipes[0], other: pipes[1])
    close(pipes[0])
    guard let child = started else {
      close(pipes[1])
      throw trouble(queue, "lp cannot be started; is cups-client installed?")
    }
    var text = text
    _ = text.withUTF8 { cp_write_all(pipes[1], $0.baseAddress, $0.count) }
    close(pipes[1])
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw trouble(queue, "lp ended with status \((status >> 8) & 0xff)") }
    return queue.isEmpty ? "the default printer" : queue
  }

  /// Starts a program with `input` as its standard input and no signal blocked. Nil when it cannot be started.
  private static func start(_ arguments: [String], input: Int32, other: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addclose(&actions, other)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // Copies that C may keep pointers to until the child runs; freed below.
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    return posix_spawnp(&child, "lp", &actions, &attributes, &words, environ) == 0 ? child : nil
  }

  private static func trouble(_ queue: String, _ detail: String) -> CommerceError {
    .trouble(StoreTrouble(.failed, place: queue.isEmpty ? "printer" : "printer " + queue, detail: detail))
  }
}
