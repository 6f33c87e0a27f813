import Commerce

extension LocalWarehouseDesk {
  func openPacking(_ code: String, by caller: Caller) async throws(CommerceError) -> PackWork {
    try await house.look(caller, needing: .pack) { transaction, scope throws(CommerceError) in
      let order = try OpenPacking.run(code, at: caller.site, in: transaction, scope: scope)
      return try LoadWork.pack(order, in: transaction, scope: scope)
    }
  }

  func packing(_ order: ID<Order>, by caller: Caller) async throws(CommerceError) -> PackWork {
    try await house.look(caller, needing: .pack) { transaction, scope throws(CommerceError) in
      try LoadWork.pack(order, in: transaction, scope: scope)
    }
  }

  func packScan(_ code: String, order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult {
    try await act("pack.scan", order, [code], intent) { transaction, command, scope throws(CommerceError) in
      try RecordPackScan.run(code, order: order, in: transaction, by: command, scope: scope)
    }
  }

  func acceptAll(order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult {
    try await act("pack.accept_all", order, [], intent) { transaction, command, scope throws(CommerceError) in
      try AdjustPacking.acceptAll(order: order, in: transaction, by: command, scope: scope)
    }
  }

  func nextBox(order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult {
    try await act("pack.next_box", order, [], intent) { transaction, command, scope throws(CommerceError) in
      try AdjustPacking.nextBox(order: order, in: transaction, by: command, scope: scope)
    }
  }

  func setWeight(_ grams: Int, order: ID<Order>, _ intent: Intent) async throws(CommerceError) -> PackResult {
    try await act("pack.weight", order, [String(grams)], intent) { transaction, command, scope throws(CommerceError) in
      try AdjustPacking.setWeight(grams, order: order, in: transaction, by: command, scope: scope)
    }
  }

  func missing(
    _ quantity: Int, line: ID<OrderLine>, order: ID<Order>, _ intent: Intent
  ) async throws(CommerceError) -> PackResult {
    try await act("pack.missing", order, [String(quantity), line.description], intent) {
      transaction, command, scope throws(CommerceError) in
      try AdjustPacking.missing(quantity, line: line, order: order, in: transaction, by: command, scope: scope)
    }
  }

  func damagedAtPacking(
    _ quantity: Int, line: ID<OrderLine>, order: ID<Order>, _ intent: Intent
  ) async throws(CommerceError) -> PackResult {
    try await act("pack.damaged", order, [String(quantity), line.description], intent) {
      transaction, command, scope throws(CommerceError) in
      try AdjustPacking.damaged(quantity, line: line, order: order, in: transaction, by: command, scope: scope)
    }
  }

  func papers(of parcel: ID<Parcel>, by caller: Caller) async throws(CommerceError) -> ParcelPapers {
    try await house.look(caller, needing: .pack) { transaction, scope throws(CommerceError) in
      guard let parcel = try transaction.parcel(parcel), let order = try transaction.order(parcel.order, in: scope),
        let site = try transaction.site(order.site)
      else { throw .notFound(.parcel, parcel.description) }
      let zones = try transaction.zones(at: order.site, in: scope)
      let lines = try transaction.lines(of: order.id)
      return ParcelPapers(
        parcel: parcel, order: order, site: site, zone: zones.first { $0.id == order.zone }?.label ?? "",
        lane: try LoadWork.lane(of: order, zones: zones, in: transaction),
        boxes: try transaction.parcels(of: order.id).count,
        contents: parcel.contents.compactMap { content in
          lines.first { $0.id == content.line }.map {
            ParcelPapers.PaperLine(name: $0.name, sku: $0.sku, quantity: content.quantity)
          }
        })
    }
  }

  func printPaper(
    _ paper: PaperKind, of parcel: ID<Parcel>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String {
    let content = about(paper, parcel, destination)
    let before: Words? = try await house.earlier("paper.print", intent, needing: .pack, content)
    // Asked for again under the same id: it is printed already.
    if let before { return before.text }
    let papers = try await papers(of: parcel, by: intent.caller)
    let place = try house.print(papers.paper(paper), to: destination)
    let site = intent.caller.site
    return try await house.carryOut("paper.print", intent, needing: .pack, content) {
      transaction, command, _ throws(CommerceError) in
      try transaction.append(
        Change(.parcel, parcel.serial, site: site, field: "printed", new: paper.rawValue, reason: place), by: command)
      return Words(place)
    }.text
  }

  func stepBack(order: ID<Order>, reason: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("order.step_back", intent, needing: .correctStatus, about(order, reason)) {
      transaction, command, scope throws(CommerceError) in
      try StepBack.run(order: order, reason: reason, in: transaction, by: command, scope: scope)
      return Done()
    }
  }

  func stagingList(by caller: Caller) async throws(CommerceError) -> [StagingRow] {
    try await house.look(caller, needing: .stage) { transaction, scope throws(CommerceError) in
      let zones = try transaction.zones(at: caller.site, in: scope)
      let packed = try transaction.queue(
        QueueQuery(site: caller.site, stages: [.packed]), PageRequest(.first, limit: 200), in: scope)
      var rows: [StagingRow] = []
      for row in packed.rows {
        guard let order = try transaction.order(row.key.order, in: scope) else { continue }
        let parcels = try transaction.parcels(of: order.id)
        for parcel in parcels where parcel.state == .closed {
          rows.append(
            try StageParcel.row(parcel, of: order, boxes: parcels.count, zones: zones, in: transaction))
        }
      }
      return rows
    }
  }

  func stagingParcel(_ code: String, by caller: Caller) async throws(CommerceError) -> StagingRow {
    try await house.look(caller, needing: .stage) { transaction, scope throws(CommerceError) in
      let (parcel, order) = try StageParcel.find(code, at: caller.site, in: transaction, scope: scope)
      return try StageParcel.row(
        parcel, of: order, boxes: try transaction.parcels(of: order.id).count,
        zones: try transaction.zones(at: caller.site, in: scope), in: transaction)
    }
  }

  func stage(parcel: String, lane: String, _ intent: Intent) async throws(CommerceError) -> StageResult {
    try await house.carryOut("stage", intent, needing: .stage, about(parcel, lane)) {
      transaction, command, scope throws(CommerceError) in
      try StageParcel.run(
        parcel: parcel, lane: lane, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  private func act(
    _ kind: String, _ order: ID<Order>, _ words: [String], _ intent: Intent,
    _ body: @escaping @Sendable (any WriteTransaction, Command, Scope) throws(CommerceError) -> PackVerdict
  ) async throws(CommerceError) -> PackResult {
    let verdict = try await house.carryOut(
      kind, intent, needing: .pack, CommandContent([order.description] + words), body)
    return PackResult(verdict: verdict, work: try await packing(order, by: intent.caller))
  }
}
