import Commerce

extension Wording {
  /// A rule of dispatch in words; nil for rules of elsewhere.
  static func dispatch(_ rule: Rule, _ fact: FactWords) -> String? {
    switch rule {
    case .driverUnavailable: "\(fact[.person]) is not available\(fact.because)"
    case .driverOffShift: "\(fact[.person]) is off shift: \(fact[.limit])"
    case .driverOut: "\(fact[.person]) is out with \(fact[.quantity]) stops"
    case .driverCapacity:
      "\(fact[.person]) takes \(fact[.limit]): has \(fact[.quantity]), \(fact[.requested]) more do not fit"
    case .driverCashLimit: "\(fact[.person]) holds \(fact[.amount]), the limit is \(fact[.limit])"
    default: nil
    }
  }
}
