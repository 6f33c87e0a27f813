/// What a scan means for a pick list: pure, so that the console can go on while a link is down and the server reaches
/// the same result. It decides; the use case carries the decision out on stock and store.
public enum PickProgress {
  /// What is to be done after a scan.
  public enum Decision: Hashable, Sendable {
    /// Take these units of the task now; `counted` is true for a normal item whose one scan confirms the quantity.
    case take(ID<PickTask>, quantity: Int, jumped: Bool)
    /// A further scan of units already confirmed: nothing moves.
    case count(ID<PickTask>, scans: Int)
    /// More scans than units: nothing moves, put it back.
    case overScan(ID<PickTask>)
    /// The picker stands at this bin; its task comes next.
    case atBin(ID<Bin>)
    /// The item is in hand; tote scans follow.
    case hold(InHand, jumped: Bool)
    /// Put the task's units into this tote, binding it first when `binds`.
    case put(ID<PickTask>, quantity: Int, tote: Tote, binds: Bool)
    /// This tote now carries the order.
    case bind(ID<Order>, tote: Tote)
    /// The tote is the right one already; nothing to do.
    case known(tote: Tote)
    /// Nothing changes but the log of mis-scans.
    case refuse(Refusal)
  }

  /// Decides what scanning `thing` means. `toteTaken` is the number of another order the tote carries, if any;
  /// `code` is the raw text, for the message.
  public static func judge(
    _ thing: ScannedThing, code: String, on list: PickList, policy: SitePolicy, toteTaken: String? = nil
  ) -> Decision {
    if list.closedAt != nil { return .refuse(Refusal(.listDone, remedy: .nextWork)) }
    switch thing {
    case .item(let variant, let pack): return judgeItem(variant, pack: pack, on: list, policy: policy)
    case .bin(let bin): return judgeBin(bin, on: list)
    case .tote(let tote): return judgeTote(tote, on: list, taken: toteTaken)
    case .unknown: return .refuse(Refusal(.unknownCode, [.code: .text(code)], remedy: .linkBarcode))
    case .lane, .parcel, .order, .badge:
      return .refuse(Refusal(.notOnOrder, wanted(list).merging([.item: .text(code)]) { $1 }, remedy: .scanNeeded))
    }
  }

  private static func judgeItem(_ variant: Variant, pack: Int, on list: PickList, policy: SitePolicy) -> Decision {
    if let inHand = list.inHand, inHand.variant != variant.id {
      return .refuse(Refusal(.toteFirst, wanted(list).merging([.item: .text(variant.name)]) { $1 }, remedy: .scanTote))
    }
    if list.inHand != nil { return .hold(InHand(variant: variant.id, bin: list.inHand?.bin ?? ID(0)), jumped: false) }
    let open = list.openTasks.filter { $0.variant.id == variant.id }
    let finished = list.tasks.filter { $0.variant.id == variant.id && !$0.isOpen && $0.picked > 0 }
      .max { ($0.touchedAt?.milliseconds ?? 0, $0.id) < ($1.touchedAt?.milliseconds ?? 0, $1.id) }
    guard let task = open.first(where: { $0.bin.id == list.confirmedBin }) ?? open.first else {
      return again(finished, variant, list, pack: pack)
    }
    let single = !list.isCluster
    if single, !variant.strict, let finished, finished.bin.id != task.bin.id, list.confirmedBin != task.bin.id {
      // The same SKU lies in a further bin: without a bin scan nobody can tell a count of the last from the next.
      if finished.scans < finished.quantity {
        return .count(finished.id, scans: min(finished.quantity, finished.scans + pack))
      }
      return .refuse(
        Refusal(.binFirst, [.neededBin: .text(task.bin.code), .item: .text(variant.name)], remedy: .scanBin))
    }
    if policy.binCheck, list.confirmedBin != task.bin.id {
      return .refuse(
        Refusal(.binFirst, [.neededBin: .text(task.bin.code), .item: .text(variant.name)], remedy: .scanBin))
    }
    let jumped = task.id != list.current?.id
    if list.isCluster { return .hold(InHand(variant: variant.id, bin: task.bin.id), jumped: jumped) }
    guard list.orders.first?.openTote != nil else {
      return .refuse(Refusal(.toteFirst, [.item: .text(variant.name)], remedy: .scanTote))
    }
    let quantity = variant.strict ? min(pack, task.remaining) : task.remaining
    if variant.strict, pack > task.remaining { return .overScan(task.id) }
    return .take(task.id, quantity: quantity, jumped: jumped)
  }

