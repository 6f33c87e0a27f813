internal import Commerce
internal import Security
internal import Store

/// What a store holds, as one number for all and one for each table: equal numbers, equal contents.
struct ContentDigest: Hashable, Sendable {
  /// 64 hexadecimal digits.
  var whole: String
  /// The same for each table, by name.
  var tables: [(name: String, digest: String, rows: Int)]

  static func == (left: Self, right: Self) -> Bool { left.whole == right.whole }
  func hash(into hasher: inout Hasher) { hasher.combine(whole) }

  /// The digest of the store at `path`. Throws `store.…` trouble.
  static func of(_ path: String, ignoringTimes: Bool = false) throws(CommerceError) -> ContentDigest {
    var whole = try begin(path)
    var tables: [(name: String, digest: String, rows: Int)] = []
    var current: (name: String, hash: ContentHash, rows: Int)?
    var failure: CommerceError?
    try ContentDump(ignoringTimes: ignoringTimes).run(path: path) { table, row in
      if current?.name != table {
        if let done = current { tables.append((done.name, done.hash.finish(), done.rows)) }
        whole.add(Array("[\(table)]".utf8))
        do throws(CommerceError) { current = (table, try begin(path), 0) } catch { failure = error }
      }
      whole.add(row)
      current?.hash.add(row)
      current?.rows += 1
    }
    if let failure { throw failure }
    if let done = current { tables.append((done.name, done.hash.finish(), done.rows)) }
    return ContentDigest(whole: whole.finish(), tables: tables)
  }

  private static func begin(_ path: String) throws(CommerceError) -> ContentHash {
    guard let hash = ContentHash() else {
      throw .trouble(StoreTrouble(.failed, place: path, detail: "no hash function is available"))
    }
    return hash
  }

  /// The tables in which two stores differ.
  func differences(from other: ContentDigest) -> [String] {
    let theirs = Dictionary(other.tables.map { ($0.name, $0.digest) }, uniquingKeysWith: { $1 })
    let ours = Dictionary(tables.map { ($0.name, $0.digest) }, uniquingKeysWith: { $1 })
    return Set(theirs.keys).union(ours.keys).filter { theirs[$0] != ours[$0] }.sorted()
  }
}
