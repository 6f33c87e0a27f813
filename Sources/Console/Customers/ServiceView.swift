import Commerce
import Operations

/// The views of customers and of orders being written, as requests and as lines of text.
enum ServiceView: ViewFamily {
  /// A new order, begun with this phone; empty when it is still to be asked.
  case newOrder(String)
  /// An order being edited, by its number.
  case edit(String)
  /// Customers that a text finds.
  case customers(String)
  /// The customer of a phone.
  case customer(String)
  /// Whatever a text may mean.
  case find(String)
  /// The views one keeps.
  case views

  static let names = ["new-order", "customers", "find", "views"]

  /// Every view there is, for the table of keys.
  static let examples: [Self] = [
    .newOrder(""), .edit("ORD"), .find(""), .customers(""), .customer("0244"), .views,
  ]

  init?(view: String, words: [String]) {
    let rest = words.joined(separator: " ")
    switch view {
    case "new-order": self = .newOrder(rest)
    case "edit" where !rest.isEmpty: self = .edit(rest.uppercased())
    case "customers": self = .customers(rest)
    case "customer" where !rest.isEmpty: self = .customer(rest)
    case "find": self = .find(rest)
    case "views" where rest.isEmpty: self = .views
    default: return nil
    }
  }

  var words: [String] {
    switch self {
    case .newOrder(let phone): ["new-order"] + (phone.isEmpty ? [] : [phone])
    case .edit(let number): ["edit", number]
    case .customers(let text): ["customers"] + (text.isEmpty ? [] : [text])
    case .customer(let phone): ["customer", phone]
    case .find(let text): ["find"] + (text.isEmpty ? [] : [text])
    case .views: ["views"]
    }
  }

  var withoutTown: Self {
    switch self {
    case .newOrder: .newOrder("")
    case .edit, .find: .find("")
    case .customers, .customer: .customers("")
    case .views: self
    }
  }

  var screen: any Screen {
    switch self {
    case .newOrder(let phone): NewOrderScreen(phone: phone)
    case .edit(let number): EditOrderScreen(number: number)
    case .customers(let text): CustomersScreen(text)
    case .customer(let phone): CustomerScreen(phone: phone)
    case .find(let text): FindScreen(text)
    case .views: ViewsScreen()
    }
  }

  static func goTo(_ context: Context) -> [Binding] {
    [
      Binding(
        "go.new-order", "new order", goTo: "n", section: .goTo, refusal: context.missing(.placeOrders)),
      Binding("go.customers", "customers", goTo: "u", section: .goTo, refusal: context.missing(.seeCustomers)),
      Binding("go.views", "saved views", goTo: "'", section: .goTo),
    ]
  }
}
