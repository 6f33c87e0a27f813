import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum ServiceView: ViewFamily {
  case newOrder
  case customers
  case views

  static let names = ["new-order", "customers", "views"]

  init?(view: String, words: [String]) {
    guard words.isEmpty else { return nil }
    switch view {
    case "new-order": self = .newOrder
    case "customers": self = .customers
    case "views": self = .views
    default: return nil
    }
  }

  var words: [String] {
    switch self {
    case .newOrder: ["new-order"]
    case .customers: ["customers"]
    case .views: ["views"]
    }
  }

  var withoutTown: Self { self }

  var screen: any Screen { EmptyScreen(.service(self), title: "") }

  static func goTo(_ context: Context) -> [Binding] { [] }
}
