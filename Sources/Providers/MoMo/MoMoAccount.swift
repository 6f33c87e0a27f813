/// What an account with the Collections API of MTN MoMo, or one of its shape, is spoken to with.
public struct MoMoAccount: Sendable {
  /// What its address begins with before `/collection`, such as nothing or `/sandbox`.
  public var path: String
  /// The system the provider routes to, such as `mtnghana` or `sandbox`.
  public var environment: String
  /// Where the provider may say that there is news: the request's name is appended. nil to be polled only.
  public var callback: String?
  /// The country's calling code, for phones that are written without.
  public var callingCode: String
  /// The key of the subscription.
  public var subscriptionKey: String
  /// The user of the API.
  public var user: String
  /// The key of that user.
  public var key: String

  /// An account of these parts.
  public init(
    path: String = "", environment: String, callback: String? = nil, callingCode: String = "233",
    subscriptionKey: String, user: String, key: String
  ) {
    self.path = path
    self.environment = environment
    self.callback = callback
    self.callingCode = callingCode
    self.subscriptionKey = subscriptionKey
    self.user = user
    self.key = key
  }

  /// The phone as the provider writes it: digits alone, the country's code first. nil for what is no phone.
  public func msisdn(_ phone: String) -> String? {
    let text = phone.filter { !" -./()".contains($0) }
    let digits = text.hasPrefix("+") ? String(text.dropFirst()) : text
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    let whole =
      if text.hasPrefix("+") {
        digits
      } else if digits.hasPrefix("00") {
        String(digits.dropFirst(2))
      } else if digits.hasPrefix("0") {
        callingCode + digits.dropFirst()
      } else if digits.hasPrefix(callingCode), digits.count > 9 {
        digits
      } else {
        callingCode + digits
      }
    // E.164 has at most fifteen; fewer than ten reach no wallet.
    return (10...15).contains(whole.count) && !whole.hasPrefix("0") ? whole : nil
  }
}
