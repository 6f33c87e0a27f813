/// A slice of an ordered list, asked for by key and never by offset, so that its cost is that of what is shown.
public struct PageRequest<Key: Hashable & Sendable>: Hashable, Sendable {
  /// Where the slice lies.
  public enum Anchor: Hashable, Sendable {
    /// From the start of the list.
    case first
    /// Up to the end of the list.
    case last
    /// Right after this row.
    case after(Key)
    /// Right before this row.
    case before(Key)
    /// From this row on, the row itself included, or from where it would stand.
    case from(Key)
  }

  /// Where the slice lies.
  public var anchor: Anchor
  /// At most this many rows.
  public var limit: Int

  /// A slice of at most `limit` rows at `anchor`.
  public init(_ anchor: Anchor = .first, limit: Int = 100) {
    self.anchor = anchor
    self.limit = limit
  }
}

extension PageRequest: Codable where Key: Codable {}
extension PageRequest.Anchor: Codable where Key: Codable {}

/// Rows of one slice in list order, and whether the list goes on to either side.
public struct Page<Row: Sendable>: Sendable {
  /// The rows, in list order.
  public var rows: [Row]
  /// True when rows stand before the first one here.
  public var hasBefore: Bool
  /// True when rows follow the last one here.
  public var hasAfter: Bool

  /// These rows, with more before or after them as said.
  public init(rows: [Row], hasBefore: Bool = false, hasAfter: Bool = false) {
    self.rows = rows
    self.hasBefore = hasBefore
    self.hasAfter = hasAfter
  }
}

extension Page: Equatable where Row: Equatable {}
extension Page: Hashable where Row: Hashable {}
extension Page: Codable where Row: Codable {}
