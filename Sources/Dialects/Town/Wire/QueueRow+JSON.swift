import Commerce
public import Contract
public import Operations

extension QueueRow: JSONRow {
  /// Every console asks for a page of these whenever the floor changes.
  public func write(to page: inout JSONPage) {
    page.object { page in
      page.member("customer", customer)
      page.member("holder", holder)
      if let holderID { page.member("holderID", holderID.serial) }
      if let holdReason { page.member("holdReason", holdReason) }
      page.member("key") { page in
        page.member("order", key.order.serial)
        page.member("priority", Int64(key.priority))
        page.member("promiseAt", key.promiseAt.description)
      }
      if let leaseUntil { page.member("leaseUntil", leaseUntil.description) }
      page.member("lines", Int64(lines))
      page.member("number", number)
      if let pickList { page.member("pickList", pickList.serial) }
      page.member("placedAt", placedAt.description)
      page.member("stage", Int64(stage.rawValue))
      page.member("units", Int64(units))
      page.member("zone", zone)
    }
  }
}
