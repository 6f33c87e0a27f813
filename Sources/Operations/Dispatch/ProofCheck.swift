import Commerce

/// Whether what was shown at the door is what the order asks for.
enum ProofCheck {
  /// The proof to keep. Throws `rule.proof.needed` for what is missing, `rule.proof.wrong` for a wrong code.
  static func run(
    _ input: ProofInput, of order: Order, needing requirement: ProofRequirement, at: Instant
  ) throws(CommerceError) -> Proof {
    var proof = Proof(recipient: trimmed(input.recipient), reference: trimmed(input.reference), at: at)
    guard proof.recipient.count <= 200, proof.reference.count <= 300 else {
      throw .invalid([FieldIssue("proof", "is too long")])
    }
    let code = trimmed(input.code)
    if !code.isEmpty, !order.deliveryCode.isEmpty {
      guard code == order.deliveryCode else {
        throw .refused(Refusal(.proofWrong, [.order: .text(order.number)], remedy: .enterCode))
      }
      proof.isCodeChecked = true
    }
    let isShown =
      switch requirement {
      case .none: true
      case .name: !proof.recipient.isEmpty
      case .code: proof.isCodeChecked
      case .reference: !proof.reference.isEmpty
      }
    guard isShown else { throw needed(requirement, order.number) }
    return proof
  }

  static func needed(_ requirement: ProofRequirement, _ number: String) -> CommerceError {
    let remedy: Remedy =
      switch requirement {
      case .none, .name: .enterName
      case .code: .enterCode
      case .reference: .enterReference
      }
    return .refused(
      Refusal(.proofNeeded, [.order: .text(number), .target: .text(requirement.rawValue)], remedy: remedy))
  }
}
