import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum StockWorkView: ViewFamily {
  case counts
  case deliveries
  case transfers
  case lowStock

  static let names = ["counts", "deliveries", "transfers", "low-stock"]

  init?(view: String, words: [String]) {
    guard words.isEmpty else { return nil }
    switch view {
    case "counts": self = .counts
    case "deliveries": self = .deliveries
    case "transfers": self = .transfers
    case "low-stock": self = .lowStock
    default: return nil
    }
  }

  var words: [String] {
    switch self {
    case .counts: ["counts"]
    case .deliveries: ["deliveries"]
    case .transfers: ["transfers"]
    case .lowStock: ["low-stock"]
    }
  }

  var withoutTown: Self { self }

  var screen: any Screen { EmptyScreen(.stockWork(self), title: "") }

  static func goTo(_ context: Context) -> [Binding] { [] }
}
