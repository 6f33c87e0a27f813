import Commerce
import Operations
import Terminal

/// One order as it stood at a moment: where, in whose hands, and what had happened by then.
struct PastOrderScreen: Screen {
  let number: String
  private(set) var when: String
  private(set) var moment: Instant?
  private(set) var order: PastOrder?
  private var pane = ScrollPane()

  init(_ number: String, _ when: String) {
    self.number = number
    self.when = when
  }

  var request: ScreenRequest { .overview(.pastOrder(number, when)) }
  var title: String { number }
  var bannerFacts: String { order.map { counted($0.changesSince, "change") + " since" } ?? "" }

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("past.now", "as it is now", [.enter], importance: 20),
      Binding("past.hourBack", "an hour back", [.character("[")], importance: 12),
      Binding("past.hourOn", "an hour on", [.character("]")], importance: 12),
    ] + ListKeys.moves()
  }

  mutating func opened(_ context: Context) -> [Effect] {
    let offset = context.site?.utcOffsetMinutes ?? 0
    guard let moment = PastTime.moment(when, now: context.now, offsetMinutes: offset) else {
      return [.notice(Notice(.refused, "\"\(when)\" is no moment in the past"))]
    }
    return go(to: moment, context)
  }

  private mutating func go(to moment: Instant, _ context: Context) -> [Effect] {
    guard moment <= context.now else { return [.notice(Notice(.refused, "That is still to come"))] }
    self.moment = moment
    when = PastTime.text(moment, offsetMinutes: context.site?.utcOffsetMinutes ?? 0)
    return [.call(.overview(.pastOrder(number, moment)), tag: "past")]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    switch message {
    case .answer(.overview(.pastOrder(let order)), _): self.order = order
    case .answer(.failed(let error, _), _):
      order = nil
      return [.notice(.error(error))]
    case .action("past.now"): return [.open(.order(.number(number), neighbours: []))]
    case .action("past.hourBack"): return moment.map { go(to: $0.adding(minutes: -60), context) } ?? []
    case .action("past.hourOn"): return moment.map { go(to: $0.adding(minutes: 60), context) } ?? []
    case .action(let name):
      guard let key = ListKeys.key(of: name) else { return [] }
      _ = pane.move(key, lines: lines(context).count, visible: context.area.rows - 1)
    default: break
    }
    return []
  }

  private func lines(_ context: Context) -> [StyledLine] {
    guard let order else { return [StyledLine("It was not placed yet, or is still being read.", .muted)] }
    func line(_ label: String, _ text: String, _ role: Role = .text) -> StyledLine {
      StyledLine([.init(text: label, role: .muted, column: 3), .init(text: text, role: role, column: 14)])
    }
    var lines = [
      line("stood", Wording.status(order.status), .big), line("now", Wording.status(order.statusNow)),
      line("customer", order.customer), line("placed", context.local(order.placedAt).dayAndClock),
    ]
    if !order.hold.isEmpty { lines.append(line("on hold", order.hold, .warning)) }
    if !order.payment.isEmpty { lines.append(line("payment", order.payment)) }
    if !order.holder.isEmpty { lines.append(line("in hand of", order.holder)) }
    lines += [.blank, StyledLine([.init(text: "BY THEN", role: .heading, column: 3)])]
    for change in order.timeline.reversed() {
      lines.append(
        StyledLine([
          .init(text: context.local(change.at).dayAndClock, role: .muted, column: 3),
          .init(text: "\(Wording.change(change.change))  \(change.actorWords)", column: 17),
        ]))
    }
    return lines
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    let (banner, rest) = area.splitTop(1)
    PastBanner.draw(moment, on: &canvas, in: banner, context)
    pane.draw(lines(context), on: &canvas, in: rest)
  }
}
