import Commerce
import Operations

/// A call about what is left to do, figures, and people.
enum OverviewCall: Hashable, Sendable {
  case shiftClose
  case report(ReportKind, days: Int)
  case past(Instant)
  case pastOrders(OrderStatus, Instant, limit: Int)
  case pastOrder(String, Instant)
  case people
  case person(PersonKey)
  case addPerson(PersonDraft)
  case editPerson(ID<Person>, name: String, badge: String, isActive: Bool)
  case grant(Grant, ID<Person>)
  case revoke(Grant, ID<Person>)
  case setSecrets(ID<Person>, password: String?, pin: String?)
  case impersonate(ID<Person>)
  case endImpersonation
  /// The commands that this console keeps for its server.
  case outbox
  case sendAgain(UniqueID)
  case dropCommand(UniqueID, reason: String)

  var isMutation: Bool {
    switch self {
    case .shiftClose, .report, .past, .pastOrders, .pastOrder, .people, .person, .outbox: false
    default: true
    }
  }
}

extension EffectRunner {
  func perform(_ call: OverviewCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    let people = desks.people
    switch call {
    case .shiftClose: return .overview(.shiftClose(try await desks.reports.shiftClose(by: caller)))
    case .report(let kind, let days):
      return .overview(.report(try await desks.reports.report(kind, days: days, by: caller)))
    case .past(let moment): return .overview(.past(try await desks.history.board(at: moment, by: caller)))
    case .pastOrders(let status, let moment, let limit):
      return .overview(
        .pastOrders(try await desks.history.orders(status, at: moment, limit: limit, by: caller)))
    case .pastOrder(let number, let moment):
      return .overview(.pastOrder(try await desks.history.order(number, at: moment, by: caller)))
    case .people: return .overview(.people(try await people.people(by: caller)))
    case .person(.id(let id)): return .overview(.person(try await people.person(id, by: caller)))
    case .person(.name(let name)): return .overview(.person(try await people.person(named: name, by: caller)))
    case .addPerson(let draft): return .person(try await people.add(draft, intent))
    case .editPerson(let id, let name, let badge, let isActive):
      try await people.edit(id, name: name, badge: badge, isActive: isActive, intent)
    case .grant(let grant, let id): try await people.grant(grant, to: id, intent)
    case .revoke(let grant, let id): try await people.revoke(grant, from: id, intent)
    case .setSecrets(let id, let password, let pin):
      try await people.setSecrets(of: id, password: password, pin: pin, intent)
    case .impersonate(let id): return .session(try await people.impersonate(id, intent))
    case .endImpersonation: try await people.endImpersonation(intent)
    case .outbox: return .overview(.outbox(await desks.outbox?.commands() ?? []))
    case .sendAgain(let id): try await desks.outbox?.retry(id, by: caller)
    case .dropCommand(let id, let reason): try await desks.outbox?.drop(id, reason: reason, by: caller)
    }
    return .done
  }
}

/// What was answered about what is left to do, figures, and people.
enum OverviewAnswer: Hashable, Sendable {
  case shiftClose(ShiftClose)
  case report(Report)
  case past(PastBoard)
  case pastOrders(PastOrders)
  case pastOrder(PastOrder)
  case people([PersonDetail])
  case person(PersonDetail)
  case outbox([OutboxCommand])
}
