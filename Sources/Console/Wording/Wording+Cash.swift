import Commerce

extension Wording {
  /// A rule of cash, payments and refunds in words; nil for rules of elsewhere.
  static func cash(_ rule: Rule, _ fact: FactWords) -> String? {
    switch rule {
    case .noProvider: "No mobile money provider is set up"
    case .planChanged: "Something changed meanwhile: nothing was done"
    default: nil
    }
  }
}
