extension Migration {
  /// Dispatch, cash, customer service, stock work, reports.
  static let theOtherHalf = Migration(
    number: 2,
    statements: M002.dispatch + M002.cash + M002.service + M002.stockWork + M002.overview)
}

enum M002 {}
