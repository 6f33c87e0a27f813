import Foundation
import TestSupport

/// A runner in a process of its own that is killed at work.
enum KilledRun {
  /// Kills it a moment after so many lines, and answers what it had said: a last line without its end was never wholly
  /// said, and is left out.
  static func lines(_ arguments: [String], killAfter: Int, pause: UInt32 = 0) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try BuiltProgram.path("ShiftRunner"))
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    var text = Data()
    var lines = 0
    while lines <= killAfter {
      let chunk = pipe.fileHandleForReading.availableData
      if chunk.isEmpty { break }
      text.append(chunk)
      lines = text.reduce(0) { $1 == 10 ? $0 + 1 : $0 }
    }
    // Draws the point within the next commands; nothing is waited for.
    usleep(pause)
    kill(process.processIdentifier, SIGKILL)
    text.append(pipe.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    var said = String(decoding: text, as: UTF8.self).components(separatedBy: "\n")
    said.removeLast()
    return said
  }
}
