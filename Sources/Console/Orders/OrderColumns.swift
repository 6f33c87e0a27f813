import Commerce
import Operations
import Terminal

/// How a found order looks as a row.
struct OrderColumns {
  let now: Instant
  let utcOffsetMinutes: Int
  /// Whether orders of several towns stand beside each other.
  let severalTowns: Bool
  /// Whether all rows are one customer's, who is told of above them.
  var isOneCustomer = false
  /// The width of the list in cells; nil for an export.
  let width: Int?
  let glyphs: Glyphs

  private var isNarrow: Bool { width.map { $0 < 60 } ?? false }
  /// The gap between columns.
  var gap: Int { (width ?? 0) >= 100 ? 2 : 1 }

  /// The columns; where room is short those with the lowest priority are left out.
  var columns: [ListColumn<OrderRow>] {
    var columns: [ListColumn<OrderRow>] = [
      ListColumn("ORDER", .fixed(isNarrow ? 5 : 17), priority: .max, exported: \.number) { order in
        TableCell(isNarrow ? OrderNumber.short(order.number, ellipsis: glyphs.ellipsis) : order.number)
      },
      ListColumn("STATUS", .fixed(12), priority: 90) { order in
        order.onHold
          ? TableCell("HOLD " + Wording.status(order.status), .warning) : TableCell(Wording.status(order.status))
      },
    ]
    if severalTowns { columns.append(ListColumn("TOWN", .fixed(10), priority: 70) { TableCell($0.siteCode) }) }
    if !isOneCustomer || width == nil {
      columns += [
        ListColumn("CUSTOMER", .flexible(minimum: 12, weight: 2), priority: 80) { TableCell($0.customer) },
        ListColumn("PHONE", .fixed(13), priority: 40) { TableCell($0.phone) },
      ]
    }
    columns += [
      ListColumn("TOTAL", .fixed(10), align: .right, priority: 50, exported: \.total.plain) {
        TableCell($0.total.digits)
      },
      ListColumn("PAYMENT", .flexible(minimum: 12, weight: 1), priority: 20) { order in
        TableCell(Wording.method(order.paymentMethod) + " " + Wording.payment(order.paymentStatus), .muted)
      },
      ListColumn("PLACED", .fixed(12), priority: 45, exported: \.placedAt.description) { order in
        TableCell(LocalTime(order.placedAt, offsetMinutes: utcOffsetMinutes).dayAndClock)
      },
      ListColumn("PROMISE", .fixed(7), priority: 10, exported: \.promiseAt.description) { order in
        TableCell(local(order.promiseAt).clockOrDay(today: local(now)))
      },
    ]
    return columns
  }

  /// The shape at the left edge of a row says the same as the status word.
  func state(_ order: OrderRow) -> TableRow.State? {
    OrderLook.state(order.status, onHold: order.onHold, promiseAt: order.promiseAt, now: now)
  }

  private func local(_ instant: Instant) -> LocalTime { LocalTime(instant, offsetMinutes: utcOffsetMinutes) }
}
