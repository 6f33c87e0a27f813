import Commerce
import Operations
import Terminal

/// The parts of the refund list that one key shows.
enum RefundPreset: Int, CaseIterable {
  case all = 0
  case toDo, pending, failed, processed

  var statuses: Set<RefundStatus> {
    switch self {
    case .all: Set(RefundStatus.allCases)
    case .toDo: []
    case .pending: [.pending]
    case .failed: [.failed]
    case .processed: [.processed]
    }
  }

  var label: String {
    switch self {
    case .all: "all refunds"
    case .toDo: "to do"
    default: "\(self)"
    }
  }

  static func with(_ statuses: Set<RefundStatus>) -> RefundPreset? { allCases.first { $0.statuses == statuses } }

  var binding: Binding {
    let name = self == .toDo ? "to_do" : "\(self)"
    return Binding("refunds.show_\(name)", "show \(label)", [.character(Character(String(rawValue)))], section: .view)
  }
}

/// How a refund looks as a row.
struct RefundColumns {
  let context: Context
  let isWide: Bool

  var columns: [ListColumn<RefundRow>] {
    [
      ListColumn("ORDER", .fixed(isWide ? 17 : 5), priority: .max, exported: \.number) { row in
        TableCell(isWide ? row.number : OrderNumber.short(row.number, ellipsis: "…"))
      },
      ListColumn("CUSTOMER", .flexible(minimum: 10, weight: 2), priority: 40) { TableCell($0.customer) },
      ListColumn("AMOUNT", .fixed(10), align: .right, priority: .max, exported: \.refund.amount.plain) { row in
        TableCell(row.refund.amount.digits)
      },
      ListColumn("BY", .fixed(4), priority: 60) { TableCell(Wording.tender($0.refund.tender)) },
      ListColumn("REFUND", .fixed(9), priority: .max) { row in
        TableCell(Wording.refund(row.refund.status), role(row))
      },
      ListColumn("AGE", .fixed(5), align: .right, priority: 80, exported: \.refund.createdAt.description) { row in
        TableCell(context.age(row.refund.createdAt))
      },
      ListColumn("OWNER", .fixed(12), priority: 70) { row in
        guard row.ownerName.isEmpty else { return TableCell(row.ownerName) }
        return row.refund.status == .processed ? TableCell("-", .muted) : TableCell("nobody", .warning)
      },
      ListColumn("WHY", .flexible(minimum: 10, weight: 3), priority: 30) { row in
        row.refund.failure.isEmpty ? TableCell(row.refund.reason, .muted) : TableCell(row.refund.failure, .refused)
      },
    ]
  }

  private func role(_ row: RefundRow) -> Role {
    switch row.refund.status {
    case .processed: .done
    case .failed: .refused
    case .pending: .text
    }
  }

  static func state(_ row: RefundRow) -> TableRow.State? {
    switch row.refund.status {
    case .processed: .done
    case .failed: .refused
    case .pending: row.ownerName.isEmpty ? .warning : .active
    }
  }
}
