internal import Commerce

/// Part of an ordered list, walked from a key: what a page needs from the list it is of.
struct Slice<Key: Hashable & Sendable> {
  /// True when walked against the list's order.
  var backward: Bool
  /// Where the walk starts; nil for the end it comes from.
  var bound: Key?
  /// True when the row at the bound belongs to the walk.
  var inclusive: Bool
}

/// A page by two short walks: its rows with one beyond, and one row on the other side. `walk` answers at most so many
/// rows in the direction of the slice.
@inline(__always)
func page<Key, Found>(
  _ request: PageRequest<Key>,
  _ walk: (Slice<Key>, Int) throws(CommerceError) -> [Found]
) throws(CommerceError) -> Page<Found> {
  let limit = max(0, min(request.limit, 100_000))
  let slice: Slice<Key> =
    switch request.anchor {
    case .first: Slice(backward: false, bound: nil, inclusive: true)
    case .last: Slice(backward: true, bound: nil, inclusive: true)
    case .after(let key): Slice(backward: false, bound: key, inclusive: false)
    case .before(let key): Slice(backward: true, bound: key, inclusive: false)
    case .from(let key): Slice(backward: false, bound: key, inclusive: true)
    }
  var rows = try walk(slice, limit + 1)
  let goesOn = rows.count > limit
  if goesOn { rows.removeLast() }
  var isPreceded = false
  if let bound = slice.bound {
    isPreceded =
      try !walk(Slice(backward: !slice.backward, bound: bound, inclusive: !slice.inclusive), 1).isEmpty
  }
  guard slice.backward else { return Page(rows: rows, hasBefore: isPreceded, hasAfter: goesOn) }
  rows.reverse()
  return Page(rows: rows, hasBefore: goesOn, hasAfter: isPreceded)
}

extension Slice where Key == Int64 {
  /// The keys of a walk through a list that is newest first, as a closed range.
  var newestFirst: (low: Int64, high: Int64) {
    guard let bound else { return (Int64.min, Int64.max) }
    let (edge, isBeyond) = inclusive ? (bound, false) : bound.addingReportingOverflow(backward ? 1 : -1)
    // Beyond the last key there is nothing.
    if isBeyond { return (Int64.max, Int64.min) }
    return backward ? (edge, Int64.max) : (Int64.min, edge)
  }

  /// The keys of a walk through a list that is oldest first, as a closed range.
  var oldestFirst: (low: Int64, high: Int64) {
    guard let bound else { return (Int64.min, Int64.max) }
    let (edge, isBeyond) = inclusive ? (bound, false) : bound.addingReportingOverflow(backward ? -1 : 1)
    if isBeyond { return (Int64.max, Int64.min) }
    return backward ? (Int64.min, edge) : (edge, Int64.max)
  }
}

extension PageRequest {
  /// The same request with its keys put another way.
  func mapped<Other>(_ convert: (Key) -> Other) -> PageRequest<Other> {
    let anchor: PageRequest<Other>.Anchor =
      switch anchor {
      case .first: .first
      case .last: .last
      case .after(let key): .after(convert(key))
      case .before(let key): .before(convert(key))
      case .from(let key): .from(convert(key))
      }
    return PageRequest<Other>(anchor, limit: limit)
  }
}
