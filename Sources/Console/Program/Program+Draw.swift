import Commerce
import Operations
import Terminal

extension Program {
  /// Draws one frame.
  func draw(on canvas: inout Canvas) {
    let size = canvas.size
    guard size.columns >= Layout.smallest.columns, size.rows >= Layout.smallest.rows else {
      canvas.write("Townhouse needs 30x8", row: 0, column: 0, role: .warning)
      return
    }
    let layout = Layout(size)
    drawBanner(on: &canvas, in: layout.banner)
    if let row = layout.upperRule { canvas.rule(row: row) }
    if case .lock(let form) = overlay {
      drawLock(form, on: &canvas, in: layout.work)
    } else {
      drawWork(on: &canvas, in: layout.work)
    }
    if let row = layout.lowerRule { canvas.rule(row: row) }
    drawMessage(on: &canvas, in: layout.message)
    drawFooter(on: &canvas, in: layout.footer)
  }

  private func drawWork(on canvas: inout Canvas, in area: Rect) {
    if let top, !coversWork { top.screen.view(&canvas, in: area, context()) }
    switch overlay {
    case .none, .lock: break
    case .help(let help):
      canvas.cursor = nil
      help.draw(on: &canvas, in: area)
    case .palette(let palette):
      palette.draw(on: &canvas, in: area.inset(columns: 1))
    case .choice(let palette, let title, _, _):
      canvas.write(title, row: area.row, column: area.column + 1, role: .heading, width: area.columns - 2)
      palette.draw(on: &canvas, in: area.splitTop(1).rest.inset(columns: 1))
    case .dialog(let dialog, _, _):
      canvas.cursor = nil
      dialog.draw(on: &canvas, in: area)
    case .sheet(let sheet, _, _):
      canvas.cursor = nil
      draw(sheet, on: &canvas, in: area)
    }
  }

  private var coversWork: Bool {
    switch overlay {
    case .help, .palette, .choice, .lock: true
    case .none, .dialog, .sheet: false
    }
  }

  private func draw(_ sheet: FormSheet, on canvas: inout Canvas, in area: Rect) {
    let width = min(area.columns, 72)
    let height = sheet.form.height(columns: width - 4)
    let frame = area.centred(rows: height + 5, columns: width)
    canvas.fill(frame)
    canvas.box(frame)
    let inner = frame.inset(rows: 1, columns: 2)
    let (head, rest) = inner.splitTop(inner.rows > height + 1 ? 2 : 1)
    canvas.write(sheet.title, row: head.row, column: head.column, role: .heading, width: head.columns)
    sheet.form.draw(on: &canvas, in: rest.splitTop(height).top)
    let hint = rest.splitTop(height).rest
    guard !hint.isEmpty else { return }
    canvas.write(sheet.hint, row: hint.row, column: hint.column, role: .muted, width: hint.columns)
  }

  private func drawLock(_ form: Form, on canvas: inout Canvas, in area: Rect) {
    let frame = area.centred(rows: 5, columns: min(area.columns - 2, 60))
    let name = session?.holder.name ?? ""
    canvas.write("Locked by \(name)", row: frame.row, column: frame.column, role: .big, width: frame.columns)
    form.draw(on: &canvas, in: Rect(row: frame.row + 2, column: frame.column, rows: 1, columns: frame.columns))
    canvas.write(
      "Another badge signs that person in.", row: frame.row + 4, column: frame.column, role: .muted,
      width: frame.columns)
  }

  private func drawBanner(on canvas: inout Canvas, in row: Rect) {
    if let session, let impersonator = session.impersonator {
      return drawBanner(of: impersonator, as: session.person, on: &canvas, in: row)
    }
    let index = session?.sites.firstIndex { $0.id == site?.id }
    let role: Role = index.map { Role.town($0) } ?? .banner
    canvas.fill(row, role: role)
    let town = site?.name.uppercased() ?? "TOWNHOUSE"
    let title = overlay.map { overlayTitle($0) } ?? top?.screen.title ?? ""
    let facts = top?.screen.bannerFacts ?? ""
    let left = " \(town)  \(title)"
    let leftWidth = TextWidth.width(left)
    var right: [String] = []
    let clock = LocalTime(now, offsetMinutes: site?.utcOffsetMinutes ?? 0).clock
    if let session, let site {
      let role = session.policy.role(at: site.id).map { Wording.text($0) } ?? ""
      right = [facts, session.person.shortName + "  " + role, placeWords, clock]
    } else {
      right = ["", "", placeWords, clock]
    }
    if let alert = linkAlert(row.columns - 4) {
      return drawBanner(left: left, alert: alert, rest: right, role: role, on: &canvas, in: row)
    }
    // The least telling goes first: where the data lives, who, the clock; the counts stay longest.
    for drop in [nil, 2, 1, 3, 0] as [Int?] {
      if let drop { right[drop] = "" }
      let text = right.filter { !$0.isEmpty }.joined(separator: "  ")
      let width = TextWidth.width(text)
      guard leftWidth + width + 3 <= row.columns || drop == 0 else { continue }
      canvas.write(left, row: row.row, column: row.column, role: role, width: row.columns - 1)
      canvas.write(text, row: row.row, column: row.endColumn - width - 1, role: role)
      return
    }
  }

