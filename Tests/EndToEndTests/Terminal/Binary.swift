import Foundation

/// Where the built program stands: beside the test bundle, or where TOWNHOUSE_BINARY says.
enum Binary {
  /// The path of the `townhouse` executable under test.
  static func path() throws -> String {
    if let path = ProcessInfo.processInfo.environment["TOWNHOUSE_BINARY"] { return path }
    let arguments = CommandLine.arguments
    var candidates = arguments.map { URL(fileURLWithPath: $0) }
    if let flag = arguments.firstIndex(of: "--test-bundle-path"), flag + 1 < arguments.count {
      candidates.insert(URL(fileURLWithPath: arguments[flag + 1]), at: 0)
    }
    for candidate in candidates {
      var folder = candidate.deletingLastPathComponent()
      for _ in 0..<3 {
        let path = folder.appendingPathComponent("townhouse").path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue { return path }
        folder.deleteLastPathComponent()
      }
    }
    throw Missing(looked: candidates.map(\.path))
  }

  /// The program was not built beside the tests.
  struct Missing: Error { let looked: [String] }
}