  private static func again(_ finished: PickTask?, _ variant: Variant, _ list: PickList, pack: Int) -> Decision {
    guard let finished else {
      return .refuse(
        Refusal(.notOnOrder, wanted(list).merging([.item: .text(variant.name)]) { $1 }, remedy: .scanNeeded))
    }
    let counted = finished.scans + pack
    return !variant.strict && !list.isCluster && counted <= finished.quantity
      ? .count(finished.id, scans: counted) : .overScan(finished.id)
  }

  private static func judgeBin(_ bin: Bin, on list: PickList) -> Decision {
    if list.openTasks.contains(where: { $0.bin.id == bin.id }) { return .atBin(bin.id) }
    return .refuse(Refusal(.wrongBin, wanted(list).merging([.bin: .text(bin.code)]) { $1 }, remedy: .scanBin))
  }

  private static func judgeTote(_ tote: Tote, on list: PickList, taken: String?) -> Decision {
    let owner = list.orders.first { $0.totes.contains { $0.id == tote.id } }
    if owner == nil, let taken {
      return .refuse(Refusal(.toteInUse, [.tote: .text(tote.code), .order: .text(taken)], remedy: .chooseOther))
    }
    if list.isCluster { return put(tote, owner: owner, on: list) }
    guard let order = list.orders.first else { return .refuse(Refusal(.listDone, remedy: .nextWork)) }
    if owner != nil { return .known(tote: tote) }
    if order.openTote == nil { return .bind(order.order, tote: tote) }
    return .refuse(
      Refusal(
        .wrongTote, [.tote: .text(tote.code), .neededTote: .text(order.openTote?.code ?? "")], remedy: .scanTote))
  }

  private static func put(_ tote: Tote, owner: PickListOrder?, on list: PickList) -> Decision {
    guard let inHand = list.inHand else {
      return .refuse(Refusal(.itemFirst, wanted(list).merging([.tote: .text(tote.code)]) { $1 }, remedy: .scanItem))
    }
    let waiting = list.openTasks.filter { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin }
    if let owner {
      guard let task = waiting.first(where: { $0.order == owner.order }) else {
        let needed = waiting.compactMap { task in list.orders.first { $0.order == task.order }?.openTote?.code }
        return .refuse(
          Refusal(
            .wrongTote,
            [.tote: .text(tote.code), .neededTote: .text(needed.joined(separator: ", ")), .order: .text(owner.number)],
            remedy: .scanTote))
      }
      return .put(task.id, quantity: quantity(of: task), tote: tote, binds: false)
    }
    let unbound = waiting.first { task in list.orders.contains { $0.order == task.order && $0.openTote == nil } }
    guard let task = unbound else {
      let needed = waiting.compactMap { task in list.orders.first { $0.order == task.order }?.openTote?.code }
      return .refuse(
        Refusal(
          .wrongTote, [.tote: .text(tote.code), .neededTote: .text(needed.joined(separator: ", "))], remedy: .scanTote))
    }
    return .put(task.id, quantity: quantity(of: task), tote: tote, binds: true)
  }

  private static func quantity(of task: PickTask) -> Int { task.variant.strict ? 1 : task.remaining }

  private static func wanted(_ list: PickList) -> [FactName: Fact] {
    guard let current = list.current else { return [:] }
    return [
      .neededItem: .text(current.variant.name), .neededBin: .text(current.bin.code),
      .quantity: .count(current.remaining),
    ]
  }
}
