/// A number with its noun: `1 stop`, `12 stops`. `many` is for nouns that an s alone does not make many of.
public func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
  "\(number) \(noun(number, one, many))"
}

/// The noun that goes with a number: `stop` for one, `stops` for none and several.
public func noun(_ number: Int, _ one: String, _ many: String? = nil) -> String {
  number == 1 ? one : many ?? one + "s"
}