  /// Whoever acts as somebody else must see both names on every screen, whatever has to go for them.
  private func drawBanner(of impersonator: Person, as person: Person, on canvas: inout Canvas, in row: Rect) {
    canvas.fill(row, role: .refused)
    let names = [
      "ACTING AS \(person.name) BY \(impersonator.name)", "AS \(person.shortName) BY \(impersonator.shortName)",
    ]
    let title = overlay.map { overlayTitle($0) } ?? top?.screen.title ?? ""
    let town = site?.name.uppercased() ?? ""
    let tails = ["  Ctrl-X ends ", " "]
    for tail in tails {
      for name in names {
        for left in [" \(town)  \(title)", " \(town)"] {
          let text = name + tail
          guard TextWidth.width(left) + TextWidth.width(text) + 2 <= row.columns else { continue }
          canvas.write(left, row: row.row, column: row.column, role: .refused)
          canvas.write(text, row: row.row, column: row.endColumn - TextWidth.width(text), role: .refused)
          return
        }
      }
    }
    canvas.write(" " + names[1], row: row.row, column: row.column, role: .refused, width: row.columns - 1)
  }

  private func overlayTitle(_ overlay: Overlay) -> String {
    switch overlay {
    case .help: "Help: \(top?.screen.title ?? "")"
    case .palette: "All actions"
    case .lock: "Locked"
    case .choice, .dialog, .sheet: top?.screen.title ?? ""
    }
  }

  private func drawMessage(on canvas: inout Canvas, in row: Rect) {
    if awaitsGoTo {
      return MessageLine(.info, "g  " + goToLines(row.columns - 8).first).draw(on: &canvas, in: row)
    }
    guard let notice else { return drawWaiting(on: &canvas, in: row) }
    let line = MessageLine(notice.kind, notice.text)
    line.draw(on: &canvas, in: place(of: line, hint: notice.hint, row), hint: notice.hint)
  }

  /// What was refused is read to its end: it takes the rule below it and then up to two rows of the work.
  private func place(of line: MessageLine, hint: String, _ row: Rect) -> Rect {
    guard line.kind == .refused || line.kind == .warning else { return row }
    let rows = min(Self.mostMessageRows, line.lines(row.columns, hint: hint).count)
    let below = min(rows - 1, Layout(size).footer.row - row.row - 1)
    return Rect(row: row.row - (rows - 1 - below), column: row.column, rows: rows, columns: row.columns)
  }

  /// How many rows a refusal may take.
  private static let mostMessageRows = 3

  /// Waiting is said once it lasts, with its cause's age.
  private func drawWaiting(on canvas: inout Canvas, in row: Rect) {
    guard let since = context().waitingSince, now.milliseconds - since.milliseconds >= Self.patience else { return }
    let local = LocalTime(since, offsetMinutes: site?.utcOffsetMinutes ?? 0)
    MessageLine(.info, "Waiting for the store since \(local.clockWithSeconds)").draw(on: &canvas, in: row)
  }

  /// The places that `g` goes to: what fits on one line, and what stands in place of the footer then.
  private func goToLines(_ width: Int) -> (first: String, second: String) {
    var lines = ("", "")
    for binding in bindings() where binding.refusal == nil {
      guard let letter = binding.goTo else { continue }
      let word = "\(letter) \(binding.label)  "
      if lines.1.isEmpty, TextWidth.width(lines.0 + word) <= width {
        lines.0 += word
      } else {
        lines.1 += word
      }
    }
    return lines
  }

  /// The footer's keys from the left, with their columns, as many as fit.
  func footerItems() -> [(binding: Binding, key: String, columns: Range<Int>)] {
    let isScan = top?.screen.inputMode.isForScans == true
    let shown = bindings().filter {
      $0.importance > 0 && $0.refusal == nil && ($0.keys.first != nil || ($0.dot != nil && isScan))
    }
    var kept = shown
    func width(_ list: [Binding]) -> Int {
      list.reduce(0) { $0 + TextWidth.width(footerKey($1)) + 1 + TextWidth.width($1.label) + 2 }
    }
    while kept.count > 1, width(kept) > size.columns {
      guard let least = kept.map(\.importance).min(), let index = kept.lastIndex(where: { $0.importance == least })
      else { break }
      kept.remove(at: index)
    }
    var column = 1
    return kept.map { binding in
      let key = footerKey(binding)
      let end = column + TextWidth.width(key) + 1 + TextWidth.width(binding.label)
      defer { column = end + 2 }
      return (binding, key, column..<end)
    }
  }

  private func footerKey(_ binding: Binding) -> String { binding.keys.first?.name ?? ".\(binding.dot ?? " ")" }

  private func drawFooter(on canvas: inout Canvas, in row: Rect) {
    let places = awaitsGoTo ? goToLines(row.columns - 8).second : ""
    if let hint = overlayHint() ?? (places.isEmpty ? nil : "     " + places) {
      canvas.write(hint, row: row.row, column: 1, role: .muted, width: row.columns - 1)
      return
    }
    for item in footerItems() {
      let taken = canvas.write(item.key, row: row.row, column: item.columns.lowerBound, role: .key)
      let column = item.columns.lowerBound + taken + 1
      canvas.write(
        item.binding.label, row: row.row, column: column,
        width: max(0, min(row.columns, item.columns.upperBound) - column))
    }
  }

  private func overlayHint() -> String? {
    switch overlay {
    case .none: nil
    case .help: "type to search   Up Down scroll   Esc closes"
    case .palette, .choice: "type to narrow   Enter chooses   Esc closes"
    case .dialog: "Esc leaves everything as it is"
    case .sheet: "Tab next field   Enter goes on   Esc leaves"
    case .lock: "Enter unlocks"
    }
  }
}
