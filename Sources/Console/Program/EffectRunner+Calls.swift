import Commerce
import Operations

/// Each call as a value, made on its desk.
extension EffectRunner {
  func perform(_ call: DeskCall, caller: Caller?, id: UniqueID) async throws(CommerceError) -> Answer {
    switch call {
    case .session(let call): return try await perform(call)
    case .host(let call): return try await perform(call)
    case .house(.createFirstAdmin(let email, let name, let password)):
      return .person(try await desks.house.createFirstAdmin(email: email, name: name, password: password, id: id))
    default: break
    }
    guard let caller else { throw .unauthenticated }
    let intent = Intent(id: id, caller: caller)
    switch call {
    case .orders(let call): return try await perform(call, caller, intent)
    case .warehouse(let call): return try await perform(call, caller, intent)
    case .dispatch(let call): return try await perform(call, caller, intent)
    case .cash(let call): return try await perform(call, caller, intent)
    case .service(let call): return try await perform(call, caller, intent)
    case .stockWork(let call): return try await perform(call, caller, intent)
    case .overview(let call): return try await perform(call, caller, intent)
    case .stock(let call): return try await perform(call, caller)
    case .history(let call): return try await perform(call, caller)
    case .house(let call): return try await perform(call, caller, intent)
    case .session, .host: return .done
    }
  }

  private func perform(_ call: SessionCall) async throws(CommerceError) -> Answer {
    let desk = desks.session
    switch call {
    case .signIn(let email, let password): return .session(try await desk.signIn(email: email, password: password))
    case .signInByBadge(let badge, let pin): return .session(try await desk.signIn(badge: badge, pin: pin))
    case .unlock(let session, let secret):
      try await desk.unlock(session, secret: secret)
      return .done
    case .refreshed(let session): return .session(try await desk.refreshed(session))
    case .sites(let session): return .sites(try await desk.sites(of: session))
    case .sampleAccounts: return .accounts(try await desk.sampleAccounts())
    case .needsFirstAdmin: return .flag(try await desk.needsFirstAdmin())
    }
  }

  private func perform(_ call: HostCall) async throws(CommerceError) -> Answer {
    switch call {
    case .print(let job, let destination): return .text(try await host.print(job, to: destination))
    case .export(let table): return .text(try await host.export(table))
    case .readFile(let path): return .text(try await host.readFile(path))
    case .save(let settings):
      try await host.save(settings)
      return .done
    }
  }

  private func perform(
    _ call: OrderCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> Answer {
    let desk = desks.orders
    switch call {
    case .find(let query, let page): return .orders(try await desk.find(query, page, by: caller))
    case .detail(let order): return .order(try await desk.detail(order, by: caller))
    case .detailByNumber(let number): return .order(try await desk.detail(number: number, by: caller))
    case .place(let draft): return .placed(try await desk.place(draft, intent))
    case .hold(let order, let reason): try await desk.hold(order, reason: reason, intent)
    case .releaseHold(let order): try await desk.releaseHold(order, intent)
    case .addNote(let text, let order): try await desk.addNote(text, to: order, intent)
    case .setPriority(let priority, let order): try await desk.setPriority(priority, of: order, intent)
    case .cancel(let order, let reason, let basis):
      try await desk.cancel(order, reason: reason, basis: basis, intent)
    }
    return .done
  }

  private func perform(_ call: StockCall, _ caller: Caller) async throws(CommerceError) -> Answer {
    let desk = desks.stock
    switch call {
    case .find(let text, let limit): return .stockHits(try await desk.find(text, limit: limit, by: caller))
    case .card(let variant): return .stockCard(try await desk.card(variant, by: caller))
    case .moves(let variant, let page): return .moves(try await desk.moves(of: variant, page, by: caller))
    }
  }

  private func perform(_ call: HistoryCall, _ caller: Caller) async throws(CommerceError) -> Answer {
    let desk = desks.history
    switch call {
    case .changes(let query, let page): return .changes(try await desk.changes(query, page, by: caller))
    case .changesAfter(let sequence, let limit):
      return .newChanges(try await desk.changes(after: sequence, limit: limit, by: caller))
    case .lastSequence: return .sequence(try await desk.lastSequence())
    }
  }

  private func perform(
    _ call: HouseCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> Answer {
    let desk = desks.house
    switch call {
    case .createFirstAdmin(let email, let name, let password):
      return .person(
        try await desk.createFirstAdmin(email: email, name: name, password: password, id: intent.id))
    case .people: return .people(try await desk.people(by: caller))
    case .importRows(let kind, let csv, let dryRun):
      return .imported(try await desk.importRows(kind, csv: csv, dryRun: dryRun, intent))
    case .site: return .site(try await desk.site(by: caller))
    case .setPolicy(let policy):
      try await desk.setPolicy(policy, intent)
      return .done
    case .sheet(let kind): return .sheet(try await desk.sheet(kind, by: caller))
    }
  }
}
