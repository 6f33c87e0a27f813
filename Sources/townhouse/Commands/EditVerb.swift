internal import Commerce
internal import Console
internal import Operations

extension Verb {
  /// Editing is one step for the desk and two here: what it would do to stock and money comes first.
  static let editVerb = Verb(
    "orders edit", "NUMBER [SKU=QTY…]", count: 1...51,
    options: acting + [.name, .phone, .address, .area, .note, .fee, .preview, .yes, .basis],
    about: "change an order until it is packed; SKU=0 takes an item off. The effect is shown first, --yes does it"
  ) { request in
    let acting = try await Acting.begin(request)
    let detail = try await acting.order(request.words[0])
    let edit = try await edit(request, of: detail, acting)
    let orders = acting.desks.orders
    let preview = try await orders.preview(edit, of: detail.order.id, by: acting.caller)
    let isMeant = request.arguments.has(.yes) || request.arguments.has(.basis)
    guard isMeant, !request.arguments.has(.preview) else {
      return try request.output.answer(JSONText(edit: preview)) { text(of: preview) + ["--yes does it"] }
    }
    guard request.arguments[.basis].map({ $0 == String(preview.version) }) ?? true else {
      throw CommerceError.refused(Refusal(.planChanged, remedy: .previewAgain))
    }
    try await orders.edit(edit, of: detail.order.id, version: preview.version, acting.intent())
    try request.output.answer(JSONText(edit: preview)) { ["edited"] + text(of: preview) }
  }

  private static func edit(
    _ request: Request, of detail: OrderDetail, _ acting: Acting
  ) async throws -> OrderEdit {
    var edit = OrderEdit()
    for word in request.words.dropFirst() {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 2, let quantity = Int(parts[1]) else {
        throw Failure.usage("\(word): how many in all?", hint: "RICE-LG-5KG=2")
      }
      let known = detail.lines.first { $0.sku == parts[0].uppercased() }?.variant
      let variant: ID<Variant>
      if let known {
        variant = known
      } else {
        let found = try await acting.desks.stock.find(parts[0], limit: 2, by: acting.caller)
        guard let hit = found.first, found.count == 1 else { throw CommerceError.notFound(.variant, parts[0]) }
        variant = hit.variant.id
      }
      edit.lines.append(OrderEdit.Line(variant: variant, quantity: quantity))
    }
    let arguments = request.arguments
    edit.name = arguments[.name]
    edit.phone = arguments[.phone]
    edit.note = arguments[.note]
    if arguments.has(.address) || arguments.has(.area) {
      var address = detail.order.address
      address.line1 = arguments[.address] ?? address.line1
      address.area = arguments[.area] ?? address.area
      address.point = nil
      edit.address = address
    }
    edit.deliveryMinor = try acting.amount(.fee, request)?.minor
    return edit
  }

  private static func text(of preview: EditPreview) -> [String] {
    var lines = preview.items.map { item in
      let stock = item.reserved >= 0 ? "reserves \(item.reserved) of \(item.available)" : "frees \(-item.reserved)"
      return "\(item.from) → \(item.to)  \(item.sku)  \(item.name)  \(stock)  \(item.walk.joined(separator: ", "))"
    }
    lines += preview.fields.map { "\($0.name): \($0.old) → \($0.new)" }
    lines.append("total \(preview.oldTotal.text) → \(preview.newTotal.text)")
    switch preview.money {
    case .unchanged: break
    case .collect(let total): lines.append("\(total.text) is collected at the door")
    case .askFor(let total): lines.append("\(total.text) is asked for before picking")
    case .refund(let amount): lines.append("\(amount.text) becomes a refund")
    }
    if !preview.holder.isEmpty { lines.append("\(preview.holder) is picking it") }
    return lines
  }
}

extension JSONText {
  init(edit preview: EditPreview) {
    let (effect, amount): (String, Money?) =
      switch preview.money {
      case .unchanged: ("unchanged", nil)
      case .collect(let total): ("collect", total)
      case .askFor(let total): ("ask_for", total)
      case .refund(let amount): ("refund", amount)
      }
    self = [
      "number": .text(preview.number),
      "items": .list(
        preview.items.map { item in
          [
            "sku": .text(item.sku), "name": .text(item.name), "from": JSONText(item.from), "to": JSONText(item.to),
            "reserved": JSONText(item.reserved), "available": JSONText(item.available),
            "walk": .list(item.walk.map { .text($0) }),
          ]
        }),
      "fields": .list(
        preview.fields.map { ["name": .text($0.name), "old": .text($0.old), "new": .text($0.new)] }),
      "old_total": JSONText(preview.oldTotal), "new_total": JSONText(preview.newTotal),
      "money": ["effect": .text(effect), "amount": amount.map { JSONText($0) } ?? .null],
      "holder": .text(preview.holder), "basis": .text(String(preview.version)),
    ]
  }
}
