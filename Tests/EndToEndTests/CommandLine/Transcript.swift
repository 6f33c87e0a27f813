import Contract
import Foundation
import Testing

/// A document of commands and answers: what stands between "```sh" and "```" is run, what stands in the "```json"
/// or "```text" that follows is what it answers. "```sh start" is for the reader alone.
struct Transcript {
  /// Commands, and the lines of the document where their answer stands.
  struct Step {
    var commands: [String] = []
    var answer: Range<Int>?
  }

  let path: String
  private(set) var lines: [String]
  private(set) var start: [String] = []
  private(set) var steps: [Step] = []

  /// The document of that name in `docs/transcripts`.
  init(_ name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    path = root.path + "/docs/transcripts/\(name).md"
    lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
    var fence: (word: String, line: Int)?
    for (index, line) in lines.enumerated() {
      guard line.hasPrefix("```") else { continue }
      guard let open = fence else {
        fence = (String(line.dropFirst(3)), index)
        continue
      }
      let inside = open.line + 1..<index
      switch open.word {
      case "sh start": start = Array(lines[inside])
      case "sh": steps.append(Step(commands: Array(lines[inside])))
      case "json", "text": steps[try #require(steps.indices.last)].answer = inside
      default: throw Unknown(fence: open.word)
      }
      fence = nil
    }
    try #require(!steps.isEmpty)
  }

  struct Unknown: Error { let fence: String }

  /// The answers the document has, none for steps that answer nothing.
  var answers: [String] { steps.map { $0.answer.map { lines[$0].joined(separator: "\n") } ?? "" } }

  /// One script of all steps, with a character between their answers that none of them has.
  var script: String {
    "set -eu\n" + steps.map { $0.commands.joined(separator: "\n") + "\nprintf '\\036'\n" }.joined()
  }

  /// Writes the document with these answers.
  mutating func record(_ answers: [String]) throws {
    for (step, answer) in zip(steps, answers).reversed() {
      guard let place = step.answer else { continue }
      lines.replaceSubrange(place, with: answer.components(separatedBy: "\n"))
    }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }
}

/// What of an answer counts: identifiers, order numbers and references by the order in which they first appear, tokens
/// and times not at all. White space is layout.
struct TranscriptMask {
  private var known: [String: Int] = [:]

  mutating func masked(_ answer: String) throws -> String {
    let pattern = try Regex(
      #"[0-9a-f]{64}|eyJ[-_.0-9A-Za-z]+|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z"#
        + #"|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|ORD-[0-9]{8}-[0-9]+|MM-[-0-9A-Za-z]+"#)
    var text = ""
    var rest = answer[...]
    while let match = rest.firstMatch(of: pattern) {
      text += rest[..<match.range.lowerBound] + mark(String(rest[match.range]))
      rest = rest[match.range.upperBound...]
    }
    return (text + rest).filter { !$0.isWhitespace }
  }

  private mutating func mark(_ value: String) -> String {
    if value.hasPrefix("eyJ") || (value.utf8.count == 64 && !value.contains("-")) { return "(token)" }
    if value.hasSuffix("Z"), value.contains("T"), value.contains(":") { return "(time)" }
    let number = known[value] ?? known.count + 1
    known[value] = number
    return "(\(number))"
  }
}

/// Answers as they are shown: JSON is indented where it does not fit a line.
enum TranscriptLayout {
  private static let width = 110

  static func text(_ answer: String) -> String {
    answer.split(separator: "\n").map { line in
      guard let value = try? JSONReader.read(Array(line.utf8)) else { return String(line) }
      return lines(value, indent: "", before: "", after: "").joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private static func lines(_ value: JSONValue, indent: String, before: String, after: String) -> [String] {
    let short = indent + before + compact(value) + after
    guard short.count > width else { return [short] }
    let parts: [(String, JSONValue)]
    let (open, close): (String, String)
    switch value {
    case .object(let members): (parts, open, close) = (members.map { ("\"\($0.name)\": ", $0.value) }, "{", "}")
    case .list(let values): (parts, open, close) = (values.map { ("", $0) }, "[", "]")
    default: return [short]
    }
    let inner = parts.enumerated().flatMap { index, part in
      lines(part.1, indent: indent + "  ", before: part.0, after: index + 1 < parts.count ? "," : "")
    }
    return [indent + before + open] + inner + [indent + close + after]
  }

  private static func compact(_ value: JSONValue) -> String {
    switch value {
    case .object(let members):
      "{" + members.map { "\"\($0.name)\": \(compact($0.value))" }.joined(separator: ", ") + "}"
    case .list(let values): "[" + values.map(compact).joined(separator: ", ") + "]"
    default: String(decoding: value.encoded, as: UTF8.self)
    }
  }
}
