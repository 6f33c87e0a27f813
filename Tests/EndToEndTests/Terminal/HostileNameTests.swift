import Commerce
import Foundation
import Operations
import TestSupport
import Testing

/// Names that try to take the terminal over, or to break its columns.
@Suite("Hostile names in a terminal", .serialized)
struct HostileNameTests {
  static let names = [
    "Kofi\u{1B}[2J\u{1B}[HMensah", "Kofi\u{1B}]0;taken\u{7}Mensah", "Kofi\u{9B}31mMensah", "Kofi\u{202E}hasneM\u{2066}",
    "Kofi\u{0}Mensah", "Ko\u{301}\u{300}\u{302}\u{303}fi Mensah", "Kofi \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} M",
    "李小龙 Kofi", "Kofi\r\n\tMensah", "Kofi %s %n %@ M", String(repeating: "李", count: 60),
  ]

  private let floor = FloorWorkflowTests()

  @Test("a queue of them keeps its columns, and nothing of theirs acts")
  func queue() async throws {
    let town = try await floor.livingTown()
    for name in Self.names { try await town.place([("MILO-400", 1)], customer: name) }
    let console = try floor.signedIn(town, "queue town=accra")
    let last = String(format4(Self.names.count))
    let shown = try console.wait(for: "…" + last)
    let head = try #require(shown.first { $0.contains("HELD BY") })
    let column = try #require(width(before: "HELD BY", in: head))
    let rows = shown.filter { $0.contains("…00") }
    #expect(rows.count == Self.names.count)
    for row in rows {
      #expect(row.hasSuffix(" -"), "\(row)")
      #expect(width(String(row.dropLast())) == column, "\(row)")
    }
    try expectHarmless(console)
  }

  @Test("the order and the pick show each of them on its own line", arguments: names)
  func orderAndPick(_ name: String) async throws {
    let town = try await floor.livingTown()
    let order = try await town.place([("RICE-5", 3)], customer: name)
    let admin = try floor.signedIn(town, "order " + order.number, as: "adwoa.admin@townhouse.example")
    let page = try admin.wait(for: "RICE LONG GRAIN 5 KG")
    #expect(page.contains { $0.contains(order.number) })
    try expectHarmless(admin)
    let console = try floor.signedIn(town, "queue town=accra")
    try console.press("F2")
    let pick = try console.wait(for: "RICE LONG GRAIN 5 KG")
    #expect(pick.joined().contains("│  3  │"))
    #expect(pick.allSatisfy { width($0) <= 80 })
    try console.scan("T-101")
    try console.wait(for: "T-101")
    try expectHarmless(console)
  }

  /// No byte of a name reached the terminal as anything but text: title, modes and colours are the program's own.
  private func expectHarmless(_ console: TmuxSession) throws {
    let title = try console.run(["display-message", "-p", "#{pane_title}"])
    #expect(!title.contains("taken"))
    let text = String(decoding: try console.written(), as: UTF8.self)
    #expect(!text.contains("\u{1B}]0;"))
    #expect(!text.contains("\u{1B}[31mMensah"))
    #expect(
      text.unicodeScalars.allSatisfy { scalar in
        switch scalar.value {
        case 0, 0x80..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x200D: false
        default: true
        }
      })
    #expect(try console.screen().contains { $0.contains("ACCRA") })
  }

  private func format4(_ number: Int) -> String { String(String(10_000 + number).dropFirst()) }

  private func width(before text: String, in line: String) -> Int? {
    line.range(of: text).map { width(String(line[..<$0.lowerBound])) }
  }

  /// Columns as the terminal counts them, for the characters of these names.
  private func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch scalar.value {
      case 0x300..<0x370: sum
      case 0x4E00..<0xA000, 0x1F300..<0x1FB00: sum + 2
      default: sum + 1
      }
    }
  }
}
