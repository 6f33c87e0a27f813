extension Migration {
  /// What the published contracts need; late closes of a day, phones of payments, what a command was about, customers
  /// known before they order, fees of zones.
  static let contracts = Migration(
    number: 3,
    statements: M003.town + M003.cash + M003.payments + M003.commands + M003.customers + M003.places
      + M003.dispatch)
}

enum M003 {}
