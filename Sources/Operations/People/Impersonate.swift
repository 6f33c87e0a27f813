import Commerce

/// Acting as somebody else, with both names in every change.
enum Impersonate {
  /// Why a caller may not act as that person; nil when they may.
  static func refusal(
    _ person: Person, _ grants: [Grant], for caller: Caller, _ own: [Grant]
  ) -> CommerceError? {
    guard caller.impersonator == nil else { return .refused(Refusal(.actingAsOther, remedy: .endActing)) }
    guard AccessPolicy(own).allowsSomewhere(.impersonate) else { return .forbidden(.impersonate) }
    guard person.id != caller.person else { return .refused(Refusal(.notYourself, remedy: .chooseOther)) }
    guard person.isActive else {
      return .refused(Refusal(.inactivePerson, [.person: .text(person.name)], remedy: .chooseOther))
    }
    guard AccessPolicy(grants, impersonator: own).allowsSomewhere(.enterSite) else {
      return .refused(Refusal(.beyondReach, remedy: .askAdmin))
    }
    return nil
  }

  /// Notes that it begins.
  static func begin(
    _ id: ID<Person>, for caller: Caller, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    guard let person = try transaction.person(id) else { throw .notFound(.person, id.description) }
    let grants = try transaction.grants(of: id)
    if let refusal = refusal(person, grants, for: caller, try transaction.grants(of: caller.person)) { throw refusal }
    let site = try transaction.site(caller.site)?.id
    try transaction.append(
      Change(.session, id.serial, site: site, field: "acting", old: "no", new: "yes"), by: command)
  }
}
