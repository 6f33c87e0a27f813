/// What somebody may be asked to do at a site; a set of permissions (design.md §4).
public enum Role: String, Hashable, Sendable, Codable, CaseIterable {
  case picker, dispatcher, cashier, support, supervisor, admin, driver, customer

  /// What the role allows.
  public var permissions: Set<Permission> { Self.allowed[self] ?? [] }

  // Built once: every call of a desk asks, and a list asks for every row.
  private static let allowed = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.listed) })

  private var listed: Set<Permission> {
    switch self {
    case .picker:
      [
        .enterSite, .viewQueue, .pick, .pack, .stage, .findOrders, .viewStock, .viewHistory, .putBack, .printSheets,
        .countStock, .receiveStock,
      ]
    case .dispatcher:
      [
        .enterSite, .viewQueue, .stage, .findOrders, .viewStock, .viewHistory, .seePhones, .holdOrders, .addNotes,
        .setPriority, .viewDispatch, .dispatch, .manageDrivers, .reopenOutcomes, .viewPayments, .pollPayments,
        .seeCustomers, .viewReports, .exportData, .printSheets,
      ]
    case .cashier:
      [
        .enterSite, .viewQueue, .findOrders, .viewHistory, .seePhones, .addNotes, .viewDispatch, .viewCash, .takeCash,
        .closeDay, .viewPayments, .pollPayments, .refund, .seeCustomers, .viewReports, .exportData, .printSheets,
      ]
    case .support:
      [
        .enterSite, .viewQueue, .findOrders, .viewStock, .viewHistory, .seePhones, .holdOrders, .addNotes,
        .cancelOrders,
        .settleShortages, .placeOrders, .setPriority, .editOrders, .seeCustomers, .viewPayments, .pollPayments,
        .refund, .viewDispatch, .viewReports, .exportData,
      ]
    case .supervisor:
      Role.picker.listed.union(Role.dispatcher.listed).union(Role.cashier.listed).union(Role.support.listed)
        .union([
          .takeOver, .correctStatus, .linkBarcodes, .adjustStock, .approve, .viewPeople, .writeOff, .transferStock,
        ])
    case .admin: Set(Permission.allCases)
    case .driver: [.enterSite, .drive]
    case .customer: []
    }
  }
}

/// One thing a role may allow.
public enum Permission: String, Hashable, Sendable, Codable, CaseIterable {
  case enterSite = "enter_site"
  case viewQueue = "view_queue"
  case pick, pack, stage
  case putBack = "put_back"
  case findOrders = "find_orders"
  case seePhones = "see_phones"
  case placeOrders = "place_orders"
  case holdOrders = "hold_orders"
  case cancelOrders = "cancel_orders"
  case addNotes = "add_notes"
  case setPriority = "set_priority"
  case settleShortages = "settle_shortages"
  case viewStock = "view_stock"
  case adjustStock = "adjust_stock"
  case linkBarcodes = "link_barcodes"
  case takeOver = "take_over"
  case correctStatus = "correct_status"
  case approve
  case viewHistory = "view_history"
  case viewPeople = "view_people"
  case managePeople = "manage_people"
  case manageSites = "manage_sites"
  case importData = "import_data"
  case printSheets = "print_sheets"
  case viewDispatch = "view_dispatch"
  case dispatch
  case drive
  case manageDrivers = "manage_drivers"
  case reopenOutcomes = "reopen_outcomes"
  case viewCash = "view_cash"
  case takeCash = "take_cash"
  case closeDay = "close_day"
  case viewPayments = "view_payments"
  case pollPayments = "poll_payments"
  case refund
  case writeOff = "write_off"
  case editOrders = "edit_orders"
  case seeCustomers = "see_customers"
  case countStock = "count_stock"
  case receiveStock = "receive_stock"
  case transferStock = "transfer_stock"
  case viewReports = "view_reports"
  case impersonate
  case exportData = "export_data"
}
