import Commerce

/// The cash desk on a local store.
struct LocalCashDesk: CashDesk {
  let house: House

  func till(by caller: Caller) async throws(CommerceError) -> Till { throw .forbidden(.viewDispatch) }

  func countCash(
    of driver: ID<Person>, countedMinor: Int64, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult { throw .forbidden(.viewDispatch) }

  func settle(
    _ cashUp: ID<CashUp>, reason: CashUpReason, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> CashUpResult { throw .forbidden(.viewDispatch) }

  func declare(_ minor: Int64?, _ intent: Intent) async throws(CommerceError) { throw .forbidden(.viewDispatch) }

  func cashUp(_ id: ID<CashUp>, by caller: Caller) async throws(CommerceError) -> CashUpSlip {
    throw .forbidden(.viewDispatch)
  }

  func cashUps(_ page: PageRequest<ID<CashUp>>, by caller: Caller) async throws(CommerceError) -> Page<CashUp> {
    throw .forbidden(.viewDispatch)
  }

  func printSlip(
    of cashUp: ID<CashUp>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String { throw .forbidden(.viewDispatch) }

  func deposit(minor: Int64, reference: String, _ intent: Intent) async throws(CommerceError) {
    throw .forbidden(.viewDispatch)
  }

  func settleBalance(of order: ID<Order>, minor: Int64, _ intent: Intent) async throws(CommerceError) {
    throw .forbidden(.viewDispatch)
  }

  func day(_ day: String?, by caller: Caller) async throws(CommerceError) -> DaySheet {
    throw .forbidden(.viewDispatch)
  }

  func closeDay(_ intent: Intent) async throws(CommerceError) -> DaySheet { throw .forbidden(.viewDispatch) }

  func moves(
    account: CashAccount?, _ page: PageRequest<Int64>, by caller: Caller
  ) async throws(CommerceError) -> Page<RecordedCashMove> { throw .forbidden(.viewDispatch) }

  func payments(
    _ query: PaymentQuery, _ page: PageRequest<ID<Payment>>, by caller: Caller
  ) async throws(CommerceError) -> Page<PaymentRow> { throw .forbidden(.viewDispatch) }

  func poll(_ payment: ID<Payment>, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    throw .forbidden(.viewDispatch)
  }

  func switchToMoMo(_ order: ID<Order>, phone: String?, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    throw .forbidden(.viewDispatch)
  }

  func backToCash(_ order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PaymentRow {
    throw .forbidden(.viewDispatch)
  }

  func notices(
    _ query: NoticeQuery, _ page: PageRequest<ID<PaymentNotice>>, by caller: Caller
  ) async throws(CommerceError) -> Page<PaymentNotice> { throw .forbidden(.viewDispatch) }

  func receive(_ notice: IncomingNotice, _ intent: Intent) async throws(CommerceError) -> PaymentNotice {
    throw .forbidden(.viewDispatch)
  }

  func replay(_ notice: ID<PaymentNotice>, _ intent: Intent) async throws(CommerceError) -> PaymentNotice {
    throw .forbidden(.viewDispatch)
  }

  func refunds(
    _ query: RefundQuery, _ page: PageRequest<ID<Refund>>, by caller: Caller
  ) async throws(CommerceError) -> Page<RefundRow> { throw .forbidden(.viewDispatch) }

  func refundable(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> Refundable {
    throw .forbidden(.viewDispatch)
  }

  func refund(
    _ request: RefundRequest, basis: String, stepUp: StepUp?, _ intent: Intent
  ) async throws(CommerceError) -> Refund { throw .forbidden(.viewDispatch) }

  func payOut(_ refund: ID<Refund>, _ intent: Intent) async throws(CommerceError) -> Refund {
    throw .forbidden(.viewDispatch)
  }

  func own(_ refund: ID<Refund>, _ intent: Intent) async throws(CommerceError) { throw .forbidden(.viewDispatch) }

  func cancelPreview(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> CancelPreview {
    throw .forbidden(.viewDispatch)
  }
}
