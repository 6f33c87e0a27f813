import Commerce
import Operations

/// A call of the cash desk.
enum CashCall: Hashable, Sendable {
  case till
  case countCash(of: ID<Person>, minor: Int64)
  case settle(ID<CashUp>, CashUpReason, stepUp: StepUp?)
  case declare(Int64?)
  case cashUp(ID<CashUp>)
  case cashUps(PageRequest<ID<CashUp>>)
  case printSlip(of: ID<CashUp>, to: PrintDestination)
  case deposit(minor: Int64, reference: String)
  case settleBalance(of: ID<Order>, minor: Int64)
  case day(String?)
  case closeDay(String?)
  case moves(CashAccount?, PageRequest<Int64>)
  case payments(PaymentQuery, PageRequest<ID<Payment>>)
  case poll(ID<Payment>)
  case request(ID<Order>, phone: String?)
  case switchToMoMo(ID<Order>, phone: String?)
  case backToCash(ID<Order>)
  case notices(NoticeQuery, PageRequest<ID<PaymentNotice>>)
  case receive(IncomingNotice)
  case replay(ID<PaymentNotice>)
  case refunds(RefundQuery, PageRequest<ID<Refund>>)
  case refundable(ID<Order>)
  case refund(RefundRequest, basis: String, stepUp: StepUp?)
  case payOut(ID<Refund>, stepUp: StepUp?)
  case own(ID<Refund>)
  case cancelPreview(ID<Order>)

  var isMutation: Bool {
    switch self {
    case .till, .cashUp, .cashUps, .day, .moves, .payments, .notices, .refunds, .refundable, .cancelPreview: false
    default: true
    }
  }
}

extension EffectRunner {
  func perform(_ call: CashCall, _ caller: Caller, _ intent: Intent) async throws(CommerceError) -> Answer {
    let desk = desks.cash
    switch call {
    case .till: return .cash(.till(try await desk.till(by: caller)))
    case .countCash(let driver, let minor):
      return .cash(.counted(try await desk.countCash(of: driver, countedMinor: minor, intent)))
    case .settle(let cashUp, let reason, let stepUp):
      return .cash(.counted(try await desk.settle(cashUp, reason: reason, stepUp: stepUp, intent)))
    case .declare(let minor):
      try await desk.declare(minor, intent)
      return .done
    case .cashUp(let id): return .cash(.slip(try await desk.cashUp(id, by: caller)))
    case .cashUps(let page): return .cash(.cashUps(try await desk.cashUps(page, by: caller)))
    case .printSlip(let id, let destination):
      return .text(try await desk.printSlip(of: id, to: destination, intent))
    case .deposit(let minor, let reference):
      try await desk.deposit(minor: minor, reference: reference, intent)
      return .done
    case .settleBalance(let order, let minor):
      try await desk.settleBalance(of: order, minor: minor, intent)
      return .done
    case .day(let day): return .cash(.day(try await desk.day(day, by: caller)))
    case .closeDay(let day): return .cash(.day(try await desk.closeDay(day, intent)))
    case .moves(let account, let page):
      return .cash(.moves(try await desk.moves(account: account, page, by: caller)))
    default: return try await answer(to: call, caller, intent)
    }
  }

  /// Payments, notices and refunds.
  private func answer(
    to call: CashCall, _ caller: Caller, _ intent: Intent
  ) async throws(CommerceError) -> Answer {
    let desk = desks.cash
    switch call {
    case .payments(let query, let page):
      return .cash(.payments(try await desk.payments(query, page, by: caller)))
    case .poll(let payment): return .cash(.payment(try await desk.poll(payment, intent)))
    case .request(let order, let phone):
      return .cash(.payment(try await desk.request(order, phone: phone, intent)))
    case .switchToMoMo(let order, let phone):
      return .cash(.payment(try await desk.switchToMoMo(order, phone: phone, intent)))
    case .backToCash(let order): return .cash(.payment(try await desk.backToCash(order, intent)))
    case .notices(let query, let page): return .cash(.notices(try await desk.notices(query, page, by: caller)))
    case .receive(let notice): return .cash(.notice(try await desk.receive(notice, intent)))
    case .replay(let id): return .cash(.notice(try await desk.replay(id, intent)))
    case .refunds(let query, let page): return .cash(.refunds(try await desk.refunds(query, page, by: caller)))
    case .refundable(let order): return .cash(.refundable(try await desk.refundable(order, by: caller)))
    case .refund(let request, let basis, let stepUp):
      return .cash(.refund(try await desk.refund(request, basis: basis, stepUp: stepUp, intent)))
    case .payOut(let id, let stepUp):
      return .cash(.refund(try await desk.payOut(id, stepUp: stepUp, intent)))
    case .own(let id):
      try await desk.own(id, intent)
      return .done
    case .cancelPreview(let order):
      return .cash(.cancelPreview(try await desk.cancelPreview(order, by: caller)))
    default: return .done
    }
  }
}

/// What the cash desk answered.
enum CashAnswer: Hashable, Sendable {
  case till(Till)
  case counted(CashUpResult)
  case slip(CashUpSlip)
  case cashUps(Page<CashUp>)
  case day(DaySheet)
  case moves(Page<RecordedCashMove>)
  case payments(Page<PaymentRow>)
  case payment(PaymentRow)
  case notices(Page<PaymentNotice>)
  case notice(PaymentNotice)
  case refunds(Page<RefundRow>)
  case refundable(Refundable)
  case refund(Refund)
  case cancelPreview(CancelPreview)
}
