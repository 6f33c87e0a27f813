public import Contract

/// The calls of `HistoryDesk`.
public enum HistoryCalls {
  /// The last change of the house.
  public static let lastSequence = DeskCall<Nothing, Int64>(.query, "history", "last-sequence")
}
