import Commerce

/// Puts a transfer together and sends it. The sending town's ledger has the units gone to the other town; the other's
/// has them on the road.
enum SendTransfer {
  static func begin(
    to town: String, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<Transfer> {
    _ = try StockPlaces.site(site, in: transaction, scope: scope)
    guard let target = try transaction.site(code: town.lowercased()), target.id != site else {
      throw .notFound(.site, town)
    }
    let open = try transaction.openTransfers(at: site, limit: 1000, in: scope)
    if let begun = open.first(where: {
      $0.transfer.from == site && $0.transfer.to == target.id && $0.transfer.state == .collecting
    }) {
      return begun.transfer.id
    }
    let transfer = try transaction.insertTransfer(from: site, to: target.id, at: command.at)
    try transaction.append(
      Change(.transfer, transfer.id.serial, site: site, field: "begun", new: "\(transfer.code) to \(target.name)"),
      by: command)
    return transfer.id
  }

  static func putIn(
    _ request: PutInRequest, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    let transfer = try collecting(request.transfer, at: site, in: transaction, scope: scope)
    let (variant, _) = try StockPlaces.item(request.code, at: site, in: transaction, scope: scope)
    let bin = try StockPlaces.bin(request.bin, at: site, in: transaction)
    guard (1...99_999).contains(request.quantity) else { throw outOfRange(request.quantity, below: 100_000) }
    guard bin.kind != .quarantine else {
      throw .refused(Refusal(.wrongBin, [.bin: .text(bin.code)], remedy: .scanBin))
    }
    try StockPlaces.checkFree(request.quantity, of: variant, in: bin, leavesSale: true, in: transaction)
    try post(request.quantity, of: variant.id, bin.id, transfer, isBack: false, in: transaction, by: command)
    var line = transfer.lines.first { $0.variant == variant.id } ?? Transfer.Line(variant: variant.id, sent: 0)
    line.sent += request.quantity
    try transaction.set(line, of: transfer.id)
    try transaction.append(
      Receipt(variant: variant.id, bin: bin.id, quantity: request.quantity, isSending: true),
      to: .transfer(transfer.id))
    try transaction.append(
      Change(
        .transfer, transfer.id.serial, site: site, field: "put_in",
        new: "\(request.quantity) \(variant.sku) \(bin.code)"), by: command)
  }

  static func undo(
    _ id: ID<Transfer>, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    let transfer = try collecting(id, at: site, in: transaction, scope: scope)
    guard let receipt = try transaction.lastReceipt(of: .transfer(id)), receipt.isSending, let bin = receipt.bin,
      var line = transfer.lines.first(where: { $0.variant == receipt.variant })
    else { throw .refused(Refusal(.nothingToUndo, remedy: .scanItem)) }
    try post(receipt.quantity, of: receipt.variant, bin, transfer, isBack: true, in: transaction, by: command)
    line.sent -= receipt.quantity
    try transaction.set(line, of: id)
    try transaction.takeBack(receipt)
    try transaction.append(
      Change(
        .transfer, id.serial, site: site, field: "put_in",
        old: "\(receipt.quantity) \(try transaction.variant(receipt.variant)?.sku ?? "")", new: "taken back"),
      by: command)
  }

  static func send(
    _ id: ID<Transfer>, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    var transfer = try collecting(id, at: site, in: transaction, scope: scope)
    guard transfer.due > 0 else {
      throw .refused(Refusal(.transferEmpty, [.code: .text(transfer.code)], remedy: .scanItem))
    }
    transfer.state = .sent
    transfer.sentAt = command.at
    try transaction.update(transfer, closedAt: nil)
    for place in [transfer.from, transfer.to] {
      try transaction.append(
        Change(
          .transfer, id.serial, site: place, field: "state", old: "collecting", new: "sent",
          reason: "\(transfer.code), \(counted(transfer.due, "unit"))"), by: command)
    }
  }

  private static func post(
    _ quantity: Int, of variant: ID<Variant>, _ bin: ID<Bin>, _ transfer: Transfer, isBack: Bool,
    in transaction: any WriteTransaction, by command: Command
  ) throws(CommerceError) {
    let out = StockMove(
      site: transfer.from, variant: variant, quantity: quantity, from: .bin(bin), to: .site(transfer.to),
      reason: .transfer)
    let onTheRoad = StockMove(
      site: transfer.to, variant: variant, quantity: quantity, from: .site(transfer.from), to: .transit,
      reason: .transfer)
    for move in [out, onTheRoad] { try transaction.post(isBack ? move.reversed(.transfer) : move, by: command) }
  }

  private static func collecting(
    _ id: ID<Transfer>, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Transfer {
    guard let transfer = try transaction.transfer(id), transfer.from == site, scope.includes(site) else {
      throw .notFound(.transfer, id.description)
    }
    guard transfer.state == .collecting else {
      throw .refused(
        Refusal(
          .transferNotHere,
          [
            .code: .text(transfer.code), .zone: .text(try transaction.site(transfer.from)?.name ?? ""),
            .target: .text(try transaction.site(transfer.to)?.name ?? ""),
          ], remedy: .chooseOther))
    }
    return transfer
  }

  static func load(
    _ transfer: Transfer?, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> TransferWork {
    guard let transfer, scope.includes(site), transfer.from == site || transfer.to == site else {
      throw .notFound(.transfer, transfer?.code ?? "")
    }
    var lines: [TransferWork.Line] = []
    for line in transfer.lines {
      guard let variant = try transaction.variant(line.variant) else { continue }
      lines.append(TransferWork.Line(variant: variant, figures: line))
    }
    return TransferWork(
      transfer: transfer, fromName: try transaction.site(transfer.from)?.name ?? "",
      toName: try transaction.site(transfer.to)?.name ?? "", lines: lines)
  }
}

extension TransferWork {
  /// The slip that travels with the units, as plain text for a printer queue or a file.
  public var slip: String {
    var text = [
      "TRANSFER   \(fromName) to \(toName)", "", "*\(transfer.code)*", "", " qty  item",
    ]
    for line in lines where line.figures.sent > 0 {
      let quantity = String(line.figures.sent)
      text.append(String(repeating: " ", count: max(0, 4 - quantity.count)) + quantity + "  " + line.variant.name)
      text.append("      " + line.variant.sku)
    }
    text.append("")
    text.append(counted(lines.reduce(0) { $0 + $1.figures.sent }, "unit"))
    return text.map { line in
      String(String.UnicodeScalarView(line.unicodeScalars.filter { $0.properties.generalCategory != .control }))
    }.joined(separator: "\n") + "\n"
  }
}
