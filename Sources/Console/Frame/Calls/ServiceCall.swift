import Commerce
import Operations

/// A call about orders and customers.
enum ServiceCall: Hashable, Sendable {
  case none

  var isMutation: Bool { false }
}

extension EffectRunner {
  func perform(_ call: ServiceCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    .done
  }
}

/// What was answered about orders and customers.
enum ServiceAnswer: Hashable, Sendable {}
