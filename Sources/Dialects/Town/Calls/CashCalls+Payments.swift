public import Commerce
public import Contract
public import Operations

extension CashCalls {
  /// A page of the town's payments.
  public static let payments = DeskCall<Payments, Page<PaymentRow>>(.query, "cash", "payments")
  /// Asks the provider where a payment stands and applies what it says.
  public static let poll = DeskCall<Poll, PaymentRow>(.command, "cash", "poll")
  /// Asks a phone for the money of an order that waits to be paid.
  public static let request = DeskCall<SwitchToMoMo, PaymentRow>(.command, "cash", "request")
  /// At the door the customer prefers mobile money.
  public static let switchToMoMo = DeskCall<SwitchToMoMo, PaymentRow>(.command, "cash", "switch-to-mo-mo")
  /// Gives up on mobile money.
  public static let backToCash = DeskCall<OneOrder, PaymentRow>(.command, "cash", "back-to-cash")
  /// A page of the provider notices.
  public static let notices = DeskCall<Notices, Page<PaymentNotice>>(.query, "cash", "notices")
  /// Stores a notice as it came, once, and applies it.
  public static let receive = DeskCall<Receive, PaymentNotice>(.command, "cash", "receive")
  /// Applies a stored notice again.
  public static let replay = DeskCall<Replay, PaymentNotice>(.command, "cash", "replay")
  /// A page of the town's refunds.
  public static let refunds = DeskCall<Refunds, Page<RefundRow>>(.query, "cash", "refunds")
  /// What can still be refunded of an order, line by line.
  public static let refundable = DeskCall<OneOrder, Refundable>(.query, "cash", "refundable")
  /// Opens a refund.
  public static let refund = DeskCall<RefundArguments, Refund>(.command, "cash", "refund")
  /// Pays a pending refund out, or tries a failed one again.
  public static let payOut = DeskCall<PayOut, Refund>(.command, "cash", "pay-out")
  /// Makes somebody of the town look after a refund.
  public static let own = DeskCall<OneRefund, Nothing>(.command, "cash", "own")
  /// What cancelling an order would do to money, units and stock.
  public static let cancelPreview = DeskCall<OneOrder, CancelPreview>(.query, "cash", "cancel-preview")

  /// What `payments` takes.
  public struct Payments: Codable, Hashable, Sendable {
    /// What is asked for.
    public var query: PaymentQuery
    /// The slice.
    public var page: PageRequest<ID<Payment>>

    /// These arguments.
    public init(query: PaymentQuery, page: PageRequest<ID<Payment>>) {
      self.query = query
      self.page = page
    }
  }

  /// What `poll` takes.
  public struct Poll: Codable, Hashable, Sendable {
    /// The payment.
    public var payment: ID<Payment>

    /// These arguments.
    public init(payment: ID<Payment>) {
      self.payment = payment
    }
  }

  /// What `request`, `switchToMoMo` take.
  public struct SwitchToMoMo: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>
    /// The phone.
    public var phone: String?

    /// These arguments.
    public init(order: ID<Order>, phone: String?) {
      self.order = order
      self.phone = phone
    }
  }

  /// What `backToCash`, `refundable`, `cancelPreview` take.
  public struct OneOrder: Codable, Hashable, Sendable {
    /// The order.
    public var order: ID<Order>

    /// These arguments.
    public init(order: ID<Order>) {
      self.order = order
    }
  }

  /// What `notices` takes.
  public struct Notices: Codable, Hashable, Sendable {
    /// What is asked for.
    public var query: NoticeQuery
    /// The slice.
    public var page: PageRequest<ID<PaymentNotice>>

    /// These arguments.
    public init(query: NoticeQuery, page: PageRequest<ID<PaymentNotice>>) {
      self.query = query
      self.page = page
    }
  }

  /// What `receive` takes.
  public struct Receive: Codable, Hashable, Sendable {
    /// The notice.
    public var notice: IncomingNotice

    /// These arguments.
    public init(notice: IncomingNotice) {
      self.notice = notice
    }
  }

  /// What `replay` takes.
  public struct Replay: Codable, Hashable, Sendable {
    /// The notice.
    public var notice: ID<PaymentNotice>

    /// These arguments.
    public init(notice: ID<PaymentNotice>) {
      self.notice = notice
    }
  }

  /// What `refunds` takes.
  public struct Refunds: Codable, Hashable, Sendable {
    /// What is asked for.
    public var query: RefundQuery
    /// The slice.
    public var page: PageRequest<ID<Refund>>

    /// These arguments.
    public init(query: RefundQuery, page: PageRequest<ID<Refund>>) {
      self.query = query
      self.page = page
    }
  }

  /// What `refund` takes.
  public struct RefundArguments: Codable, Hashable, Sendable {
    /// What is asked for.
    public var request: RefundRequest
    /// What it rests on, from the preview.
    public var basis: String
    /// The second person, if any.
    public var stepUp: StepUp?

    /// These arguments.
    public init(request: RefundRequest, basis: String, stepUp: StepUp?) {
      self.request = request
      self.basis = basis
      self.stepUp = stepUp
    }
  }

  /// What `payOut` takes.
  public struct PayOut: Codable, Hashable, Sendable {
    /// The refund.
    public var refund: ID<Refund>
    /// The second person, if any.
    public var stepUp: StepUp?

    /// These arguments.
    public init(refund: ID<Refund>, stepUp: StepUp?) {
      self.refund = refund
      self.stepUp = stepUp
    }
  }

  /// What `own` takes.
  public struct OneRefund: Codable, Hashable, Sendable {
    /// The refund.
    public var refund: ID<Refund>

    /// These arguments.
    public init(refund: ID<Refund>) {
      self.refund = refund
    }
  }
}
