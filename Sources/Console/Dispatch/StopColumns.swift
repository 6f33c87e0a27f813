import Commerce
import Operations
import Terminal

/// How a stop of a run looks as a row.
struct StopColumns {
  let now: Instant
  let offsetMinutes: Int
  /// The width of the list in cells; nil for an export.
  let width: Int?
  let glyphs: Glyphs

  private var isNarrow: Bool { width.map { $0 < 60 } ?? false }

  /// The columns; where room is short those with the lowest priority are left out.
  var columns: [ListColumn<RunStop>] {
    [
      ListColumn("#", .fixed(2), align: .right, priority: .max, export: "stop") {
        "\($0.card.dispatch?.position ?? 0)"
      },
      ListColumn("", .fixed(1), priority: 90, export: "locked", exported: { Self.isLocked($0) ? "yes" : "no" }) {
        stop in
        TableCell(Self.isLocked(stop) ? "=" : "", .warning)
      },
      ListColumn("ORDER", .fixed(5), priority: .max, exported: \.card.number) { stop in
        TableCell(OrderNumber.short(stop.card.number, ellipsis: glyphs.ellipsis))
      },
      ListColumn("CUSTOMER", .flexible(minimum: isNarrow ? 8 : 12, weight: 2), priority: 80) {
        TableCell($0.card.customer)
      },
      ListColumn("COLLECT", .fixed(9), align: .right, priority: .max, exported: \.card.due.plain) { stop in
        TableCell(stop.card.amount, stop.card.due.minor == 0 ? .muted : .text)
      },
      ListColumn("PROMISE", .fixed(7), priority: 50, exported: \.card.promiseAt.description) { stop in
        TableCell(local(stop.card.promiseAt).clockOrDay(today: local(now)))
      },
      ListColumn("LEFT", .fixed(6), align: .right, priority: 60, export: "minutes left") { left($0) },
      ListColumn("STATE", .fixed(isNarrow ? 6 : 16), priority: 70) { state($0.card) },
      ListColumn("BOXES", .fixed(5), align: .right, priority: 30, export: "loaded") { stop in
        let loaded = stop.parcels.count { $0.state == .loaded || $0.state == .out || $0.state == .delivered }
        return TableCell("\(loaded)/\(stop.parcels.count)", loaded < stop.parcels.count ? .warning : .muted)
      },
      ListColumn("PLACE", .flexible(minimum: 20, weight: 3), priority: 40) { TableCell($0.card.place) },
      ListColumn("NEAR", .flexible(minimum: 20, weight: 3), priority: 35) { TableCell($0.landmark, .muted) },
      ListColumn("PHONE", .fixed(13), priority: 20) { TableCell($0.card.phone) },
      ListColumn("NOTE", .flexible(minimum: 10, weight: 2), priority: 10) { TableCell($0.note, .warning) },
    ]
  }

  /// The shape at the left edge says the same as the words.
  func state(_ stop: RunStop) -> TableRow.State? {
    switch stop.card.dispatch?.status {
    case .delivered: .done
    case .failed: .refused
    case .outForDelivery: isLate(stop) ? .late : stop.card.dispatch?.incident == nil ? .active : .warning
    case .assigned: isLate(stop) ? .late : nil
    case nil: nil
    }
  }

  private func isLate(_ stop: RunStop) -> Bool { stop.card.promiseAt < now }

  private static func isLocked(_ stop: RunStop) -> Bool { stop.card.dispatch?.isLocked == true }

  private func left(_ stop: RunStop) -> TableCell {
    guard stop.card.isActive else { return TableCell("") }
    let left = stop.card.promiseAt.minutes(since: now)
    return TableCell(Span.short(left), left < 0 ? .late : .text)
  }

  private func state(_ card: BoardCard) -> TableCell {
    guard let dispatch = card.dispatch else { return TableCell("") }
    if dispatch.incident != nil, card.isActive { return TableCell("INCIDENT", .warning) }
    if card.awaitsMoMo { return TableCell(isNarrow ? "MoMo" : "MoMo waiting", .accent) }
    if dispatch.awaitsHandOver { return TableCell(isNarrow ? "over" : "hand over", .warning) }
    if dispatch.status == .failed { return TableCell(dispatch.failure.map(Wording.failure) ?? "failed", .refused) }
    return TableCell(Wording.dispatch(dispatch.status), dispatch.status == .delivered ? .done : .muted)
  }

  private func local(_ instant: Instant) -> LocalTime { LocalTime(instant, offsetMinutes: offsetMinutes) }
}
