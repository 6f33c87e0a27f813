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
  case resolve(String)
  case deliveries
  case announce(DeliveryDraft)
  case inbound(String)
  case receive(ReceiveRequest)
  case undoReceive(InboundID)
  case closeInbound(InboundID, reason: String)
  case move(MoveRequest)
  case transfers
  case destinations
  case beginTransfer(to: String)
  case putIn(PutInRequest)
  case undoPutIn(ID<Transfer>)
  case send(ID<Transfer>)
  case printTransfer(ID<Transfer>, to: PrintDestination)
  case lowStock(all: Bool)
  case setReorderPoint(ReorderPoint?, of: String)

  var isMutation: Bool {
    switch self {
    case .approvals, .countTasks, .countInHand, .count, .moves, .deliveries, .transfers, .destinations, .lowStock:
      false
    // Look-ups by a scan are waited for like changes, so that the scans typed behind them keep their order.
    case .resolve, .inbound: true
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
    default: return try await answerInbound(call, caller, intent)
    }
  }

  /// Receiving, moving, ordering.
  private func answerInbound(
    _ call: StockWorkCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> StockWorkAnswer {
    let desk = desks.stockWork
    switch call {
    case .resolve(let code): return .scan(try await desk.resolve(code, by: caller))
    case .deliveries: return .deliveries(try await desk.deliveries(by: caller))
    case .announce(let draft):
      _ = try await desk.announce(draft, intent)
      return .done
    case .inbound(let code): return .inbound(try await desk.inbound(code, by: caller))
    case .receive(let request): return .inbound(try await desk.receive(request, intent))
    case .undoReceive(let id): return .inbound(try await desk.undoReceive(id, intent))
    case .closeInbound(let id, let reason):
      return .inbound(try await desk.closeInbound(id, reason: reason, intent))
    case .move(let request): return .moved(try await desk.move(request, intent))
    case .transfers: return .transfers(try await desk.transfers(by: caller))
    case .destinations: return .towns(try await desk.destinations(by: caller))
    case .beginTransfer(let town): return .transfer(try await desk.beginTransfer(to: town, intent))
    case .putIn(let request): return .transfer(try await desk.putIn(request, intent))
    case .undoPutIn(let id): return .transfer(try await desk.undoPutIn(id, intent))
    case .send(let id): return .transfer(try await desk.send(id, intent))
    case .printTransfer(let id, let destination):
      return .text(try await desk.printTransfer(id, to: destination, intent))
    case .lowStock(let all): return .lowStock(try await desk.lowStock(all: all, by: caller))
    case .setReorderPoint(let point, let code):
      try await desk.setReorderPoint(point, of: code, intent)
      return .done
    default: return .done
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
  case scan(StockScan)
  case deliveries([DeliveryRow])
  case inbound(InboundWork)
  case moved(MoveResult)
  case transfers([TransferRow])
  case towns([Site])
  case transfer(TransferWork)
  case text(String)
  case lowStock([ReorderRow])
}
