import Commerce

/// The customer desk on a local store.
struct LocalCustomerDesk: CustomerDesk {
  let house: House

  func customer(phone: String, by caller: Caller) async throws(CommerceError) -> CustomerCard {
    try await look(caller) { transaction, policy, scope throws(CommerceError) in
      guard let site = try transaction.site(caller.site) else { throw .notFound(.site, caller.site.description) }
      return try LoadCustomer.run(phone, at: site, policy: policy, in: transaction, scope: scope)
    }
  }

  func orders(
    ofPhone phone: String, _ page: PageRequest<ID<Order>>, by caller: Caller
  ) async throws(CommerceError) -> Page<OrderRow> {
    try await look(caller) { transaction, policy, scope throws(CommerceError) in
      var found = try transaction.orders(ofPhone: phone, page, in: scope)
      LoadCustomer.mask(&found.rows, policy)
      return found
    }
  }

  func findCustomers(_ text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [CustomerRow] {
    try await look(caller) { transaction, policy, scope throws(CommerceError) in
      try FindCustomers.run(text, limit: limit, policy: policy, in: transaction, scope: scope)
    }
  }

  func addNote(_ text: String, aboutPhone phone: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("customer.note", intent, needing: .addNotes, about(text, phone)) {
      transaction, command, _ throws(CommerceError) in
      try AddCustomerNote.run(text, phone: phone, at: intent.caller.site, in: transaction, by: command)
      return Done()
    }
  }

  func find(anything text: String, limit: Int, by caller: Caller) async throws(CommerceError) -> [AnythingHit] {
    try await house.store.read { transaction throws(CommerceError) in
      let policy = try transaction.policy(of: caller)
      return try FindAnything(policy: policy, transaction: transaction).run(text, limit: limit)
    }
  }

  func views(by caller: Caller) async throws(CommerceError) -> [SavedView] {
    try await house.store.read { transaction throws(CommerceError) in
      _ = try transaction.policy(of: caller)
      return try transaction.savedViews(of: caller.person)
    }
  }

  func saveView(_ view: SavedView, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("view.save", intent, needing: .enterSite, about(view)) {
      transaction, command, _ throws(CommerceError) in
      try SaveView.run(view, of: intent.caller.person, in: transaction, by: command)
      return Done()
    }
  }

  func renameView(_ name: String, to new: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("view.rename", intent, needing: .enterSite, about(name, new)) {
      transaction, command, _ throws(CommerceError) in
      try SaveView.rename(name, to: new, of: intent.caller.person, in: transaction, by: command)
      return Done()
    }
  }

  func removeView(_ name: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("view.remove", intent, needing: .enterSite, about(name)) {
      transaction, command, _ throws(CommerceError) in
      try SaveView.remove(name, of: intent.caller.person, in: transaction, by: command)
      return Done()
    }
  }

  /// Customers are looked up over every town where the caller may see them.
  private func look<Value: Sendable>(
    _ caller: Caller,
    _ body: @escaping @Sendable (any ReadTransaction, AccessPolicy, Scope) throws(CommerceError) -> Value
  ) async throws(CommerceError) -> Value {
    try await house.store.read { transaction throws(CommerceError) in
      let policy = try transaction.policy(of: caller)
      return try body(transaction, policy, try policy.reach(for: .seeCustomers, at: nil))
    }
  }
}
