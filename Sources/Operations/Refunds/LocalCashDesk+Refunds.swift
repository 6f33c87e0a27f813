import Commerce

extension LocalCashDesk {
  func refunds(
    _ query: RefundQuery, _ page: PageRequest<ID<Refund>>, by caller: Caller
  ) async throws(CommerceError) -> Page<RefundRow> {
    try await house.store.read { transaction throws(CommerceError) in
      let scope = try transaction.policy(of: caller).scope(for: .viewPayments, at: query.site)
      return try transaction.refunds(query, page, in: scope)
    }
  }

  func refundable(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> Refundable {
    try await house.look(caller, needing: .viewPayments) { transaction, scope throws(CommerceError) in
      let order = try transaction.existingOrder(order, in: scope)
      guard let site = try transaction.site(order.site) else { throw .notFound(.site, order.site.description) }
      return try RefundSums(of: order, in: transaction).refundable(site.policy)
    }
  }

  func refund(
    _ request: RefundRequest, basis: String, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> Refund {
    let approver = try await approver(stepUp, needing: .approve, beside: intent.caller)
    let id = try await house.carryOut("refund.open", intent, needing: .refund, about(request, basis)) {
      transaction, command, scope throws(CommerceError) in
      try RequestRefund.run(
        request, basis: basis, approver: approver, in: transaction, by: command, scope: scope)
    }
    return try await storedRefund(id, intent.caller)
  }

  func payOut(_ refund: ID<Refund>, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> Refund {
    let approver = try await approver(stepUp, needing: .approve, beside: intent.caller)
    let tender = try await storedRefund(refund, intent.caller).tender
    if tender == .momo { try await house.gateway.checkReady() }
    let id = try await house.carryOut("refund.pay_out", intent, needing: .refund, about(refund)) {
      transaction, command, scope throws(CommerceError) in
      try PayOutRefund.begin(refund, approver: approver, in: transaction, by: command, scope: scope)
      return refund
    }
    try await askForRefund(id, intent)
    return try await storedRefund(id, intent.caller)
  }

  func own(_ refund: ID<Refund>, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("refund.own", intent, needing: .refund, about(refund)) {
      transaction, command, scope throws(CommerceError) in
      try OwnRefund.run(refund, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func cancelPreview(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> CancelPreview {
    try await house.look(caller, needing: .cancelOrders) { transaction, scope throws(CommerceError) in
      try CancelOrder.preview(try transaction.existingOrder(order, in: scope), in: transaction)
    }
  }

  /// Asks the provider to give a refund's money back, unless that is done. The key is the same until it said no, so
  /// that a broken line never pays twice; after a no the next try is a request of its own.
  private func askForRefund(_ id: ID<Refund>, _ intent: Intent) async throws(CommerceError) {
    let wanted = try await house.store.read { transaction throws(CommerceError) in
      let scope = try WholeHouse.scope()
      guard let refund = try transaction.refund(id, in: scope), refund.status == .pending, refund.tender == .momo,
        let order = try transaction.order(refund.order, in: scope)
      else { return nil as GatewayRefund? }
      let payments = try transaction.payments(of: order.id)
      let payment =
        payments.first { $0.id == refund.latePayment } ?? payments.last { $0.status == .paid && $0.method != .cod }
      return GatewayRefund(refund: refund, reference: payment?.reference, phone: order.customer.phone)
    }
    guard let wanted else { return }
    let key = wanted.refund.attempt == 1 ? "refund-\(id)" : "refund-\(id)-\(wanted.refund.attempt)"
    let answer: NoteRequest.Answer
    do throws(CommerceError) {
      answer = .reference(
        try await house.gateway.refund(wanted.refund.amount, of: wanted.reference, phone: wanted.phone, key: key))
    } catch {
      guard let words = error.providerWords else { throw error }
      answer = .refused(words)
    }
    try await house.note(intent) { transaction, command throws(CommerceError) in
      try PayOutRefund.end(id, attempt: wanted.refund.attempt, answer, in: transaction, by: command)
    }
  }

  private func storedRefund(_ id: ID<Refund>, _ caller: Caller) async throws(CommerceError) -> Refund {
    try await house.look(caller, needing: .refund) { transaction, scope throws(CommerceError) in
      guard let refund = try transaction.refund(id, in: scope) else { throw .notFound(.refund, id.description) }
      return refund
    }
  }
}

private struct GatewayRefund: Sendable {
  var refund: Refund
  var reference: String?
  var phone: String
}
