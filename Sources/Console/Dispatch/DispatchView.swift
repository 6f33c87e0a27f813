import Commerce
import Operations

/// The views of this area, as requests and as lines of text.
enum DispatchView: ViewFamily {
  case board(BoardFilter)
  /// A run by its code.
  case run(String)
  /// Loading a run, by its code, or a driver's code or badge; nil waits for a scan.
  case load(String?)
  case runs
  case myRun
  case returns
  case drivers

  static let names = ["dispatch", "load", "runs", "my-run", "returns", "drivers"]

  /// Every view there is, for the table of keys.
  static let examples: [Self] = [
    .board(BoardFilter()), .run("R-1"), .load(nil), .runs, .myRun, .returns, .drivers,
  ]

  init?(view: String, words: [String]) {
    switch (view, words.count) {
    case ("dispatch", _):
      guard let filter = BoardFilter(words: words) else { return nil }
      self = .board(filter)
    case ("run", 1): self = .run(words[0].uppercased())
    case ("load", 0...1): self = .load(words.first?.uppercased())
    case ("runs", 0): self = .runs
    case ("my-run", 0): self = .myRun
    case ("returns", 0): self = .returns
    case ("drivers", 0): self = .drivers
    default: return nil
    }
  }

  var words: [String] {
    switch self {
    case .board(let filter): ["dispatch"] + filter.words
    case .run(let code): ["run", code]
    case .load(let code): ["load"] + (code.map { [$0] } ?? [])
    case .runs: ["runs"]
    case .myRun: ["my-run"]
    case .returns: ["returns"]
    case .drivers: ["drivers"]
    }
  }

  var withoutTown: Self {
    switch self {
    case .board: .board(BoardFilter())
    case .run: .runs
    case .load: .load(nil)
    case .runs, .myRun, .returns, .drivers: self
    }
  }

  var screen: any Screen {
    switch self {
    case .board(let filter): BoardScreen(filter)
    case .run(let code): RunScreen(code)
    case .load(let code): LoadScreen(code)
    case .runs: RunsScreen()
    case .myRun: MyRunScreen()
    case .returns: ReturnsScreen()
    case .drivers: DriversScreen()
    }
  }

  static func goTo(_ context: Context) -> [Binding] {
    func go(_ view: String, _ label: String, _ letter: Character, _ permission: Permission) -> Binding {
      Binding("go.\(view)", label, goTo: letter, section: .goTo, refusal: context.missing(permission))
    }
    return [
      go("dispatch", "dispatch board", "d", .viewDispatch), go("runs", "runs", "D", .viewDispatch),
      go("load", "load a run", "l", .dispatch), go("my-run", "my run", "M", .drive),
      go("returns", "returns", "B", .viewDispatch), go("drivers", "drivers", "v", .viewDispatch),
    ]
  }
}
