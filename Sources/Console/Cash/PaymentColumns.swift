import Commerce
import Operations
import Terminal

/// The parts of the payment list that one key shows.
enum PaymentPreset: Int, CaseIterable {
  case all = 0
  case pending, paid, failed, cancelled

  var statuses: Set<PaymentStatus> {
    switch self {
    case .all: []
    case .pending: [.initiated, .pending]
    case .paid: [.paid]
    case .failed: [.failed]
    case .cancelled: [.cancelled]
    }
  }

  var label: String { self == .all ? "all payments" : "\(self)" }

  static func with(_ statuses: Set<PaymentStatus>) -> PaymentPreset? {
    statuses == [.pending] ? .pending : allCases.first { $0.statuses == statuses }
  }

  var binding: Binding {
    Binding("payments.show_\(self)", "show \(label)", [.character(Character(String(rawValue)))], section: .view)
  }
}

/// How a payment looks as a row.
struct PaymentColumns {
  let context: Context
  let isWide: Bool

  init(_ context: Context, isWide: Bool) {
    self.context = context
    self.isWide = isWide
  }

  var columns: [ListColumn<PaymentRow>] {
    [
      ListColumn("ORDER", .fixed(isWide ? 17 : 5), priority: .max, exported: \.number) { row in
        TableCell(isWide ? row.number : OrderNumber.short(row.number, ellipsis: "…"))
      },
      ListColumn("CUSTOMER", .flexible(minimum: 10, weight: 3), priority: 50) { TableCell($0.customer) },
      ListColumn("BY", .fixed(7), priority: 70) { TableCell(Wording.method($0.payment.method)) },
      ListColumn("PAYMENT", .fixed(9), priority: .max) { row in
        TableCell(Wording.payment(row.payment.status), role(row))
      },
      ListColumn("AMOUNT", .fixed(10), align: .right, priority: .max, exported: \.payment.amount.plain) { row in
        TableCell(row.payment.amount.digits)
      },
      ListColumn("AGE", .fixed(5), align: .right, priority: 90, exported: \.payment.createdAt.description) { row in
        TableCell(context.age(row.payment.status.isLive ? row.payment.createdAt : row.payment.updatedAt))
      },
      ListColumn("STAGE", .fixed(9), priority: 40, export: "order status") { row in
        TableCell(Wording.status(row.orderStatus), .muted)
      },
      ListColumn("REFERENCE", .flexible(minimum: 12, weight: 2), priority: 30) { row in
        TableCell(reference(row), .muted)
      },
    ]
  }

  private func reference(_ row: PaymentRow) -> String {
    guard let why = row.payment.cancelReason else { return row.payment.reference ?? "" }
    return "\(why.rawValue) \(row.payment.reference ?? "")"
  }

  private func role(_ row: PaymentRow) -> Role {
    switch row.payment.status {
    case .paid: .done
    case .failed: .refused
    case .cancelled: .muted
    case .initiated, .pending: PaymentsScreen.isLate(row, context.now) ? .late : .text
    }
  }

  static func state(_ row: PaymentRow, _ now: Instant) -> TableRow.State? {
    switch row.payment.status {
    case .paid: .done
    case .failed: .refused
    case .cancelled: nil
    case .initiated, .pending: PaymentsScreen.isLate(row, now) ? .late : row.payment.method == .cod ? nil : .active
    }
  }
}
