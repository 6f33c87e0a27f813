import Commerce
import Contract
import FoundationEssentials
import Operations
import Testing
import TownDialect

/// Rows that write their own text say what their coding says.
@Suite struct QueueRowTextTests {
  static let bare = QueueRow(
    key: QueueKey(priority: -1, promiseAt: Instant(milliseconds: 1_795_337_344_546), order: ID(9180)),
    number: "ORD-20261121-0480", stage: .waiting, placedAt: Instant(milliseconds: 1_795_290_544_000),
    lines: 5, units: 10, zone: "6 Kaneshie", customer: "Deborah \"Debbie\" Appiah", holder: "", holderID: nil,
    leaseUntil: nil, holdReason: nil, pickList: nil)

  static var full: QueueRow {
    var row = bare
    row.holder = "Ama"
    row.holderID = ID(4)
    row.leaseUntil = Instant(milliseconds: 1_795_337_344_000)
    row.holdReason = "address"
    row.pickList = ID(12)
    return row
  }

  @Test(arguments: [[], [bare], [full, bare]])
  func theyAreWhatTheirCodingSays(rows: [QueueRow]) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let page = Page(rows: rows, hasBefore: true)
    #expect(try JSONText.bytes(of: page) == Array(encoder.encode(page)))
  }
}
