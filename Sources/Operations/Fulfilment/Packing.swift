public import Commerce

extension PackVerdict: Outcome {}

/// A picked order at the pack station under one command.
struct PackJob {
  let transaction: any WriteTransaction
  let command: Command
  let scope: Scope
  let site: Site
  var order: Order
  var lines: [OrderLine]
  var parcels: [Parcel]

  /// Loads the order, ready to be packed. Throws what `OpenPacking.check` throws.
  init(
    _ id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) {
    guard let order = try transaction.order(id, in: scope), let site = try transaction.site(order.site) else {
      throw .notFound(.order, id.description)
    }
    self.transaction = transaction
    self.command = command
    self.scope = scope
    self.site = site
    self.order = order
    lines = try transaction.lines(of: id)
    parcels = try transaction.parcels(of: id)
    try OpenPacking.check(order, in: transaction)
  }

  var unitsLeft: Int { lines.reduce(0) { $0 + $1.quantity - $1.packed } }

  /// The box being filled, opened if there is none.
  mutating func openBox() throws(CommerceError) -> Parcel {
    if let open = parcels.last(where: { $0.state == .open }) { return open }
    let parcel = try transaction.insert(
      Parcel(
        id: ID(0), order: order.id, site: site.id, code: "", box: (parcels.map(\.box).max() ?? 0) + 1, contents: []))
    parcels.append(parcel)
    try transaction.append(
      Change(.parcel, parcel.id.serial, site: site.id, field: "opened", new: parcel.code), by: command)
    return parcel
  }

  mutating func store(_ parcel: Parcel) throws(CommerceError) {
    try transaction.update(parcel)
    if let index = parcels.firstIndex(where: { $0.id == parcel.id }) { parcels[index] = parcel }
  }

  /// Counts units of a line into the open box.
  mutating func count(_ quantity: Int, of index: Int) throws(CommerceError) {
    var box = try openBox()
    let line = lines[index]
    if let content = box.contents.firstIndex(where: { $0.line == line.id }) {
      box.contents[content].quantity += quantity
    } else {
      box.contents.append(ParcelContent(line: line.id, quantity: quantity))
    }
    try store(box)
    lines[index].packed += quantity
    try transaction.update(lines[index])
    try transaction.append(order.change("pack", new: "\(quantity) \(line.sku) \(box.code)"), by: command)
  }

  /// Closes the open box: its label is due. Answers the codes of all labels that wait to be scanned.
  mutating func labelOpenBox() throws(CommerceError) -> [String] {
    for var box in parcels where box.state == .open && !box.contents.isEmpty {
      box.state = .labelled
      try store(box)
    }
    return parcels.filter { $0.state == .labelled }.map(\.code)
  }

  /// A dropped shortage may leave an order counted whole with its box still open: then the label is due after all, and
  /// a box that stayed empty goes.
  mutating func closeWhatIsWhole() throws(CommerceError) {
    guard unitsLeft == 0, parcels.contains(where: { $0.state == .open }) else { return }
    for box in parcels where box.state == .open && box.contents.isEmpty {
      try transaction.remove(box.id)
      try transaction.append(
        Change(.parcel, box.id.serial, site: site.id, field: "removed", old: box.code, new: ""), by: command)
    }
    parcels.removeAll { $0.state == .open && $0.contents.isEmpty }
    _ = try labelOpenBox()
  }

  /// All counted and all labels scanned: units leave the totes for the bench, totes are free, the order is packed.
  mutating func completeIfDone() throws(CommerceError) -> Bool {
    guard unitsLeft == 0, !parcels.isEmpty, parcels.allSatisfy({ $0.state == .closed }) else { return false }
    for (place, variant, quantity) in try transaction.units(of: order.id, at: site.id) {
      guard case .tote = place else { continue }
      try transaction.post(
        StockMove(
          site: site.id, variant: variant, quantity: quantity, from: place, to: .bench, reason: .pack, order: order.id),
        by: command)
    }
    for tote in try transaction.totes(of: order.id) { try transaction.release(tote.id) }
    order.pickList = nil
    try MoveOrder.run(&order, to: .packed, in: transaction, command: command)
    return true
  }

