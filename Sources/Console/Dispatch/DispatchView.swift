import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum DispatchView: ViewFamily {
  case board
  case runs
  case myRun
  case returns
  case drivers

  static let names = ["dispatch", "runs", "my-run", "returns", "drivers"]

  init?(view: String, words: [String]) {
    guard words.isEmpty else { return nil }
    switch view {
    case "dispatch": self = .board
    case "runs": self = .runs
    case "my-run": self = .myRun
    case "returns": self = .returns
    case "drivers": self = .drivers
    default: return nil
    }
  }

  var words: [String] {
    switch self {
    case .board: ["dispatch"]
    case .runs: ["runs"]
    case .myRun: ["my-run"]
    case .returns: ["returns"]
    case .drivers: ["drivers"]
    }
  }

  var withoutTown: Self { self }

  var screen: any Screen { EmptyScreen(.dispatch(self), title: "") }

  static func goTo(_ context: Context) -> [Binding] { [] }
}
