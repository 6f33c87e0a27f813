/// Tells a scanner's burst from typing.
///
/// A run of at least `minimum` code characters that arrives at once and ends with Enter or Tab is one scan, and so is a
/// shorter one in the shape of the house's own codes (`T-107`, `B-1001`, `A-03-2`), unless
/// `textMode` is on or its first character starts a command. AIM prefixes ("]E0") are stripped, GS is kept.
public struct InputAssembler: Hashable, Sendable {
  /// On while a text input or a scan screen takes characters as they come.
  public var textMode = false
  /// The shortest burst that is a scan.
  public var minimum: Int

  /// An assembler for bursts of at least `minimum` characters.
  public init(minimum: Int = 8) { self.minimum = minimum }

  /// The events in one batch of input.
  public func events(_ batch: [RawInput]) -> [Event] {
    var events: [Event] = []
    var run: [Character] = []
    // What follows a character that no code has is typing, up to the next key that is none.
    var isTyping = false
    for input in batch {
      if !textMode, let character = Self.codeCharacter(input) {
        run.append(character)
        continue
      }
      if input == .key(.enter) || input == .key(.tab), !isTyping, isScan(run) {
        events.append(.scan(Self.stripped(run)))
        run = []
        continue
      }
      flush(&run, into: &events)
      if case .key(.character) = input { isTyping = true } else { isTyping = false }
      switch input {
      case .key(.control("c")): events.append(.interrupt)
      case .key(let key): events.append(.key(key))
      case .paste(let text): events.append(.paste(text))
      case .mouse(let mouse): events.append(.mouse(mouse))
      }
    }
    flush(&run, into: &events)
    return events
  }

  /// How many code characters the batch ends with: they may be a scan's start, so a driver waits a moment for more.
  public func unfinished(_ batch: [RawInput]) -> Int {
    if textMode { return 0 }
    return batch.reversed().prefix { Self.codeCharacter($0) != nil }.count
  }

  private func isScan(_ run: [Character]) -> Bool {
    guard let first = run.first, run.count >= minimum || isHouseCode(run) else { return false }
    if first == "]" { return run.count >= 3 && run[1].isLetter }
    return !"/:;,".contains(first) && !run.contains("]")
  }

  /// A letter, more of them or digits, a dash and a digit: nobody types that as keys, and each of them could act.
  private func isHouseCode(_ run: [Character]) -> Bool {
    guard run.count >= 4, run[0].isLetter, let dash = run.firstIndex(of: "-") else { return false }
    return run.indices.contains(dash + 1) && run[dash + 1].isNumber
  }

  /// Typed keys after all: a group separator was Ctrl-].
  private func flush(_ run: inout [Character], into events: inout [Event]) {
    for character in run {
      events.append(.key(character == Self.groupSeparator ? .control("]") : .character(character)))
    }
    run = []
  }

  private static let groupSeparator: Character = "\u{1D}"

  private static func codeCharacter(_ input: RawInput) -> Character? {
    switch input {
    case .key(.control("]")): groupSeparator
    case .key(.character(let character)) where character.isASCII: isCode(character) ? character : nil
    default: nil
    }
  }

  private static func isCode(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "-._/]".contains(character)
  }

  private static func stripped(_ run: [Character]) -> String {
    String(run.first == "]" ? run.dropFirst(3) : run[...])
  }
}
