import Commerce
import Operations
import Terminal

/// The parts of an order's page as lines of text, each for a width.
struct OrderSections {
  /// The parts, in the order of their tabs.
  enum Section: Int, Hashable, Sendable, CaseIterable {
    case lines, money, boxes, customer, notes, timeline

    var title: String {
      switch self {
      case .lines: "Lines"
      case .money: "Money"
      case .boxes: "Boxes"
      case .customer: "Customer"
      case .notes: "Notes"
      case .timeline: "Timeline"
      }
    }
  }

  let detail: OrderDetail
  let now: Instant
  let glyphs: Glyphs

  /// A part at a width.
  func lines(of section: Section, width: Int) -> [StyledLine] {
    switch section {
    case .lines: orderLines(width)
    case .money: money(width)
    case .boxes: boxes(width)
    case .customer: customer(width)
    case .notes: notes(width)
    case .timeline: timeline(width)
    }
  }

  /// The tab's title with how much stands behind it.
  func tabTitle(of section: Section) -> String {
    let count =
      switch section {
      case .lines: detail.lines.count
      case .boxes: detail.parcels.count
      case .notes: detail.notes.count
      default: 0
      }
    return count > 0 ? "\(section.title) \(count)" : section.title
  }

  private var currency: Currency { detail.order.totals.currency }

  private func local(_ instant: Instant) -> LocalTime {
    LocalTime(instant, offsetMinutes: detail.site.utcOffsetMinutes)
  }

  private func digits(_ minor: Int64) -> String { Money(minor: minor, currency).digits }

  // MARK: Lines and totals

  private func orderLines(_ width: Int) -> [StyledLine] {
    let showsPacked = detail.lines.contains { $0.packed > 0 }
    let showsShort = detail.lines.contains { $0.short > 0 }
    // The item is whole before anything else has room.
    let longest = detail.lines.map { TextWidth.width($0.name) }.max() ?? 0
    let code = detail.lines.map { TextWidth.width($0.sku) }.max() ?? 0
    var columns = [
      Column("QTY", .fixed(3), align: .right, priority: .max),
      Column("ITEM", .flexible(minimum: min(max(14, longest), max(14, width - 13)), weight: 3), priority: .max),
      Column("SKU", .fixed(min(20, max(6, code))), priority: 20),
      Column("PICKED", .fixed(6), align: .right, priority: 90),
    ]
    if showsPacked { columns.append(Column("PACKED", .fixed(6), align: .right, priority: 80)) }
    if showsShort { columns.append(Column("SHORT", .fixed(5), align: .right, priority: 95)) }
    columns.append(Column("PRICE", .fixed(9), align: .right, priority: 30))
    columns.append(Column("TOTAL", .fixed(10), align: .right, priority: 50))
    let rows = detail.lines.map { line -> [TableCell] in
      var cells: [TableCell] = [
        "\(line.quantity)", TableCell(line.name), TableCell(line.sku, .muted),
        TableCell("\(line.picked)", line.picked >= line.quantity ? .done : .text),
      ]
      if showsPacked { cells.append(TableCell("\(line.packed)", line.packed >= line.quantity ? .done : .text)) }
      if showsShort { cells.append(TableCell(line.short > 0 ? "\(line.short)" : "", .warning)) }
      cells.append(TableCell(digits(line.unitPriceMinor), .muted))
      cells.append(TableCell(digits(line.totalMinor)))
      return cells
    }
    return StyledLine.table(columns, rows, width: width, gap: width < 60 ? 1 : 2) + [.blank] + totals(width)
  }

  private func totals(_ width: Int) -> [StyledLine] {
    let totals = detail.order.totals
    var rows: [(String, String, Role)] = []
    let units = detail.lines.reduce(0) { $0 + $1.quantity }
    rows.append(
      (
        "\(ListCount.counted(detail.lines.count, "line")), \(ListCount.counted(units, "unit"))",
        digits(totals.subtotalMinor), .text
      ))
    if totals.discountMinor > 0 { rows.append(("discount", "-" + digits(totals.discountMinor), .text)) }
    rows.append(("delivery", digits(totals.deliveryMinor), .text))
    if totals.taxMinor > 0 { rows.append(("tax", digits(totals.taxMinor), .text)) }
    rows.append(("total \(currency.code)", digits(totals.totalMinor), .heading))
    let room = max(1, width - 12)
    return rows.map { label, amount, role in
      StyledLine([
        .init(text: TextWidth.fit(label, room, align: .right), role: role == .heading ? .heading : .muted, column: 0),
        .init(text: TextWidth.fit(amount, min(11, width), align: .right), role: role, column: room + 1),
      ])
    }
  }

  // MARK: Money

