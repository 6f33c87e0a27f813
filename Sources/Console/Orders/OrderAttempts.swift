import Commerce
import Operations
import Terminal

extension OrderSections {
  /// The attempts to deliver it, the newest first: who, how it ended, what was shown at the door.
  func attempts(_ width: Int) -> [StyledLine] {
    detail.attempts.reversed().flatMap { attempt -> [StyledLine] in
      let dispatch = attempt.dispatch
      let role: Role =
        switch dispatch.status {
        case .delivered: .done
        case .failed: .refused
        case .assigned, .outForDelivery: .text
        }
      var lines = [
        StyledLine("Attempt \(dispatch.attempt)", .heading).adding("  \(attempt.driverName)  ")
          .adding(Wording.dispatch(dispatch.status), role)
          .adding(attempt.runCode.isEmpty ? "" : "  run \(attempt.runCode)", .muted)
      ]
      for text in [ending(of: dispatch), proof(of: dispatch)] where !text.isEmpty {
        lines += StyledLine.wrapped(text, width, .muted, indent: 2)
      }
      if let incident = dispatch.incident {
        lines += StyledLine.wrapped(
          "reported: \(Wording.failure(incident.reason)) \(incident.note)", width, .warning, indent: 2)
      }
      return lines
    }
  }

  private func ending(of dispatch: Dispatch) -> String {
    let offset = detail.site.utcOffsetMinutes
    let when = (dispatch.closedAt ?? dispatch.outAt ?? dispatch.assignedAt)
    let clock = LocalTime(when, offsetMinutes: offset).dayAndClock
    guard let failure = dispatch.failure else { return clock }
    let note = dispatch.failureNote.isEmpty ? "" : ": \(dispatch.failureNote)"
    return "\(clock), \(Wording.failure(failure))\(note)"
  }

  private func proof(of dispatch: Dispatch) -> String {
    guard let proof = dispatch.proof else { return "" }
    var parts: [String] = []
    if !proof.recipient.isEmpty { parts.append("taken by \(proof.recipient)") }
    if proof.isCodeChecked { parts.append("code checked") }
    if !proof.reference.isEmpty { parts.append("kept as \(proof.reference)") }
    return parts.joined(separator: ", ")
  }
}
