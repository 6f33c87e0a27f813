import Commerce
import Operations
import Terminal

/// How an order's state looks wherever it is shown.
enum OrderLook {
  /// The shape beside the status word; it says the same as the word and the colour.
  static func state(_ status: OrderStatus, onHold: Bool, promiseAt: Instant, now: Instant) -> TableRow.State? {
    switch status {
    case .delivered, .completed: .done
    case .failed, .cancelled: .refused
    case .outForDelivery, .readyForPickup: promiseAt < now ? .late : .active
    case .pendingPayment, .pendingFulfilment, .picking, .packed, .readyForDispatch:
      promiseAt < now ? .late : onHold ? .warning : status == .picking ? .active : nil
    }
  }

  /// True while the promise still matters.
  static func isOpen(_ status: OrderStatus) -> Bool { status.isInWarehouse || status == .outForDelivery }
}

extension OrderSections {
  /// Number, status, times, money and who: what is always in sight, at most four lines.
  func header(width: Int) -> [StyledLine] {
    let order = detail.order
    let isNarrow = width < 60
    let state = OrderLook.state(order.status, onHold: order.hold != nil, promiseAt: order.promiseAt, now: now)
    let shape = state.map { "\($0.shape(glyphs)) " } ?? ""
    var first = StyledLine(
      isNarrow ? OrderNumber.short(order.number, ellipsis: glyphs.ellipsis) : order.number, .heading
    )
    .adding("  ").adding(shape + Wording.status(order.status), state?.role ?? .text)
    if order.priority > 0 { first = first.adding("  ^ urgent", .warning) }
    if !detail.holder.isEmpty { first = first.adding("  with \(detail.holder)") }
    var lines = [first]
    if let hold = order.hold {
      lines.append(
        StyledLine("HOLD \(hold.reason)", .warning)
          .adding("  \(hold.by), \(clock(hold.since))", .muted))
    }
    lines.append(times(isNarrow: isNarrow))
    lines.append(money(isNarrow: isNarrow))
    return lines
  }

  private func times(isNarrow: Bool) -> StyledLine {
    let order = detail.order
    let left = order.promiseAt.minutes(since: now)
    let isOpen = OrderLook.isOpen(order.status)
    var line = StyledLine("promise \(clock(order.promiseAt))")
    if isOpen { line = line.adding(" (\(Span.short(left)))", order.promiseAt < now ? .late : .text) }
    let age = Span.short(max(0, now.minutes(since: order.placedAt)))
    line = line.adding("  placed \(clock(order.placedAt)) (\(age))", .muted)
    return isNarrow ? line : line.adding("  \(detail.site.name), channel \(Wording.channel(order.channel))", .muted)
  }

  private func money(isNarrow: Bool) -> StyledLine {
    let order = detail.order
    let isPaid = order.paymentStatus == .paid
    let line = StyledLine("\(Wording.method(order.paymentMethod)) \(order.totals.total.text) ")
      .adding(Wording.payment(order.paymentStatus), isPaid ? .done : .text)
      .adding("  \(order.customer.name)")
    guard !isNarrow else { return line }
    let contact = [order.customer.phone, detail.zone].filter { !$0.isEmpty }.joined(separator: "  ")
    return line.adding("  \(contact)", .muted)
  }

  private func clock(_ instant: Instant) -> String {
    let offset = detail.site.utcOffsetMinutes
    return LocalTime(instant, offsetMinutes: offset).clockOrDay(today: LocalTime(now, offsetMinutes: offset))
  }

  /// Several parts below each other under their names.
  func stacked(_ sections: [Section], width: Int) -> [StyledLine] {
    sections.flatMap { section -> [StyledLine] in
      let name = tabTitle(of: section).uppercased()
      return [StyledLine(name, .heading)] + lines(of: section, width: width) + [.blank]
    }
  }
}

/// An order beside the list it stands in: the whole page, as far as there is room.
struct OrderPane {
  let detail: OrderDetail
  let now: Instant
  let glyphs: Glyphs

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let sections = OrderSections(detail: detail, now: now, glyphs: glyphs)
    let header = sections.header(width: rect.columns)
    let body = sections.stacked([.lines, .notes, .customer, .money, .boxes, .timeline], width: rect.columns)
    ScrollPane().draw(header + [.blank] + body, on: &canvas, in: rect)
  }
}