  /// Takes missing or damaged units out of the tote and sends the order back to picking for others.
  mutating func sendBack(
    _ quantity: Int, line id: ID<OrderLine>, to place: StockLocation, reason: StockReason, shortReason: ShortReason
  ) throws(CommerceError) -> PackVerdict {
    guard let index = lines.firstIndex(where: { $0.id == id }) else { throw .notFound(.order, order.number) }
    var line = lines[index]
    guard quantity > 0, quantity <= line.picked - line.packed else {
      throw outOfRange(quantity, below: line.picked - line.packed + 1)
    }
    // Released first: with nothing to spare, the promise would stand in the way of the move.
    try transaction.reserve(-quantity, of: line.variant, at: site.id)
    var left = quantity
    for (from, variant, units) in try transaction.units(of: order.id, at: site.id) where variant == line.variant {
      let part = min(left, units)
      guard part > 0 else { continue }
      try transaction.post(
        StockMove(
          site: site.id, variant: variant, quantity: part, from: from, to: place, reason: reason, order: order.id),
        by: command)
      left -= part
    }
    guard left == 0 else { throw outOfRange(quantity, below: quantity - left + 1) }
    line.picked -= quantity
    try transaction.update(line)
    let again = min(quantity, max(0, try transaction.level(of: line.variant, at: site.id).available))
    if again > 0 { try transaction.reserve(again, of: line.variant, at: site.id) }
    if again < quantity {
      try OpenShortage.run(
        quantity - again, line: line, site: site.id, reason: shortReason, in: transaction, command: command)
    }
    lines = try transaction.lines(of: order.id)
    order.pickedAt = nil
    order.pickList = nil
    try order.save(in: transaction)
    try transaction.append(
      order.change("back_to_picking", new: "\(quantity) \(line.sku)", reason: reason.rawValue), by: command)
    return .backToPicking(item: line.name, quantity: again, short: quantity - again)
  }
}

/// Finds the order that a scan at the pack station means.
enum OpenPacking {
  static func run(
    _ text: String, at site: ID<Site>, in transaction: any ReadTransaction, scope: Scope
  ) throws(CommerceError) -> ID<Order> {
    let found: ID<Order>?
    switch try ResolveCode.run(text, at: site, in: transaction, scope: scope) {
    case .tote(let tote):
      found = try transaction.orderInTote(tote.id)
      if found == nil {
        throw .refused(Refusal(.notPicked, [.tote: .text(tote.code)], remedy: .chooseOther))
      }
    case .order(let order): found = order
    case .parcel(let parcel): found = try transaction.parcel(parcel)?.order
    case .item(let variant, _):
      throw .refused(Refusal(.toteFirst, [.item: .text(variant.name)], remedy: .scanTote))
    case .bin, .lane, .badge, .unknown:
      throw .refused(Refusal(.unknownCode, [.code: .text(ResolveCode.cleaned(text))], remedy: .scanTote))
    }
    guard let found, let order = try transaction.order(found, in: scope) else { throw .notFound(.order, text) }
    if order.status != .packed { try check(order, in: transaction) }
    return order.id
  }

  /// Throws unless the order is picked whole and may be worked on: hold, cancelled, unpaid, still being picked, short.
  static func check(_ order: Order, in transaction: any ReadTransaction) throws(CommerceError) {
    try order.checkWorkable()
    if order.status == .picking, try !transaction.openShortages(of: order.id).isEmpty {
      throw .refused(Refusal(.shortageOpen, [.order: .text(order.number)], remedy: .resolveShortage))
    }
    guard order.status == .picking, order.pickedAt != nil else {
      var facts: [FactName: Fact] = [.order: .text(order.number), .status: .text(order.status.rawValue)]
      if let list = order.pickList, let holder = try transaction.pickList(list)?.holderName {
        facts[.holder] = .text(holder)
      }
      throw .refused(Refusal(.notPicked, facts, remedy: .finishPicking))
    }
  }
}

