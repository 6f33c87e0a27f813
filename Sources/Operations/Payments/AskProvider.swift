import Commerce

extension House {
  /// Asks the provider for a payment that was not asked for yet, and notes its answer. What is not answered stays
  /// INITIATED, and is asked for again by the same name. Throws what the provider says when it refuses.
  func ask(_ id: ID<Payment>, phone: String, by command: Command) async throws(CommerceError) {
    guard !phone.isEmpty else { throw .invalid([FieldIssue("phone", "is missing")]) }
    guard let payment = try await named(id, phone: phone, by: command) else { return }
    var refusal: CommerceError?
    let answer: NoteRequest.Answer
    do throws(CommerceError) {
      answer = .reference(
        try await gateway.request(payment.amount, phone: phone, key: payment.reference ?? "pay-\(payment.id)"))
    } catch {
      guard let words = error.providerWords else { throw error }
      answer = .refused(words)
      refusal = error
    }
    try await store.write { transaction throws(CommerceError) in
      try NoteRequest.run(answer, of: id, in: transaction, by: command)
    }
    if let refusal { throw refusal }
  }

  /// The payment to ask for, its request named where names are ours to give; nil when it does not wait to be asked.
  private func named(_ id: ID<Payment>, phone: String, by command: Command) async throws(CommerceError) -> Payment? {
    guard let name = try await gateway.name(ids.next()) else {
      return try await store.read { transaction throws(CommerceError) in
        try transaction.payment(id, in: try WholeHouse.scope()).flatMap { $0.status == .initiated ? $0 : nil }
      }
    }
    return try await store.write { transaction throws(CommerceError) in
      try NameRequest.run(id, name, phone: phone, in: transaction, by: command)
    }
  }
}

/// Keeps what a request is called before the provider hears of it: whatever becomes of its answer, and of the payment
/// meanwhile, money that comes for it is known.
private enum NameRequest {
  /// Answers the payment to ask for; nil when it does not wait to be asked any more. The first name stays.
  static func run(
    _ id: ID<Payment>, _ name: String, phone: String, in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) -> Payment? {
    guard var payment = try transaction.payment(id, in: try WholeHouse.scope()), payment.status == .initiated else {
      return nil
    }
    guard payment.reference == nil else { return payment }
    payment.reference = name
    payment.phone = phone
    payment.updatedAt = command.at
    try transaction.update(payment)
    let order = try transaction.existingOrder(payment.order, in: try WholeHouse.scope())
    try transaction.append(payment.change("reference", of: order, new: name), by: command)
    return payment
  }
}
