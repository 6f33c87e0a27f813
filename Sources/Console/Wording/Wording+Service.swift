import Commerce
import Operations

extension Wording {
  /// What has to be shown at the door.
  static func proof(_ proof: ProofRequirement) -> String {
    switch proof {
    case .none: "none"
    case .name: "name of who takes it"
    case .code: "code said at the door"
    case .reference: "photo or signature"
    }
  }

  /// Between what was and what will be.
  static let arrow = "→"

  /// What an edit changes, in a word.
  static func editField(_ name: String) -> String {
    switch name {
    case "customer_note": "note"
    case "delivery": "delivery fee"
    default: name
    }
  }

  /// What tells a found thing from others; stored words as people say them.
  static func found(_ hit: AnythingHit) -> String {
    let words = hit.detail.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
    guard case .order = hit.target, let first = words.first else { return hit.detail }
    return value(String(first)) + (words.count > 1 ? "," + words[1] : "")
  }

  /// A rule about editing and finding orders in words; nil for rules of elsewhere.
  static func service(_ rule: Rule, _ fact: FactWords) -> String? {
    switch rule {
    case .tooLateToEdit: "\(fact[.order, "The order"]) is \(fact.status): it is edited until it is packed"
    case .paidTotalUp:
      "\(fact[.order, "The order"]) is paid: \(fact[.due]) cannot become \(fact[.amount]). Place another for what is more"
    case .slotPast: "That slot is over"
    default: nil
    }
  }
}
