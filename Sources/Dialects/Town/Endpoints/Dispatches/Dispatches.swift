public import Commerce
public import Contract
public import Operations

/// T16 `POST /towns/{town_id}/dispatches`: gives a ready order to a driver.
public enum CreateDispatch: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What stands in path and query.
  public typealias Fields = TownField

  /// What, and to whom.
  public struct Body: Codable, Sendable, Hashable {
    /// The order.
    public var orderID: String
    /// The driver.
    public var driverID: String

    /// `orderID` to `driverID`.
    public init(orderID: String, driverID: String) {
      self.orderID = orderID
      self.driverID = driverID
    }

    enum CodingKeys: String, CodingKey {
      case orderID = "order_id"
      case driverID = "driver_id"
    }
  }

  /// The attempt.
  public struct Reply: Codable, Sendable, Hashable {
    /// The attempt.
    public var dispatch: WireDispatch

    /// An attempt.
    public init(dispatch: WireDispatch) { self.dispatch = dispatch }
  }

  /// Where it is served.
  public static let route = Route(.post, "/towns/{town_id}/dispatches", success: 201)

  /// What the document says of it.
  public static let description = OperationDescription(
    "createDispatch", "Gives a ready order to a driver of the town; staff only", tag: "Dispatch",
    parameters: [.town], body: .object([.required("order_id", .id), .required("driver_id", .id)]),
    reply: .object([.required("dispatch", WireDispatch.shape)]), failures: [400, 401, 403, 404, 409])
}

/// T17 `GET /towns/{town_id}/drivers/me/jobs`: a driver's own stops.
public enum ListJobs: Endpoint {
  /// The town contract.
  public typealias Dialect = Town
  /// What is sent; nothing.
  public typealias Body = Nothing

  /// Where, and which.
  public struct Fields: Codable, Sendable, Hashable {
    /// The town.
    public var townID: String
    /// Only those that stand so; those that go on unless said.
    public var status: TownDispatchStatus?

    enum CodingKeys: String, CodingKey {
      case status
      case townID = "town_id"
    }
  }

  /// The stops.
  public struct Reply: Codable, Sendable, Hashable {
    /// In the order of the run; ended ones newest first.
    public var items: [Job]

    /// These stops.
    public init(items: [Job]) { self.items = items }
  }

  /// One stop.
  public struct Job: Codable, Sendable, Hashable {
    /// The attempt.
    public var dispatch: WireDispatch
    /// The order.
    public var order: WireOrder
    /// Where it goes.
    public var address: WireAddress
    /// Who takes it in.
    public var customerName: String
    /// Whom to call.
    public var customerPhone: String
    /// What is to be collected at the door, in minor units; 0 when it is paid.
    public var amountToCollectMinor: Int64

    enum CodingKeys: String, CodingKey {
      case dispatch, order, address
      case customerName = "customer_name"
      case customerPhone = "customer_phone"
      case amountToCollectMinor = "amount_to_collect_minor"
    }

    /// A stop as the core shows it.
    public init(_ job: DriverJob, _ ids: PublicIDs) {
      dispatch = WireDispatch(job.dispatch, of: job.order.order, ids)
      order = WireOrder(job.order, ids)
      address = WireAddress(job.order.order.address)
      customerName = job.order.order.customer.name
      customerPhone = job.order.order.customer.phone
      amountToCollectMinor = job.toCollect.minor
    }
  }

  /// Where it is served.
  public static let route = Route(.get, "/towns/{town_id}/drivers/me/jobs")

  /// What the document says of it.
  public static let description = OperationDescription(
    "listJobs", "The stops of the driver who asks: those that go on, or the last hundred that ended so",
    tag: "Dispatch",
    parameters: [.town, .init("status", in: .query, TownDispatchStatus.shape, about: "Only those that stand so")],
    reply: .object([
      .required(
        "items",
        .list(
          .object([
            .required("dispatch", WireDispatch.shape), .required("order", WireOrder.shape),
            .required("address", WireAddress.shape), .required("customer_name", .text(0...300)),
            .required("customer_phone", .text(0...40)), .required("amount_to_collect_minor", .minor),
          ]), 0...1000))
    ]), failures: [400, 401, 403, 404])
}

/// T18 `POST /towns/{town_id}/dispatches/{dispatch_id}/status`: how far a stop has come.
public enum ReportDispatch: Endpoint {
  /// The town contract.
  public typealias Dialect = Town

  /// The town and the stop in the path.
  public struct Fields: Codable, Sendable, Hashable {
    /// The town.
    public var townID: String
    /// The stop.
    public var dispatchID: String

    enum CodingKeys: String, CodingKey {
      case townID = "town_id"
      case dispatchID = "dispatch_id"
    }
  }

  /// What is reported.
  public struct Body: Codable, Sendable, Hashable {
    /// How far it has come.
    public var status: TownDispatchStatus
    /// Why it failed: one of the house's words, or words of one's own.
    public var reason: String?
    /// Who took it in.
    public var recipientName: String?
    /// The code the customer said, where the town asks for it.
    public var deliveryCode: String?
    /// Where photo or signature are kept, where the town asks for them.
    public var proofReference: String?

    /// A report.
    public init(
      status: TownDispatchStatus, reason: String? = nil, recipientName: String? = nil, deliveryCode: String? = nil,
      proofReference: String? = nil
    ) {
      self.status = status
      self.reason = reason
      self.recipientName = recipientName
      self.deliveryCode = deliveryCode
      self.proofReference = proofReference
    }

    enum CodingKeys: String, CodingKey {
      case status, reason
      case recipientName = "recipient_name"
      case deliveryCode = "delivery_code"
      case proofReference = "proof_reference"
    }

    /// What is shown of the door.
    public var proof: ProofInput {
      ProofInput(recipient: recipientName ?? "", code: deliveryCode ?? "", reference: proofReference ?? "")
    }
  }

  /// The stop and its order.
  public struct Reply: Codable, Sendable, Hashable {
    /// The stop.
    public var dispatch: WireDispatch
    /// Its order.
    public var order: WireOrder

    /// A stop and its order.
    public init(dispatch: WireDispatch, order: WireOrder) {
      self.dispatch = dispatch
      self.order = order
    }
  }

  /// Where it is served.
  public static let route = Route(.post, "/towns/{town_id}/dispatches/{dispatch_id}/status")

  /// What the document says of it.
  public static let description = OperationDescription(
    "reportDispatch",
    "How far a stop has come. Delivering an order of cash that nobody has confirmed notes its exact cash as collected",
    tag: "Dispatch",
    parameters: [.town, .init("dispatch_id", in: .path, .id, about: "The stop")],
    body: .object([
      .required("status", .words(["OUT_FOR_DELIVERY", "DELIVERED", "FAILED"])),
      .optional("reason", .text(0...300), "Needed for FAILED"), .optional("recipient_name", .text(0...200)),
      .optional("delivery_code", .text(0...40), "Where the town asks for the customer's code"),
      .optional("proof_reference", .text(0...300), "Where the town asks for a photo or signature"),
    ]),
    reply: .object([.required("dispatch", WireDispatch.shape), .required("order", WireOrder.shape)]),
    failures: [400, 401, 403, 404, 409])
}
