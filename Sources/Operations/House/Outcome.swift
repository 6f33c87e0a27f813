public import Commerce
import FoundationEssentials

/// What a use case answers, in a form the store can remember with the command.
protocol Outcome: Sendable {
  /// The compact text that is remembered.
  var stored: String { get }
  /// The outcome that was remembered as `stored`; nil when it is of another kind.
  init?(stored: String)
}

/// The outcome of a use case that only succeeds or throws.
struct Done: Outcome {
  var stored: String { "" }

  init() {}

  init?(stored: String) { self.init() }
}

extension Outcome where Self: Codable {
  // With sorted keys: the same work leaves the same bytes in every process.
  var stored: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  init?(stored: String) {
    guard let value = try? JSONDecoder().decode(Self.self, from: Data(stored.utf8)) else { return nil }
    self = value
  }
}

extension ID: Outcome {
  var stored: String { String(serial) }

  init?(stored: String) {
    guard let serial = Int64(stored) else { return nil }
    self.init(serial)
  }
}

/// The outcome of a use case that answers in words, such as where a paper was printed.
struct Words: Outcome {
  let text: String

  var stored: String { text }

  init(_ text: String) { self.text = text }

  init?(stored: String) { self.init(stored) }
}
