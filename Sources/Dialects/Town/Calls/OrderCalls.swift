public import Commerce
public import Contract
public import Operations

/// The calls of `OrderDesk`.
public enum OrderCalls {
  /// Orders found by anything a person may have in hand.
  public static let find = DeskCall<Find, Page<OrderRow>>(.query, "orders", "find")
  /// An order with everything that hangs on it, of any granted town.
  public static let detail = DeskCall<OneOrder, OrderDetail>(.query, "orders", "detail")
  /// An order by its number.
  public static let detailByNumber = DeskCall<DetailByNumber, OrderDetail>(.query, "orders", "detail-by-number")
  /// Places an order, all or nothing.
  public static let place = DeskCall<OneDraft, PlacedOrder>(.command, "orders", "place")
  /// What a draft would cost, when it would be there, and what is short.
  public static let preview = DeskCall<OneDraft, OrderPreview>(.query, "orders", "preview")
  /// What an edit would do to stock, money and the picker's walk.
  public static let previewEdit = DeskCall<PreviewEdit, EditPreview>(.query, "orders", "preview-edit")
  /// Edits an order until it is packed.
  public static let edit = DeskCall<Edit, Nothing>(.command, "orders", "edit")
  /// What an action would do to each of several orders.
  public static let plan = DeskCall<Plan, BulkOrderPlan>(.query, "orders", "plan")
  /// Carries a plan out, exactly.
  public static let carryOut = DeskCall<CarryOut, BulkOrderResult>(.command, "orders", "carry-out")
  /// Blocks all work on an order, for a reason.
  public static let hold = DeskCall<Hold, Nothing>(.command, "orders", "hold")
  /// Lets work on an order go on.
  public static let releaseHold = DeskCall<OneOrder, Nothing>(.command, "orders", "release-hold")
  /// Adds a note.
  public static let addNote = DeskCall<AddNote, Nothing>(.command, "orders", "add-note")
  /// Sets the priority.
  public static let setPriority = DeskCall<SetPriority, Nothing>(.command, "orders", "set-priority")
  /// Cancels an order.
  public static let cancel = DeskCall<Cancel, Nothing>(.command, "orders", "cancel")

  /// What `find` takes.
  public struct Find: Codable, Hashable, Sendable {
    /// What is asked for.
    public var query: OrderQuery
    /// The slice.
    public var page: PageRequest<ID<Order>>

    /// These arguments.
    public init(query: OrderQuery, page: PageRequest<ID<Order>>) {
      self.query = query
      self.page = page
    }
  }

  /// What `detail`, `releaseHold` take.
  public struct OneOrder: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(order: ID<Order>) {
      self.order = order
    }
  }

  /// What `detailByNumber` takes.
  public struct DetailByNumber: Codable, Hashable, Sendable {
    /// The order's number.
    public var number: String

    /// These arguments.
    public init(number: String) {
      self.number = number
    }
  }

  /// What `place`, `preview` take.
  public struct OneDraft: Codable, Hashable, Sendable {
    /// What is wanted.
    public var draft: OrderDraft

    /// These arguments.
    public init(draft: OrderDraft) {
      self.draft = draft
    }
  }

  /// What `previewEdit` takes.
  public struct PreviewEdit: Codable, Hashable, Sendable {
    /// What is changed.
    public var edit: OrderEdit
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(edit: OrderEdit, order: ID<Order>) {
      self.edit = edit
      self.order = order
    }
  }

  /// What `edit` takes.
  public struct Edit: Codable, Hashable, Sendable {
    /// What is changed.
    public var edit: OrderEdit
    /// The order.
    public var order: ID<Order>
    /// The version it rests on.
    public var version: Int

    /// These arguments.
    public init(edit: OrderEdit, order: ID<Order>, version: Int) {
      self.edit = edit
      self.order = order
      self.version = version
    }
  }

  /// What `plan` takes.
  public struct Plan: Codable, Hashable, Sendable {
    /// What is done.
    public var action: BulkOrderAction
    /// The orders.
    public var orders: [ID<Order>]

    /// These arguments.
    public init(action: BulkOrderAction, orders: [ID<Order>]) {
      self.action = action
      self.orders = orders
    }
  }

  /// What `carryOut` takes.
  public struct CarryOut: Codable, Hashable, Sendable {
    /// What is done.
    public var action: BulkOrderAction
    /// The orders.
    public var orders: [ID<Order>]
    /// What it rests on, from the preview.
    public var basis: String

    /// These arguments.
    public init(action: BulkOrderAction, orders: [ID<Order>], basis: String) {
      self.action = action
      self.orders = orders
      self.basis = basis
    }
  }

  /// What `hold` takes.
  public struct Hold: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>
    /// Why.
    public var reason: String

    /// These arguments.
    public init(order: ID<Order>, reason: String) {
      self.order = order
      self.reason = reason
    }
  }

  /// What `addNote` takes.
  public struct AddNote: Codable, Hashable, Sendable {
    /// The text.
    public var text: String
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(text: String, order: ID<Order>) {
      self.text = text
      self.order = order
    }
  }

  /// What `setPriority` takes.
  public struct SetPriority: Codable, Hashable, Sendable {
    /// 0 normal, 1 urgent.
    public var priority: Int
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(priority: Int, order: ID<Order>) {
      self.priority = priority
      self.order = order
    }
  }

  /// What `cancel` takes.
  public struct Cancel: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>
    /// Why.
    public var reason: String
    /// What it rests on, from the preview.
    public var basis: String?

    /// These arguments.
    public init(order: ID<Order>, reason: String, basis: String?) {
      self.order = order
      self.reason = reason
      self.basis = basis
    }
  }
}
