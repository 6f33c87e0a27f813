/// Who may administer whom: nobody reaches beyond the own grants, nobody raises themselves, an admin always remains.
public enum PeoplePolicy {
  /// Why `actor` may not give or take that grant; nil when it may.
  public static func refusal(
    granting grant: Grant, to target: ID<Person>, by actor: ID<Person>, with policy: AccessPolicy
  ) -> CommerceError? {
    guard policy.allowsSomewhere(.managePeople) else { return .forbidden(.managePeople) }
    guard target != actor else { return .refused(Refusal(.ownGrants, remedy: .askAdmin)) }
    guard policy.covers(grant) else {
      return .refused(Refusal(.beyondReach, [.reason: .text(grant.role.rawValue)], remedy: .askAdmin))
    }
    return nil
  }

  /// Why `actor` may not change somebody's name, badge, secrets or activity; nil when it may. What a person has beyond
  /// the actor's reach protects that person's whole sign-in, or it could be taken over from here.
  public static func refusal(
    changing target: ID<Person>, holding grants: [Grant], by actor: ID<Person>, with policy: AccessPolicy
  ) -> CommerceError? {
    guard policy.allowsSomewhere(.managePeople) else { return .forbidden(.managePeople) }
    guard let beyond = grants.first(where: { !policy.covers($0) }) else {
      let isLost = grants.isEmpty && !policy.allowsEverywhere(.managePeople)
      return isLost ? .refused(Refusal(.beyondReach, remedy: .askAdmin)) : nil
    }
    return .refused(Refusal(.beyondReach, [.reason: .text(beyond.role.rawValue)], remedy: .askAdmin))
  }

  /// The grant that lets somebody mend everything else; one active person must always have it.
  public static let keeper = Grant(role: .admin, site: nil)
}
