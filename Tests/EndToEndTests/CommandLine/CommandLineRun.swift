import Foundation
import TestSupport
import Testing

/// One run of the program in a pipe: what it said and how it ended.
struct CommandLineRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs the program to its end with a clean environment and the sample password. `bound` takes root's right to
  /// write anywhere away from it.
  init(_ arguments: [String], environment: [String: String] = [:], bound: Bool = false) throws {
    let process = Process()
    let program = try BuiltProgram.path("townhouse")
    let isBound = bound && geteuid() == 0
    let rights = "-dac_override,-dac_read_search"
    process.executableURL = URL(fileURLWithPath: isBound ? "/usr/bin/setpriv" : program)
    process.arguments =
      (isBound ? ["--bounding-set=" + rights, "--inh-caps=" + rights, program] : []) + arguments
    let folder = FileManager.default.temporaryDirectory.path
    var variables = [
      "HOME": folder + "/townhouse-no-home", "LANG": "C.UTF-8", "TOWNHOUSE_PASSWORD": "townhouse-demo",
      "PATH": "/usr/bin:/bin",
    ]
    variables.merge(environment) { $1 }
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    let scratch = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data().write(to: scratch)
    defer { try? FileManager.default.removeItem(at: scratch) }
    process.standardError = try FileHandle(forWritingTo: scratch)
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    status = process.terminationStatus
    self.output = String(decoding: said, as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: scratch), as: UTF8.self)
  }

  init(_ arguments: String...) throws { try self.init(arguments) }

  /// The output as JSON.
  func json() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
  }

  /// The code of the error that was reported as JSON.
  func errorCode() throws -> String {
    let whole = try #require(try JSONSerialization.jsonObject(with: Data(errors.utf8)) as? [String: Any])
    let error = try #require(whole["error"] as? [String: Any])
    #expect(error["status"] as? Int == Int(status))
    #expect((error["message"] as? String)?.isEmpty == false)
    return try #require(error["code"] as? String)
  }
}

/// A folder of one test, and stores in it.
final class CommandLineFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("townhouse-cli-" + UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var files: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }

  func file(_ name: String, _ text: String) throws -> String {
    let place = path + "/" + name
    try Data(text.utf8).write(to: URL(fileURLWithPath: place))
    return place
  }

  /// A copy of one small sample store, made once for all tests.
  func sampleStore() throws -> String {
    let place = path + "/store.sqlite"
    try FileManager.default.copyItem(atPath: try Self.sample.get(), toPath: place)
    return place
  }

  static let sampleNow = "2026-03-02T10:30:00Z"

  private static let sample = Result {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("townhouse-\(UUID().uuidString).sqlite")
      .path
    let run = try CommandLineRun(
      "init", "--store", place, "--sample", "--orders", "400", "--seed", "7", "--now", sampleNow)
    try #require(run.status == 0, "\(run.errors)")
    return place
  }
}
