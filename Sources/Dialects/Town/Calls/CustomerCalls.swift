public import Commerce
public import Contract
public import Operations

/// The calls of `CustomerDesk`.
public enum CustomerCalls {
  /// Everything known of a phone within the caller's reach.
  public static let customer = DeskCall<Customer, CustomerCard>(.query, "customers", "customer")
  /// A page of the orders of a phone, newest first.
  public static let orders = DeskCall<Orders, Page<OrderRow>>(.query, "customers", "orders")
  /// Customers by phone or name, the last to order first.
  public static let findCustomers = DeskCall<TextLimit, [CustomerRow]>(.query, "customers", "find-customers")
  /// Adds a note about a customer.
  public static let addNote = DeskCall<AddNote, Nothing>(.command, "customers", "add-note")
  /// Whatever `text` may mean.
  public static let findAnything = DeskCall<TextLimit, [AnythingHit]>(.query, "customers", "find-anything")
  /// The caller's saved views, by name.
  public static let views = DeskCall<Nothing, [SavedView]>(.query, "customers", "views")
  /// Keeps a view under a name.
  public static let saveView = DeskCall<SaveView, Nothing>(.command, "customers", "save-view")
  /// Gives a saved view another name.
  public static let renameView = DeskCall<RenameView, Nothing>(.command, "customers", "rename-view")
  /// Forgets a saved view.
  public static let removeView = DeskCall<RemoveView, Nothing>(.command, "customers", "remove-view")

  /// What `customer` takes.
  public struct Customer: Codable, Hashable, Sendable {
    /// The phone.
    public var phone: String

    /// These arguments.
    public init(phone: String) {
      self.phone = phone
    }
  }

  /// What `orders` takes.
  public struct Orders: Codable, Hashable, Sendable {
    /// The phone.
    public var phone: String
    /// The slice.
    public var page: PageRequest<ID<Order>>

    /// These arguments.
    public init(phone: String, page: PageRequest<ID<Order>>) {
      self.phone = phone
      self.page = page
    }
  }

  /// What `findCustomers`, `findAnything` take.
  public struct TextLimit: Codable, Hashable, Sendable {
    /// The text.
    public var text: String
    /// How many at most.
    public var limit: Int

    /// These arguments.
    public init(text: String, limit: Int) {
      self.text = text
      self.limit = limit
    }
  }

  /// What `addNote` takes.
  public struct AddNote: Codable, Hashable, Sendable {
    /// The text.
    public var text: String
    /// The phone.
    public var phone: String

    /// These arguments.
    public init(text: String, phone: String) {
      self.text = text
      self.phone = phone
    }
  }

  /// What `saveView` takes.
  public struct SaveView: Codable, Hashable, Sendable {
    /// The view.
    public var view: SavedView

    /// These arguments.
    public init(view: SavedView) {
      self.view = view
    }
  }

  /// What `renameView` takes.
  public struct RenameView: Codable, Hashable, Sendable {
    /// The name.
    public var name: String
    /// The new name.
    public var new: String

    /// These arguments.
    public init(name: String, new: String) {
      self.name = name
      self.new = new
    }
  }

  /// What `removeView` takes.
  public struct RemoveView: Codable, Hashable, Sendable {
    /// The name.
    public var name: String

    /// These arguments.
    public init(name: String) {
      self.name = name
    }
  }
}
