import Commerce

/// Announces what a supplier will bring.
enum AnnounceDelivery {
  static func run(
    _ draft: DeliveryDraft, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> ID<Delivery> {
    let reference = ResolveCode.cleaned(draft.reference)
    var issues: [FieldIssue] = []
    if reference.isEmpty { issues.append(FieldIssue("reference", "is empty")) }
    if draft.supplier.isEmpty { issues.append(FieldIssue("supplier", "is empty")) }
    if !isDay(draft.dueOn) { issues.append(FieldIssue("due", "is not a day such as 2026-11-21")) }
    if draft.lines.isEmpty { issues.append(FieldIssue("lines", "has no items")) }
    var lines: [Delivery.Line] = []
    for line in draft.lines {
      guard case .item(let variant, let units) = try ResolveCode.run(line.code, at: site, in: transaction, scope: scope)
      else {
        issues.append(FieldIssue("lines", "\(ResolveCode.cleaned(line.code)) is not known"))
        continue
      }
      guard (1...100_000).contains(line.quantity) else {
        issues.append(FieldIssue("lines", "\(variant.sku) needs 1 to 100000 units"))
        continue
      }
      let quantity = line.quantity * units
      if let index = lines.firstIndex(where: { $0.variant == variant.id }) {
        lines[index].expected += quantity
      } else {
        lines.append(Delivery.Line(variant: variant.id, expected: quantity))
      }
    }
    guard issues.isEmpty else { throw .invalid(issues) }
    let delivery = Delivery(
      site: site, supplier: draft.supplier, reference: reference, dueOn: draft.dueOn, createdAt: command.at,
      lines: lines)
    let id = try transaction.insert(delivery)
    try transaction.append(
      Change(
        .delivery, id.serial, site: site, field: "announced",
        new: "\(reference) \(counted(lines.reduce(0) { $0 + $1.expected }, "unit"))"), by: command)
    return id
  }

  /// `2026-11-21`, a day that exists in the calendar's shape.
  static func isDay(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2], let year = Int(parts[0]), let month = Int(parts[1]),
      let day = Int(parts[2])
    else { return false }
    return (2000...2999).contains(year) && (1...12).contains(month) && (1...31).contains(day)
  }
}

