import Commerce
import Operations

/// A call about orders and customers.
enum ServiceCall: Hashable, Sendable {
  var isMutation: Bool { switch self {} }
}

extension EffectRunner {
  func perform(_ call: ServiceCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    switch call {}
  }
}

/// What was answered about orders and customers.
enum ServiceAnswer: Hashable, Sendable {}
