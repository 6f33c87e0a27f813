import Commerce
import Operations
import TownDialect

extension RemoteCashDesk {
  func payments(
    _ query: PaymentQuery, _ page: PageRequest<ID<Payment>>, by caller: Caller
  ) async throws(CommerceError) -> Page<PaymentRow> {
    try await link.ask(CashCalls.payments, .init(query: query, page: page), by: caller)
  }

  func poll(_ payment: ID<Payment>, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    try await link.tell(CashCalls.poll, .init(payment: payment), intent)
  }

  func request(_ order: ID<Order>, phone: String?, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    try await link.tell(CashCalls.request, .init(order: order, phone: phone), intent)
  }

  func switchToMoMo(_ order: ID<Order>, phone: String?, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    try await link.tell(CashCalls.switchToMoMo, .init(order: order, phone: phone), intent)
  }

  func backToCash(_ order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    try await link.tell(CashCalls.backToCash, .init(order: order), intent)
  }

  func notices(
    _ query: NoticeQuery, _ page: PageRequest<ID<PaymentNotice>>, by caller: Caller
  ) async throws(CommerceError) -> Page<PaymentNotice> {
    try await link.ask(CashCalls.notices, .init(query: query, page: page), by: caller)
  }

  func receive(_ notice: IncomingNotice, _ intent: Intent) async throws(CommerceError) -> PaymentNotice {
    try await link.tell(CashCalls.receive, .init(notice: notice), intent)
  }

  func replay(_ notice: ID<PaymentNotice>, _ intent: Intent) async throws(CommerceError) -> PaymentNotice {
    try await link.tell(CashCalls.replay, .init(notice: notice), intent)
  }

  func refunds(
    _ query: RefundQuery, _ page: PageRequest<ID<Refund>>, by caller: Caller
  ) async throws(CommerceError) -> Page<RefundRow> {
    try await link.ask(CashCalls.refunds, .init(query: query, page: page), by: caller)
  }

  func refundable(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> Refundable {
    try await link.ask(CashCalls.refundable, .init(order: order), by: caller)
  }

  func refund(
    _ request: RefundRequest, basis: String, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> Refund {
    try await link.tell(CashCalls.refund, .init(request: request, basis: basis, stepUp: stepUp), intent)
  }

  func payOut(_ refund: ID<Refund>, stepUp: StepUp?, _ intent: Intent) async throws(CommerceError) -> Refund {
    try await link.tell(CashCalls.payOut, .init(refund: refund, stepUp: stepUp), intent)
  }

  func own(_ refund: ID<Refund>, _ intent: Intent) async throws(CommerceError) {
    _ = try await link.tell(CashCalls.own, .init(refund: refund), intent)
  }

  func cancelPreview(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> CancelPreview {
    try await link.ask(CashCalls.cancelPreview, .init(order: order), by: caller)
  }
}
