/// How well a text answers to a few typed letters.
public struct FuzzyMatch: Hashable, Sendable {
  /// Higher is better; only good for comparing matches of the same query.
  public let score: Int
  /// The matched characters, as offsets from the start of the text, ascending.
  public let positions: [Int]

  /// Matches every word of the query, letters in order and case aside; nil when one is missing.
  ///
  /// Letters at the start of words and next to each other count more. An empty query matches everything.
  public static func match(_ query: String, in text: String) -> FuzzyMatch? {
    let characters = Array(text)
    let folded = characters.map(fold)
    var score = 0
    var positions: Set<Int> = []
    for word in query.split(separator: " ") {
      guard let found = best(word.map(fold), in: folded, characters) else { return nil }
      score += found.score
      positions.formUnion(found.positions)
    }
    return FuzzyMatch(score: score * 64 - min(63, characters.count), positions: positions.sorted())
  }

  /// The items that match with their matches, best first; equal ones keep their order.
  public static func rank<Item>(_ items: [Item], by query: String, text: (Item) -> String)
    -> [(item: Item, match: FuzzyMatch)]
  {
    let found = items.enumerated().compactMap { index, item in
      match(query, in: text(item)).map { (index, item, $0) }
    }
    let sorted = found.sorted { $0.2.score != $1.2.score ? $0.2.score > $1.2.score : $0.0 < $1.0 }
    return sorted.map { ($0.1, $0.2) }
  }

  /// The best of the matches that start at each place where the first letter stands.
  private static func best(
    _ word: [Character], in folded: [Character], _ original: [Character]
  ) -> (score: Int, positions: [Int])? {
    guard let first = word.first else { return (0, []) }
    var best: (score: Int, positions: [Int])?
    for start in folded.indices where folded[start] == first {
      guard let positions = positions(of: word, in: folded, from: start) else { break }
      let score = rate(positions, folded, original)
      if score > best?.score ?? Int.min { best = (score, positions) }
    }
    return best
  }

  /// The letters in order from a start on; a letter that begins a word is preferred to one nearer by.
  private static func positions(of word: [Character], in folded: [Character], from start: Int) -> [Int]? {
    var positions = [start]
    var place = start + 1
    for (index, letter) in word.enumerated().dropFirst() {
      guard let next = folded[min(place, folded.count)...].firstIndex(of: letter) else { return nil }
      var chosen = next
      if next != place,
        let head = (next..<folded.count).first(where: { folded[$0] == letter && startsWord(folded, $0) }),
        holds(word[(index + 1)...], folded[(head + 1)...])
      {
        chosen = head
      }
      positions.append(chosen)
      place = chosen + 1
    }
    return positions
  }

  private static func holds(_ letters: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
    var rest = text
    for letter in letters {
      guard let index = rest.firstIndex(of: letter) else { return false }
      rest = rest[(index + 1)...]
    }
    return true
  }

  private static func rate(_ positions: [Int], _ folded: [Character], _ original: [Character]) -> Int {
    var score = 0
    var previous = -2
    for place in positions {
      score += 16
      if place == previous + 1 { score += 12 }
      if startsWord(folded, place) { score += place == 0 ? 14 : 10 }
      if original[place].isUppercase { score += 1 }
      if previous >= 0 { score -= min(8, place - previous - 1) }
      previous = place
    }
    return score
  }

  private static func startsWord(_ text: [Character], _ place: Int) -> Bool {
    place == 0 || !(text[place - 1].isLetter || text[place - 1].isNumber)
  }

  private static func fold(_ character: Character) -> Character {
    if character.isASCII { return character.lowercased().first ?? character }
    return character.lowercased().count == 1 ? character.lowercased().first ?? character : character
  }
}