/// Records a scan at the pack station.
public enum RecordPackScan {
  /// An item counts down; the printed label closes its box; a wrong scan is a verdict and moves nothing.
  public static func run(
    _ text: String, order id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PackVerdict {
    var job = try PackJob(id, in: transaction, by: command, scope: scope)
    try job.closeWhatIsWhole()
    let verdict: PackVerdict
    switch try ResolveCode.run(text, at: job.site.id, in: transaction, scope: scope) {
    case .item(let variant, let pack): verdict = try item(variant, pack, &job)
    case .parcel(let parcel): verdict = try label(parcel, &job)
    case .tote, .bin, .lane, .order, .badge, .unknown:
      verdict = .refused(Refusal(.unknownCode, [.code: .text(ResolveCode.cleaned(text))], remedy: .scanItem))
    }
    if case .refused(let refusal) = verdict {
      try transaction.noteMisScan(code: ResolveCode.cleaned(text), rule: refusal.rule, list: nil, by: command)
    }
    return verdict
  }

  private static func item(_ variant: Variant, _ pack: Int, _ job: inout PackJob) throws(CommerceError) -> PackVerdict {
    let wanted = job.lines.indices.filter { job.lines[$0].variant == variant.id }
    guard !wanted.isEmpty else {
      var facts: [FactName: Fact] = [.item: .text(variant.name), .order: .text(job.order.number)]
      // Where it strayed from, so that it can go back there.
      let home = try job.transaction.tote(with: variant.id, at: job.site.id, besides: job.order.id)
      if let home { facts[.tote] = .text(home.code) }
      return .refused(Refusal(.notInTote, facts, remedy: .putBack))
    }
    guard let index = wanted.first(where: { job.lines[$0].packed + pack <= job.lines[$0].quantity }) else {
      let quantity = wanted.reduce(0) { $0 + job.lines[$1].quantity }
      return .refused(
        Refusal(.overCount, [.item: .text(variant.name), .quantity: .count(quantity)], remedy: .putBack))
    }
    try job.count(pack, of: index)
    if job.unitsLeft == 0 { return .labelsDue(try job.labelOpenBox()) }
    return .counted(item: variant.name, quantity: pack, left: job.unitsLeft)
  }

  private static func label(_ id: ID<Parcel>, _ job: inout PackJob) throws(CommerceError) -> PackVerdict {
    guard var parcel = job.parcels.first(where: { $0.id == id }) else {
      let needed = job.parcels.filter { $0.state == .labelled }.map(\.code).joined(separator: ", ")
      let scanned = try job.transaction.parcel(id)?.code ?? ""
      return .refused(
        Refusal(.wrongLabel, [.parcel: .text(scanned), .neededParcel: .text(needed)], remedy: .scanLabel))
    }
    if parcel.state == .open {
      return .refused(
        Refusal(.packIncomplete, [.quantity: .count(job.unitsLeft), .parcel: .text(parcel.code)], remedy: .scanItem))
    }
    if parcel.state == .labelled {
      parcel.state = .closed
      try job.store(parcel)
      try job.transaction.append(
        Change(.parcel, parcel.id.serial, site: job.site.id, field: "label_scanned", new: parcel.code), by: job.command)
    }
    return .labelScanned(parcel: parcel.code, packed: try job.completeIfDone())
  }
}

/// The packer's other actions.
public enum AdjustPacking {
  /// Takes everything in the totes as counted. Throws `rule.pack.accept_all_not_allowed` unless the town allows it.
  public static func acceptAll(
    order id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PackVerdict {
    var job = try PackJob(id, in: transaction, by: command, scope: scope)
    guard job.site.policy.acceptAllAtPacking else {
      throw .refused(Refusal(.acceptAllNotAllowed, [.order: .text(job.order.number)], remedy: .scanItem))
    }
    for index in job.lines.indices where job.lines[index].packed < job.lines[index].quantity {
      try job.count(job.lines[index].quantity - job.lines[index].packed, of: index)
    }
    return .labelsDue(try job.labelOpenBox())
  }

  /// Closes the open box and goes on with the next. Throws `rule.pack.box_empty` when there is nothing in it.
  public static func nextBox(
    order id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PackVerdict {
    var job = try PackJob(id, in: transaction, by: command, scope: scope)
    guard let open = job.parcels.last(where: { $0.state == .open }), !open.contents.isEmpty, job.unitsLeft > 0 else {
      throw .refused(Refusal(.boxEmpty, [.order: .text(job.order.number)], remedy: .scanItem))
    }
    _ = try job.labelOpenBox()
    return .nextBox(try job.openBox().box)
  }

  /// Notes the weight of the newest box, 1 g to 100 kg.
  public static func setWeight(
    _ grams: Int, order id: ID<Order>, in transaction: any WriteTransaction, by command: Command, scope: Scope
  ) throws(CommerceError) -> PackVerdict {
    guard (1...100_000).contains(grams) else { throw outOfRange(grams, below: 100_001) }
    var job = try PackJob(id, in: transaction, by: command, scope: scope)
    guard var parcel = job.parcels.last else {
      throw .refused(Refusal(.boxEmpty, [.order: .text(job.order.number)], remedy: .scanItem))
    }
    let before = parcel.weightGrams
    parcel.weightGrams = grams
    try job.store(parcel)
    try transaction.append(
      Change(.parcel, parcel.id.serial, site: job.site.id, field: "weight", old: "\(before)", new: "\(grams)"),
      by: command)
    return .weighed(parcel: parcel.code, grams: grams)
  }

  /// `quantity` units of a line are not in the tote.
  public static func missing(
    _ quantity: Int, line: ID<OrderLine>, order id: ID<Order>, in transaction: any WriteTransaction,
    by command: Command,
    scope: Scope
  ) throws(CommerceError) -> PackVerdict {
    var job = try PackJob(id, in: transaction, by: command, scope: scope)
    return try job.sendBack(quantity, line: line, to: .variance, reason: .short, shortReason: .miscounted)
  }

  /// `quantity` units of a line are not fit to send.
  public static func damaged(
    _ quantity: Int, line: ID<OrderLine>, order id: ID<Order>, in transaction: any WriteTransaction,
    by command: Command,
    scope: Scope
  ) throws(CommerceError) -> PackVerdict {
    var job = try PackJob(id, in: transaction, by: command, scope: scope)
    return try job.sendBack(quantity, line: line, to: .quarantine, reason: .damage, shortReason: .other)
  }
}
