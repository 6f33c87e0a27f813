import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum StockWorkView: ViewFamily {
  /// What is to be counted.
  case counts
  /// Differences that wait for a second person.
  case approvals
  /// Counting a bin; nil goes on with the count in hand, or waits for a bin.
  case count(String?)
  case deliveries
  case transfers
  case lowStock

  static let names = ["counts", "approvals", "count", "deliveries", "transfers", "low-stock"]

  init?(view: String, words: [String]) {
    let object = words.isEmpty ? nil : words.joined(separator: " ").uppercased()
    switch view {
    case "count": self = .count(object)
    default:
      guard object == nil else { return nil }
      switch view {
      case "counts": self = .counts
      case "approvals": self = .approvals
      case "deliveries": self = .deliveries
      case "transfers": self = .transfers
      case "low-stock": self = .lowStock
      default: return nil
      }
    }
  }

  var words: [String] {
    switch self {
    case .counts: ["counts"]
    case .approvals: ["approvals"]
    case .count(let bin): ["count"] + (bin.map { [$0] } ?? [])
    case .deliveries: ["deliveries"]
    case .transfers: ["transfers"]
    case .lowStock: ["low-stock"]
    }
  }

  var withoutTown: Self {
    switch self {
    case .count: .count(nil)
    default: self
    }
  }

  var screen: any Screen {
    switch self {
    case .counts: CountsScreen()
    case .approvals: ApprovalsScreen()
    case .count(let bin): CountScreen(bin)
    default: EmptyScreen(.stockWork(self), title: "")
    }
  }

  static func goTo(_ context: Context) -> [Binding] {
    [
      Binding(
        "go.counts", "counts", goTo: "j", section: .goTo, refusal: context.missing(.viewStock)),
      Binding("go.approvals", "differences to approve", section: .goTo, refusal: context.missing(.approve)),
    ]
  }
}
