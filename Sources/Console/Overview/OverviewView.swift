import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum OverviewView: ViewFamily {
  case shiftClose
  case reports
  case people

  static let names = ["shift-close", "reports", "people"]

  init?(view: String, words: [String]) {
    guard words.isEmpty else { return nil }
    switch view {
    case "shift-close": self = .shiftClose
    case "reports": self = .reports
    case "people": self = .people
    default: return nil
    }
  }

  var words: [String] {
    switch self {
    case .shiftClose: ["shift-close"]
    case .reports: ["reports"]
    case .people: ["people"]
    }
  }

  var withoutTown: Self { self }

  var screen: any Screen { EmptyScreen(.overview(self), title: "") }

  static func goTo(_ context: Context) -> [Binding] { [] }
}
