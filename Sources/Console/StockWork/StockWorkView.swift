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
  /// Receiving a delivery or transfer by its code; nil waits for one.
  case receive(String?)
  case transfers
  /// Putting together what is sent to a town, by the town's code.
  case send(String)
  /// From bin to bin.
  case move
  /// Items at or below their reorder point, or all that have one.
  case lowStock(all: Bool)

  static let names = ["counts", "approvals", "count", "deliveries", "receive", "transfers", "move", "low-stock"]

  /// One of each, for the table of keys.
  static let examples: [Self] = [
    .counts, .approvals, .count(nil), .deliveries, .receive(nil), .transfers, .send("tema"), .move,
    .lowStock(all: false),
  ]

  init?(view: String, words: [String]) {
    let object = words.isEmpty ? nil : words.joined(separator: " ").uppercased()
    switch view {
    case "count": self = .count(object)
    case "receive": self = .receive(object)
    case "send":
      guard let object else { return nil }
      self = .send(object.lowercased())
    case "low-stock" where object == "ALL": self = .lowStock(all: true)
    default:
      guard object == nil else { return nil }
      switch view {
      case "counts": self = .counts
      case "approvals": self = .approvals
      case "deliveries": self = .deliveries
      case "transfers": self = .transfers
      case "move": self = .move
      case "low-stock": self = .lowStock(all: false)
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
    case .receive(let code): ["receive"] + (code.map { [$0] } ?? [])
    case .send(let town): ["send", town]
    case .move: ["move"]
    case .lowStock(let all): all ? ["low-stock", "all"] : ["low-stock"]
    }
  }

  var withoutTown: Self {
    switch self {
    case .count: .count(nil)
    case .receive: .receive(nil)
    case .send: .transfers
    case .lowStock: .lowStock(all: false)
    default: self
    }
  }

  var screen: any Screen {
    switch self {
    case .counts: CountsScreen()
    case .approvals: ApprovalsScreen()
    case .count(let bin): CountScreen(bin)
    case .deliveries: DeliveriesScreen()
    case .receive(let code): ReceiveScreen(code)
    case .transfers: TransfersScreen()
    case .send(let town): SendScreen(town)
    case .move: MoveScreen()
    case .lowStock(let all): LowStockScreen(all: all)
    }
  }

  static func goTo(_ context: Context) -> [Binding] {
    [
      Binding(
        "go.counts", "counts", goTo: "j", section: .goTo, refusal: context.missing(.viewStock)),
      Binding("go.deliveries", "deliveries", goTo: "V", section: .goTo, refusal: context.missing(.viewStock)),
      Binding("go.transfers", "transfers", goTo: "F", section: .goTo, refusal: context.missing(.viewStock)),
      Binding("go.low-stock", "low stock", goTo: "L", section: .goTo, refusal: context.missing(.viewStock)),
      Binding("go.receive", "receive", section: .goTo, refusal: context.missing(.receiveStock)),
      Binding("go.move", "move from bin to bin", section: .goTo, refusal: context.missing(.transferStock)),
      Binding("go.approvals", "differences to approve", section: .goTo, refusal: context.missing(.approve)),
    ]
  }
}
