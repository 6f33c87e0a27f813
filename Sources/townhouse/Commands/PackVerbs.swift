internal import Commerce
internal import Console
internal import Operations

extension Verb {
  static let packVerbs = [
    Verb(
      "pack", "TOTE CODE…", count: 1...500, options: acting,
      about: "pack the order in a tote (or by its number): its items, then the label of each box", run: pack),
    Verb(
      "stage", "PARCEL LANE", count: 2...2, options: acting,
      about: "put a parcel into a lane; the last makes the order ready",
      run: stage),
  ]

  private static func pack(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let warehouse = acting.desks.warehouse
    var work = try await warehouse.openPacking(request.words[0], by: acting.caller)
    for code in request.words.dropFirst() {
      let result = try await warehouse.packScan(code, order: work.order.id, acting.intent())
      if case .refused(let refusal) = result.verdict { throw CommerceError.refused(refusal) }
      work = result.work
      if !request.output.json { try request.output.line(VerdictText.line(result.verdict)) }
    }
    try request.output.answer(JSONText(pack: work)) { PackText.lines(of: work) }
  }

  private static func stage(_ request: Request) async throws {
    let acting = try await Acting.begin(request)
    let result = try await acting.desks.warehouse.stage(
      parcel: request.words[0].uppercased(), lane: request.words[1].uppercased(), acting.intent())
    try request.output.answer(
      [
        "parcel": .text(result.parcel), "lane": .text(result.lane), "order": .text(result.number),
        "ready": .flag(result.ready), "left": JSONText(result.left),
      ]
    ) {
      [
        "\(result.parcel) stands in \(result.lane); \(result.number) "
          + (result.ready ? "is ready for dispatch" : "waits for \(result.left) more")
      ]
    }
  }
}

/// Packing jobs in plain words.
enum PackText {
  static func lines(of work: PackWork) -> [String] {
    let head =
      "\(work.order.number) \(work.order.customer), lane \(work.lane): \(counted(work.unitsLeft, "unit")) to go"
    let left = work.lines.filter { $0.packed < $0.quantity }.map { line in
      let codes = (work.barcodes[line.variant] ?? []).joined(separator: " ")
      return "  \(line.quantity - line.packed) of \(line.name) (\(line.sku)) \(codes)"
    }
    let boxes = work.parcels.map { "  box \($0.box): \($0.code) \($0.state.rawValue), \(counted($0.units, "unit"))" }
    return [head] + left + boxes
  }
}

extension JSONText {
  init(pack work: PackWork) {
    let lines = work.lines.map { line -> JSONText in
      [
        "sku": .text(line.sku), "name": .text(line.name), "quantity": JSONText(line.quantity),
        "packed": JSONText(line.packed), "barcodes": .list((work.barcodes[line.variant] ?? []).map { .text($0) }),
      ]
    }
    let parcels = work.parcels.map { parcel -> JSONText in
      [
        "code": .text(parcel.code), "box": JSONText(parcel.box), "state": .text(parcel.state.rawValue),
        "units": JSONText(parcel.units),
      ]
    }
    self = [
      "order": .text(work.order.number), "status": .text(work.order.status.rawValue), "lane": .text(work.lane),
      "units_left": JSONText(work.unitsLeft), "lines": .list(lines), "parcels": .list(parcels),
      "totes": .list(work.totes.map { .text($0) }),
    ]
  }
}