  private func money(_ width: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    for payment in detail.payments {
      let isSettled = payment.status == .paid
      lines.append(
        StyledLine(Wording.method(payment.method), .heading).adding("  \(payment.amount.text)  ")
          .adding(Wording.payment(payment.status), isSettled ? .done : payment.status == .failed ? .refused : .warning))
      let reference = payment.reference.map { "ref \($0), " } ?? ""
      lines += StyledLine.wrapped("\(reference)\(local(payment.updatedAt).dayAndClock)", width, .muted, indent: 2)
    }
    if detail.payments.isEmpty { lines.append(StyledLine("No payment yet.", .muted)) }
    for refund in detail.refunds {
      lines.append(
        StyledLine("Refund", .heading).adding("  \(refund.amount.text)  ")
          .adding(Wording.refund(refund.status), refund.status == .failed ? .refused : .text))
      lines += StyledLine.wrapped("\(refund.reason), \(local(refund.createdAt).dayAndClock)", width, .muted, indent: 2)
    }
    return lines
  }

  // MARK: Boxes

  private func boxes(_ width: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    if !detail.totes.isEmpty {
      lines += StyledLine.wrapped("in tote \(detail.totes.joined(separator: ", "))", width)
    }
    let names = Dictionary(detail.lines.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    for parcel in detail.parcels {
      let weight = parcel.weightGrams > 0 ? ", \(parcel.weightGrams) g" : ""
      lines.append(
        StyledLine("Box \(parcel.box)", .heading).adding(
          "  \(parcel.code)  \(counted(parcel.units, "unit"))\(weight)  "
        )
        .adding(Wording.parcel(parcel.state), parcel.state == .staged ? .done : .text))
      for content in parcel.contents {
        lines += StyledLine.wrapped(
          "\(content.quantity) \(names[content.line] ?? "units")", width, .muted, indent: 2)
      }
    }
    for shortage in detail.shortages {
      lines.append(
        StyledLine("\(glyphs.alert) short \(shortage.quantity)", .warning)
          .adding("  \(shortage.lineName(in: detail))  \(Wording.short(shortage.reason))"))
    }
    lines += attempts(width)
    if lines.isEmpty { lines.append(StyledLine("Nothing is picked or packed yet.", .muted)) }
    return lines
  }

  // MARK: Customer and notes

  private func customer(_ width: Int) -> [StyledLine] {
    let order = detail.order
    var lines = StyledLine.wrapped(order.customer.name, width, .heading)
    for text in [order.customer.phone, order.customer.email] where !text.isEmpty {
      lines += StyledLine.wrapped(text, width)
    }
    let place = [order.address.line1, order.address.area, order.address.landmark].filter { !$0.isEmpty }
    lines += StyledLine.wrapped(place.joined(separator: ", "), width)
    lines.append(StyledLine(detail.zone.isEmpty ? "in no zone" : "zone \(detail.zone)", .muted))
    if !order.note.isEmpty {
      lines.append(.blank)
      lines += StyledLine.wrapped("note: \(order.note)", width, .warning)
    }
    return lines
  }

  private func notes(_ width: Int) -> [StyledLine] {
    guard !detail.notes.isEmpty else { return [StyledLine("No notes yet.", .muted)] }
    return detail.notes.reversed().flatMap { note in
      [StyledLine("\(local(note.at).dayAndClock)  ", .muted).adding(note.author, .heading)]
        + StyledLine.wrapped(note.text, width, indent: 2)
    }
  }

  // MARK: Timeline

  /// Everything that happened, the newest first.
  private func timeline(_ width: Int) -> [StyledLine] {
    guard !detail.timeline.isEmpty else { return [StyledLine("Nothing is recorded yet.", .muted)] }
    let today = local(now)
    let isOld = detail.timeline.contains { local($0.at).date != today.date }
    let indent = width < 50 ? 8 : isOld ? 14 : 10
    var lines: [StyledLine] = []
    for entry in detail.timeline.reversed() {
      let at = local(entry.at)
      let time =
        width < 50
        ? at.clockOrDay(today: today) : at.date == today.date ? at.clockWithSeconds : at.dayAndClock
      let who = entry.actorWords
      let said = TextWidth.wrapped("\(Wording.change(entry.change)) \(glyphs.dot) \(who)", max(8, width - indent))
      for (index, text) in said.enumerated() {
        lines.append(
          StyledLine([
            .init(text: index == 0 ? time : "", role: .muted, column: 0), .init(text: text, column: indent),
          ]))
      }
    }
    return lines
  }
}

extension Shortage {
  fileprivate func lineName(in detail: OrderDetail) -> String {
    detail.lines.first { $0.id == line }?.name ?? ""
  }
}
