/// The rule of the door: which reason explains which difference between due and collected, and which one a second
/// person has to vouch for. What is due is never overwritten (contracts.md I57 as design.md §4 amends it).
public enum DoorPolicy {
  /// Throws `rule.cash.amount_differs` when a difference has no reason, `rule.cash.difference_unfit` when the reason
  /// cannot explain it, `rule.step_up.needed` when the house would bear more than the site allows one person to decide.
  /// `dueMinor` is what is due after what the customer gave back at once.
  public static func check(
    dueMinor: Int64, collectedMinor: Int64, reason: DifferenceReason?, hasReturns: Bool, isVouchedFor: Bool,
    policy: SitePolicy, currency: Currency
  ) throws(CommerceError) {
    let difference = collectedMinor - dueMinor
    let facts: [FactName: Fact] = [
      .due: .money(Money(minor: dueMinor, currency)), .amount: .money(Money(minor: collectedMinor, currency)),
      .reason: .text(reason?.rawValue ?? ""),
    ]
    guard let reason else {
      if difference == 0 { return }
      throw .refused(Refusal(.amountDiffers, facts, remedy: .chooseReason))
    }
    guard fits(reason, difference, hasReturns: hasReturns) else {
      throw .refused(Refusal(.differenceUnfit, facts, remedy: .chooseReason))
    }
    guard !isVouchedFor, let limit = limit(of: reason, policy), -difference > limit else { return }
    throw .refused(
      Refusal(
        .stepUpNeeded,
        [.amount: .money(Money(minor: -difference, currency)), .limit: .money(Money(minor: limit, currency))],
        remedy: .askSupervisor))
  }

  private static func fits(_ reason: DifferenceReason, _ difference: Int64, hasReturns: Bool) -> Bool {
    switch reason {
    case .tolerance, .customerDebt, .driverShortage: difference < 0
    case .returnedItem: difference == 0 && hasReturns
    case .customerCredit: difference > 0
    }
  }

  /// The difference up to which one person decides, in minor units; nil where nobody loses anything.
  public static func limit(of reason: DifferenceReason, _ policy: SitePolicy) -> Int64? {
    switch reason {
    case .tolerance: policy.toleranceMinor
    case .customerDebt, .driverShortage: policy.writeOffLimitMinor
    case .returnedItem, .customerCredit: nil
    }
  }
}

extension DifferenceReason {
  /// The account that takes what is missing; nil for reasons that explain something else.
  public func account(driver: ID<Person>) -> CashAccount? {
    switch self {
    case .tolerance: .tolerance
    case .customerDebt: .debt
    case .driverShortage: .owned(driver)
    case .returnedItem, .customerCredit: nil
    }
  }
}
