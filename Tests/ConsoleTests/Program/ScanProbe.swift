import Commerce
import Operations
import Terminal

@testable import Console

/// A scan screen that sends each scan to a list and remembers what it was told.
struct ScanProbe: Screen {
  let request = ScreenRequest.pick(ID(9))
  let title = "Probe"
  var inputMode = InputMode.scan
  var told: [Message] = []
  var hasUnsavedWork = false

  func bindings(_ context: Context) -> [Binding] {
    [
      Binding("probe.short", "short", [.function(4)], dot: "s", importance: 10),
      Binding(
        "probe.pay", "poll", [.function(5)], dot: "d", importance: 9,
        refusal: .refused(
          Refusal(
            .paymentNotCompleted, [.payment: .text("pending"), .since: .time(context.now.adding(minutes: -14))],
            remedy: .pollPayment))),
    ]
  }

  mutating func update(_ message: Message, _ context: Context) -> [Effect] {
    told.append(message)
    switch message {
    case .scan(let code): return [.call(.warehouse(.scan(code, on: ID(9))), tag: "scan")]
    case .committed: return [.call(.warehouse(.work(ID(9))), tag: "work")]
    default: return []
    }
  }

  func view(_ canvas: inout Canvas, in area: Rect, _ context: Context) {
    canvas.write("scan", row: area.row, column: 1)
    context.scanLine.draw(on: &canvas, in: Rect(row: area.row, column: 6, rows: 1, columns: 20))
  }
}

extension Program {
  /// What the probe on top was told.
  var probed: [Message] { (top?.screen as? ScanProbe)?.told ?? [] }
}
