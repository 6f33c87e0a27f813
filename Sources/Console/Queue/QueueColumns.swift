import Commerce
import Operations
import Terminal

/// How an order of the queue looks as a row.
struct QueueColumns {
  let now: Instant
  let site: Site
  /// Whether orders of several stages stand beside each other.
  let severalStages: Bool
  /// The width of the list in cells; nil for an export.
  let width: Int?
  let glyphs: Glyphs

  private var isWide: Bool { width.map { $0 >= 100 } ?? true }
  /// Where room is short the stage stands in the column of the holder.
  private var stageHasColumn: Bool { isWide && severalStages }
  /// The gap between columns.
  var gap: Int { isWide ? 2 : 1 }

  /// The columns; where room is short those with the lowest priority are left out.
  var columns: [ListColumn<QueueRow>] {
    var columns: [ListColumn<QueueRow>] = [
      ListColumn("ORDER", .fixed(isWide ? 17 : 5), priority: .max, exported: \.number) { order in
        TableCell(isWide ? order.number : OrderNumber.short(order.number, ellipsis: glyphs.ellipsis))
      },
      ListColumn("", .fixed(1), priority: .max, export: "priority", exported: { String($0.key.priority) }) { order in
        TableCell(order.key.priority > 0 ? "^" : "", .warning)
      },
      ListColumn("PROMISE", .fixed(7), priority: 52, exported: \.key.promiseAt.description) { order in
        TableCell(local(order.key.promiseAt).clockOrDay(today: local(now)))
      },
      ListColumn("LEFT", .fixed(6), align: .right, priority: .max, export: "minutes left") { order in
        let left = order.key.promiseAt.minutes(since: now)
        // The shape at the edge is in the colour of late; the sign says it here, and a row stays cheap to send.
        return TableCell(Span.short(left))
      },
      ListColumn("AGE", .fixed(5), align: .right, priority: 20, exported: \.placedAt.description) { order in
        TableCell(Span.short(max(0, now.minutes(since: order.placedAt))))
      },
      ListColumn("LINES", .fixed(5), align: .right, priority: 60) { "\($0.lines)" },
      ListColumn("UNITS", .fixed(5), align: .right, priority: 80) { "\($0.units)" },
    ]
    if stageHasColumn {
      columns.append(ListColumn("STAGE", .fixed(7), priority: 50) { TableCell(Wording.stage($0.stage)) })
    }
    columns += [
      ListColumn("ZONE", .flexible(minimum: 9, weight: isWide ? 1 : 0), priority: 40) { TableCell($0.zone) },
      ListColumn("CUSTOMER", .flexible(minimum: 11, weight: 3), priority: 30) { TableCell($0.customer) },
      ListColumn("HELD BY", .flexible(minimum: 10, weight: 2), priority: 55) { holder($0) },
    ]
    return columns
  }

  /// The shape at the left edge of a row says late as its colour does.
  func state(_ order: QueueRow) -> TableRow.State? { isLate(order) ? .late : nil }

  private func isLate(_ order: QueueRow) -> Bool { order.key.promiseAt < now }

  private func local(_ instant: Instant) -> LocalTime { LocalTime(instant, offsetMinutes: site.utcOffsetMinutes) }

  /// Who has it in hand and when they last scanned, why nobody may, or how far it is.
  private func holder(_ order: QueueRow) -> TableCell {
    if let reason = order.holdReason { return TableCell("HOLD \(reason)", .warning) }
    let saysStage = severalStages && !stageHasColumn && order.stage != .waiting && order.stage != .picking
    if saysStage { return TableCell(Wording.stage(order.stage), .muted) }
    guard !order.holder.isEmpty else { return TableCell("-") }
    let name = Person(id: ID(0), email: "", name: order.holder).shortName
    guard let until = order.leaseUntil else { return TableCell(name) }
    let idle = max(0, now.minutes(since: until.adding(minutes: -site.policy.leaseMinutes)))
    return TableCell("\(name) \(Span.short(idle))", until < now ? .warning : .text)
  }
}
