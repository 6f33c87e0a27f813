import Commerce
import Operations

/// A call about reports and people.
enum OverviewCall: Hashable, Sendable {
  case none

  var isMutation: Bool { false }
}

extension EffectRunner {
  func perform(_ call: OverviewCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    .done
  }
}

/// What was answered about reports and people.
enum OverviewAnswer: Hashable, Sendable {}
