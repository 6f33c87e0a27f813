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
    case .elsewhere(let place): place
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
