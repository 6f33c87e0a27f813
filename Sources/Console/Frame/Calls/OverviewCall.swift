import Commerce
import Operations

/// A call about reports and people.
enum OverviewCall: Hashable, Sendable {
  var isMutation: Bool { switch self {} }
}

extension EffectRunner {
  func perform(_ call: OverviewCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    switch call {}
  }
}

/// What was answered about reports and people.
enum OverviewAnswer: Hashable, Sendable {}
