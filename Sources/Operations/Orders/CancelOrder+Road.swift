import Commerce

extension CancelOrder.Undoing {
  /// What dispatch knows of the order ends with it. An attempt that has not left closes and counts for nobody (I36). Of
  /// a failed order, boxes that are back in their lane are given up and put back; those still on the road stay expected,
  /// and are put back when they are scanned in.
  func leaveTheRoad() throws(CommerceError) {
    if var dispatch = try transaction.activeDispatch(of: order.id) {
      let name = try transaction.person(dispatch.driver)?.name ?? ""
      let old = dispatch.status
      dispatch.status = .failed
      dispatch.failure = .orderCancelled
      dispatch.closedAt = command.at
      dispatch.awaitsHandOver = false
      try transaction.update(dispatch)
      try transaction.append(
        Change(
          .dispatch, dispatch.id.serial, site: order.site, field: "status", old: old.rawValue,
          new: DispatchStatus.failed.rawValue, reason: FailureReason.orderCancelled.rawValue), by: command)
      try transaction.append(
        order.change("dispatch", old: name, new: "", reason: FailureReason.orderCancelled.rawValue), by: command)
      try transaction.closeIfDone(dispatch.run, by: command, scope: scope)
    }
    guard order.status == .failed else { return }
    for (place, variant, quantity) in try transaction.units(of: order.id, at: order.site) {
      try transaction.reserve(-quantity, of: variant, at: order.site)
      try openPutBack(quantity, of: variant, at: place)
    }
    for parcel in try transaction.parcels(of: order.id) where parcel.state == .staged {
      try transaction.remove(parcel.id)
      try transaction.append(
        Change(.parcel, parcel.id.serial, site: order.site, field: "removed", old: parcel.code, new: ""), by: command)
    }
    if try transaction.reschedule(of: order.id) != nil { try transaction.setReschedule(nil, of: order.id) }
  }
}
