import Foundation
import Glibc
import TestSupport
import Testing

/// The real program, serving a store in a process of its own.
final class RunningServer {
  /// Where it listens, such as `http://127.0.0.1:40123/api/v1`.
  let url: String
  /// What it said before it listened.
  let said: [String]
  private let process: Process
  private let errors: FileHandle

  /// Starts it, on a free port unless told where, and waits until it listens. Throws what it said when it ended instead.
  init(
    store: String, folder: CommandLineFolder, at address: String = "127.0.0.1:0", _ arguments: [String] = [],
    environment: [String: String] = [:]
  ) throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: try BuiltProgram.path("townhouse"))
    process.arguments =
      ["serve", "--store", store, "--listen", "town=" + address, "--log", folder.path + "/access.log"] + arguments
    process.environment = [
      "HOME": folder.path, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin",
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

  struct Ended: Error {
    let status: Int32
    let said: String
  }

  deinit { if process.isRunning { process.terminate() } }

  /// Tells it to stop, waits for its end, and answers its exit status.
  func stop(by number: Int32 = SIGTERM) -> Int32 {
    kill(process.processIdentifier, number)
    process.waitUntilExit()
    return process.terminationStatus
  }
}
