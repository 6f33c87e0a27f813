/// One line of a script, cut into words as a shell cuts simple ones.
struct ScriptLine: Sendable {
  /// What one line asks for.
  enum Statement: Sendable {
    /// The clock stands there from now on.
    case clock(String)
    /// Who acts from now on.
    case person(String)
    /// The town from now on.
    case town(String)
    /// A name for a text, or for what the path finds in a command's answer.
    case name(String, [String], path: String?)
    /// A command; `mayRefuse` when a refusal does not end the script.
    case command([String], mayRefuse: Bool)
  }

  /// Cuts a line into words and puts in what its names stand for. Quotes hold words together, single ones as they are;
  /// a backslash takes the next character as it is; `#` at the beginning of a word begins a comment.
  static func words(_ line: String, _ names: [String: String]) throws(Failure) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var rest = line[...]
    while let character = rest.popFirst() {
      switch character {
      case "\\" where quote != "'":
        guard let next = rest.popFirst() else { throw .usage("a backslash ends the line") }
        word = (word ?? "") + String(next)
      case "'", "\"":
        if quote == nil {
          quote = character
          word = word ?? ""
        } else if quote == character {
          quote = nil
        } else {
          word = (word ?? "") + String(character)
        }
      case "$" where quote != "'": word = (word ?? "") + (try value(&rest, names))
      case "#" where quote == nil && word == nil: rest = ""
      case _ where quote == nil && character.isWhitespace:
        if let whole = word { words.append(whole) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    guard quote == nil else { throw .usage("a quote is not closed") }
    if let whole = word { words.append(whole) }
    return words
  }

  private static func value(_ rest: inout Substring, _ names: [String: String]) throws(Failure) -> String {
    let isBraced = rest.first == "{"
    if isBraced { rest.removeFirst() }
    let name = String(rest.prefix { $0 == "_" || $0.isLetter || $0.isNumber })
    rest.removeFirst(name.count)
    if isBraced, rest.popFirst() != "}" { throw .usage("${\(name) is not closed") }
    guard !name.isEmpty else { throw .usage("a name is missing after $; a plain one is written \\$") }
    guard let value = names[name] else { throw .usage("nothing is called \(name) yet", hint: "let \(name) = …") }
    return value
  }

  /// What a line asks for; nil for an empty one.
  static func statement(_ line: String, _ names: [String: String]) throws(Failure) -> Statement? {
    var words = try words(line, names)
    guard var first = words.first else { return nil }
    var mayRefuse = false
    if first.hasPrefix("?") {
      mayRefuse = true
      first.removeFirst()
      words[0] = first
      if first.isEmpty { words.removeFirst() }
      guard !words.isEmpty else { throw .usage("a command is missing after ?") }
    }
    switch (words[0], words.count) {
    case ("at", 2): return .clock(words[1])
    case ("as", 2): return .person(words[1])
    case ("in", 2): return .town(words[1])
    case ("at", _), ("as", _), ("in", _): throw .usage("\(words[0]) needs one word")
    case ("let", 4...) where words[2] == "=":
      var answer = Array(words[3...])
      var path: String?
      if answer.count > 2, ["->", "→"].contains(answer[answer.count - 2]) {
        path = answer[answer.count - 1]
        answer.removeLast(2)
      }
      guard path != nil || answer.count == 1 else {
        throw .usage("which part of the answer? let \(words[1]) = \(answer.joined(separator: " ")) -> .number")
      }
      return .name(words[1], answer, path: path)
    case ("let", _): throw .usage("let NAME = TEXT, or let NAME = COMMAND -> .number")
    default: return .command(words, mayRefuse: mayRefuse)
    }
  }
}

extension JSONText {
  /// What a path such as `.orders.0.number` finds, as text; nil when it finds nothing of the kind.
  func text(at path: String) -> String? {
    var value = self
    for part in path.split(separator: ".") {
      switch value {
      case .object(let members):
        guard let member = members.first(where: { $0.0 == part }) else { return nil }
        value = member.1
      case .list(let values):
        guard let index = Int(part), values.indices.contains(index) else { return nil }
        value = values[index]
      default: return nil
      }
    }
    switch value {
    case .text(let text): return text
    case .number(let number): return String(number)
    case .flag(let flag): return String(flag)
    case .object, .list, .null: return nil
    }
  }
}
