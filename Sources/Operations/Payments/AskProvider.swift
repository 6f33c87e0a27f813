import Commerce

extension House {
  /// Asks the provider for a payment that was not asked for yet, and notes its answer. What is not answered stays
  /// INITIATED, and is asked for again by the same key. Throws what the provider says when it refuses.
  func ask(_ id: ID<Payment>, phone: String, by command: Command) async throws(CommerceError) {
    let payment = try await store.read { transaction throws(CommerceError) in
      try transaction.payment(id, in: try WholeHouse.scope())
    }
    guard let payment, payment.status == .initiated, payment.reference == nil else { return }
    guard !phone.isEmpty else { throw .invalid([FieldIssue("phone", "is missing")]) }
    var refusal: CommerceError?
    let answer: NoteRequest.Answer
    do throws(CommerceError) {
      answer = .reference(try await gateway.request(payment.amount, phone: phone, key: "pay-\(payment.id)"))
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
}