/// Finds what is received under a code.
enum LoadInbound {
  static func run(
    _ code: String, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> InboundWork {
    let code = ResolveCode.cleaned(code)
    if let delivery = try transaction.delivery(reference: code, at: site), scope.includes(site) {
      guard delivery.state == .open else {
        throw .refused(Refusal(.deliveryClosed, [.code: .text(code)], remedy: .chooseOther))
      }
      return try work(.delivery(delivery.id), at: site, in: transaction, scope: scope)
    }
    guard let transfer = try transaction.transfer(code: code),
      scope.includes(transfer.to) || scope.includes(transfer.from)
    else { throw .refused(Refusal(.unknownCode, [.code: .text(code)], remedy: .scanNeeded)) }
    try check(transfer, isHeading: site, in: transaction)
    return try work(.transfer(transfer.id), at: site, in: transaction, scope: scope)
  }

  /// Throws unless the transfer can be received at a site now.
  static func check(
    _ transfer: Transfer, isHeading site: ID<Site>, in transaction: any ReadTransaction
  ) throws(CommerceError) {
    let from = try transaction.site(transfer.from)?.name ?? ""
    let to = try transaction.site(transfer.to)?.name ?? ""
    guard transfer.to == site else {
      throw .refused(
        Refusal(
          .transferNotHere, [.code: .text(transfer.code), .zone: .text(from), .target: .text(to)], remedy: .chooseOther)
      )
    }
    switch transfer.state {
    case .collecting:
      throw .refused(
        Refusal(.transferNotSent, [.code: .text(transfer.code), .zone: .text(from)], remedy: .chooseOther))
    case .closed:
      throw .refused(Refusal(.transferReceived, [.code: .text(transfer.code)], remedy: .chooseOther))
    case .sent: break
    }
  }

  static func work(
    _ id: InboundID, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> InboundWork {
    switch id {
    case .delivery(let serial):
      guard let delivery = try transaction.delivery(serial), delivery.site == site, scope.includes(site) else {
        throw .notFound(.delivery, serial.description)
      }
      var lines: [InboundWork.Line] = []
      for line in delivery.lines {
        lines.append(
          try self.line(
            line.variant, expected: line.expected, received: line.received, lost: 0, at: site, in: transaction))
      }
      return InboundWork(
        id: id, code: delivery.reference, from: delivery.supplier, isClosed: delivery.state == .closed, lines: lines)
    case .transfer(let serial):
      guard let transfer = try transaction.transfer(serial), transfer.to == site, scope.includes(site) else {
        throw .notFound(.transfer, serial.description)
      }
      var lines: [InboundWork.Line] = []
      for line in transfer.lines {
        lines.append(
          try self.line(
            line.variant, expected: line.sent, received: line.received, lost: line.damaged + line.missing, at: site,
            in: transaction))
      }
      return InboundWork(
        id: id, code: transfer.code, from: try transaction.site(transfer.from)?.name ?? "",
        isClosed: transfer.state == .closed, lines: lines)
    }
  }

  private static func line(
    _ id: ID<Variant>, expected: Int, received: Int, lost: Int, at site: ID<Site>, in transaction: any ReadTransaction
  ) throws(CommerceError) -> InboundWork.Line {
    guard let variant = try transaction.variant(id) else { throw .notFound(.variant, id.description) }
    return InboundWork.Line(
      variant: variant, expected: expected, received: received, lost: lost,
      binCode: try bins(for: id, at: site, in: transaction).first?.bin.code ?? "")
  }

  /// The bins an item lies in: pick bins before bulk, in walk order.
  static func bins(
    for variant: ID<Variant>, at site: ID<Site>, in transaction: any ReadTransaction
  ) throws(CommerceError) -> [BinStock] {
    let bins = try transaction.bins(holding: variant, at: site)
    return bins.filter { $0.bin.kind == .pick } + bins.filter { $0.bin.kind != .pick }
  }
}

/// Puts units away, takes the last back, and ends the receiving.
enum ReceiveStock {
  static func run(
    _ request: ReceiveRequest, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) {
    let (variant, _) = try StockPlaces.item(request.code, at: site, in: transaction, scope: scope)
    let bin = try StockPlaces.bin(request.bin, at: site, in: transaction)
    guard (1...99_999).contains(request.quantity) else { throw outOfRange(request.quantity, below: 100_000) }
    let place: StockLocation = bin.kind == .quarantine ? .quarantine : .bin(bin.id)
    let from: StockLocation
    switch request.inbound {
    case .delivery(let id):
      let delivery = try openDelivery(id, at: site, in: transaction, scope: scope)
      var line = delivery.lines.first { $0.variant == variant.id } ?? Delivery.Line(variant: variant.id, expected: 0)
      if request.quantity > line.due, !request.isConfirmed {
        throw over(variant, request.quantity, due: line.due, delivery.reference, isKnown: line.expected > 0)
      }
      line.received += request.quantity
      try transaction.set(line, of: id)
      from = .supplier
    case .transfer(let id):
      let transfer = try sentTransfer(id, at: site, in: transaction, scope: scope)
      guard var line = transfer.lines.first(where: { $0.variant == variant.id }), request.quantity <= line.due else {
        let due = transfer.lines.first { $0.variant == variant.id }?.due ?? 0
        throw over(variant, request.quantity, due: due, transfer.code, isKnown: due > 0)
      }
      if place == .quarantine { line.damaged += request.quantity } else { line.received += request.quantity }
      try transaction.set(line, of: id)
      from = .transit
    }
    try transaction.post(
      StockMove(
        site: site, variant: variant.id, quantity: request.quantity, from: from, to: place,
        reason: from == .supplier ? .receipt : .transfer), by: command)
    try transaction.append(
      Receipt(variant: variant.id, bin: bin.kind == .quarantine ? nil : bin.id, quantity: request.quantity),
      to: request.inbound)
    try transaction.append(
      change(request.inbound, site, field: "received", new: "\(request.quantity) \(variant.sku) \(bin.code)"),
      by: command)
  }

  static func undo(
    _ inbound: InboundID, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard let receipt = try transaction.lastReceipt(of: inbound), !receipt.isSending,
      let variant = try transaction.variant(receipt.variant)
    else { throw .refused(Refusal(.nothingToUndo, remedy: .scanItem)) }
    let to: StockLocation
    switch inbound {
    case .delivery(let id):
      let delivery = try openDelivery(id, at: site, in: transaction, scope: scope)
      guard var line = delivery.lines.first(where: { $0.variant == receipt.variant }) else { return }
      line.received -= receipt.quantity
      try transaction.set(line, of: id)
      to = .supplier
    case .transfer(let id):
      let transfer = try sentTransfer(id, at: site, in: transaction, scope: scope)
      guard var line = transfer.lines.first(where: { $0.variant == receipt.variant }) else { return }
      if receipt.bin == nil { line.damaged -= receipt.quantity } else { line.received -= receipt.quantity }
      try transaction.set(line, of: id)
      to = .transit
    }
    if let id = receipt.bin, let bin = try transaction.bin(id) {
      try StockPlaces.checkFree(receipt.quantity, of: variant, in: bin, leavesSale: true, in: transaction)
    }
    try transaction.post(
      StockMove(
        site: site, variant: receipt.variant, quantity: receipt.quantity,
        from: receipt.bin.map(StockLocation.bin) ?? .quarantine, to: to,
        reason: to == .supplier ? .receipt : .transfer), by: command)
    try transaction.takeBack(receipt)
    try transaction.append(
      change(inbound, site, field: "received", old: "\(receipt.quantity) \(variant.sku)", new: "taken back"),
      by: command)
  }

  static func close(
    _ inbound: InboundID, reason: String, at site: ID<Site>, in transaction: any WriteTransaction, by command: Command,
    scope: Scope
  ) throws(CommerceError) {
    switch inbound {
    case .delivery(let id):
      var delivery = try openDelivery(id, at: site, in: transaction, scope: scope)
      let due = delivery.lines.reduce(0) { $0 + $1.due }
      guard due == 0 || !reason.isEmpty else { throw short(due, delivery.reference) }
      delivery.state = .closed
      try transaction.update(delivery, closedAt: command.at)
    case .transfer(let id):
      var transfer = try sentTransfer(id, at: site, in: transaction, scope: scope)
      guard transfer.due == 0 || !reason.isEmpty else { throw short(transfer.due, transfer.code) }
      for var line in transfer.lines where line.due > 0 {
        // What never came leaves the road: the difference has an owner and a reason.
        let missing = line.due
        try transaction.post(
          StockMove(
            site: site, variant: line.variant, quantity: missing, from: .transit, to: .variance, reason: .transfer),
          by: command)
        line.missing += missing
        try transaction.set(line, of: id)
        try transaction.append(
          Change(
            .transfer, id.serial, site: site, field: "missing",
            new: "\(missing) \(try transaction.variant(line.variant)?.sku ?? "")", reason: reason), by: command)
      }
      transfer.state = .closed
      try transaction.update(transfer, closedAt: command.at)
    }
    try transaction.append(
      change(inbound, site, field: "state", old: "open", new: "closed", reason: reason), by: command)
  }

  private static func openDelivery(
    _ id: ID<Delivery>, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Delivery {
    guard let delivery = try transaction.delivery(id), delivery.site == site, scope.includes(site) else {
      throw .notFound(.delivery, id.description)
    }
    guard delivery.state == .open else {
      throw .refused(Refusal(.deliveryClosed, [.code: .text(delivery.reference)], remedy: .chooseOther))
    }
    return delivery
  }

  private static func sentTransfer(
    _ id: ID<Transfer>, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> Transfer {
    guard let transfer = try transaction.transfer(id), scope.includes(site) else {
      throw .notFound(.transfer, id.description)
    }
    try LoadInbound.check(transfer, isHeading: site, in: transaction)
    return transfer
  }

  private static func over(
    _ variant: Variant, _ quantity: Int, due: Int, _ code: String, isKnown: Bool
  ) -> CommerceError {
    .refused(
      Refusal(
        isKnown ? .overReceipt : .notExpected,
        [.item: .text(variant.name), .quantity: .count(quantity), .limit: .count(due), .code: .text(code)],
        remedy: .confirmAgain))
  }

  private static func short(_ due: Int, _ code: String) -> CommerceError {
    .refused(Refusal(.shortReceipt, [.quantity: .count(due), .code: .text(code)], remedy: .giveReason))
  }

  private static func change(
    _ inbound: InboundID, _ site: ID<Site>, field: String, old: String = "", new: String, reason: String = ""
  ) -> Change {
    switch inbound {
    case .delivery(let id):
      Change(.delivery, id.serial, site: site, field: field, old: old, new: new, reason: reason)
    case .transfer(let id):
      Change(.transfer, id.serial, site: site, field: field, old: old, new: new, reason: reason)
    }
  }
}

extension InboundID: Outcome {}
