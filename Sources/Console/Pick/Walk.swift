import Commerce
import Operations

/// One row of the task list: what to take, or what was taken, from one bin.
struct WalkRow: Hashable, Sendable {
  enum State: Hashable, Sendable { case open, current, done, short }

  var state: State
  var bin: String
  var item: String
  var quantity: String
  var remark: String
}

extension PickList {
  /// The open tasks that one item scan serves: one of a single order, all of that item and bin in a cluster.
  var currentGroup: [PickTask] {
    let open = openTasks
    if let inHand { return open.filter { $0.variant.id == inHand.variant && $0.bin.id == inHand.bin } }
    guard let first = open.first else { return [] }
    return isCluster ? open.filter { $0.variant.id == first.variant.id && $0.bin.id == first.bin.id } : [first]
  }

  /// The first open task behind the current ones.
  var nextTask: PickTask? {
    let group = Set(currentGroup.map(\.id))
    return openTasks.first { !group.contains($0.id) }
  }

  /// The tasks as people see them: in walk order, skipped ones last; a cluster's by item and bin.
  var walk: [WalkRow] {
    let current = Set(currentGroup.map(\.id))
    let shown = tasks.filter { $0.quantity > 0 }.sorted {
      ($0.skipped, $0.bin.walkOrder, $0.id) < ($1.skipped, $1.bin.walkOrder, $1.id)
    }
    guard isCluster else { return shown.map { row([$0], isCurrent: current.contains($0.id)) } }
    var groups: [[PickTask]] = []
    for task in shown {
      let place = groups.firstIndex {
        $0[0].bin.id == task.bin.id && $0[0].variant.id == task.variant.id && $0[0].skipped == task.skipped
      }
      if let place { groups[place].append(task) } else { groups.append([task]) }
    }
    return groups.map { group in row(group, isCurrent: group.contains { current.contains($0.id) }) }
  }

  private func row(_ group: [PickTask], isCurrent: Bool) -> WalkRow {
    let first = group[0]
    let wanted = group.reduce(0) { $0 + $1.quantity }
    let picked = group.reduce(0) { $0 + $1.picked }
    let shorted = group.reduce(0) { $0 + $1.shorted }
    let isOpen = group.contains(where: \.isOpen)
    var remarks: [String] = []
    if shorted > 0 { remarks.append("\(shorted) short") }
    if isOpen {
      if picked > 0 { remarks.append("\(picked) in") }
      if first.skipped > 0 { remarks.append("skipped") }
      if first.variant.strict { remarks.append("scan each") }
    }
    let state: WalkRow.State = isCurrent ? .current : isOpen ? .open : shorted > 0 ? .short : .done
    return WalkRow(
      state: state, bin: first.bin.code, item: first.variant.name,
      quantity: String(isOpen ? wanted - picked - shorted : picked), remark: remarks.joined(separator: ", "))
  }
}

/// One tote or order of the cart: what it still needs of the item in hand, and how far it is.
struct CartRow: Hashable, Sendable {
  /// Units it still needs of what is asked for now; 0 when none.
  var needs: Int
  /// Its open tote, the new one it waits for, or nothing yet.
  var tote: String
  var number: String
  var picked: Int
  var units: Int
  var isStopped: Bool
}

extension PickWork {
  /// The cart in the order its totes stand.
  var cart: [CartRow] {
    let group = list.currentGroup
    return list.orders.map { entry in
      let own = list.tasks.filter { $0.order == entry.order }
      let summary = orders.first { $0.id == entry.order }
      return CartRow(
        needs: group.filter { $0.order == entry.order }.reduce(0) { $0 + $1.remaining },
        tote: entry.openTote?.code ?? (entry.needsAnotherTote ? "next tote" : "new tote"), number: entry.number,
        picked: own.reduce(0) { $0 + $1.picked }, units: own.reduce(0) { $0 + $1.quantity - $1.shorted },
        isStopped: summary?.status == .cancelled || summary?.holdReason != nil)
    }
  }

  /// Orders that were cancelled under the picker's hands.
  var cancelled: [PickOrderSummary] { orders.filter { $0.status == .cancelled } }
}
