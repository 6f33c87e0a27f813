import CReference
import FoundationEssentials
import Glibc
import Store

/// A program that runs beside this one, without a terminal.
final class ChildProcess {
  let id: pid_t
  private var isOver = false

  /// What it writes to standard output goes to `output`, the rest nowhere.
  init(_ arguments: [String], _ environment: [String: String] = [:], output: Int32? = nil) throws(Problem) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, 1)
    } else {
      posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    }
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var id: pid_t = 0
    guard posix_spawn(&id, arguments[0], &actions, nil, &words, &variables) == 0 else {
      throw Problem("cannot start \(arguments[0])")
    }
    self.id = id
  }

  deinit {
    guard !isOver else { return }
    kill(id, SIGTERM)
    wait()
  }

  /// Waits for its end.
  func wait() {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    isOver = true
  }
}

/// A store and the program that serves it.
struct ServedStore {
  let name: String
  /// The program with its arguments; `PORT` stands for the port.
  private let arguments: [String]
  private let environment: [String: String]

  static func ours(_ plan: Plan, _ path: String, _ key: String) -> ServedStore {
    ServedStore(
      name: "townhouse",
      arguments: [plan.program, "serve", "--store", path, "--listen", "town=127.0.0.1:PORT", "--no-rate-limit"],
      environment: ["TOWNHOUSE_TOKEN_KEY": key, "XDG_CONFIG_HOME": plan.cache + "/home", "HOME": plan.cache + "/home"])
  }

  static func reference(_ plan: Plan, _ path: String, _ key: String) -> ServedStore {
    let options = SQLiteStore.Options()
    return ServedStore(
      name: "the reference",
      arguments: [
        plan.referenceServer, path, "PORT", "\(options.writerCache)", "\(options.readerCache)",
        "\(options.checkpointPages)",
      ], environment: ["TOWNHOUSE_TOKEN_KEY": key])
  }

  /// Starts it and waits until it answers `request`.
  func start(asking request: String? = nil) throws -> Served {
    let port = try Socket.freePort()
    let words = arguments.map { $0.replacing("PORT", with: "\(port)") }
    return try Served(name: name, words, environment, port, request)
  }
}

/// A server that runs until nobody holds it any more.
final class Served {
  let name: String
  let port: UInt16
  /// Milliseconds from its start to the first answer, if it was asked; else until it took a connection.
  private(set) var firstAnswer = 0.0
  private let process: ChildProcess

  fileprivate init(
    name: String, _ words: [String], _ environment: [String: String], _ port: UInt16, _ request: String?
  ) throws {
    self.name = name
    self.port = port
    let begun = reference_now_ms()
    process = try ChildProcess(words, environment)
    let socket = try Socket(port: port, until: begun + 20_000)
    if let request { _ = try socket.ask(request) }
    firstAnswer = reference_now_ms() - begun
  }

  /// The body of a success.
  func ask(_ request: String) throws -> String { try Socket(port: port).ask(request) }

  /// Resident memory, in MiB.
  var resident: Double {
    let text = (try? String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
    return Double(line.filter(\.isNumber)).map { $0 / 1024 } ?? .nan
  }

  /// Seconds of processor time so far.
  var processorTime: Double {
    let text = (try? String(contentsOfFile: "/proc/\(process.id)/stat", encoding: .utf8)) ?? ""
    // Behind the name, which may hold blanks: user and system time are the twelfth and thirteenth.
    let fields = (text.split(separator: ")").last ?? "").split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return .nan }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }
}

/// A connection to a server on this machine.
final class Socket {
  private let descriptor: Int32

  /// Tries again until a moment of `reference_now_ms`.
  init(port: UInt16, until limit: Double = 0) throws {
    while true {
      let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var one: Int32 = 1
      setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
      if Self.withLoopback(port, { connect(descriptor, $0, $1) }) == 0 {
        self.descriptor = descriptor
        return
      }
      close(descriptor)
      guard reference_now_ms() < limit else { throw Problem("nobody listens on \(port)") }
      usleep(200)
    }
  }

  deinit { close(descriptor) }

  /// Sends a request and takes its answer, which must be a success of known length; answers the body.
  func ask(_ request: String) throws -> String {
    send(request)
    var bytes: [UInt8] = []
    while true {
      if let (head, body) = Self.cut(bytes) {
        guard head.hasPrefix("http/1.1 2") else { throw Problem("an answer begins \(head.prefix(200))") }
        let field = head.split(separator: "\r\n").first { $0.hasPrefix("content-length: ") }
        guard let length = field.flatMap({ Int($0.dropFirst(16)) }) else { throw Problem("an answer of no length") }
        if body.count >= length { return String(decoding: body, as: UTF8.self) }
      }
      var piece = [UInt8](repeating: 0, count: 65_536)
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { throw Problem("the connection ended within an answer") }
      bytes += piece.prefix(count)
    }
  }

  /// The head of an answer in lower case, and what there is of its body; nil until the head is whole.
  private static func cut(_ bytes: [UInt8]) -> (head: String, body: ArraySlice<UInt8>)? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    return (String(decoding: bytes[..<end.lowerBound], as: UTF8.self).lowercased(), bytes[end.upperBound...])
  }

  /// Sends a request.
  func send(_ request: String) {
    let bytes = Array(request.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  /// Reads until `text` came.
  func wait(for text: String) throws {
    var bytes: [UInt8] = []
    while bytes.firstRange(of: Array(text.utf8)) == nil {
      var piece = [UInt8](repeating: 0, count: 4096)
      let count = read(descriptor, &piece, piece.count)
      guard count > 0 else { throw Problem("the connection ended before \(text)") }
      bytes += piece.prefix(count)
    }
  }

  /// A port nobody listens on.
  static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    guard withLoopback(0, { bind(descriptor, $0, $1) }) == 0 else { throw Problem("no port is free") }
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func withLoopback(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
