internal import Commerce
internal import Console
internal import Operations

extension Verb {
  /// Cancelling is one step for the desk and two here: what it would do to money, units and stock comes first.
  static let cancelVerb = Verb(
    "orders cancel", "NUMBER", count: 1...1, options: acting + [.reason, .preview, .yes, .basis],
    explaining: [.reason: "why, in words; needed to do it"],
    about: "what cancelling would do to money, units and stock; --yes does it"
  ) { request in
    let acting = try await Acting.begin(request)
    let order = try await acting.order(request.words[0]).order
    let preview = try await acting.desks.cash.cancelPreview(order.id, by: acting.caller)
    let isMeant = request.arguments.has(.yes) || request.arguments.has(.basis)
    guard isMeant, !request.arguments.has(.preview) else {
      return try request.output.answer(JSONText(cancel: preview)) { text(of: preview) }
    }
    let reason = try request.reasonText()
    if let refusal = preview.refusal { throw refusal }
    try await acting.desks.orders.cancel(
      order.id, reason: reason, basis: request.arguments[.basis], acting.intent())
    try request.output.answer(["number": .text(order.number), "cancelled": true, "refund": JSONText(preview.refund)]) {
      ["\(order.number) is cancelled" + (preview.refund.minor > 0 ? ", \(preview.refund.text) to be refunded" : "")]
    }
  }

  private static func text(of preview: CancelPreview) -> [String] {
    var lines = [
      "\(preview.number)  \(preview.status.rawValue)  \(preview.rule)",
      "refund \(preview.refund.text); \(counted(preview.freed, "unit")) free at once, \(preview.putBacks) to put back, "
        + "\(counted(preview.dueBack, "parcel")) due back",
    ]
    if !preview.driverName.isEmpty { lines.append("\(preview.driverName) loses the stop") }
    return lines + [preview.refusal.map { "cannot be cancelled: " + Wording.text($0) } ?? "--yes --reason TEXT does it"]
  }
}

extension JSONText {
  init(cancel preview: CancelPreview) {
    self = [
      "number": .text(preview.number), "status": .text(preview.status.rawValue), "rule": .text(preview.rule),
      "refund": JSONText(preview.refund), "units_freed": JSONText(preview.freed),
      "units_to_put_back": JSONText(preview.putBacks), "parcels_due_back": JSONText(preview.dueBack),
      "driver": .text(preview.driverName), "refusal": preview.refusal.map(JSONText.init(refusal:)) ?? .null,
      "basis": .text(preview.basis),
    ]
  }
}
