import Commerce
import Operations
import Terminal
import Testing

@testable import Console

@Suite struct ReportScreenTests {
  static let report = Report(
    kind: .orders, from: "2026-11-15", until: "2026-11-21", currency: .cedi,
    columns: [
      ReportColumn("day"), ReportColumn("placed", isBar: true), ReportColumn("delivered"), ReportColumn("failed"),
      ReportColumn("success"),
    ],
    rows: (0..<7).map { day in
      [
        .text("2026-11-\(21 - day)"), .count(300 - day * 31), .count(260 - day * 30), .count(day * 3),
        .share(day == 3 ? nil : 985 - day * 7),
      ]
    },
    series: [
      ReportSeries("placed by hour, 0 to 23", (0..<24).map { $0 < 8 ? 0 : 40 - abs(13 - $0) * 3 }),
      ReportSeries("placed by day", [114, 145, 176, 207, 238, 269, 300]),
    ])

  static func console(_ size: Size = Size(columns: 80, rows: 24)) -> Program {
    ConsoleSample.showing(
      ReportScreen(.orders, days: 7), ConsoleSample.adwoa, size: size,
      told: [.answer(.overview(.report(report)), tag: "report")])
  }

  @Test func looks() {
    expectGoldens("report") { Self.console($0) }
    expectGoldens("reports") { ConsoleSample.showing(ReportsScreen(), ConsoleSample.adwoa, size: $0) }
  }

  @Test func moreDaysAndTheNextReportAreOneKey() {
    var program = Self.console()
    #expect(program.pressed(.character("+")) == [.overview(.report(.orders, days: 14))])
    #expect(program.pressed(.character("-")) == [.overview(.report(.orders, days: 7))])
    program.press(.tab)
    #expect(program.top?.screen.request == .overview(.report(.pickers, days: 7)))
  }

  @Test func addressesReadBack() {
    for text in [
      "report orders days=28", "reports", "shift-close", "people", "person ama@townhouse.example",
      "past 2026-11-20T18:00", "order ORD-20261121-0417 @ 2026-11-20T18:00",
    ] {
      #expect(Address(text).map { Address($0.request).text } == text)
    }
    #expect(Address("queue @ 2026-11-20T18:00")?.request == .overview(.past("2026-11-20T18:00")))
    #expect(Address("report nothing") == nil && Address("report orders days=0") == nil)
  }
}
