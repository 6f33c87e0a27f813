internal import Glibc
internal import Terminal

/// Themes by name: a person's own files, then those the program ships with, then the one it carries.
struct ThemeFiles: Sendable {
  /// Where theme files are looked for, best first.
  static var folders: [String] { [Folders.configuration + "/themes"] + Folders.shipped("themes") }

  /// The file of a theme; nil when only the program itself carries it, or nobody does.
  static func path(of name: String) -> String? {
    guard !name.isEmpty, !name.contains("/") else { return nil }
    return folders.map { $0 + "/" + name + ".json" }.first { access($0, R_OK) == 0 }
  }

  /// The names of all themes there are, in order.
  static var names: [String] {
    var names: Set<String> = ["standard"]
    for folder in folders {
      guard let listing = opendir(folder) else { continue }
      defer { closedir(listing) }
      while let entry = readdir(listing) {
        // The name is a C array of the entry, ended by NUL; it is copied before the next call reuses it.
        let name = withUnsafePointer(to: entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasSuffix(".json"), !name.hasPrefix(".") { names.insert(String(name.dropLast(5))) }
      }
    }
    return names.sorted()
  }

  /// The theme of that name. Throws what is wrong with its file, or that there is none.
  static func load(_ name: String) throws(Failure) -> Theme {
    guard let found = text(of: name) else {
      throw .configuration("there is no theme \"\(name)\"; looked in " + folders.joined(separator: ", "))
    }
    do {
      return try Theme.load(json: found.json, file: found.file, lookup: text)
    } catch {
      throw .configuration(error.description)
    }
  }

  private static func text(of name: String) -> (json: String, file: String)? {
    if let path = path(of: name), let json = try? TextFile.read(path) { return (json, path) }
    return name == "standard" ? (Theme.standardJSON, "standard") : nil
  }
}
