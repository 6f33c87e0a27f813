import Foundation
public import Glibc

/// The real program, serving a store in a process of its own.
public final class RunningServer {
  /// Where it listens, such as `http://127.0.0.1:40123/api/v1`.
  public let url: String
  /// What it said before it listened.
  public let said: [String]
  private let process: Process
  private let errors: FileHandle

  /// Starts it, on a free port unless told where, and waits until it listens; its home and its log are in `folder`.
  /// Throws what it said when it ended instead.
  public init(
    store: String, folder: String, at address: String = "127.0.0.1:0", _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: try BuiltProgram.path("townhouse"))
    process.arguments =
      ["serve", "--store", store, "--listen", "town=" + address, "--log", folder + "/access.log"] + arguments
    process.environment = [
      "HOME": folder, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
      "TOWNHOUSE_TOKEN_KEY": "0123456789abcdef0123456789abcdef",
    ].merging(environment) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardError = pipe
    errors = pipe.fileHandleForReading
    try process.run()
    var text = ""
    var lines: [String] = []
    while true {
      let bytes = errors.availableData
      text += String(decoding: bytes, as: UTF8.self)
      lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
      if let line = lines.first(where: { $0.hasPrefix("listening town ") }) {
        url = String(line.dropFirst("listening town ".count))
        break
      }
      guard !bytes.isEmpty else {
        process.waitUntilExit()
        throw Ended(status: process.terminationStatus, said: text)
      }
    }
    said = lines
  }

  /// It ended before it listened.
  public struct Ended: Error {
    /// Its exit status.
    public let status: Int32
    /// What it had said.
    public let said: String
  }

  deinit { if process.isRunning { process.terminate() } }

  /// The port it listens on.
  public var port: UInt16 { url.split(separator: ":").last?.split(separator: "/").first.flatMap { UInt16($0) } ?? 0 }

  /// Tells it to stop, waits for its end, and answers its exit status.
  @discardableResult
  public func stop(by number: Int32 = SIGTERM) -> Int32 {
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    return process.terminationStatus
  }
}
