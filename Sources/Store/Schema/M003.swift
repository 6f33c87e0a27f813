extension Migration {
  /// What the published contracts need.
  static let contracts = Migration(number: 3, statements: M003.town)
}

enum M003 {}
