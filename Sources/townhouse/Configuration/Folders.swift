internal import Glibc

/// Where the program keeps and finds its files.
enum Folders {
  /// A variable of the environment; nil when it is unset or empty.
  static func environment(_ name: String) -> String? {
    // Read before other threads start or while none writes it: the program never sets a variable.
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  private static var home: String { environment("HOME") ?? "/" }

  /// The folder of the configuration file and of own themes.
  static var configuration: String { (environment("XDG_CONFIG_HOME") ?? home + "/.config") + "/townhouse" }

  /// The folder of what the program keeps by itself: the demo's store, logs, printed papers.
  static var state: String { (environment("XDG_STATE_HOME") ?? home + "/.local/state") + "/townhouse" }

  /// The folder of stores people make.
  static var data: String { (environment("XDG_DATA_HOME") ?? home + "/.local/share") + "/townhouse" }

  /// The folder the program itself lies in.
  static var program: String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &bytes, bytes.count)
    guard count > 0 else { return "." }
    let path = String(decoding: bytes[..<count], as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }

  /// Where an installed or freshly built program may find the folder `name` it ships with, best first.
  static func shipped(_ name: String) -> [String] {
    let beside = program
    var places = [beside + "/../share/townhouse/" + name]
    // A build lies in .build/release, .build/<triple>/debug or a folder like these.
    for up in ["/../..", "/../../..", "/../../../.."] { places.append(beside + up + "/" + name) }
    return places + ["./" + name]
  }

  /// The first of the shipped places that holds `file`.
  static func shippedFolder(_ name: String, holding file: String) -> String? {
    shipped(name).first { access($0 + "/" + file, R_OK) == 0 }
  }

  /// Makes a folder and those above it, closed to others.
  static func make(_ path: String) throws(Failure) {
    var made = ""
    for part in path.split(separator: "/", omittingEmptySubsequences: true) {
      made += (made.isEmpty && !path.hasPrefix("/") ? "" : "/") + part
      if mkdir(made, 0o700) != 0, errno != EEXIST {
        throw .file(path: made, reason: String(cString: strerror(errno)))
      }
    }
  }
}
