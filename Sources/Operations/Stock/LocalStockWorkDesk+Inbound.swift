import Commerce

extension LocalStockWorkDesk {
  func resolve(_ code: String, by caller: Caller) async throws(CommerceError) -> StockScan {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      switch try ResolveCode.run(code, at: caller.site, in: transaction, scope: scope) {
      case .item(let variant, let units):
        .item(variant, units: units, bins: try LoadInbound.bins(for: variant.id, at: caller.site, in: transaction))
      case .bin(let bin): .bin(bin)
      default: .unknown(ResolveCode.cleaned(code))
      }
    }
  }

  // MARK: Receiving

  func deliveries(by caller: Caller) async throws(CommerceError) -> [DeliveryRow] {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      try transaction.openDeliveries(at: caller.site, limit: 1000, in: scope)
    }
  }

  func announce(_ draft: DeliveryDraft, _ intent: Intent) async throws(CommerceError) -> ID<Delivery> {
    try await house.carryOut("delivery.announce", intent, needing: .receiveStock, about(draft)) {
      transaction, command, scope throws(CommerceError) in
      try AnnounceDelivery.run(draft, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  func inbound(_ code: String, by caller: Caller) async throws(CommerceError) -> InboundWork {
    try await house.look(caller, needing: .receiveStock) { transaction, scope throws(CommerceError) in
      try LoadInbound.run(code, at: caller.site, in: transaction, scope: scope)
    }
  }

  func receive(_ receipt: ReceiveRequest, _ intent: Intent) async throws(CommerceError) -> InboundWork {
    try await inbound("inbound.receive", receipt.inbound, about(receipt), intent) {
      transaction, command, scope throws(CommerceError) in
      try ReceiveStock.run(receipt, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  func undoReceive(_ inbound: InboundID, _ intent: Intent) async throws(CommerceError) -> InboundWork {
    try await self.inbound("inbound.undo", inbound, about(inbound), intent) {
      transaction, command, scope throws(CommerceError) in
      try ReceiveStock.undo(inbound, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  func closeInbound(_ inbound: InboundID, reason: String, _ intent: Intent) async throws(CommerceError) -> InboundWork {
    try await self.inbound("inbound.close", inbound, about(inbound, reason), intent) {
      transaction, command, scope throws(CommerceError) in
      try ReceiveStock.close(
        inbound, reason: reason, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  private func inbound(
    _ kind: String, _ id: InboundID, _ content: CommandContent, _ intent: Intent,
    _ body: @escaping @Sendable (any WriteTransaction, Command, Scope) throws(CommerceError) -> Void
  ) async throws(CommerceError) -> InboundWork {
    _ = try await house.carryOut(kind, intent, needing: .receiveStock, content) {
      transaction, command, scope throws(CommerceError) in
      try body(transaction, command, scope)
      return Done()
    }
    return try await house.look(intent.caller, needing: .receiveStock) { transaction, scope throws(CommerceError) in
      try LoadInbound.work(id, at: intent.caller.site, in: transaction, scope: scope)
    }
  }

  // MARK: Moving

  func move(_ request: MoveRequest, _ intent: Intent) async throws(CommerceError) -> MoveResult {
    try await house.carryOut("stock.move", intent, needing: .transferStock, about(request)) {
      transaction, command, scope throws(CommerceError) in
      try MoveStock.run(request, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  func transfers(by caller: Caller) async throws(CommerceError) -> [TransferRow] {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      try transaction.openTransfers(at: caller.site, limit: 1000, in: scope)
    }
  }

  func destinations(by caller: Caller) async throws(CommerceError) -> [Site] {
    try await house.look(caller, needing: .transferStock) { transaction, _ throws(CommerceError) in
      // That another town exists is no secret of it; what it has stays its own.
      let everywhere = AccessPolicy([Grant(role: .admin, site: nil)])
      guard let all = everywhere.scope(for: .transferStock) else { return [] }
      return try transaction.sites(in: all).filter { $0.id != caller.site }
    }
  }

  func beginTransfer(to town: String, _ intent: Intent) async throws(CommerceError) -> TransferWork {
    let id = try await house.carryOut("transfer.begin", intent, needing: .transferStock, about(town)) {
      transaction, command, scope throws(CommerceError) in
      try SendTransfer.begin(to: town, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
    return try await transfer(id, by: intent.caller)
  }

  func transfer(_ code: String, by caller: Caller) async throws(CommerceError) -> TransferWork {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      let code = ResolveCode.cleaned(code)
      guard let found = try transaction.transfer(code: code) else { throw .notFound(.transfer, code) }
      return try SendTransfer.load(found, at: caller.site, in: transaction, scope: scope)
    }
  }

  private func transfer(_ id: ID<Transfer>, by caller: Caller) async throws(CommerceError) -> TransferWork {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      try SendTransfer.load(try transaction.transfer(id), at: caller.site, in: transaction, scope: scope)
    }
  }

  func putIn(_ request: PutInRequest, _ intent: Intent) async throws(CommerceError) -> TransferWork {
    try await outbound("transfer.put_in", request.transfer, about(request), intent) {
      transaction, command, scope throws(CommerceError) in
      try SendTransfer.putIn(request, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  func undoPutIn(_ transfer: ID<Transfer>, _ intent: Intent) async throws(CommerceError) -> TransferWork {
    try await outbound("transfer.undo", transfer, about(transfer), intent) {
      transaction, command, scope throws(CommerceError) in
      try SendTransfer.undo(transfer, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  func send(_ transfer: ID<Transfer>, _ intent: Intent) async throws(CommerceError) -> TransferWork {
    try await outbound("transfer.send", transfer, about(transfer), intent) {
      transaction, command, scope throws(CommerceError) in
      try SendTransfer.send(transfer, at: intent.caller.site, in: transaction, by: command, scope: scope)
    }
  }

  private func outbound(
    _ kind: String, _ id: ID<Transfer>, _ content: CommandContent, _ intent: Intent,
    _ body: @escaping @Sendable (any WriteTransaction, Command, Scope) throws(CommerceError) -> Void
  ) async throws(CommerceError) -> TransferWork {
    _ = try await house.carryOut(kind, intent, needing: .transferStock, content) {
      transaction, command, scope throws(CommerceError) in
      try body(transaction, command, scope)
      return Done()
    }
    return try await transfer(id, by: intent.caller)
  }

  func printTransfer(
    _ transfer: ID<Transfer>, to destination: PrintDestination, _ intent: Intent
  ) async throws(CommerceError) -> String {
    let content = about(transfer, destination)
    let before: Words? = try await house.earlier("transfer.print", intent, needing: .transferStock, content)
    // Asked for again under the same id: it is printed already.
    if let before { return before.text }
    let work = try await self.transfer(transfer, by: intent.caller)
    let place = try house.print(work.paper, to: destination)
    return try await house.carryOut("transfer.print", intent, needing: .transferStock, content) {
      transaction, command, _ throws(CommerceError) in
      try transaction.append(
        Change(.transfer, transfer.serial, site: intent.caller.site, field: "printed", new: "slip", reason: place),
        by: command)
      return Words(place)
    }.text
  }

  // MARK: Ordering

  func lowStock(all: Bool, by caller: Caller) async throws(CommerceError) -> [ReorderRow] {
    try await house.look(caller, needing: .viewStock) { transaction, scope throws(CommerceError) in
      try transaction.reorderRows(at: caller.site, lowOnly: !all, in: scope)
    }
  }

  func setReorderPoint(_ point: ReorderPoint?, of code: String, _ intent: Intent) async throws(CommerceError) {
    _ = try await house.carryOut("reorder.set", intent, needing: .adjustStock, about(point, code)) {
      transaction, command, scope throws(CommerceError) in
      try SetReorderPoint.run(point, of: code, at: intent.caller.site, in: transaction, by: command, scope: scope)
      return Done()
    }
  }
}
