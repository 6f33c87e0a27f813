import Security
import Store

extension SmallTown {
  /// What its store holds, as one number: equal numbers, equal contents. Nothing when there is no hash function.
  public func digest(ignoringTimes: Bool = false) throws -> String {
    guard var hash = ContentHash() else { return "" }
    try ContentDump(ignoringTimes: ignoringTimes).run(path: path) { table, row in
      hash.add(Array(table.utf8))
      hash.add(row)
    }
    return hash.finish()
  }
}
