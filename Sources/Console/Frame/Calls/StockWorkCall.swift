import Commerce
import Operations

/// A call about stock work.
enum StockWorkCall: Hashable, Sendable {
  case adjust(AdjustRequest, stepUp: StepUp?)
  case approvals(PageRequest<ID<StockAdjustment>>)
  case approve(ID<StockAdjustment>)
  case reject(ID<StockAdjustment>, reason: String)
  case countTasks(PageRequest<ID<CountTask>>)
  case requestCount(String)
  case cancelCount(ID<CountTask>, reason: String)
  case countInHand
  case count(ID<CountTask>)
  case openBin(String)
  case openTask(ID<CountTask>)
  case countScan(String, on: ID<CountTask>)
  case setCounted(Int, on: ID<CountTask>)
  case undoCount(on: ID<CountTask>)
  case finishCount(ID<CountTask>, confirmed: Bool)
  case linkBarcode(String, sku: String, units: Int)
  case moves(of: ID<Variant>, Set<StockReason>, PageRequest<Int64>)

  var isMutation: Bool {
    switch self {
    case .approvals, .countTasks, .countInHand, .count, .moves: false
    default: true
    }
  }
}

extension EffectRunner {
  func perform(_ call: StockWorkCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    .stockWork(try await answer(to: call, caller, intent))
  }

  private func answer(
    to call: StockWorkCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> StockWorkAnswer {
    let desk = desks.stockWork
    switch call {
    case .adjust(let request, let stepUp):
      return .adjusted(try await desk.adjust(request, stepUp: stepUp, intent))
    case .approvals(let page): return .approvals(try await desk.approvals(page, by: caller))
    case .approve(let id): return .adjusted(try await desk.approve(id, intent))
    case .reject(let id, let reason):
      try await desk.reject(id, reason: reason, intent)
      return .done
    case .countTasks(let page): return .countTasks(try await desk.countTasks(page, by: caller))
    case .requestCount(let code): return .number(try await desk.requestCount(code, intent))
    case .cancelCount(let id, let reason):
      try await desk.cancelCount(id, reason: reason, intent)
      return .done
    case .countInHand: return .countInHand(try await desk.countInHand(by: caller))
    case .count(let id): return .count(try await desk.count(id, by: caller))
    case .openBin(let code): return .count(try await desk.openCount(code, intent))
    case .openTask(let id): return .count(try await desk.openCount(id, intent))
    case .countScan(let code, let id): return .counted(try await desk.countScan(code, on: id, intent))
    case .setCounted(let number, let id): return .counted(try await desk.setCounted(number, on: id, intent))
    case .undoCount(let id): return .counted(try await desk.undoCount(on: id, intent))
    case .finishCount(let id, let confirmed):
      return .finished(try await desk.finishCount(id, confirmed: confirmed, intent))
    case .linkBarcode(let code, let sku, let units):
      return .linked(try await desk.linkBarcode(code, to: sku, units: units, intent))
    case .moves(let variant, let reasons, let page):
      return .moves(try await desk.moves(of: variant, reasons: reasons, page, by: caller))
    }
  }
}

/// What was answered about stock work.
enum StockWorkAnswer: Hashable, Sendable {
  case done
  case number(Int)
  case adjusted(AdjustResult)
  case approvals(Page<AdjustmentRow>)
  case countTasks(Page<CountTaskRow>)
  case countInHand(CountWork?)
  case count(CountWork)
  case counted(CountResult)
  case finished(CountSummary)
  case linked(LinkedBarcode)
  case moves(Page<RecordedMove>)
}
