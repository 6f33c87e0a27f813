import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum CashView: ViewFamily {
  case till
  case payments
  case refunds
  case notices
  case day

  static let names = ["till", "payments", "refunds", "notices", "day"]

  init?(view: String, words: [String]) {
    guard words.isEmpty else { return nil }
    switch view {
    case "till": self = .till
    case "payments": self = .payments
    case "refunds": self = .refunds
    case "notices": self = .notices
    case "day": self = .day
    default: return nil
    }
  }

  var words: [String] {
    switch self {
    case .till: ["till"]
    case .payments: ["payments"]
    case .refunds: ["refunds"]
    case .notices: ["notices"]
    case .day: ["day"]
    }
  }

  var withoutTown: Self { self }

  var screen: any Screen { EmptyScreen(.cash(self), title: "") }

  static func goTo(_ context: Context) -> [Binding] { [] }
}
