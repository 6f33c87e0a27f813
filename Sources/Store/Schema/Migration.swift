/// One step of the schema's history: numbered, never edited once released, run in a transaction of its own.
struct Migration: Sendable {
  /// Its place in the history, from 1; stored as `user_version`.
  let number: Int64
  /// What it brings, in order.
  let statements: [String]

  /// All steps, oldest first.
  static let all: [Migration] = [foundation, theOtherHalf, contracts]

  /// The schema this program reads and writes.
  static var newest: Int64 { Int64(all.count) }
}
