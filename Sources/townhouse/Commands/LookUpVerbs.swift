internal import Commerce
internal import Operations

extension Verb {
  static let lookUpVerbs = [
    Verb("towns", options: [.person], about: "the towns you may enter, and what waits in each", run: towns),
    Verb(
      "stock show", "CODE", count: 1...20, options: acting,
      about: "an item by SKU, barcode or words of its name: levels, bins, moves", run: showStock),
  ]

  private static func towns(_ request: Request) async throws {
    let acting = try await Acting.begin(request, needsTown: false)
    let towns = try await acting.desks.session.sites(of: acting.session)
    try request.output.answer(
      [
        "towns": .list(
          towns.map { town in
            [
              "code": .text(town.site.code), "name": .text(town.site.name), "waiting": JSONText(town.waiting),
              "picking": JSONText(town.picking), "packed_or_ready": JSONText(town.packedOrReady),
              "late": JSONText(town.late),
            ]
          })
      ]
    ) {
      let rows = towns.map {
        [
          String($0.waiting), String($0.picking), String($0.packedOrReady), String($0.late), $0.site.code, $0.site.name,
        ]
      }
      return Output.table(["WAITING", "PICKING", "PACKED", "LATE", "CODE", "TOWN"], rows, right: [0, 1, 2, 3])
    }
  }

  private static func showStock(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let text = request.words.joined(separator: " ")
    let hits = try await acting.desks.stock.find(text, limit: 20, by: acting.caller)
    guard let hit = hits.first else { throw CommerceError.notFound(.variant, text) }
    guard hits.count == 1 else { return try show(hits, request.output) }
    let card = try await acting.desks.stock.card(hit.variant.id, by: acting.caller)
    let moves = try await acting.desks.stock.moves(of: hit.variant.id, PageRequest(limit: 10), by: acting.caller)
    try request.output.answer(JSONText(card: card, moves: moves.rows)) {
      var lines = [
        "\(card.variant.sku)  \(card.variant.name)  \(card.price.text) a \(card.variant.unit)",
        "codes "
          + card.barcodes.map { $0.code + ($0.packQuantity > 1 ? " (\($0.packQuantity))" : "") }
          .joined(separator: " "),
        "on hand \(card.level.onHand)  reserved \(card.level.reserved)  damaged \(card.level.damaged)  "
          + "to put back \(card.level.awaitingPutBack)  available \(card.level.available)",
      ]
      lines += card.bins.map { "  bin \($0.bin.code): \($0.onHand), \($0.free) free" }
      lines += card.others.map { "  \($0.site): \($0.level.available) available" }
      lines += moves.rows.map { move in
        "  \(acting.time(move.at))  \(move.move.reason.rawValue)  \(move.move.quantity)  \(move.fromCode) → "
          + "\(move.toCode)  \(move.orderNumber ?? "")  \(move.actorName)"
      }
      return lines
    }
  }

  private static func show(_ hits: [StockHit], _ output: Output) throws {
    try output.answer(
      [
        "items": .list(
          hits.map { hit in
            [
              "sku": .text(hit.variant.sku), "name": .text(hit.variant.name), "bin": .text(hit.binCode),
              "level": JSONText(level: hit.level),
            ]
          })
      ]
    ) {
      let rows = hits.map { [String($0.level.available), $0.variant.sku, $0.binCode, $0.variant.name] }
      return Output.table(["FREE", "SKU", "BIN", "ITEM"], rows, right: [0])
    }
  }
}

extension JSONText {
  init(level: StockLevel) {
    self = [
      "on_hand": JSONText(level.onHand), "reserved": JSONText(level.reserved), "damaged": JSONText(level.damaged),
      "awaiting_put_back": JSONText(level.awaitingPutBack), "in_transit": JSONText(level.inTransit),
      "available": JSONText(level.available),
    ]
  }

  init(card: StockCard, moves: [RecordedMove]) {
    self = [
      "sku": .text(card.variant.sku), "name": .text(card.variant.name), "unit": .text(card.variant.unit),
      "price": JSONText(card.price),
      "barcodes": .list(
        card.barcodes.map { ["code": .text($0.code), "pack_quantity": JSONText($0.packQuantity)] }),
      "level": JSONText(level: card.level),
      "bins": .list(
        card.bins.map {
          ["bin": .text($0.bin.code), "on_hand": JSONText($0.onHand), "allocated": JSONText($0.allocated)]
        }),
      "elsewhere": .list(card.others.map { ["town": .text($0.site), "level": JSONText(level: $0.level)] }),
      "moves": .list(
        moves.map { move in
          [
            "sequence": JSONText(move.sequence), "at": JSONText(move.at), "reason": .text(move.move.reason.rawValue),
            "quantity": JSONText(move.move.quantity), "from": .text(move.fromCode), "to": .text(move.toCode),
            "order": JSONText(move.orderNumber), "actor": .text(move.actorName),
          ]
        }),
    ]
  }
}
