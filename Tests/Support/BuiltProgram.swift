import Foundation

/// Where a program of this package stands that was built with the tests.
public enum BuiltProgram {
  /// The path of the executable of that name beside the test bundle, or what the environment variable
  /// `TOWNHOUSE_BINARY` says of `townhouse`. Throws with the places that were looked at.
  public static func path(_ name: String) throws -> String {
    if name == "townhouse", let path = ProcessInfo.processInfo.environment["TOWNHOUSE_BINARY"] { return path }
    let arguments = CommandLine.arguments
    var starts = arguments.map { URL(fileURLWithPath: $0) }
    if let flag = arguments.firstIndex(of: "--test-bundle-path"), flag + 1 < arguments.count {
      starts.insert(URL(fileURLWithPath: arguments[flag + 1]), at: 0)
    }
    for start in starts {
      var folder = start.deletingLastPathComponent()
      for _ in 0..<3 {
        let path = folder.appendingPathComponent(name).path
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue { return path }
        folder.deleteLastPathComponent()
      }
    }
    throw Missing(name: name, looked: starts.map(\.path))
  }

  /// The program was not built beside the tests.
  public struct Missing: Error {
    /// Which one.
    public let name: String
    /// Where it was looked for.
    public let looked: [String]
  }
}
