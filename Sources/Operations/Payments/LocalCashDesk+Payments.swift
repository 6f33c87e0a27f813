import Commerce

extension LocalCashDesk {
  func payments(
    _ query: PaymentQuery, _ page: PageRequest<ID<Payment>>, by caller: Caller
  ) async throws(CommerceError) -> Page<PaymentRow> {
    try await house.store.read { transaction throws(CommerceError) in
      let scope = try transaction.policy(of: caller).scope(for: .viewPayments, at: query.site)
      let policy = try transaction.policy(of: caller)
      var found = try transaction.payments(query, page, in: scope)
      for index in found.rows.indices where found.rows[index].payment.status != .paid {
        try transaction.refuse(&found.rows[index], policy, in: scope)
      }
      return found
    }
  }

  func poll(_ payment: ID<Payment>, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    let needed = try await doorPermission(intent.caller)
    var found = try await row(of: payment, intent.caller, needing: needed)
    let before: ID<Payment>? = try await house.earlier("payment.poll", intent, needing: needed, about(payment))
    if before != nil { return found.row }
    if found.payment.status == .initiated {
      // The request was never answered: the same name asks for the same request.
      try await ask(found.payment, phone: found.phone, intent)
      found = try await row(of: payment, intent.caller, needing: needed)
    }
    guard found.payment.method != .cod, found.payment.status != .paid, let reference = found.payment.reference else {
      throw .refused(
        Refusal(
          .paymentNotLive, [.order: .text(found.row.number), .payment: .text(found.payment.status.rawValue)],
          remedy: .none))
    }
    let answer = try await house.gateway.status(of: reference)
    _ = try await house.carryOut("payment.poll", intent, needing: needed, about(payment)) {
      transaction, command, scope throws(CommerceError) in
      guard let stored = try transaction.payment(payment, in: scope) else {
        throw .notFound(.payment, payment.description)
      }
      let event = PaymentEvent(
        status: answer.status, amount: answer.amount, reference: reference, reason: answer.reason)
      if case .mismatched = try ApplyPaymentEvent.run(event, to: stored, in: transaction, by: command) {
        throw .refused(
          Refusal(.amountDiffers, [.due: .money(stored.amount), .amount: .money(answer.amount)], remedy: .none))
      }
      return payment
    }
    return try await row(of: payment, intent.caller, needing: needed).row
  }

  func request(_ order: ID<Order>, phone: String?, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    let before: ID<Payment>? = try await house.earlier(
      "payment.request", intent, needing: .pollPayments, about(order, phone))
    if before == nil { try await house.gateway.checkReady() }
    let payment = try await house.carryOut("payment.request", intent, needing: .pollPayments, about(order, phone)) {
      transaction, command, scope throws(CommerceError) in
      try AskForPayment.run(order, phone: phone, in: transaction, by: command, scope: scope)
    }
    let found = try await row(of: payment, intent.caller, needing: .pollPayments)
    try await ask(found.payment, phone: found.phone, intent)
    return try await row(of: payment, intent.caller, needing: .pollPayments).row
  }

  func switchToMoMo(_ order: ID<Order>, phone: String?, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    try await house.gateway.checkReady()
    let needed = try await doorPermission(intent.caller)
    let payment = try await house.carryOut("payment.switch", intent, needing: needed, about(order, phone)) {
      transaction, command, scope throws(CommerceError) in
      let known = try transaction.existingOrder(order, in: scope)
      try known.checkDriver(needed, command, in: transaction)
      if (phone ?? known.customer.phone).isEmpty { throw .invalid([FieldIssue("phone", "is missing")]) }
      return try SwitchToMoMo.run(order, phone: phone, in: transaction, by: command, scope: scope)
    }
    let found = try await row(of: payment, intent.caller, needing: needed)
    try await ask(found.payment, phone: found.phone, intent)
    return try await row(of: payment, intent.caller, needing: needed).row
  }

  func backToCash(_ order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    let needed = try await doorPermission(intent.caller)
    let payment = try await house.carryOut("payment.back_to_cash", intent, needing: needed, about(order)) {
      transaction, command, scope throws(CommerceError) in
      let known = try transaction.existingOrder(order, in: scope)
      try known.checkDriver(needed, command, in: transaction)
      if known.paymentMethod.isPrepaid {
        return try SwitchToCash.run(order, in: transaction, by: command, scope: scope)
      }
      return try BackToCash.run(order, in: transaction, by: command, scope: scope)
    }
    return try await row(of: payment, intent.caller, needing: needed).row
  }

  func notices(
    _ query: NoticeQuery, _ page: PageRequest<ID<PaymentNotice>>, by caller: Caller
  ) async throws(CommerceError) -> Page<PaymentNotice> {
    try await house.store.read { transaction throws(CommerceError) in
      let policy = try transaction.policy(of: caller)
      // Without a site: everything within reach, which for most people is their own towns.
      let scope =
        try query.site.map { site throws(CommerceError) in try policy.scope(for: .viewPayments, at: site) }
        ?? policy.scope(for: .viewPayments)
      guard let scope else { throw .forbidden(.viewPayments) }
      return try transaction.notices(query, page, in: scope)
    }
  }

