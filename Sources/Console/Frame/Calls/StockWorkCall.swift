import Commerce
import Operations

/// A call about stock work.
enum StockWorkCall: Hashable, Sendable {
  case none

  var isMutation: Bool { false }
}

extension EffectRunner {
  func perform(_ call: StockWorkCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    .done
  }
}

/// What was answered about stock work.
enum StockWorkAnswer: Hashable, Sendable {}
