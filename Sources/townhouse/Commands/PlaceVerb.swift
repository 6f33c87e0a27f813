internal import Commerce
internal import Console
internal import Operations

extension Verb {
  /// A phone or counter order, scripted: the console's own form comes with the customer desk.
  static let placeVerb = Verb(
    "orders place", "SKU=QTY…", count: 1...50,
    options: acting + [.name, .phone, .address, .area, .pay, .fee, .note, .urgent],
    about: "place an order, all or nothing; prices are the catalogue's"
  ) { request in
    let acting = try await Acting.begin(request)
    var lines: [OrderDraft.Line] = []
    for word in request.words { lines.append(try await line(word, acting)) }
    let arguments = request.arguments
    guard let name = arguments[.name] else { throw Failure.usage("whose order is it? --name NAME") }
    let draft = OrderDraft(
      lines: lines, customer: Customer(name: name, phone: arguments[.phone] ?? ""),
      address: Address(line1: arguments[.address] ?? "", area: arguments[.area] ?? ""),
      paymentMethod: try method(arguments[.pay] ?? "cod"), deliveryMinor: try fee(arguments[.fee], acting),
      note: arguments[.note] ?? "", priority: arguments.has(.urgent) ? 1 : 0)
    let placed = try await acting.desks.orders.place(draft, acting.intent())
    var asked: String?
    var trouble: CommerceError?
    if placed.status == .pendingPayment {
      // Placed is placed: where the phone cannot be asked, payments request does it later.
      do {
        asked = try await acting.desks.cash.request(placed.id, phone: nil, acting.intent()).payment.status.rawValue
      } catch let error as CommerceError { trouble = error }
    }
    try request.output.answer(
      [
        "number": .text(placed.number), "status": .text(placed.status.rawValue), "total": JSONText(placed.total),
        "payment": JSONText(asked), "payment_refusal": trouble.map(JSONText.init(refusal:)) ?? .null,
      ]
    ) {
      ["\(placed.number)  \(placed.status.rawValue)  \(placed.total.text)"]
        + (trouble.map { ["not asked for payment: \(Wording.text($0)). payments request \(placed.number) asks again"] }
          ?? [])
    }
  }

  private static func line(_ word: String, _ acting: Acting) async throws -> OrderDraft.Line {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard let quantity = parts.count == 2 ? Int(parts[1]) : 1 else {
      throw Failure.usage("\(word): the quantity is not a number", hint: "RICE-LG-5KG=2")
    }
    let found = try await acting.desks.stock.find(parts[0], limit: 2, by: acting.caller)
    guard let hit = found.first, found.count == 1 else { throw CommerceError.notFound(.variant, parts[0]) }
    return OrderDraft.Line(variant: hit.variant.id, quantity: quantity)
  }

  private static func method(_ word: String) throws(Failure) -> PaymentMethod {
    guard let method = PaymentMethod(rawValue: word), [.cod, .momo].contains(method) else {
      throw .usage("--pay is cod or momo, not \(word)")
    }
    return method
  }

  private static func fee(_ text: String?, _ acting: Acting) throws(Failure) -> Int64? {
    guard let text else { return nil }
    guard let money = Money(decimal: text, acting.site.currency) else {
      throw .usage("--fee is an amount of \(acting.site.currency.code) such as 12.50, not \(text)")
    }
    return money.minor
  }
}