  func receive(_ notice: IncomingNotice, _ intent: Intent) async throws(CommerceError) -> PaymentNotice {
    let (kind, content) = ("notice.receive", about(notice))
    let before: ID<PaymentNotice>? = try await house.earlier(kind, intent, needing: .pollPayments, content)
    if let before { return try await stored(before) }
    // Stored in a transaction of its own: what a provider says is never lost, whatever comes of it.
    let known = try await house.note(intent) { transaction, command throws(CommerceError) in
      try StoreNotice.run(notice, in: transaction, by: command).id
    }
    let id = try await house.carryOut(kind, intent, needing: .pollPayments, content) {
      transaction, command, scope throws(CommerceError) in
      guard try transaction.notice(known)?.state == .received else { return known }
      return try Self.apply(known, intent, in: transaction, by: command, scope: scope)
    }
    return try await stored(id)
  }

  func replay(_ notice: ID<PaymentNotice>, _ intent: Intent) async throws(CommerceError) -> PaymentNotice {
    let id = try await house.carryOut("notice.apply", intent, needing: .pollPayments, about(notice)) {
      transaction, command, scope throws(CommerceError) in
      try Self.apply(notice, intent, in: transaction, by: command, scope: scope)
    }
    return try await stored(id)
  }

  private static func apply(
    _ notice: ID<PaymentNotice>, _ intent: Intent, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) -> ID<PaymentNotice> {
    // Another town's notice does not exist here; one that fits no payment belongs to nobody.
    if let site = try transaction.notice(notice)?.site, !scope.includes(site), command.actor != nil {
      guard try transaction.policy(of: intent.caller).allows(.pollPayments, at: site) else {
        throw .notFound(.notice, notice.description)
      }
    }
    return try ApplyNotice.run(notice, in: transaction, by: command).id
  }

  private func stored(_ id: ID<PaymentNotice>) async throws(CommerceError) -> PaymentNotice {
    try await house.store.read { transaction throws(CommerceError) in
      guard let stored = try transaction.notice(id) else { throw .notFound(.notice, id.description) }
      return stored
    }
  }

  private func ask(_ payment: Payment, phone: String, _ intent: Intent) async throws(CommerceError) {
    guard payment.status == .initiated else { return }
    try await house.ask(
      payment.id, phone: phone,
      by: Command(
        id: intent.id, actor: intent.caller.person, impersonator: intent.caller.impersonator,
        site: intent.caller.site, at: house.clock.now))
  }

  private struct Found: Sendable {
    var row: PaymentRow
    var phone: String
    var payment: Payment { row.payment }
  }

  private func row(
    of id: ID<Payment>, _ caller: Caller, needing permission: Permission
  ) async throws(CommerceError) -> Found {
    try await house.look(caller, needing: permission) { transaction, scope throws(CommerceError) in
      guard let payment = try transaction.payment(id, in: scope) else { throw .notFound(.payment, id.description) }
      let order = try transaction.existingOrder(payment.order, in: scope)
      // Who only drives learns of what was driven, even after the stop has ended.
      if permission == .drive,
        try !transaction.dispatches(of: order.id).contains(where: { $0.driver == caller.person })
      {
        throw .refused(Refusal(.notYourDispatch, [.order: .text(order.number)], remedy: .none))
      }
      return Found(
        row: PaymentRow(
          payment: payment, number: order.number, customer: order.customer.name, orderStatus: order.status),
        phone: payment.phone.isEmpty ? order.customer.phone : payment.phone)
    }
  }

  /// The office may ask any customer's phone; a driver those of the own run.
  private func doorPermission(_ caller: Caller) async throws(CommerceError) -> Permission {
    try await house.store.read { transaction throws(CommerceError) in
      let policy = try transaction.policy(of: caller)
      return policy.allows(.pollPayments, at: caller.site) || !policy.allows(.drive, at: caller.site)
        ? .pollPayments : .drive
    }
  }
}

extension ReadTransaction {
  /// Says of a payment in a list why its order cannot be asked about anew, or paid in cash.
  fileprivate func refuse(_ row: inout PaymentRow, _ policy: AccessPolicy, in scope: Scope) throws(CommerceError) {
    let order = try existingOrder(row.payment.order, in: scope)
    func refusal(of action: OrderAction) -> CommerceError? {
      do throws(CommerceError) {
        try OrderActions.check(action, order, policy: policy, in: self, scope: scope)
        return nil
      } catch {
        return error
      }
    }
    row.askRefusal = refusal(of: .askPayment)
    row.cashRefusal = refusal(of: .toCash)
  }
}

extension Order {
  /// Throws `rule.dispatch.not_yours` when somebody who only drives speaks for another's stop.
  func checkDriver(
    _ permission: Permission, _ command: Command, in transaction: any ReadTransaction
  ) throws(CommerceError) {
    guard permission == .drive else { return }
    guard let driver = command.actor, try transaction.activeDispatch(of: id)?.driver == driver else {
      throw .refused(Refusal(.notYourDispatch, [.order: .text(number)], remedy: .none))
    }
  }
}
