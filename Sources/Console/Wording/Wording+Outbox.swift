public import Operations
import Commerce

extension Wording {
  /// What somebody intended, in a few words: `scan 6030000000011`, `hold the order: customer asked`.
  public static func intended(_ command: OutboxCommand) -> String {
    func word(_ name: String, _ before: String = "") -> String { command.arguments[name].map { before + $0 } ?? "" }
    switch command.call {
    case "warehouse/scan": return "scan \(word("code"))"
    case "warehouse/mis-scan": return "note a wrong scan: \(word("code"))"
    case "warehouse/short": return "short pick: \(word("got")) were there"
    case "warehouse/damaged": return "\(word("quantity")) damaged"
    case "warehouse/skip": return "put the line at the end of the walk"
    case "warehouse/another-tote": return "ask for another tote"
    case "warehouse/count-left": return "\(word("counted")) left in the bin"
    case "warehouse/undo": return "take the last action back"
    case "orders/hold": return "hold the order\(word("reason", ": "))"
    case "orders/release-hold": return "release the hold"
    case "orders/add-note", "customers/add-note": return "add a note\(word("text", ": "))"
    case "orders/set-priority": return "set the priority to \(word("priority"))"
    default: return command.call.replacing("/", with: ": ").replacing("-", with: " ")
    }
  }
}
