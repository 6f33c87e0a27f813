public import Commerce
public import Contract
public import Operations

/// The calls of `HistoryDesk`.
public enum HistoryCalls {
  /// A page of the change feed within the caller's reach, newest first.
  public static let changes = DeskCall<Changes, Page<RecordedChange>>(.query, "history", "changes")
  /// Changes after `sequence` within the caller's reach, oldest first, at most `limit`.
  public static let changesAfter = DeskCall<ChangesAfter, [RecordedChange]>(.query, "history", "changes-after")
  /// Orders of the caller's town by status, as they stood at a moment.
  public static let board = DeskCall<Board, PastBoard>(.query, "history", "board")
  /// The orders that stood in a status at a moment, the newest first, at most `limit`.
  public static let orders = DeskCall<Orders, PastOrders>(.query, "history", "orders")
  /// An order as it stood at a moment.
  public static let order = DeskCall<Order, PastOrder>(.query, "history", "order")
  /// The newest sequence of the feed.
  public static let lastSequence = DeskCall<Nothing, Int64>(.query, "history", "last-sequence")

  /// What `changes` takes.
  public struct Changes: Codable, Hashable, Sendable {
    /// What is asked for.
    public var query: HistoryQuery
    /// The slice.
    public var page: PageRequest<Int64>

    /// These arguments.
    public init(query: HistoryQuery, page: PageRequest<Int64>) {
      self.query = query
      self.page = page
    }
  }

  /// What `changesAfter` takes.
  public struct ChangesAfter: Codable, Hashable, Sendable {
    /// The change it goes on after.
    public var sequence: Int64
    /// How many at most.
    public var limit: Int

    /// These arguments.
    public init(sequence: Int64, limit: Int) {
      self.sequence = sequence
      self.limit = limit
    }
  }

  /// What `board` takes.
  public struct Board: Codable, Hashable, Sendable {
    /// The moment.
    public var moment: Instant

    /// These arguments.
    public init(moment: Instant) {
      self.moment = moment
    }
  }

  /// What `orders` takes.
  public struct Orders: Codable, Hashable, Sendable {
    /// The status.
    public var status: OrderStatus
    /// The moment.
    public var moment: Instant
    /// How many at most.
    public var limit: Int

    /// These arguments.
    public init(status: OrderStatus, moment: Instant, limit: Int) {
      self.status = status
      self.moment = moment
      self.limit = limit
    }
  }

  /// What `order` takes.
  public struct Order: Codable, Hashable, Sendable {
    /// The order's number.
    public var number: String
    /// The moment.
    public var moment: Instant

    /// These arguments.
    public init(number: String, moment: Instant) {
      self.number = number
      self.moment = moment
    }
  }
}
