import Commerce
import Operations

/// A call about stock work.
enum StockWorkCall: Hashable, Sendable {
  var isMutation: Bool { switch self {} }
}

extension EffectRunner {
  func perform(_ call: StockWorkCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    switch call {}
  }
}

/// What was answered about stock work.
enum StockWorkAnswer: Hashable, Sendable {}
